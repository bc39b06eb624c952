"""Act three: the ladder of launches, and what is launched beside it."""

from __future__ import annotations

import datetime as dt
import io

from thidua.config.scenario.ten_years.stage import TenYears
from thidua.kernel.clock import standing_on
from thidua.launch.actions.attach_to_launch import attach_to_event
from thidua.launch.actions.hold_event import hold_event
from thidua.launch.actions.launch_movement import launch_movement
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.note_opened import note_opened
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import LaunchEvent

_FORMS = {"enterprise": "at_the_shift", "school": "flag_ceremony", "public_sector": "with_staff_conference"}
# A picture of one grey dot: enough to be known as a photo by what it holds.
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63680000008200817743c7d20000000049454e44ae426082"
)


def launch(stage: TenYears) -> None:
    """The province launches the ten years."""
    on: dt.date = stage.of_year(2021)["movement_launched_on"]
    with standing_on(on):
        launch_movement(actor=stage.actor("chair"), movement_id=stage.called.pk, on=on)


def ladder(stage: TenYears, year: int) -> None:
    """Upper unions first, grassroots unions after them, each in the form that suits its work."""
    cycle = stage.cycles[year]
    for upper in stage.unions.uppers:
        on = stage.launch_day(year, upper)
        with standing_on(on):
            unit = stage.units[upper]
            launch_unit(
                actor=stage.actor(upper),
                cycle_id=cycle.pk,
                unit_id=unit.pk,
                on=on,
                place=f"Hội trường {unit}",
                attendance=80 + stage.unions.uppers.index(upper),
                guests="Thường trực cấp ủy, lãnh đạo chính quyền, chuyên môn",
                held_as="own_ceremony",
            )
    held = stage.grassroots_days(year)
    chosen = {one["at"] for one in stage.told["pilots"]["chosen"]} if year == 2021 else set()
    for one in stage.unions.all:
        if one.code in held and one.code not in chosen:
            with standing_on(held[one.code]):
                chair = stage.actor(one.code)
                note_opened(actor=chair, paper=stage.plans[year, one.upper])
                launch_unit(
                    actor=chair,
                    cycle_id=cycle.pk,
                    unit_id=stage.units[one.code].pk,
                    on=held[one.code],
                    held_as=_FORMS[one.facts["bloc"]],
                    attendance=one.members,
                )
    stage.tell(f"{year}: {len(stage.unions.uppers)} + {len(held)} đơn vị phát động")


def examples(stage: TenYears) -> None:
    """The city chooses one union of each bloc; each launches first."""
    said = stage.told["pilots"]
    for one in said["chosen"]:
        with standing_on(one["held_on"]):
            event = _planned(
                stage,
                said["organiser"],
                2021,
                LaunchEvent.Kind.PILOT,
                Said(bloc=one["bloc"], at_id=stage.units[one["at"]].pk, planned_on=one["held_on"]),
            )
            hold_event(
                actor=stage.actor(said["organiser"]),
                event_id=event.pk,
                on=one["held_on"],
                place=str(stage.units[one["at"]]),
                attendance=one["attendance"],
                held_as=one["held_as"],
            )


def works(stage: TenYears) -> None:
    """Launches on great works, with photos; one is planned only."""
    for one in stage.told["works"]:
        with standing_on(one.get("held_on", one["planned_on"])):
            said = Said(
                name=one["name"],
                work_owner=one["work_owner"],
                work_rank=one["work_rank"],
                work_registered=one["work_registered"],
                held_as="on_the_site",
                planned_on=one["planned_on"],
            )
            event = _planned(stage, one["unit"], 2021, LaunchEvent.Kind.KEY_WORK, said)
            if "held_on" in one:
                hold_event(
                    actor=stage.actor(one["unit"]),
                    event_id=event.pk,
                    on=one["held_on"],
                    place=one["place"],
                    attendance=one["attendance"],
                    guests=one["guests"],
                )
                _photos(stage, one["unit"], event, one["photos"])


def _photos(stage: TenYears, unit: str, event: LaunchEvent, count: int) -> None:
    for number in range(1, count + 1):
        content = photo(number)
        attach_to_event(
            actor=stage.actor(unit),
            event_id=event.pk,
            name=f"anh-{event.pk}-{number}.png",
            stream=io.BytesIO(content),
            size=len(content),
        )


def photo(number: int) -> bytes:
    """A small picture, another one for each number up to 255."""
    return _DOT + number.to_bytes(1, "big")


def conferences(stage: TenYears) -> None:
    """Conferences of a bloc, each led by the union that is its head."""
    for one in stage.told["conferences"]:
        with standing_on(one["held_on"]):
            said = Said(name=one["name"], bloc=one["bloc"], planned_on=one["held_on"])
            event = _planned(stage, one["unit"], 2021, LaunchEvent.Kind.CONFERENCE, said)
            hold_event(
                actor=stage.actor(one["unit"]),
                event_id=event.pk,
                on=one["held_on"],
                attendance=one["attendance"],
            )


def _planned(stage: TenYears, unit: str, year: int, kind: LaunchEvent.Kind, said: Said) -> LaunchEvent:
    event = plan_event(
        actor=stage.actor(unit),
        cycle_id=stage.cycles[year].pk,
        seat_id=stage.units[unit].pk,
        kind=kind,
        said=said,
    )
    stage.events[event.name] = event
    return event
