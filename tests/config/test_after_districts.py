"""The scenario of 2025, cut to three districts: the acts, the arithmetic and the checks are those of the whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from thidua.config.scenario.after_districts import checking, playing
from thidua.config.scenario.after_districts.stage import Stage2025
from thidua.config.scenario.after_districts.unions import Unions
from thidua.config.scenario.files import Story, story
from thidua.config.scenario.rehearsal import Check
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild

DISTRICTS = ("TQ-TP", "TQ-NH", "HG-BM")


def cut() -> Story:
    """Eight unions a district, three a sector; the sums of the story stay."""
    told = story("sau-1-7-2025")
    tree, said = told.tree, told.half_year
    tree["districts"] = [
        {**one, "unions": 8, "ending": 3} for one in tree["districts"] if one["code"] in DISTRICTS
    ]
    tree["sectors"] = [{**one, "unions": 3} for one in tree["sectors"]]
    said["ending"]["unions"] = 3 * len(DISTRICTS) + 3 * 2
    said["going_on"]["unions"] = 5 * len(DISTRICTS) + 3 * 4
    said["july"]["reporting"] = 2
    return told


def broken(checks: list[Check]) -> list[str]:
    return [f"{one.what}: {one.found}, must be {one.expected}" for one in checks if not one.holds]


def test_the_figures_of_the_whole_story_add_up_as_it_says() -> None:
    """Story 7: 98.000 members; 31.500 end with 410 unions, 830 with 66.500 go on, 1.200 are admitted later."""
    told = story("sau-1-7-2025")
    unions = Unions(told.tree, told.half_year).all
    ending, going_on = ([one for one in unions if one.ends is ends] for ends in (True, False))
    assert (len(ending), sum(one.half_year["members"] for one in ending)) == (410, 31_500)
    assert (len(going_on), sum(one.half_year["members"] for one in going_on)) == (830, 66_500)
    assert sum(one.later["members"] for one in going_on) == 67_700
    assert len({one.name for one in unions}) == len(unions)


@pytest.mark.django_db
def test_two_provinces_lose_their_districts_and_a_corrupted_figure_is_seen() -> None:
    stage = playing.play(cut(), lambda _line: None)
    checks = checking.check(stage)
    assert broken(checks) == []
    assert sum(one.act == "sum" for one in checks) > 20
    assert found(checks, "đoàn viên 30/6, Như lúc đó") == "98.000"
    assert found(checks, "đoàn viên 30/6, Theo cây hiện nay") == "66.500"
    assert found(checks, "đoàn viên 30/6, Đã kết thúc") == "31.500"
    assert found(checks, "kết nạp quý III") == "1.200"

    _add_one_to_a_stored_figure(stage)
    assert len(broken(checking.check(stage))) >= 2


def found(checks: list[Check], what: str) -> str:
    (one,) = [one for one in checks if one.what.casefold() == what.casefold()]
    return one.found


def _add_one_to_a_stored_figure(stage: Stage2025) -> None:
    """Members of a union that goes on, changed behind the house's back; the sums are then made anew."""
    period: Any = stage.periods["half_year"]
    report = Report.objects.get(period=period, unit=stage.units["TQ-TP-008"], kind=Report.Kind.OWN)
    place = next(n for n, key in enumerate(report.form.vector, 1) if key.startswith("sum:members@"))
    with connection.cursor() as cursor:
        cursor.execute(
            "update report_values set vals[%s] = vals[%s] + 1 where report_id = %s", [place, place, report.pk]
        )
        assert cursor.rowcount == 1
    rebuild(period_id=period.pk)
