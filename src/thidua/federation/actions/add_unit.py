from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thidua.federation.actions.branch import hold_tree, must_be_placed, must_stand
from thidua.federation.errors import (
    CodeTaken,
    KindNotThen,
    KindUnknown,
    LevelsCrossed,
    NameEmpty,
    NotYet,
    SameNameHere,
)
from thidua.federation.models import Body, Placement, UnitKind
from thidua.federation.queries.codes import free_codes
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock, paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit


@transaction.atomic
def add_unit(
    *,
    actor: Actor,
    under_id: int | None,
    kind: str,
    name: str,
    code: str = "",
    short_name: str = "",
    phone: str = "",
    founded_on: dt.date | None = None,
    from_on: dt.date | None = None,
    source: str = "",
) -> Body:
    """Adds a unit directly under another, managed from ``from_on`` (else its founding, else today).

    ``kind`` is the code of a unit kind. Without ``code`` the next free one of the parent is given.
    ``under_id`` None makes a root, which only the house itself may do. Raises Absent, NotYours, NameEmpty,
    KindUnknown, KindNotThen, LevelsCrossed, CodeTaken, SameNameHere, UnitEnded, NotInTheTree, NotYet,
    PhoneWrong.
    """
    hold_tree()
    under = _above(actor, under_id)
    begins = from_on or founded_on or clock.today()
    must_have_come(founded_on or begins)
    unit_kind = kind_on(kind, founded_on or begins)
    must_fit(unit_kind, name, under)
    unit = new_body(
        form=Body.Form.UNIT,
        kind=unit_kind,
        name=name,
        code=code or free_codes(under.code if under else "CD", 1)[0],
        short_name=short_name,
        phone=as_phone(phone),
        founded_on=founded_on,
    )
    settle(unit, under, begins, source)
    record(actor, "federation.unit_added", unit, path=unit.path, data=told(unit, under, begins, source))
    emit("federation.unit_added", unit_id=unit.pk)
    return unit


def _above(actor: Actor, under_id: int | None) -> Body | None:
    if under_id is None:
        if not actor.may("federation.change", ""):
            raise NotYours()
        return None
    under = fetch(Body, under_id, actor=actor, verb="add_below", related=("kind",))
    must_be_placed(under)
    must_stand(under)
    return under


def must_have_come(day: dt.date) -> None:
    if day > clock.today():
        raise NotYet(day=format_date(day))


def kind_on(code: str, day: dt.date) -> UnitKind:
    """The kind of that code. Raises KindUnknown, or KindNotThen when it did not exist on ``day``."""
    kind = UnitKind.objects.filter(code=code).first()
    if kind is None:
        raise KindUnknown(kind=code, known=", ".join(UnitKind.objects.values_list("name", flat=True)))
    must_have_stood(kind, day)
    return kind


def must_have_stood(kind: UnitKind, day: dt.date) -> None:
    """Raises KindNotThen."""
    if not kind.stood_on(day):
        raise KindNotThen(
            kind=str(kind),
            day=format_date(day),
            from_on=format_date(kind.from_on) if kind.from_on else "…",
            until_on=format_date(kind.until_on) if kind.until_on else "…",
        )


def must_fit(kind: UnitKind, name: str, under: Body | None) -> None:
    """Raises LevelsCrossed, or SameNameHere when a living sibling is called the same."""
    if under is None:
        return
    if not kind.may_stand_under(under.level):
        raise LevelsCrossed(unit=name, under=str(under), kind=str(kind), above=under.kind_name)
    twins = Body.objects.filter(parent=under, matching_key=text.matching_key(name)[:255], ended_on=None)
    if twins.exists():
        raise SameNameHere(name=text.clean(name))


def new_body(**fields: Any) -> Body:
    """A body with its code checked, not yet saved. Raises NameEmpty, CodeTaken."""
    if not text.clean(str(fields["name"])):
        raise NameEmpty()
    fields["code"] = text.clean(str(fields["code"]))
    holder = Body.objects.filter(code__iexact=fields["code"]).first()
    if holder is not None:
        raise CodeTaken(code=fields["code"], holder=str(holder))
    return Body(**fields)


def settle(unit: Body, under: Body | None, from_on: dt.date, source: str) -> None:
    """Saves a new unit at its place in today's tree, with its first line."""
    unit.parent = under
    unit.save()
    unit.path = unit.seat = paths.below(under.path if under else "", unit.pk)
    unit.save(update_fields=["path", "seat", "changed_at"])
    if under is not None:
        Placement.objects.create(unit=unit, under=under, from_on=from_on, source=source)


def told(unit: Body, under: Body | None, from_on: dt.date, source: str) -> dict[str, Any]:
    """What the audit line of a new unit holds."""
    return {
        "name": unit.name,
        "code": unit.code,
        "under": under.pk if under else None,
        "from_on": from_on.isoformat(),
        "source": source,
    }
