"""The cascade ledger: what the units below promised for one target, what came of it, and how it came to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.federation.models import Body
from thidua.kernel.door import fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Period, Target
from thidua.launch.queries.in_force import Changed, Move, moves_of
from thidua.launch.queries.years import Year, years_of
from thidua.report.queries.board import Cell
from thidua.rollup.queries.ledger import LedgerRow, TargetLedger, target_ledger
from thidua.web.api.answers import Key, Limit, Offset, answers, asking
from thidua.web.api.endpoints.rollup import FreshnessOut, TargetLineOut, freshness_out, line_out
from thidua.web.api.figures import Figure, ThresholdOut, figure_or_none, threshold
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Sổ chỉ tiêu")])
ONE = "/units/{unit_id}/periods/{period_id}/targets/{target_id}/ledger"
View = Literal["late", "asks_change", "not_assigned", "below", "assigned", "taken", "exempt", "outside"]


class DueOut(Schema):
    """The unit's own report of the period. ``days_late`` counts until it was sent, or until today."""

    report_id: int
    state: str
    due_on: dt.date
    days_late: int


class LedgerRowOut(Schema):
    """``promise``: not_assigned, assigned (and not answered), asks_change, taken, exempt; by_target where the
    target itself assigns; outside where nobody there is concerned; gone for a unit that stands elsewhere now.
    ``asked`` and ``failing``: of targets about single units, how many at or below this one."""

    unit: UnitRef
    promise: str
    assigned: ThresholdOut | None
    took_on: ThresholdOut | None
    said: str
    weaker: bool
    state: str
    line: TargetLineOut | None
    asked: int | None
    failing: int | None
    due: DueOut | None
    late: bool


class ChangedOut(Schema):
    """``before`` none: nothing was assigned; ``after`` none: exempt. ``merged``: whose parts went into it."""

    unit: UnitRef
    before: ThresholdOut | None
    after: ThresholdOut | None
    reason: str
    merged: list[UnitRef]


class MoveOut(Schema):
    """One decision or merger. ``total``: the sum of all units after it, of what adds up."""

    decision_id: int | None
    source: str
    from_on: dt.date
    withdrawn_on: dt.date | None
    total: int | None
    changes: list[ChangedOut]


class YearOut(Schema):
    year: int
    assigned: ThresholdOut | None
    reached: Figure | None
    before: Figure | None


class ShortfallOut(Schema):
    """The statement why less is assigned than is expected."""

    reason: str
    by: str
    decision_id: int


class LedgerOut(Schema):
    """``assigned_sum``, ``taken_sum``, ``reserve``, ``short`` of what adds up; ``weaker_ids`` of what is handed
    down as it is. ``rows`` are one page of a view, those that need a look first; ``total`` is how many there
    are. ``failing``: units that do not reach by themselves, the first thirty by name."""

    unit: UnitRef
    period_id: int
    target_id: int
    expected: ThresholdOut | None
    adds_up: bool
    assigned_sum: int | None
    taken_sum: int | None
    reserve: int
    short: int
    shortfall: ShortfallOut | None
    weaker_ids: list[int]
    line: TargetLineOut | None
    counts: dict[str, int]
    failing: list[UnitRef]
    failing_count: int
    rows: list[LedgerRowOut]
    total: int
    history: list[MoveOut]
    years: list[YearOut]
    freshness: FreshnessOut


@router.get(ONE, response=answers(LedgerOut), summary=gettext_noop("Sổ chỉ tiêu"))
def ledger(
    request: HttpRequest,
    *,
    unit_id: Key,
    period_id: Key,
    target_id: Key,
    view: View | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> LedgerOut:
    """For whoever may open the unit's figures; a unit never sees its siblings."""
    actor = asking(request)
    period = fetch(Period, period_id, actor=actor, related=("cycle__movement",))
    unit = fetch(Body, unit_id, actor=actor, related=("kind",))
    target = fetch(Target, target_id, actor=actor, related=("owner", "cycle"))
    if target.cycle_id != period.cycle_id:
        raise Absent()
    told = target_ledger(actor=actor, period=period, unit=unit, target=target)
    rows = told.seen(view or "")
    return _ledger_out(told, rows[offset : offset + limit], len(rows))


def _ledger_out(told: TargetLedger, rows: Sequence[LedgerRow], total: int) -> LedgerOut:
    promised, measure = told.promised, told.target.unit_of_measure
    reached = told.line.accepted.value if told.line else None
    years = years_of(told.unit, told.target, assigned=promised.column.expected, reached=reached)
    return LedgerOut(
        unit=unit_ref(told.unit),
        period_id=told.period.pk,
        target_id=told.target.pk,
        expected=threshold(promised.column.expected, measure),
        adds_up=promised.column.adds_up,
        assigned_sum=promised.assigned_sum,
        taken_sum=promised.taken_sum,
        reserve=promised.reserve,
        short=promised.short,
        shortfall=_shortfall_out(told),
        weaker_ids=sorted(promised.weaker),
        line=line_out(told.line) if told.line else None,
        counts=told.counts,
        failing=[unit_ref(one) for one in told.failing],
        failing_count=told.failing_count,
        rows=[_row_out(one, measure, one.unit.pk in promised.weaker) for one in rows],
        total=total,
        history=[_move_out(one, measure) for one in moves_of(told.unit, told.target)],
        years=[_year_out(one, measure) for one in years],
        freshness=freshness_out(told.freshness),
    )


def _shortfall_out(told: TargetLedger) -> ShortfallOut | None:
    said = told.promised.column.shortfall
    return ShortfallOut(reason=said.reason, by=said.by, decision_id=said.decision_id) if said else None


def _row_out(row: LedgerRow, measure: str, weaker: bool) -> LedgerRowOut:
    child = row.child
    return LedgerRowOut(
        unit=unit_ref(row.unit),
        promise=row.promise,
        assigned=threshold(child.assigned, measure) if child else None,
        took_on=threshold(child.took_on, measure) if child else None,
        said=child.said if child else "",
        weaker=weaker,
        state=row.state.value,
        line=line_out(row.line) if row.line else None,
        asked=row.single.asked,
        failing=row.failing,
        due=_due_out(row.due) if row.due else None,
        late=row.late,
    )


def _due_out(due: Cell) -> DueOut:
    return DueOut(report_id=due.report_id, state=due.state, due_on=due.due_on, days_late=due.days_late)


def _move_out(move: Move, measure: str) -> MoveOut:
    return MoveOut(
        decision_id=move.decision.pk if move.decision else None,
        source=move.source,
        from_on=move.from_on,
        withdrawn_on=move.withdrawn_on,
        total=move.total,
        changes=[_changed_out(one, measure) for one in move.changes],
    )


def _changed_out(one: Changed, measure: str) -> ChangedOut:
    return ChangedOut(
        unit=unit_ref(one.unit),
        before=threshold(one.before, measure),
        after=threshold(one.after, measure),
        reason=one.reason,
        merged=[unit_ref(gone) for gone in one.merged],
    )


def _year_out(year: Year, measure: str) -> YearOut:
    return YearOut(
        year=year.year,
        assigned=threshold(year.assigned, measure),
        reached=figure_or_none(year.reached, measure),
        before=figure_or_none(year.before, measure),
    )
