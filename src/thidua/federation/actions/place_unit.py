from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thidua.federation.actions.branch import bump, hold_tree, move_branch, must_be_placed, must_stand
from thidua.federation.actions.timeline import make_room
from thidua.federation.errors import (
    AlreadyThere,
    BeforeFounding,
    DaysCrossed,
    LevelsCrossed,
    NotInTheTree,
    UnderItself,
)
from thidua.federation.models import Body, Placement
from thidua.federation.queries.times import managers_on
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit


@transaction.atomic
def place_unit(
    *,
    actor: Actor,
    unit_id: int,
    under_id: int,
    from_on: dt.date,
    source: str = "",
    correcting: bool = False,
    version: int | None = None,
) -> Placement:
    """Puts a unit, with its whole branch, under another from a day on ("quản lý": figures add up there).

    A day that has passed corrects the past; a day to come is kept and takes effect then (``settle_tree``).
    ``correcting`` replaces lines that begin after ``from_on``. Raises Absent, NotYours, Stale, AlreadyThere,
    UnderItself, LevelsCrossed, NotInTheTree, UnitEnded, BeforeFounding, LaterLine.
    """
    hold_tree()
    unit = fetch(Body, unit_id, actor=actor, verb="place", lock=True, related=("kind",))
    check_version(unit, version)
    under = fetch(Body, under_id, actor=actor, verb="add_below", related=("kind",))
    _check(unit, under, from_on)
    lines = Placement.objects.filter(unit=unit, line=Placement.Line.MANAGES)
    _must_change_something(lines.filter(until_on=None).first(), unit, under, from_on, correcting)
    replaced = make_room(lines, from_on, correcting=correcting)
    placed = Placement.objects.create(unit=unit, under=under, from_on=from_on, source=source)
    before, left = unit.path, unit.parent_id
    if from_on <= clock.today():
        move_branch(unit, under)
    else:
        bump(unit)
    _tell(actor, placed, before, replaced, left or under.pk)
    return placed


def _check(unit: Body, under: Body, from_on: dt.date) -> None:
    for body in (unit, under):
        must_be_placed(body)
        must_stand(body)
    if unit.pk in {under.pk, *managers_on(under.pk, from_on)}:
        raise UnderItself(unit=str(unit), under=str(under))
    if unit.founded_on and from_on < unit.founded_on:
        raise BeforeFounding(unit=str(unit), day=format_date(from_on), founded=format_date(unit.founded_on))
    if not unit.may_stand_under(under):
        raise LevelsCrossed(unit=str(unit), under=str(under), kind=unit.kind_name, above=under.kind_name)


def _must_change_something(
    open_line: Placement | None, unit: Body, under: Body, from_on: dt.date, correcting: bool
) -> None:
    if open_line is None or open_line.under_id != under.pk:
        return
    if open_line.from_on <= from_on or not correcting:
        raise AlreadyThere(unit=str(unit), under=str(under), day=format_date(open_line.from_on))


def _tell(actor: Actor, placed: Placement, before: str, replaced: list[dict[str, Any]], left: int) -> None:
    """``left``: whom it stood under; a line that was corrected away is nowhere else to be found."""
    unit = placed.unit
    record(
        actor,
        "federation.unit_placed",
        unit,
        path=unit.path,
        data={
            "under": placed.under_id,
            "from_on": placed.from_on.isoformat(),
            "source": placed.source,
            "path_before": before,
            "replaced": replaced,
        },
    )
    emit("federation.unit_placed", unit_id=unit.pk, under_id=placed.under_id, left_id=left)


@transaction.atomic
def look_after(*, actor: Actor, unit_id: int, by_id: int, from_on: dt.date, source: str = "") -> Placement:
    """Says that a body (a department, a unit) looks after a unit ("phụ trách") from a day on.

    Several may; nothing adds up through this line. Raises Absent, NotYours, NotInTheTree, UnitEnded,
    AlreadyThere.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="place", lock=True)
    by = fetch(Body, by_id, actor=actor)
    must_be_placed(unit)
    must_stand(unit)
    if by.form == Body.Form.PARTNER:
        raise NotInTheTree(unit=str(by))
    held = unit.placements.filter(line=Placement.Line.LOOKS_AFTER, under=by, until_on=None).first()
    if held is not None:
        raise AlreadyThere(unit=str(unit), under=str(by), day=format_date(held.from_on))
    line = Placement.objects.create(
        unit=unit, under=by, line=Placement.Line.LOOKS_AFTER, from_on=from_on, source=source
    )
    record(
        actor,
        "federation.care_given",
        unit,
        path=unit.path,
        data={"by": by.pk, "from_on": from_on.isoformat(), "source": source},
    )
    emit("federation.care_given", unit_id=unit.pk, by_id=by.pk)
    return line


@transaction.atomic
def end_care(*, actor: Actor, unit_id: int, line_id: int, until_on: dt.date) -> Placement | None:
    """Ends a "phụ trách" line with this day as its last; None when it had ended already.

    Raises Absent, NotYours, DaysCrossed.
    """
    unit = fetch(Body, unit_id, actor=actor, verb="place", lock=True)
    line = unit.placements.filter(pk=line_id, line=Placement.Line.LOOKS_AFTER, until_on=None).first()
    if line is None:
        return None
    if until_on < line.from_on:
        raise DaysCrossed(until=format_date(until_on), start=format_date(line.from_on))
    line.until_on = until_on
    line.save(update_fields=["until_on"])
    record(
        actor,
        "federation.care_ended",
        unit,
        path=unit.path,
        data={"by": line.under_id, "until_on": until_on.isoformat()},
    )
    emit("federation.care_ended", unit_id=unit.pk, by_id=line.under_id)
    return line
