"""Founding thousands of units at once: a whole province in a few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from thidua.audit.models import Entry
from thidua.federation.actions.branch import hold_tree
from thidua.federation.errors import CodeTaken, KindUnknown, LevelsCrossed, NotInTheTree, ValueWrong
from thidua.federation.models import Attribute, Body, Placement, UnitKind
from thidua.kernel import clock, paths
from thidua.kernel.actions import line_of, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit

BATCH = 2000


@dataclass(frozen=True)
class NewUnit:
    """One unit to be founded. ``parent_code`` names a unit that exists or stands earlier in the rows;
    "" makes a root. ``kind`` is a kind's code, "" for a working group."""

    code: str
    name: str
    kind: str
    parent_code: str
    short_name: str = ""
    phone: str = ""
    founded_on: dt.date | None = None
    from_on: dt.date | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    source: str = ""


@transaction.atomic
def found_units(*, actor: Actor, rows: Iterable[NewUnit]) -> list[Body]:
    """Creates units with placements and attributes, parents before children, in a dozen of statements.

    One audit line for the batch with its counts and one a unit. Raises CodeTaken, KindUnknown,
    LevelsCrossed, NotInTheTree (the parent's code is unknown), ValueWrong, Absent, NotYours; then nothing
    is founded.
    """
    rows = list(rows)
    if not rows:
        return []
    hold_tree()
    above = _parents(actor, rows)
    _check_codes(rows)
    units = _build(rows, above)
    by_code = {unit.code: unit for unit in units}
    Body.objects.bulk_create(units, batch_size=BATCH)
    Placement.objects.bulk_create(_placements(rows, by_code), batch_size=BATCH)
    Attribute.objects.bulk_create(_attributes(rows, by_code), batch_size=BATCH)
    _tell(actor, units)
    return units


def _parents(actor: Actor, rows: Sequence[NewUnit]) -> dict[str, Body]:
    """Existing units that rows name as parents, each asked for at the door."""
    inside = {row.code for row in rows}
    named = {row.parent_code for row in rows} - inside - {""}
    found = {unit.code: unit for unit in Body.objects.filter(code__in=named).select_related("kind")}
    for code in sorted(named):
        if code not in found or not found[code].is_placed:
            raise NotInTheTree(unit=code)
        fetch(Body, found[code].pk, actor=actor, verb="add_below")
    if any(not row.parent_code for row in rows) and not actor.may("federation.change", ""):
        raise NotYours()
    return found


def _check_codes(rows: Sequence[NewUnit]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.code.casefold() in seen:
            raise CodeTaken(code=row.code, holder=row.name)
        seen.add(row.code.casefold())
    held = Body.objects.filter(code__in=[row.code for row in rows]).first()
    if held is not None:
        raise CodeTaken(code=held.code, holder=str(held))


def _build(rows: Sequence[NewUnit], above: Mapping[str, Body]) -> list[Body]:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    known = dict(above)
    for row, pk in zip(rows, _reserve_ids(len(rows)), strict=True):
        known[row.code] = _one(row, pk, kinds, known)
    return [known[row.code] for row in rows]


def _reserve_ids(wanted: int) -> list[int]:
    """Ids from the table's own sequence, so that paths are known before anything is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('federation_body', 'id')) from generate_series(1, %s)",
            [wanted],
        )
        return [row[0] for row in cursor.fetchall()]


def _one(row: NewUnit, pk: int, kinds: Mapping[str, UnitKind], known: Mapping[str, Body]) -> Body:
    if row.kind and row.kind not in kinds:
        raise KindUnknown(kind=row.kind, known=", ".join(sorted(kinds)))
    if row.parent_code and row.parent_code not in known:
        raise NotInTheTree(unit=row.parent_code)
    under = known.get(row.parent_code)
    unit = Body(
        pk=pk,
        form=Body.Form.UNIT if row.kind else Body.Form.WORKING_GROUP,
        kind=kinds.get(row.kind),
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        phone=row.phone,
        parent=under,
        founded_on=row.founded_on,
        path=paths.below(under.path if under else "", pk),
    )
    unit.seat = unit.path
    unit.set_keys()
    if under is not None and not unit.may_stand_under(under):
        raise LevelsCrossed(unit=row.name, under=str(under), kind=unit.kind_name, above=under.kind_name)
    return unit


def _begins(row: NewUnit) -> dt.date:
    return row.from_on or row.founded_on or clock.today()


def _placements(rows: Sequence[NewUnit], units: Mapping[str, Body]) -> list[Placement]:
    return [
        Placement(unit=units[row.code], under=units[row.code].parent, from_on=_begins(row), source=row.source)
        for row in rows
        if row.parent_code
    ]


def _attributes(rows: Sequence[NewUnit], units: Mapping[str, Body]) -> list[Attribute]:
    made = []
    for row in rows:
        for name, value in row.attributes.items():
            if not Attribute.accepts(name, value):
                raise ValueWrong(value=str(value), name=name, accepted="…")
            made.append(
                Attribute(
                    unit=units[row.code], name=name, value=value, from_on=_begins(row), source=row.source
                )
            )
    return made


def _tell(actor: Actor, units: Sequence[Body]) -> None:
    top = min(units, key=lambda unit: len(unit.path))
    record(
        actor,
        "federation.units_founded",
        top,
        path=top.path,
        data={"units": len(units), "first": units[0].pk, "last": units[-1].pk},
    )
    Entry.objects.bulk_create((_entry(actor, unit) for unit in units), batch_size=BATCH)
    emit("federation.units_founded", first_id=units[0].pk, last_id=units[-1].pk)


def _entry(actor: Actor, unit: Body) -> Entry:
    told: dict[str, Any] = {"name": unit.name, "code": unit.code, "under": unit.parent_id}
    return line_of(actor, "federation.unit_added", unit, path=unit.path, data=told)
