"""Reports, their figures and activity records as the API shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ninja import Schema

from thidua.algebra.elements import Element
from thidua.algebra.forms import Question
from thidua.algebra.values import Answer, Number
from thidua.report.models import Activity, Evidence, FigureNote, Report
from thidua.web.api.answers import FieldProblem, RefusalOut
from thidua.web.api.figures import Figure, figure, stored_figure
from thidua.web.api.shapes.federation import UnitRef, unit_ref

Entry = Mapping[str, Any]


class ReportOut(Schema):
    """The head of a report; its figures are told apart, because a draft's are the unit's alone."""

    id: int
    unit: UnitRef
    period_id: int
    period: str
    kind: str
    state: str
    state_name: str
    due_on: dt.date
    exempt: bool
    exempt_reason: str
    version: int
    first_sent_at: dt.datetime | None
    sent_at: dt.datetime | None
    sent_by: str
    on_behalf: bool
    accepted_at: dt.datetime | None
    accepted_by: str
    restated: bool


class ElementOut(Schema):
    """A figure that the form asks for."""

    code: str
    name: str
    unit_of_measure: str
    nature: str
    by_hand: bool
    may_not_apply: bool


class AnswerOut(Schema):
    """What stands in a cell. ``answer``: "" nothing was said, number, none (0, không phát sinh),
    not_applicable. ``text`` is what was typed; ``value`` is missing while it cannot be read."""

    answer: str
    text: str
    value: Figure | None
    estimate: Figure | None
    reason: str
    source: str
    counted: Figure | None
    by: str
    at: str
    rev: int


class QuestionOut(ElementOut):
    """``last`` is the figure of the comparable report."""

    given: AnswerOut
    last: Figure | None


class NoteOut(Schema):
    """Why the report was returned; ``element`` is "" when it is about the whole. ``answer`` is the unit's."""

    id: int
    element: str
    text: str
    by: str
    at: dt.datetime
    answer: str
    answered_by: str
    resolved_at: dt.datetime | None


class ReportFullOut(ReportOut):
    """``hidden`` says why the figures are not shown, none when they are. ``may`` are the verbs open to me."""

    hidden: RefusalOut | None
    questions: list[QuestionOut]
    narrative: dict[str, str]
    problems: list[FieldProblem]
    notes: list[NoteOut]
    done: int
    total: int
    may: list[str]


class ConflictOut(Schema):
    """Somebody saved this figure since the page was opened: theirs stands, mine is kept beside it."""

    element: str
    theirs: AnswerOut
    mine: AnswerOut
    by: str
    at: str


class SavedOut(Schema):
    """``again``: the same page had been taken in before, nothing changed."""

    report: ReportOut
    conflicts: list[ConflictOut]
    again: bool
    problems: list[FieldProblem]


class EvidenceOut(Schema):
    """A file behind a figure, or the signed scan; ``media_type`` is what its bytes are."""

    id: int
    kind: str
    element: str
    name: str
    media_type: str
    size: int
    by: str
    at: dt.datetime


class OutcomeOut(Schema):
    """What became of one of many."""

    report_id: int
    done: bool
    refusal: RefusalOut | None


class FileOut(Schema):
    """``kind`` is the content type, ``size`` in bytes."""

    id: int
    name: str
    kind: str
    size: int


class ActivityOut(Schema):
    id: int
    unit: UnitRef
    kind: str
    kind_name: str
    programme: str
    held_on: dt.date
    title: str
    place: str
    participants: int | None
    women: int | None
    amount: int | None
    subject_ids: list[int]
    files: list[FileOut]
    by: str
    version: int


def report_out(report: Report) -> ReportOut:
    return ReportOut(
        id=report.pk,
        unit=unit_ref(report.unit),
        period_id=report.period_id,
        period=report.period.name,
        kind=report.kind,
        state=report.state,
        state_name=report.get_state_display(),
        due_on=report.due_on,
        exempt=report.exempt,
        exempt_reason=report.exempt_reason,
        version=report.version,
        first_sent_at=report.first_sent_at,
        sent_at=report.sent_at,
        sent_by=report.sent_by,
        on_behalf=report.on_behalf,
        accepted_at=report.accepted_at,
        accepted_by=report.accepted_by,
        restated=report.restated,
    )


def element_out(question: Question) -> ElementOut:
    element = question.element
    return ElementOut(
        code=element.code,
        name=element.name or element.code,
        unit_of_measure=element.unit_of_measure,
        nature=element.nature.value,
        by_hand=question.by_hand,
        may_not_apply=element.may_not_apply,
    )


def answer_out(entry: Entry | None, element: Element | None = None) -> AnswerOut:
    told = entry or {}
    unit = element.unit_of_measure if element else ""
    return AnswerOut(
        answer=str(told.get("answer", "")),
        text=str(told.get("text", "")),
        value=stored_figure(told.get("value"), unit),
        estimate=stored_figure(told.get("estimate_value"), unit),
        reason=str(told.get("reason", "")),
        source=str(told.get("from", "")),
        counted=stored_figure(told.get("counted"), unit),
        by=str(told.get("by", "")),
        at=str(told.get("at", "")),
        rev=int(told.get("rev", 0)),
    )


def question_out(question: Question, entry: Entry | None, last: Answer | None) -> QuestionOut:
    element = question.element
    return QuestionOut(
        **element_out(question).model_dump(),
        given=answer_out(entry, element),
        last=figure(last.value, element.unit_of_measure) if isinstance(last, Number) else None,
    )


def evidence_out(one: Evidence) -> EvidenceOut:
    return EvidenceOut(
        id=one.pk,
        kind=one.kind,
        element=one.element,
        name=one.name,
        media_type=one.file.kind,
        size=one.file.size,
        by=one.by,
        at=one.at,
    )


def note_out(note: FigureNote) -> NoteOut:
    return NoteOut(
        id=note.pk,
        element=note.element,
        text=note.text,
        by=note.by,
        at=note.at,
        answer=note.answer,
        answered_by=note.answered_by,
        resolved_at=note.resolved_at,
    )


def activity_out(one: Activity) -> ActivityOut:
    return ActivityOut(
        id=one.pk,
        unit=unit_ref(one.unit),
        kind=one.kind,
        kind_name=one.get_kind_display(),
        programme=one.programme,
        held_on=one.held_on,
        title=one.title,
        place=one.place,
        participants=one.participants,
        women=one.women,
        amount=one.amount,
        subject_ids=sorted(subject.pk for subject in one.subjects.all()),
        files=[
            FileOut(id=file.pk, name=file.name, kind=file.kind, size=file.size) for file in one.files.all()
        ],
        by=one.by,
        version=one.version,
    )
