"""Opening registration for a year of a movement: titles, days, whether it is a condition of every award."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thidua.catalogue.loading import Item
from thidua.catalogue.queries.items import in_series
from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.launch.models import Cycle
from thidua.pledge.actions.registrations.recounting import recount_all
from thidua.pledge.errors import SchemeDaysCrossed, SchemeThere, TitleThere, TitleUnknown
from thidua.pledge.models import Scheme, SchemeTitle
from thidua.pledge.queries.registrations.titles import KIND, book_of, series_of
from thidua.pledge.rules import OPEN_SCHEME, scheme_for
from thidua.pledge.states import SCHEME

_FIELDS = ("base", "required", "starts_on", "ends_on", "due_on", "upper_due_on")


@dataclass(frozen=True)
class TitleSaid:
    """A title by its catalogue series, or by a name that the union itself has given it. ``required`` None: as the
    scheme says."""

    name: str = ""
    series: str = ""
    recipient: str = "individual"
    required: bool | None = None


@transaction.atomic
def open_scheme(
    *,
    actor: Actor,
    cycle_id: int,
    starts_on: dt.date,
    ends_on: dt.date,
    calendar: str = "year",
    base: str = "staff",
    required: bool = False,
    due_on: dt.date | None = None,
    upper_due_on: dt.date | None = None,
    titles: Sequence[TitleSaid] = (),
) -> Scheme:
    """Opens registration. Every grassroots union below is asked from now on. Raises Absent, NotYours, SchemeThere,
    SchemeDaysCrossed, TitleThere, TitleUnknown."""
    related = ("movement__seat", "movement__issuer")
    cycle = fetch(Cycle, cycle_id, actor=actor, lock=True, related=related)
    if not actor.may(OPEN_SCHEME, cycle.movement.seat.path, Relation.OWN):
        raise NotYours()
    if Scheme.objects.filter(cycle=cycle, calendar=calendar).exists():
        raise SchemeThere(calendar=str(Scheme.Calendar(calendar).label))
    _must_be_in_order(starts_on, ends_on, due_on, upper_due_on)
    scheme = Scheme.objects.create(
        cycle=cycle,
        calendar=calendar,
        base=base,
        required=required,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        upper_due_on=upper_due_on,
    )
    for said in titles:
        add_title(scheme, said)
    recount_all(scheme)
    data = {"cycle": cycle.pk, "calendar": calendar, "titles": [one.series or one.name for one in titles]}
    record(actor, "pledge.scheme_opened", scheme, path=cycle.movement.seat.path, data=data)
    emit("pledge.scheme_opened", scheme_id=scheme.pk)
    return scheme


@transaction.atomic
def change_scheme(
    *,
    actor: Actor,
    scheme_id: int,
    base: str,
    required: bool,
    starts_on: dt.date,
    ends_on: dt.date,
    due_on: dt.date | None = None,
    upper_due_on: dt.date | None = None,
    version: int | None = None,
) -> Scheme:
    """Changes days and conditions. Raises Absent, NotYours, NotNow, Stale, SchemeDaysCrossed."""
    scheme = scheme_for(actor, scheme_id, verb="change", lock=True)
    check_version(scheme, version)
    _must_be_in_order(starts_on, ends_on, due_on, upper_due_on)
    wanted = (base, required, starts_on, ends_on, due_on, upper_due_on)
    changed = [name for name, value in zip(_FIELDS, wanted, strict=True) if getattr(scheme, name) != value]
    for name, value in zip(_FIELDS, wanted, strict=True):
        setattr(scheme, name, value)
    scheme.version += 1
    scheme.save()
    record(actor, "pledge.scheme_changed", scheme, path=_path(scheme), data={"fields": changed})
    emit("pledge.scheme_changed", scheme_id=scheme.pk)
    return scheme


@transaction.atomic
def offer_title(*, actor: Actor, scheme_id: int, said: TitleSaid) -> SchemeTitle:
    """Adds a title that may be registered. Raises Absent, NotYours, NotNow, TitleThere, TitleUnknown."""
    scheme = scheme_for(actor, scheme_id, verb="change", lock=True)
    title = add_title(scheme, said)
    record(actor, "pledge.title_offered", scheme, path=_path(scheme), data={"title": title.name})
    emit("pledge.scheme_changed", scheme_id=scheme.pk)
    return title


@transaction.atomic
def demand_registration(*, actor: Actor, scheme_id: int, title_id: int, required: bool | None) -> SchemeTitle:
    """Says of one title whether it is considered without registration; None: as the scheme says. Raises Absent,
    NotYours, NotNow."""
    scheme = scheme_for(actor, scheme_id, verb="change", lock=True)
    title = scheme.titles.filter(pk=title_id).first()
    if title is None:
        raise TitleUnknown(title=str(title_id), known=book_of(scheme).names())
    title.required = required
    title.save(update_fields=["required"])
    told = {"title": title.name, "required": required}
    record(actor, "pledge.title_demanded", scheme, path=_path(scheme), data=told)
    emit("pledge.scheme_changed", scheme_id=scheme.pk)
    return title


@transaction.atomic
def move_scheme(*, actor: Actor, scheme_id: int, move: str) -> Scheme:
    """Closes registration for everybody, or opens it again. Raises Absent, NotYours, NotNow."""
    scheme = scheme_for(actor, scheme_id, verb=move, lock=True)
    SCHEME.move(scheme, move)
    record(actor, f"pledge.scheme_{move}", scheme, path=_path(scheme))
    emit("pledge.scheme_changed", scheme_id=scheme.pk)
    return scheme


def add_title(scheme: Scheme, said: TitleSaid, *, offered: bool = True) -> SchemeTitle:
    """A title of the scheme; the catalogue gives its name, whom it is for and who decides it. Raises TitleThere,
    TitleUnknown."""
    book = book_of(scheme)
    known = book.find(said.name) if said.name and not said.series else None
    series = said.series or (series_of(known) if isinstance(known, Item) else "")
    items = in_series(KIND, series) if series else []
    if series and not items:
        raise TitleUnknown(title=series, known=book.names())
    own = next((one for one in items if one.facts.get("recipient")), None)
    name = own.name if own else said.name
    if isinstance(known, SchemeTitle) or isinstance(book.find(name), SchemeTitle):
        raise TitleThere(title=name)
    return SchemeTitle.objects.create(
        scheme=scheme,
        position=1 + max((one.position for one in book.titles), default=0),
        series=series,
        name=name,
        recipient=str(own.facts["recipient"]) if own else said.recipient,
        decides=next((str(one.facts["decides"]) for one in items if one.facts.get("decides")), ""),
        required=said.required,
        offered=offered,
    )


def _must_be_in_order(
    starts_on: dt.date, ends_on: dt.date, due_on: dt.date | None, upper_due_on: dt.date | None
) -> None:
    for first, last in ((starts_on, ends_on), (due_on, upper_due_on)):
        if first is not None and last is not None and last < first:
            raise SchemeDaysCrossed(first=format_date(first), last=format_date(last))


def _path(scheme: Scheme) -> str:
    path: str = scheme.cycle.movement.seat.path
    return path
