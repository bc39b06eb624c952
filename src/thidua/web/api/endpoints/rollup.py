"""Target lines: what a unit must reach, what it has reached, and the reports that this rests on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from thidua.algebra.indicators import Measured
from thidua.catalogue.wording import say_state, say_trace
from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.launch.models import Period, Target
from thidua.report.queries.sources import say_letter
from thidua.rollup.models import Tree
from thidua.rollup.queries.behind import Behind
from thidua.rollup.queries.changing import Change
from thidua.rollup.queries.children import ChildLine, children_lines
from thidua.rollup.queries.freshness import Freshness, freshness
from thidua.rollup.queries.lines import TargetLine, target_lines
from thidua.rollup.queries.measuring import Completeness
from thidua.rollup.queries.provenance import provenance
from thidua.rollup.queries.trees import EndedUnit, differs_at
from thidua.web.api.answers import Key, Limit, Offset, PageNumber, PageOut, answers, asking, page, shaped
from thidua.web.api.figures import Figure, ThresholdOut, figure, figure_or_none, threshold
from thidua.web.api.shapes.federation import UnitRef, unit_ref

TreeName = Literal["then", "today"]  # as it was stamped, or restated on the tree of today
router = Router(tags=[gettext_noop("Tổng hợp")])
ONE = "/units/{unit_id}/periods/{period_id}/targets/{target_id}"


class MeasuredOut(Schema):
    """``value`` is none unless ``state`` is measured; a share is numerator through denominator, exactly."""

    state: str
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None


class CompletenessOut(Schema):
    """Units that reported, those of them directly, and those that should."""

    reported: int
    direct: int
    expected: int


class ChangeOut(Schema):
    """A stock since the period before, where the tree had a part in it: now = before + change - arranged +
    moved. ``arranged`` is what ended units held, ``moved`` what whole units brought or took away."""

    since: dt.date
    before: Figure
    change: Figure
    arranged: Figure
    moved: Figure


class TargetLineOut(Schema):
    """``state`` is that of what is accepted, ``state_if_accepted`` what it becomes when nothing is
    returned. ``gap`` is accepted minus threshold; ``bulk`` the part of the sent figure from book totals.
    ``ended`` is told by the tree of today: what units held that nobody carries on."""

    target_id: int
    code: str
    name: str
    group: str
    group_name: str
    joint: bool
    unit_of_measure: str
    settles: str
    threshold: ThresholdOut | None
    exempt: bool
    sent: MeasuredOut
    accepted: MeasuredOut
    state: str
    state_name: str
    state_if_accepted: str
    provisional: bool
    gap: Figure | None
    still_needed: int | None
    completeness: CompletenessOut
    forecast: Figure | None
    bulk: Figure | None
    failing_ids: list[int]
    ended: MeasuredOut | None
    change: ChangeOut | None


class FreshnessOut(Schema):
    """When the sums were computed, and how many changes are not in them yet."""

    at: dt.datetime | None
    waiting: int


class LinesOut(Schema):
    """``tree`` is the one the figures are added up by; ``restated`` says whether the two differ at this unit."""

    unit: UnitRef
    period_id: int
    tree: TreeName
    restated: bool
    lines: list[TargetLineOut]
    freshness: FreshnessOut


class ChildLineOut(Schema):
    """``line`` is none when the target is not about units of this level."""

    unit: UnitRef
    level: str
    state: str
    assigned: Figure | None
    line: TargetLineOut | None
    expected_reports: int
    sent_reports: int
    accepted_reports: int


class EndedOut(Schema):
    """A unit that nobody living goes on for, with what it had sent."""

    unit: UnitRef
    ended_on: dt.date | None
    measured: MeasuredOut


class BehindOut(Schema):
    """A report that stands at the unit itself; ``adds`` is its part of the total. ``source`` is the other
    office's letter, "" for what is the house's own.
    ``unit_id`` is another's on the tree of today, when the unit goes on for it."""

    report_id: int
    unit_id: int
    kind: str
    state: str
    counts: bool
    source: str
    adds: Figure
    measured: MeasuredOut | None


class ProvenanceOut(Schema):
    """``total`` = own + children_total + bulk, exactly; ``explanation`` says it line by line."""

    unit: UnitRef
    line: TargetLineOut
    explanation: list[str]
    total: Figure
    own: list[BehindOut]
    children_total: Figure
    bulk: Figure
    adds_up: bool
    children: list[ChildLineOut]
    page: int
    pages: int
    ended: list[EndedOut]
    ended_pages: int
    freshness: FreshnessOut


@router.get(
    "/units/{unit_id}/periods/{period_id}/lines",
    response=answers(LinesOut),
    summary=gettext_noop("Các dòng chỉ tiêu"),
)
def lines(request: HttpRequest, unit_id: Key, period_id: Key, tree: TreeName = "then") -> LinesOut:
    """All targets of the unit in the period, in the order of the plan."""
    actor = asking(request)
    unit, period = _place(actor, unit_id, period_id)
    found = target_lines(actor=actor, period=period, unit=unit, tree=Tree(tree))
    fresh = freshness(period.pk)
    return LinesOut(
        unit=unit_ref(unit),
        period_id=period.pk,
        tree=tree,
        restated=fresh.restated and differs_at(period.pk, unit.pk),
        lines=[line_out(one) for one in found],
        freshness=freshness_out(fresh),
    )


@router.get(
    f"{ONE}/children",
    response=answers(PageOut[ChildLineOut]),
    summary=gettext_noop("Đơn vị trực thuộc của một chỉ tiêu"),
)
def children(
    request: HttpRequest,
    *,
    unit_id: Key,
    period_id: Key,
    target_id: Key,
    tree: TreeName = "then",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[ChildLineOut]:
    """Those that need a look first."""
    actor = asking(request)
    unit, period = _place(actor, unit_id, period_id)
    target = fetch(Target, target_id, actor=actor)
    found = children_lines(actor=actor, period=period, unit=unit, target=target, tree=Tree(tree))
    return page(found, limit, offset, child_out)


@router.get(f"{ONE}/provenance", response=answers(ProvenanceOut), summary=gettext_noop("Số này ở đâu ra"))
def explain(
    request: HttpRequest,
    *,
    unit_id: Key,
    period_id: Key,
    target_id: Key,
    tree: TreeName = "then",
    page: PageNumber = 1,
    ended_page: PageNumber = 1,
) -> ProvenanceOut:
    """A figure from its total down to the reports behind it; children 50 a page."""
    actor = asking(request)
    unit, period = _place(actor, unit_id, period_id)
    target = fetch(Target, target_id, actor=actor)
    found = provenance(
        actor=actor,
        period=period,
        unit=unit,
        target=target,
        page=page,
        ended_page=ended_page,
        tree=Tree(tree),
    )
    return ProvenanceOut(
        unit=unit_ref(unit),
        line=line_out(found.line),
        explanation=say_trace(found.line.judgement.trace, target.unit_of_measure),
        total=figure(found.total),
        own=[behind_out(one) for one in found.own],
        children_total=figure(found.children_total),
        bulk=figure(found.bulk),
        adds_up=found.adds_up,
        children=[child_out(one) for one in found.children],
        page=found.children.number,
        pages=found.children.paginator.num_pages,
        ended=[ended_out(one) for one in found.ended.units] if found.ended else [],
        ended_pages=found.ended.page.paginator.num_pages if found.ended else 0,
        freshness=freshness_out(found.freshness),
    )


def _place(actor: Actor, unit_id: int, period_id: int) -> tuple[Body, Period]:
    unit = fetch(Body, unit_id, actor=actor, related=("kind",))
    period = fetch(Period, period_id, actor=actor, related=("cycle__movement",))
    return unit, period


def line_out(line: TargetLine) -> TargetLineOut:
    target, unit = line.target, line.target.unit_of_measure
    return TargetLineOut(
        target_id=target.pk,
        code=target.code,
        name=target.name,
        group=target.group,
        group_name=target.group_name,
        joint=target.joint,
        unit_of_measure=unit,
        settles=target.settles,
        threshold=threshold(line.limit.threshold, unit),
        exempt=line.limit.exempt,
        sent=measured_out(line.sent, unit),
        accepted=measured_out(line.accepted, unit),
        state=line.state.value,
        state_name=say_state(line.state),
        state_if_accepted=line.if_accepted.state.value,
        provisional=line.judgement.provisional,
        gap=figure_or_none(line.gap, unit),
        still_needed=line.judgement.still_needed,
        completeness=completeness_out(line.completeness),
        forecast=figure_or_none(line.forecast, unit),
        bulk=figure_or_none(line.bulk),
        failing_ids=list(line.failing),
        ended=measured_out(line.ended, unit) if line.ended else None,
        change=change_out(line.change) if line.change else None,
    )


def change_out(change: Change) -> ChangeOut:
    return ChangeOut(
        since=change.since,
        before=figure(change.before),
        change=figure(change.change),
        arranged=figure(change.arranged),
        moved=figure(change.moved),
    )


def measured_out(measured: Measured, unit: str) -> MeasuredOut:
    return MeasuredOut(
        state=measured.state.value,
        value=figure_or_none(measured.value, unit),
        numerator=figure_or_none(measured.numerator),
        denominator=figure_or_none(measured.denominator),
    )


def completeness_out(told: Completeness) -> CompletenessOut:
    return CompletenessOut(reported=told.reported, direct=told.direct, expected=told.expected)


def freshness_out(told: Freshness) -> FreshnessOut:
    return FreshnessOut(at=told.at, waiting=told.waiting)


def child_out(child: ChildLine) -> ChildLineOut:
    unit = child.line.target.unit_of_measure if child.line else ""
    return ChildLineOut(
        unit=unit_ref(child.unit),
        level=child.unit.level,
        state=child.state.value,
        assigned=figure_or_none(child.assigned, unit),
        line=line_out(child.line) if child.line else None,
        expected_reports=child.expected_reports,
        sent_reports=child.sent_reports,
        accepted_reports=child.accepted_reports,
    )


def ended_out(one: EndedUnit) -> EndedOut:
    return EndedOut(unit=unit_ref(one.unit), ended_on=one.ended_on, measured=measured_out(one.measured, ""))


def behind_out(one: Behind) -> BehindOut:
    return shaped(
        BehindOut,
        one,
        report_id=one.report.pk,
        unit_id=one.report.unit_id,
        kind=one.report.kind,
        state=one.report.state,
        source=say_letter(one.report) if one.report.kind == "external" else "",
        adds=figure(one.adds),
        measured=measured_out(one.measured, "") if one.measured else None,
    )
