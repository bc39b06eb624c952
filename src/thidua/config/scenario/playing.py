"""The acts of the half-year of Tuyên Quang, 2017, in their order."""

from __future__ import annotations

from thidua.config.scenario import (
    circles,
    eventing,
    founding,
    grading,
    launching,
    marking,
    promising,
    registering,
    reporting,
)
from thidua.config.scenario.files import Story
from thidua.config.scenario.settling import learn_sizes, settle
from thidua.config.scenario.stage import Stage, Tell
from thidua.kernel import clock


def play(told: Story, tell: Tell) -> Stage:
    """The acts, and then the events that they left for the later rooms."""
    stage = Stage(told, tell)
    founding.found(stage)
    learn_sizes()
    launching.launch(stage)
    circles.play(stage)
    registering.register_people(stage)
    eventing.hold_events(stage)
    reporting.keep_records(stage)
    reporting.open_half_year(stage)
    learn_sizes()
    reporting.report(stage)
    promising.promise(stage)
    grading.grade(stage)
    with clock.standing_on(told.half_year["day"]):
        heard = settle()
    learn_sizes()
    marking.begin(stage)
    with clock.standing_on(told.half_year["day"]):
        heard += settle()
    tell(f"{heard} sự kiện đã cộng vào số tổng hợp")
    return stage
