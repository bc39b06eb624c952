from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from thidua.algebra.scoring.reading import read_sheet
from thidua.federation.models import Body, UnitKind
from thidua.federation.queries.times import attributes_at
from thidua.formats.errors import CodedError
from thidua.formats.text import fold
from thidua.formats.vi import parse_number
from thidua.kernel import paths
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.score.actions.grading.feed import feed
from thidua.score.errors import CriteriaUnread, NobodyToGrade, RoundTwice
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.schemes import Definition, definition
from thidua.score.rules import GRADE

WHOLE = 100  # points of a scheme whose guidance lays down no groups


@dataclass(frozen=True)
class Days:
    """The year that is graded, and until when marks are given."""

    from_on: dt.date
    until_on: dt.date
    own_due_on: dt.date
    upper_due_on: dt.date


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    seat_id: int,
    year: int,
    name: str,
    days: Days,
    bloc: str = "",
    scheme: str = "",
    criteria: str = "",
    source: str = "",
) -> GradingRound:
    """Opens the grading of a year for every grassroots union below ``seat``, of one bloc or of all.

    ``criteria`` are lines "group | criterion | most points" of the office's own table; without them each group of
    the guidance is one criterion. Unions founded or ended within the days are noted as not graded; a union that
    another round of the year already has stays there.

    Raises NotYours, NoScheme, NeedsConfirmation, CriteriaUnread, PointsDisagree, RoundTwice, NobodyToGrade.
    """
    seat = fetch(Body, seat_id, actor=actor)
    if not seat.path or not actor.may(GRADE, seat.path, Relation.OWN):
        raise NotYours()
    told = definition(scheme, days.until_on)
    sheet = sheet_of(name, told, criteria)
    read_sheet(sheet)  # refuses caps that do not add up, with their place
    round_ = GradingRound(
        seat=seat,
        year=year,
        name=name.strip()[:200],
        from_on=days.from_on,
        until_on=days.until_on,
        bloc=bloc,
        scheme_code=told.item.code,
        scheme=told.data,
        sheet=sheet,
        source=source.strip()[:300] or str(told.item.source),
        own_due_on=days.own_due_on,
        upper_due_on=days.upper_due_on,
        opened_by=actor.name,
    )
    _save(round_)
    count = _add_units(actor, round_)
    if not count:
        raise NobodyToGrade(year=year)
    record(actor, "score.grading_round_opened", round_, path=seat.path, data={"units": count, "year": year})
    emit("score.grading_round_opened", round_id=round_.pk)
    return round_


def _save(round_: GradingRound) -> None:
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError as twice:
        raise RoundTwice(unit=str(round_.seat), year=round_.year) from twice


@transaction.atomic
def add_units(*, actor: Actor, round_id: int) -> int:
    """Takes in the unions that came since the round opened; returns how many."""
    round_ = fetch(GradingRound, round_id, actor=actor, verb="change", lock=True, related=("seat",))
    count = _add_units(actor, round_)
    if count:
        record(actor, "score.grading_units_added", round_, path=round_.seat.path, data={"units": count})
    return count


def _add_units(actor: Actor, round_: GradingRound) -> int:
    """A fixed number of queries, and a figure for each union that is not graded."""
    elsewhere = Grading.objects.filter(year=round_.year).values("unit_id")
    standing = Q(ended_on=None) | Q(ended_on__gte=round_.from_on)
    founded = Q(founded_on=None) | Q(founded_on__lte=round_.until_on)
    units = list(
        Body.objects.filter(
            standing & founded,
            paths.strictly_below("path", round_.seat.path),
            form=Body.Form.UNIT,
            kind__level=UnitKind.Level.GRASSROOTS,
        )
        .exclude(pk__in=elsewhere)
        .select_related("kind")
    )
    facts = attributes_at(units, round_.until_on)
    rows = [_grading(round_, unit, facts[unit.pk]) for unit in units]
    rows = [one for one in rows if not round_.bloc or one.bloc == round_.bloc]
    Grading.objects.bulk_create(rows, batch_size=1000)
    feed(actor, [one for one in rows if one.exempt])
    return len(rows)


def _grading(round_: GradingRound, unit: Body, facts: Mapping[str, Any]) -> Grading:
    exempt = ""
    if unit.ended_on is not None and unit.ended_on <= round_.until_on:
        exempt = Grading.Exempt.ENDED
    elif unit.founded_on is not None and unit.founded_on > round_.from_on:
        exempt = Grading.Exempt.NEW
    return Grading(
        round=round_,
        unit=unit,
        year=round_.year,
        bloc=str(facts.get("bloc") or ""),
        state="exempt" if exempt else "waiting",
        exempt=exempt,
    )


# --- The criteria of a round, as a score sheet


def sheet_of(name: str, told: Definition, typed: str) -> dict[str, Any]:
    """The score sheet of a round. Raises CriteriaUnread."""
    rows = [line for line in typed.splitlines() if line.strip()]
    head = {"name": name.strip() or told.item.name, "source": str(told.item.source)}
    if not rows:
        criteria = [_one_criterion(one) for one in told.criteria] or [_by_the_whole(told)]
        return {"sheet": head, "criteria": criteria}
    read = [_criterion(number, line) for number, line in enumerate(rows, 1)]
    if told.criteria:
        return {"sheet": head, "criteria": _within_groups(told.criteria, read)}
    return {"sheet": head, "totals": {"max": WHOLE}, "criteria": _own_groups(read)}


def _one_criterion(group: Mapping[str, Any]) -> dict[str, Any]:
    """A group of the guidance that the office has not divided further."""
    leaf = {"id": f"{group['id']}.1", "name": group["name"], "max": group["max"], "kind": "judged"}
    return {**group, "items": [leaf]}


def _by_the_whole(told: Definition) -> dict[str, Any]:
    leaf = {"id": "1", "name": told.item.name, "max": WHOLE, "kind": "judged"}
    return {"id": "I", "name": told.item.name, "max": WHOLE, "items": [leaf]}


@dataclass(frozen=True)
class _Row:
    number: int
    group: str
    name: str
    most: str


def _criterion(number: int, line: str) -> _Row:
    """Cells are parted by | or, as they come out of Excel, by tabs."""
    cells = [cell.strip() for cell in line.replace("\t", "|").split("|")]
    cells = [cell for cell in cells if cell]
    try:
        group, name, written = cells
        most = parse_number(written)
    except (ValueError, CodedError):
        raise CriteriaUnread(line=number, text=line.strip()[:80]) from None
    if most <= 0:
        raise CriteriaUnread(line=number, text=line.strip()[:80])
    return _Row(number, group, name, str(most))


def _items(group: str, rows: Iterable[_Row]) -> list[dict[str, Any]]:
    return [
        {"id": f"{group}.{place}", "name": row.name, "max": row.most, "kind": "judged"}
        for place, row in enumerate(rows, 1)
    ]


def _within_groups(groups: Sequence[Mapping[str, Any]], rows: Sequence[_Row]) -> list[dict[str, Any]]:
    """Every line belongs to a group of the guidance, by its id or its name."""
    by_group: dict[str, list[_Row]] = {str(one["id"]): [] for one in groups}
    called = {fold(str(one[name])): str(one["id"]) for one in groups for name in ("id", "name")}
    for row in rows:
        if fold(row.group) not in called:
            raise CriteriaUnread(line=row.number, text=f"{row.group} | {row.name}"[:80])
        by_group[called[fold(row.group)]].append(row)
    return [
        {**one, "items": _items(one["id"], by_group[str(one["id"])])}
        if by_group[str(one["id"])]
        else _one_criterion(one)
        for one in groups
    ]


def _own_groups(rows: Sequence[_Row]) -> list[dict[str, Any]]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [
        {
            "id": str(number),
            "name": name,
            "max": str(sum(Decimal(row.most) for row in some)),
            "items": _items(str(number), some),
        }
        for number, (name, some) in enumerate(groups.items(), 1)
    ]
