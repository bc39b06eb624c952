"""The list of a unit: there as soon as the first line is, confirmed by the unit, consolidated above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from thidua.federation.models import Body
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.pledge.actions.registrations.recounting import recount
from thidua.pledge.errors import (
    DayToCome,
    ListClosed,
    ListEmpty,
    ListsBelowMissing,
    ReasonMissing,
    SchemeClosed,
)
from thidua.pledge.models import Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.coverage import coverage_of
from thidua.pledge.queries.registrations.lists import not_confirmed_below
from thidua.pledge.rules import scheme_for, unit_of_scheme
from thidua.pledge.states import EDITABLE, REGISTRATION, UNIT_LIST

_RELATED = ("unit__kind", "scheme__cycle__movement__seat")
_NAMED = 5  # units named in a refusal


def must_be_open(scheme: Scheme) -> None:
    """Raises SchemeClosed."""
    if scheme.state != "open":
        raise SchemeClosed(issuer=scheme.cycle.movement.seat, year=scheme.year_said)


def lists_for(scheme: Scheme, units: Iterable[Body], *, writing: bool) -> dict[int, UnitList]:
    """The lists of these units, made where there is none, held in one order. Raises ListClosed when ``writing``."""
    wanted = {one.pk: one for one in units}
    rows = (UnitList(scheme=scheme, unit=unit) for unit in wanted.values())
    UnitList.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    held = UnitList.objects.select_for_update().filter(scheme=scheme, unit__in=wanted).order_by("unit_id")
    lists = {one.unit_id: one for one in held}
    for unit_id, one in lists.items():
        if writing and one.state not in EDITABLE:
            raise ListClosed(unit=wanted[unit_id], state=UNIT_LIST.states[one.state])
    return lists


@transaction.atomic
def open_list(*, actor: Actor, scheme_id: int, unit_id: int) -> UnitList:
    """The list of a unit, begun when nobody has. Raises Absent, NotYours, OutsideScheme."""
    scheme = scheme_for(actor, scheme_id)
    unit = unit_of_scheme(actor, scheme, unit_id)
    return lists_for(scheme, [unit], writing=False)[unit.pk]


@transaction.atomic
def confirm_list(
    *,
    actor: Actor,
    list_id: int,
    way: str = "",
    held_on: dt.date | None = None,
    scan: StoredFile | None = None,
    empty: bool = False,
    reason: str = "",
    version: int | None = None,
) -> UnitList:
    """The unit says that its list is right. What members registered by themselves and nobody declined goes in.

    ``empty``: the unit says that it registers nothing. A union with others below sends up what it has consolidated:
    lists below that were confirmed are consolidated with it; for those that were not it gives a ``reason``.
    Raises Absent, NotYours, NotNow, Stale, SchemeClosed, ListEmpty, ListsBelowMissing, DayToCome.
    """
    listed = _held(actor, list_id, "confirm", version)
    must_be_open(listed.scheme)
    if held_on is not None and held_on > clock.today():
        raise DayToCome(day=format_date(held_on))
    _must_hold_something(listed, empty)
    below = UnitList.objects.filter(scheme=listed.scheme, unit__parent=listed.unit).exclude(
        unit__kind__level="part"
    )
    missing = not_confirmed_below(listed.scheme, listed.unit)
    if missing and not text.clean(reason):
        names = ", ".join(str(one) for one in missing[:_NAMED])
        more = "…" if len(missing) > _NAMED else ""
        raise ListsBelowMissing(count=len(missing), names=names + more)
    moved = REGISTRATION.move_all(Registration.objects.filter(listed=listed), "accept")
    taken = UNIT_LIST.move_all(below, "consolidate")
    listed.way, listed.held_on, listed.scan = way, held_on, scan or listed.scan
    listed.confirmed_at, listed.confirmed_by = clock.now(), actor.name
    listed.reason = text.clean(reason)[:500]
    listed.figures = coverage_of(listed.scheme, listed.unit).as_data()
    listed.version += 1
    UNIT_LIST.move(
        listed,
        "confirm",
        also=("way", "held_on", "scan", "confirmed_at", "confirmed_by", "reason", "figures", "version"),
    )
    told = {"accepted": moved, "consolidated": taken, "missing": len(missing), "way": way}
    _tell(actor, "pledge.list_confirmed", listed, reason=listed.reason, data=told)
    return listed


def _must_hold_something(listed: UnitList, empty: bool) -> None:
    """A union above need not have lines of its own."""
    if empty or Registration.objects.filter(listed=listed, state__in=("proposed", "listed")).exists():
        return
    if not Body.objects.filter(parent=listed.unit, ended_on=None).exclude(kind__level="part").exists():
        raise ListEmpty()


@transaction.atomic
def take_list_back(*, actor: Actor, list_id: int, version: int | None = None) -> UnitList:
    """The unit takes its list back to correct it, while nobody above has consolidated it. Raises Absent,
    NotYours, NotNow, Stale, SchemeClosed."""
    listed = _held(actor, list_id, "take_back", version)
    must_be_open(listed.scheme)
    listed.version += 1
    UNIT_LIST.move(listed, "take_back", also=("version",))
    _tell(actor, "pledge.list_taken_back", listed)
    return listed


@transaction.atomic
def return_list(*, actor: Actor, list_id: int, reason: str, version: int | None = None) -> UnitList:
    """The union above returns a list with a reason. Raises Absent, NotYours, NotNow, Stale, ReasonMissing,
    SchemeClosed."""
    said = text.clean(reason)[:500]
    if not said:
        raise ReasonMissing()
    listed = _held(actor, list_id, "return", version)
    must_be_open(listed.scheme)
    listed.reason = said
    listed.version += 1
    UNIT_LIST.move(listed, "return", also=("reason", "version"))
    _tell(actor, "pledge.list_returned", listed, reason=said)
    return listed


def _held(actor: Actor, list_id: int, verb: str, version: int | None) -> UnitList:
    listed = fetch(UnitList, list_id, actor=actor, verb=verb, lock=True, related=_RELATED)
    check_version(listed, version)
    return listed


def _tell(
    actor: Actor, did: str, listed: UnitList, *, reason: str = "", data: dict[str, object] | None = None
) -> None:
    record(actor, did, listed, path=listed.unit.path, reason=reason, data=data)
    emit(did, list_id=listed.pk, scheme_id=listed.scheme_id, unit_id=listed.unit_id)
    # A confirmed list without anybody says "nobody", an open one says nothing yet: later rooms are told.
    recount(listed.scheme_id, [listed.unit_id])
