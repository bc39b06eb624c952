"""Launched beside the units' own ceremonies: examples for a bloc, a great work, a conference that is still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from thidua.config.scenario.registering import union_named
from thidua.config.scenario.stage import Stage
from thidua.kernel.clock import standing_on
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import LaunchEvent, LaunchRecord
from thidua.pledge.models import Registration

PLANNED_ON = dt.date(2017, 3, 15)
_SAID = ("name", "bloc", "work_owner", "work_rank", "held_as", "planned_on")
_SEEN = ("place", "attendance", "guests", "held_as")


def hold_events(stage: Stage) -> None:
    told = stage.story.read("events")["events"]
    for one in told:
        with standing_on(PLANNED_ON):
            event = _plan(stage, one)
        if "held_on" in one:
            with standing_on(one["held_on"]):
                seen = {name: one[name] for name in _SEEN}
                hold_event(actor=stage.actor(one["officer"]), event_id=event.pk, on=one["held_on"], **seen)
    stage.tell(f"{len(told)} sự kiện phát động")


def _plan(stage: Stage, one: dict[str, Any]) -> LaunchEvent:
    said = {name: one[name] for name in _SAID if name in one}
    at_id = stage.unit(union_named(stage, one["at"]).code).pk if "at" in one else None
    return plan_event(
        actor=stage.actor(one["officer"]),
        cycle_id=stage.year.pk,
        seat_id=stage.unit(one["seat"]).pk,
        kind=one["kind"],
        said=Said(at_id=at_id, **said),
    )


def expected(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """(what, what it must be, what the house says): held of planned, how many came, the work and its registration."""
    said = stage.story.read("events")
    events = LaunchEvent.objects.filter(cycle=stage.year)
    held = [one for one in said["events"] if "held_on" in one]
    yield (
        "sự kiện phát động đã tổ chức / dự kiến",
        f"{len(held)} / {len(said['events'])}",
        f"{events.exclude(held_on=None).count()} / {events.count()}",
    )
    for code, told in said["ceremonies"].items():
        record = LaunchRecord.objects.get(cycle=stage.year, unit=stage.unit(code))
        yield f"người dự lễ phát động của {record.unit}", str(told["attendance"]), str(record.attendance)
    people = sum(one["attendance"] for one in held)
    found = sum(one.attendance or 0 for one in events)
    yield "người dự các sự kiện phát động", str(people), str(found)
    works = [one["name"] for one in held if one["kind"] == "key_work"]
    linked = Registration.objects.filter(event__in=events).values_list("subject", flat=True)
    yield "công trình phát động đã đăng ký gắn biển", ", ".join(works), ", ".join(linked)
