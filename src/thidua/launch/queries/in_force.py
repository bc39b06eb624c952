"""What the units directly below a unit are assigned for one target today, and how it came to be."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from thidua.algebra.thresholds import Threshold, threshold_from_data
from thidua.federation.models import Body
from thidua.launch.models import Assignment, Paper, Shortfall, Target
from thidua.launch.queries.annex import Cell, Column, directly_below
from thidua.launch.queries.thresholds import needed, splits


class Promise(StrEnum):
    """What stands between a unit and one target. Registration, once units register, goes above ``TAKEN``."""

    NOT_ASSIGNED = "not_assigned"
    ASSIGNED = "assigned"  # and not answered yet
    ASKS_CHANGE = "asks_change"
    TAKEN = "taken"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Child:
    """One unit directly below: what it was assigned, and what it took on."""

    cell: Cell

    @property
    def unit(self) -> Body:
        return self.cell.unit

    @cached_property
    def assigned(self) -> Threshold | None:
        """None for "chưa giao" and "không giao"."""
        return self.cell.threshold

    @property
    def promise(self) -> Promise:
        return Promise(self.cell.standing.answer) if self.cell.standing else Promise.NOT_ASSIGNED

    @property
    def took_on(self) -> Threshold | None:
        """What it holds itself to: the assignment once it is taken. What a unit registers above its
        assignment raises this and nothing else here."""
        return self.assigned if self.promise is Promise.TAKEN else None

    @property
    def said(self) -> str:
        """Why it asks for another figure."""
        return self.cell.standing.reason if self.cell.standing else ""


@dataclass(frozen=True)
class InForce:
    """One target of one unit over all units directly below, in Vietnamese order."""

    unit: Body
    column: Column
    children: tuple[Child, ...]
    standing: Mapping[int, Assignment]  # by unit, its own and theirs

    @cached_property
    def counts(self) -> Mapping[Promise, int]:
        return Counter(one.promise for one in self.children)

    @cached_property
    def assigned_sum(self) -> int | None:
        """Of what adds up; None for what is handed down as it is."""
        return self._sum(one.assigned for one in self.children)

    @cached_property
    def taken_sum(self) -> int | None:
        return self._sum(one.took_on for one in self.children)

    def _sum(self, limits: Iterable[Threshold | None]) -> int | None:
        return sum(needed(one) for one in limits if one is not None) if self.column.adds_up else None

    @property
    def reserve(self) -> int:
        """Assigned beyond the need."""
        return self.column.ledger.reserve if self.column.ledger else 0

    @property
    def short(self) -> int:
        """What the need exceeds the assigned by. 0 when nothing is expected here."""
        return self.column.ledger.gap if self.column.ledger else 0

    @cached_property
    def weaker(self) -> frozenset[int]:
        """Units that were assigned less than the level above asks, of what is not split."""
        return frozenset(cell.unit.pk for cell, _finding in self.column.weaker)


_NAMED = (
    "code",
    "name",
    "short_name",
    "sort_key",
    "form",
    "path",
    "parent_id",
    "founded_on",
    "ended_on",
    "kind__level",
)
_TOLD = ("target_id", "unit_id", "threshold", "answer", "reason")


def in_force(unit: Body, target: Target, also: Collection[int] = ()) -> InForce:
    """The current assignments of the units directly below, and what stands for the unit itself and for ``also``;
    at most three queries whatever their number."""
    units = directly_below(unit, *_NAMED)
    asked = {unit.pk, *also, *(one.pk for one in units)}
    rows = Assignment.objects.filter(target=target, unit__in=asked, current=True).only(*_TOLD)
    standing = {one.unit_id: one for one in rows}
    column = Column(
        target=target,
        expected=_expected(unit, target, standing.get(unit.pk)),
        cells=tuple(Cell(target, one, standing.get(one.pk), None) for one in units),
        shortfall=None,
        adds_up=splits(target),
    )
    if column.ledger is not None and column.ledger.below:
        column = replace(column, shortfall=_shortfall(unit, target))
    return InForce(unit, column, tuple(map(Child, column.cells)), standing)


def _expected(unit: Body, target: Target, given: Assignment | None) -> Threshold | None:
    stored = target.threshold if target.owner_id == unit.pk else given.threshold if given else None
    return threshold_from_data(stored) if stored is not None else None


def _shortfall(unit: Body, target: Target) -> Shortfall | None:
    """The newest statement why less is assigned than is expected, in a decision that was issued."""
    said = Shortfall.objects.filter(target=target, decision__seat=unit, decision__state="issued")
    return said.select_related("decision__issuer").order_by("-decision__issued_on", "-pk").first()


@dataclass(frozen=True)
class Changed:
    """What one text made of one unit's assignment; None is "chưa giao" before, "không giao" after."""

    unit: Body
    before: Threshold | None
    after: Threshold | None
    reason: str
    merged: tuple[Body, ...]  # the units whose assignments went into this one


@dataclass(frozen=True)
class Move:
    """One text and what it changed; ``total`` is the sum of all units after it, of what adds up."""

    decision: Paper | None
    source: str
    from_on: dt.date
    withdrawn_on: dt.date | None
    changes: tuple[Changed, ...]
    total: int | None


_MOVED = (*_TOLD, "decision_id", "source", "from_on", "withdrawn_on", "carried_from")


def moves_of(unit: Body, target: Target, known: Mapping[int, Body] | None = None) -> list[Move]:
    """Every decision and merger that set this target for units below, the newest first; three queries at most.
    ``known`` units are not read again.

    Units that have ended are told with those that live: they keep their last place. A withdrawn text is
    told, and counts for nothing.
    """
    found = Assignment.objects.filter(target=target, unit__parent=unit).only(*_MOVED)
    rows = list(found.order_by("made_at", "decision_id", "source", "unit__sort_key", "number"))
    decisions = {one.decision_id for one in rows if one.decision_id}
    papers = Paper.objects.select_related("issuer").in_bulk(sorted(decisions)) if decisions else {}
    bodies = dict(known or {})
    told = {one.unit_id for one in rows} | {pk for one in rows for pk in one.carried_from}
    bodies |= Body.objects.in_bulk(sorted(told - set(bodies)))
    return list(_replayed(rows, bodies, papers, adds_up=splits(target)))[::-1]


def _replayed(
    rows: Iterable[Assignment], bodies: Mapping[int, Body], papers: Mapping[int, Paper], *, adds_up: bool
) -> Iterator[Move]:
    standing: dict[int, Threshold | None] = {}
    gone: set[int] = set()
    for (decision_id, source, from_on), group in groupby(rows, key=_text):
        some = list(group)
        changes = tuple(_changed(one, standing.get(one.unit_id), bodies) for one in some)
        for one, change in zip(some, changes, strict=True):
            if one.withdrawn_on is None:
                standing[one.unit_id] = change.after
                gone.update(one.carried_from)
        yield Move(
            decision=papers[decision_id] if decision_id else None,
            source=source,
            from_on=from_on,
            withdrawn_on=some[0].withdrawn_on,
            changes=changes,
            total=_total(standing, _ended(bodies, gone, from_on)) if adds_up else None,
        )


def _text(one: Assignment) -> tuple[int | None, str, dt.date]:
    return one.decision_id, one.source, one.from_on


def _changed(one: Assignment, before: Threshold | None, bodies: Mapping[int, Body]) -> Changed:
    after = threshold_from_data(one.threshold) if one.threshold is not None else None
    # An unanswered request is the unit's word, no reason of the decision.
    reason = "" if one.answer == Assignment.Answer.ASKS_CHANGE else one.reason
    return Changed(bodies[one.unit_id], before, after, reason, tuple(bodies[pk] for pk in one.carried_from))


def _ended(bodies: Mapping[int, Body], gone: set[int], on: dt.date) -> set[int]:
    return gone | {pk for pk, one in bodies.items() if one.ended_on is not None and one.ended_on < on}


def _total(standing: Mapping[int, Threshold | None], left_out: Collection[int]) -> int:
    told = (limit for pk, limit in standing.items() if pk not in left_out and limit is not None)
    return sum((needed(one) for one in told), 0)
