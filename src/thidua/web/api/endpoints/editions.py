"""Frozen editions of a period: what later stages cite, and what changed from one to the next."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.launch.models import Period, Target
from thidua.rollup.actions.freeze_edition import freeze_edition
from thidua.rollup.models import Edition, EditionLine
from thidua.rollup.queries.differences import (
    ChangedLine,
    ChangedReport,
    before_this,
    changed_lines,
    changed_reports,
)
from thidua.rollup.queries.editions import FrozenPart, editions_of, frozen_figure, lines_of
from thidua.rollup.rules import require_inside, require_sight
from thidua.web.api.answers import Key, PageNumber, Told, answers, asking
from thidua.web.api.endpoints.rollup import MeasuredOut, measured_out
from thidua.web.api.figures import Figure, figure, figure_or_none
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Bản tổng hợp")])
RELATED = ("period__cycle__movement__seat__kind",)


class FreezeIn(Told):
    """A reason is asked for from the second edition on."""

    reason: Annotated[str, Field(max_length=500)] = ""


class EditionOut(Schema):
    """``final`` is false for figures of a period that was still open."""

    id: int
    period_id: int
    number: int
    final: bool
    frozen_at: dt.datetime
    by: str
    reason: str


class FrozenLineOut(Schema):
    """A target line as it was shown; ``figure`` and its parts are exact, as fractions in text, "" for none."""

    target_id: int
    name: str
    rule: str
    value: str
    share: str
    state: str
    completeness: str
    figure: str
    numerator: str
    denominator: str


class EditionLinesOut(Schema):
    edition: EditionOut
    unit: UnitRef
    lines: list[FrozenLineOut]


class FrozenPartOut(Schema):
    """A unit directly below, or a report at the unit itself in the version that counted."""

    unit: UnitRef
    measured: MeasuredOut
    adds: Figure
    report_id: int | None
    version: int | None
    counted: bool


class FrozenFigureOut(Schema):
    """``total`` = own + children_total + bulk, exactly."""

    edition: EditionOut
    unit: UnitRef
    measured: MeasuredOut
    total: Figure
    own: list[FrozenPartOut]
    children: list[FrozenPartOut]
    children_total: Figure
    bulk: Figure
    adds_up: bool
    page: int
    pages: int


class ChangedLineOut(Schema):
    before: FrozenLineOut | None
    now: FrozenLineOut
    by: Figure | None


class ActOut(Schema):
    did: str
    by: str
    at: dt.datetime
    reason: str


class ChangedReportOut(Schema):
    """``before`` and ``after`` are versions of the report; ``how`` says what happened, ``acts`` who did it."""

    report_id: int
    unit: UnitRef
    before: int | None
    after: int | None
    how: list[str]
    acts: list[ActOut]


class ChangesOut(Schema):
    edition: EditionOut
    before: EditionOut
    lines: list[ChangedLineOut]
    reports: list[ChangedReportOut]
    page: int
    pages: int


@router.get(
    "/periods/{period_id}/editions",
    response=answers(list[EditionOut]),
    summary=gettext_noop("Các bản tổng hợp của kỳ"),
)
def editions(request: HttpRequest, period_id: Key) -> list[EditionOut]:
    """Newest first."""
    actor = asking(request)
    period = fetch(Period, period_id, actor=actor)
    return [edition_out(one) for one in editions_of(actor, period)]


@router.post(
    "/periods/{period_id}/editions", response=answers(EditionOut), summary=gettext_noop("Khóa bản tổng hợp")
)
def freeze(request: HttpRequest, period_id: Key, told: FreezeIn) -> EditionOut:
    """Freezes what is accepted now: final when the period is closed, preliminary while it is open."""
    made = freeze_edition(actor=asking(request), period_id=period_id, reason=told.reason)
    return edition_out(made)


@router.get(
    "/editions/{edition_id}/units/{unit_id}",
    response=answers(EditionLinesOut),
    summary=gettext_noop("Chỉ tiêu trong một bản"),
)
def lines(request: HttpRequest, edition_id: Key, unit_id: Key) -> EditionLinesOut:
    """Of the seat of the movement, or of a unit directly below it."""
    actor = asking(request)
    edition, unit = _edition(actor, edition_id), _unit(actor, unit_id)
    return EditionLinesOut(
        edition=edition_out(edition),
        unit=unit_ref(unit),
        lines=[line_out(one) for one in lines_of(edition, unit.pk)],
    )


@router.get(
    "/editions/{edition_id}/units/{unit_id}/targets/{target_id}",
    response=answers(FrozenFigureOut),
    summary=gettext_noop("Một số của bản ở đâu ra"),
)
def explain(
    request: HttpRequest, *, edition_id: Key, unit_id: Key, target_id: Key, page: PageNumber = 1
) -> FrozenFigureOut:
    """A figure of an edition from its total down to the versions of the reports."""
    actor = asking(request)
    edition, unit = _edition(actor, edition_id), _unit(actor, unit_id)
    require_inside(actor, unit)
    target = fetch(Target, target_id, actor=actor)
    if target.cycle_id != edition.period.cycle_id:
        raise Absent()
    found = frozen_figure(edition, unit, target, page)
    return FrozenFigureOut(
        edition=edition_out(edition),
        unit=unit_ref(unit),
        measured=measured_out(found.measured, target.unit_of_measure),
        total=figure(found.total),
        own=[part_out(one) for one in found.own],
        children=[part_out(one) for one in found.children.object_list],
        children_total=figure(found.children_total),
        bulk=figure(found.bulk),
        adds_up=found.adds_up,
        page=found.children.number,
        pages=found.children.paginator.num_pages,
    )


@router.get(
    "/editions/{edition_id}/changes",
    response=answers(ChangesOut),
    summary=gettext_noop("Thay đổi so với bản trước"),
)
def changes(request: HttpRequest, edition_id: Key, page: PageNumber = 1) -> ChangesOut:
    """What is otherwise than in the edition before, who changed it and why. 404 for the first one."""
    actor = asking(request)
    edition = _edition(actor, edition_id)
    seat = edition.period.cycle.movement.seat
    require_inside(actor, seat)
    before = before_this(edition)
    if before is None:
        raise Absent()
    chosen, reports = changed_reports(edition, before, page)
    return ChangesOut(
        edition=edition_out(edition),
        before=edition_out(before),
        lines=[changed_line_out(one) for one in changed_lines(edition, before, seat.pk)],
        reports=[changed_report_out(one) for one in reports],
        page=chosen.number,
        pages=chosen.paginator.num_pages,
    )


def _edition(actor: Actor, edition_id: int) -> Edition:
    return fetch(Edition, edition_id, actor=actor, related=RELATED)


def _unit(actor: Actor, unit_id: int) -> Body:
    unit = fetch(Body, unit_id, actor=actor, related=("kind",))
    require_sight(actor, unit)
    return unit


def edition_out(one: Edition) -> EditionOut:
    return EditionOut(
        id=one.pk,
        period_id=one.period_id,
        number=one.number,
        final=one.final,
        frozen_at=one.frozen_at,
        by=one.by,
        reason=one.reason,
    )


def line_out(one: EditionLine) -> FrozenLineOut:
    return FrozenLineOut(
        target_id=one.target_id,
        name=one.name,
        rule=one.rule,
        value=one.value,
        share=one.share,
        state=one.state,
        completeness=one.completeness,
        figure=one.figure,
        numerator=one.numerator,
        denominator=one.denominator,
    )


def part_out(one: FrozenPart) -> FrozenPartOut:
    return FrozenPartOut(
        unit=unit_ref(one.unit),
        measured=measured_out(one.measured, ""),
        adds=figure(one.adds),
        report_id=one.report_id,
        version=one.version,
        counted=one.counted,
    )


def changed_line_out(one: ChangedLine) -> ChangedLineOut:
    return ChangedLineOut(
        before=line_out(one.before) if one.before else None,
        now=line_out(one.line),
        by=figure_or_none(one.by),
    )


def changed_report_out(one: ChangedReport) -> ChangedReportOut:
    return ChangedReportOut(
        report_id=one.report_id,
        unit=unit_ref(one.unit),
        before=one.before,
        after=one.after,
        how=[how.value for how in one.how],
        acts=[ActOut(did=act.did, by=act.by, at=act.at, reason=act.reason) for act in one.acts],
    )
