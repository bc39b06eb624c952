"""A unit's report: reading it, saving drafts, sending and taking back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field, StrictInt, StrictStr

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import VIEW, Actor, fetch, listing, verdict
from thidua.report.actions.review import take_back
from thidua.report.actions.save_draft import Conflict, save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.report.queries.checking import asked, beside, examine, filled
from thidua.report.queries.figures import data_of
from thidua.web.api.answers import (
    Code,
    Key,
    Limit,
    Offset,
    PageOut,
    RefusalOut,
    Told,
    Version,
    Words,
    answers,
    asking,
    page,
    refusal_out,
)
from thidua.web.api.places import figure_place
from thidua.web.api.shapes.report import (
    ConflictOut,
    ReportFullOut,
    ReportOut,
    SavedOut,
    answer_out,
    note_out,
    question_out,
    report_out,
)

router = Router(tags=[gettext_noop("Báo cáo")])
RELATED = ("unit", "form", "period__cycle__movement")
# Verbs that a client may want to offer, in the order of the work.
VERBS = ("enter", "send", "take_back", "accept", "return", "reopen", "restate", "excuse", "chase")
Typed = StrictInt | Annotated[StrictStr, Field(max_length=200)]


class ChangeIn(Told):
    """One cell. ``value`` is an integer, or a text as people write it (1.234,5; 6,6 triệu); it replaces
    what stands. ``estimate`` and ``reason`` stay when they are not named."""

    value: Typed = ""
    answer: Literal["", "number", "none", "not_applicable"] = ""
    estimate: Typed | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None


Cell = Typed | ChangeIn | None
Cells = dict[Code, Cell]


class NarrativeIn(Told):
    strengths: Words | None = None
    limits: Words | None = None
    causes: Words | None = None
    proposals: Words | None = None


class NoteAnswerIn(Told):
    """Why a figure stays as it is although the report was returned for it; "" takes the answer back."""

    note_id: Key
    text: Annotated[str, Field(max_length=2000)]


class DraftIn(Told):
    """``version`` is the report's when it was read: only figures that somebody else saved since are in
    conflict. The same ``token`` again changes nothing, so a broken connection may simply try again."""

    changes: Annotated[Cells, Field(max_length=500)] = {}
    narrative: NarrativeIn | None = None
    answers: Annotated[list[NoteAnswerIn], Field(max_length=200)] = []
    version: Version | None = None
    token: Annotated[str, Field(max_length=64)] = ""


class SendIn(Told):
    """``checked``: the warnings were looked at."""

    version: Version | None = None
    checked: bool = False


State = Literal["", "waiting", "draft", "sent", "returned", "accepted"]


@router.get(
    "/reports/mine", response=answers(PageOut[ReportOut]), summary=gettext_noop("Báo cáo của đơn vị tôi")
)
def mine(
    request: HttpRequest, state: State = "", limit: Limit = 50, offset: Offset = 0
) -> PageOut[ReportOut]:
    """Of the unit that I act for; the earliest due first."""
    actor = asking(request)
    found = _listed(actor, VIEW, state).filter(unit_id=actor.unit_id, kind=Report.Kind.OWN)
    return page(found.order_by("due_on", "pk"), limit, offset, report_out)


@router.get("/reports", response=answers(PageOut[ReportOut]), summary=gettext_noop("Báo cáo tôi xem được"))
def reports(
    request: HttpRequest,
    *,
    period_id: Key | None = None,
    unit_id: Key | None = None,
    branch: bool = False,
    state: State = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[ReportOut]:
    """Heads of own reports, of a period and of a unit when named; with ``branch`` of all units below it."""
    actor = asking(request)
    found = _listed(actor, VIEW, state).filter(kind=Report.Kind.OWN)
    if period_id is not None:
        found = found.filter(period_id=period_id)
    if unit_id is not None:
        unit = fetch(Body, unit_id, actor=actor)
        inside = branch and unit.path
        found = found.filter(paths.within("unit__path", unit.path) if inside else Q(unit=unit))
    return page(found.order_by("unit__sort_key", "period_id", "pk"), limit, offset, report_out)


@router.get(
    "/reports/to-review", response=answers(PageOut[ReportOut]), summary=gettext_noop("Báo cáo chờ tôi duyệt")
)
def to_review(
    request: HttpRequest, period_id: Key | None = None, limit: Limit = 50, offset: Offset = 0
) -> PageOut[ReportOut]:
    """The first sent first."""
    found = _listed(asking(request), "accept", "")
    if period_id is not None:
        found = found.filter(period_id=period_id)
    return page(found.order_by("sent_at", "pk"), limit, offset, report_out)


@router.get(
    "/reports/{report_id}", response=answers(ReportFullOut), summary=gettext_noop("Một báo cáo, từng ô")
)
def one_report(request: HttpRequest, report_id: Key) -> ReportFullOut:
    """Questions, answers and findings; to whom the figures are not open yet, the head alone."""
    return full(asking(request), report_id)


@router.patch("/reports/{report_id}/draft", response=answers(SavedOut), summary=gettext_noop("Lưu nháp"))
def save(request: HttpRequest, report_id: Key, told: DraftIn) -> SavedOut:
    """Keeps what was typed, right or wrong; ``problems`` says what to look at."""
    saved = save_draft(
        actor=asking(request),
        report_id=report_id,
        version=told.version,
        changes=read_cells(told.changes),
        narrative=told.narrative.model_dump(exclude_none=True) if told.narrative else None,
        answers={one.note_id: one.text for one in told.answers},
        token=told.token,
    )
    return SavedOut(
        report=report_out(saved.report),
        conflicts=[conflict_out(one) for one in saved.conflicts],
        again=saved.again,
        problems=[figure_place(one) for one in saved.problems()],
    )


@router.post("/reports/{report_id}/send", response=answers(ReportOut), summary=gettext_noop("Gửi báo cáo"))
def send_up(request: HttpRequest, report_id: Key, told: SendIn) -> ReportOut:
    """Refused with the places when figures do not fit; warnings need ``checked``. Twice is harmless."""
    found = send(actor=asking(request), report_id=report_id, version=told.version, checked=told.checked)
    return report_out(found)


@router.post(
    "/reports/{report_id}/take-back", response=answers(ReportOut), summary=gettext_noop("Lấy lại để sửa")
)
def take(request: HttpRequest, report_id: Key) -> ReportOut:
    return report_out(take_back(actor=asking(request), report_id=report_id))


def full(actor: Actor, report_id: int) -> ReportFullOut:
    report = fetch(Report, report_id, actor=actor, related=RELATED)
    may = [verb for verb in VERBS if verdict(report, actor=actor, verb=verb)]
    refusal = verdict(report, actor=actor, verb="read").refusal
    if refusal is not None:
        return _head_only(report, may, refusal_out(refusal.say()))
    data, around = data_of(report), beside(report)
    done, total = filled(report, data)
    return ReportFullOut(
        **report_out(report).model_dump(),
        hidden=None,
        questions=[
            question_out(one, data.get(one.element.code), around.last.get(one.element.code))
            for one in asked(report)
        ],
        narrative=report.narrative,
        problems=[figure_place(one) for one in examine(report, data, around)],
        notes=[note_out(one) for one in report.notes.all()],
        done=done,
        total=total,
        may=may,
    )


def _head_only(report: Report, may: list[str], hidden: RefusalOut) -> ReportFullOut:
    return ReportFullOut(
        **report_out(report).model_dump(),
        hidden=hidden,
        questions=[],
        narrative={},
        problems=[],
        notes=[],
        done=0,
        total=0,
        may=may,
    )


def conflict_out(conflict: Conflict) -> ConflictOut:
    return ConflictOut(
        element=conflict.element,
        theirs=answer_out(conflict.theirs),
        mine=answer_out(conflict.mine),
        by=conflict.by,
        at=conflict.at,
    )


def read_cells(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Cells as the actions take them: everything is a text, as if it had been typed."""
    return {code: _read_cell(cell) for code, cell in cells.items()}


def _read_cell(cell: Cell) -> Any:
    if isinstance(cell, ChangeIn):
        told = cell.model_dump()
        return {name: str(one) if isinstance(one, int) else one for name, one in told.items()}
    return "" if cell is None else str(cell)


def _listed(actor: Actor, verb: str, state: str) -> QuerySet[Report]:
    found = listing(Report, actor=actor, verb=verb).select_related("unit", "period")
    return found.filter(state=state) if state else found
