"""What the level above does with a report: accept, return with reasons, reopen, restate, excuse, remind."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.kernel.door import fetch
from thidua.report.actions.chase import chase
from thidua.report.actions.excuse import excuse, expect_again
from thidua.report.actions.restate import restate, restate_stated
from thidua.report.actions.review import Outcome, accept, accept_many, reopen, return_with_reasons
from thidua.report.models import Report, Restatement
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    Code,
    DoneOut,
    Key,
    Told,
    Version,
    answers,
    asking,
    refusal_out,
)
from thidua.web.api.endpoints.reporting import Cells, read_cells
from thidua.web.api.shapes.report import AnswerOut, OutcomeOut, ReportOut, answer_out, report_out

router = Router(tags=[gettext_noop("Duyệt báo cáo")])
Reason = Annotated[str, Field(max_length=2000)]


class AcceptIn(Told):
    version: Version | None = None


class OneToAccept(Told):
    report_id: Key
    version: Version | None = None


class AcceptManyIn(Told):
    reports: Annotated[list[OneToAccept], Field(min_length=1, max_length=MOST_PER_PAGE)]


class ReturnIn(Told):
    """A reason per figure, an overall one, or both."""

    reasons: Annotated[dict[Code, Reason], Field(max_length=500)] = {}
    reason: Reason = ""
    version: Version | None = None


class ReasonIn(Told):
    reason: Reason


class RestateIn(ReasonIn):
    changes: Annotated[Cells, Field(min_length=1, max_length=500)]


class ChaseIn(Told):
    """That units were reminded: how, with which words, what they promised."""

    report_ids: Annotated[list[Key], Field(min_length=1, max_length=MOST_PER_PAGE)]
    how: Literal["phone", "message", "meeting", "paper"]
    text: Annotated[str, Field(max_length=500)] = ""
    promised_on: dt.date | None = None


class RestatementOut(Schema):
    """What stood and what stands now, figure by figure."""

    id: int
    report_id: int
    elements: list[str]
    old: dict[str, AnswerOut]
    new: dict[str, AnswerOut]
    reason: str
    by: str
    at: dt.datetime


@router.post(
    "/reports/accept-many", response=answers(list[OutcomeOut]), summary=gettext_noop("Duyệt nhiều báo cáo")
)
def accept_several(request: HttpRequest, told: AcceptManyIn) -> list[OutcomeOut]:
    """One that cannot be accepted does not stop the others; each has its outcome."""
    wanted = {one.report_id: one.version for one in told.reports}
    return [outcome_out(one) for one in accept_many(actor=asking(request), reports=wanted)]


@router.post("/reports/{report_id}/accept", response=answers(ReportOut), summary=gettext_noop("Duyệt"))
def accept_one(request: HttpRequest, report_id: Key, told: AcceptIn) -> ReportOut:
    return report_out(accept(actor=asking(request), report_id=report_id, version=told.version))


@router.post(
    "/reports/{report_id}/return", response=answers(ReportOut), summary=gettext_noop("Trả lại, nêu lý do")
)
def return_one(request: HttpRequest, report_id: Key, told: ReturnIn) -> ReportOut:
    found = return_with_reasons(actor=asking(request), report_id=report_id, **told.model_dump())
    return report_out(found)


@router.post(
    "/reports/{report_id}/reopen",
    response=answers(ReportOut),
    summary=gettext_noop("Mở lại báo cáo đã duyệt"),
)
def reopen_one(request: HttpRequest, report_id: Key, told: ReasonIn) -> ReportOut:
    return report_out(reopen(actor=asking(request), report_id=report_id, reason=told.reason))


@router.post(
    "/reports/{report_id}/restate", response=answers(RestatementOut), summary=gettext_noop("Đính chính")
)
def restate_one(request: HttpRequest, report_id: Key, told: RestateIn) -> RestatementOut:
    """Corrects an accepted report of a closed period; the correction stays visible."""
    made = restate(
        actor=asking(request), report_id=report_id, changes=read_cells(told.changes), reason=told.reason
    )
    return restatement_out(made)


@router.post(
    "/reports/{report_id}/restate-stated",
    response=answers(RestatementOut),
    summary=gettext_noop("Đính chính số không do đơn vị nhập"),
)
def restate_what_is_stated(request: HttpRequest, report_id: Key, told: RestateIn) -> RestatementOut:
    """``report_id`` is the unit's own report: its grades from above and registers, also those that nobody had
    stated when the period was closed."""
    made = restate_stated(
        actor=asking(request), own_id=report_id, changes=read_cells(told.changes), reason=told.reason
    )
    return restatement_out(made)


@router.get(
    "/reports/{report_id}/restatements",
    response=answers(list[RestatementOut]),
    summary=gettext_noop("Các lần đính chính"),
)
def restatements(request: HttpRequest, report_id: Key) -> list[RestatementOut]:
    """For those who may read the figures."""
    report = fetch(Report, report_id, actor=asking(request), verb="read")
    return [restatement_out(one) for one in report.restatements.all()]


@router.post("/reports/{report_id}/excuse", response=answers(ReportOut), summary=gettext_noop("Miễn báo cáo"))
def excuse_one(request: HttpRequest, report_id: Key, told: ReasonIn) -> ReportOut:
    return report_out(excuse(actor=asking(request), report_id=report_id, reason=told.reason))


@router.delete(
    "/reports/{report_id}/excuse", response=answers(ReportOut), summary=gettext_noop("Thôi miễn báo cáo")
)
def expect_one(request: HttpRequest, report_id: Key) -> ReportOut:
    return report_out(expect_again(actor=asking(request), report_id=report_id))


@router.post("/reports/chase", response=answers(DoneOut), summary=gettext_noop("Ghi việc đã nhắc"))
def remind(request: HttpRequest, told: ChaseIn) -> DoneOut:
    """Those that have sent meanwhile, or are not below me, are left out; ``count``: how many were noted."""
    return DoneOut(count=len(chase(actor=asking(request), **told.model_dump())))


def restatement_out(made: Restatement) -> RestatementOut:
    return RestatementOut(
        id=made.pk,
        report_id=made.report_id,
        elements=sorted(made.new),
        old={code: answer_out(entry) for code, entry in made.old.items()},
        new={code: answer_out(entry) for code, entry in made.new.items()},
        reason=made.reason,
        by=made.by,
        at=made.at,
    )


def outcome_out(outcome: Outcome) -> OutcomeOut:
    refusal = refusal_out(outcome.refusal) if outcome.refusal else None
    return OutcomeOut(report_id=outcome.report_id, done=refusal is None, refusal=refusal)
