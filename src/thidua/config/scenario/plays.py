"""Which acts belong to which scenario, and what must hold when they have been played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thidua.config.scenario import circles, grading, marking, playing, promising, rehearsal
from thidua.config.scenario.after_districts import checking as after_checking
from thidua.config.scenario.after_districts import playing as after_playing
from thidua.config.scenario.files import Story, UnknownScenario
from thidua.config.scenario.of_a_cluster import checking as cluster_checking
from thidua.config.scenario.of_a_cluster import playing as cluster_playing
from thidua.config.scenario.of_a_plan import checking as plan_checking
from thidua.config.scenario.of_a_plan import playing as plan_playing
from thidua.config.scenario.rehearsal import Check
from thidua.config.scenario.stage import Stage, Tell
from thidua.config.scenario.ten_years import checking as ten_years_checking
from thidua.config.scenario.ten_years import playing as ten_years_playing


@dataclass(frozen=True)
class Play:
    """``play`` acts the story out in an empty house; ``check`` compares what stands with the story alone."""

    play: Callable[[Story, Tell], Any]
    check: Callable[[Any], list[Check]]
    play_from: Callable[[Story, Tell, Path], Any] | None = None  # the same, its plan read from a paper


def _to_the_end_of_the_year(stage: Stage) -> list[Check]:
    """The half-year as it stands on the day of the story; then the last signature, the marks of the clusters and the
    classes of the grassroots unions are played to their end."""
    return [
        *rehearsal.check(stage),
        *circles.check(stage),
        *promising.check(stage),
        *marking.check(stage),
        *grading.check(stage),
        *rehearsal.kept(),
    ]


PLAYS = {
    "tuyen-quang-2017": Play(playing.play, _to_the_end_of_the_year),
    "sau-1-7-2025": Play(after_playing.play, after_checking.check),
    "cum-bien-gioi-2015": Play(cluster_playing.play, cluster_checking.check),
    "long-bien-2021": Play(plan_playing.play, plan_checking.check, plan_playing.play),
    "lai-chau-2022": Play(plan_playing.play, plan_checking.check, plan_playing.play),
    "thanh-hoa-2021-2030": Play(ten_years_playing.play, ten_years_checking.check),
}


def play_of(told: Story) -> Play:
    """Raises UnknownScenario for one that has figures but no acts yet."""
    if told.name not in PLAYS:
        raise UnknownScenario(name=told.name, known=", ".join(sorted(PLAYS)))
    return PLAYS[told.name]
