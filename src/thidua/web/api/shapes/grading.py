"""Grading of grassroots unions as the API shows it."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from thidua.kernel.door import Actor, verdict
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.lists import Counts
from thidua.score.queries.grading.marks import evaluate, lines_of
from thidua.score.queries.grading.why import say_condition, say_grade, say_why
from thidua.score.states import GRADING
from thidua.web.api.shapes.federation import UnitRef, unit_ref


class CriterionOut(Schema):
    """``most`` points as people write them ("12,5")."""

    code: str
    name: str
    head: str
    most: str


class ClassOut(Schema):
    """A class, the best first; ``least`` points as text, none for the last."""

    code: str
    name: str
    least: str | None


class ConditionOut(Schema):
    """What must hold beside the points for the class ``grade``; ``asked`` when people answer it."""

    code: str
    grade: str
    name: str
    asked: bool


class GradingRoundOut(Schema):
    id: int
    seat: UnitRef
    year: int
    name: str
    bloc: str
    state: str
    from_on: dt.date
    until_on: dt.date
    own_due_on: dt.date
    upper_due_on: dt.date
    source: str
    criteria: list[CriterionOut]
    classes: list[ClassOut]
    conditions: list[ConditionOut]


class SideOut(Schema):
    """One side's marks by criterion, as text; ``total`` is none while something is missing."""

    marks: dict[str, str]
    answers: dict[str, bool]
    words: dict[str, str]
    total: str | None
    grade: str


class ReasonOut(Schema):
    """``given``: why the unit has its class; the others say why not a better one."""

    words: str
    given: bool


class GradingOut(Schema):
    """``own`` and ``upper`` are none while the caller may not see that side. ``grade`` only once agreed."""

    id: int
    round_id: int
    unit: UnitRef
    bloc: str
    state: str
    state_name: str
    exempt: str
    exempt_reason: str
    own: SideOut | None
    upper: SideOut | None
    grade: str
    grade_name: str
    total: str | None
    agreed_by: str
    version: int
    why: list[ReasonOut]


class CountsOut(Schema):
    """``expected`` is the denominator: graded and open, without those that are not graded this year."""

    key: str
    name: str
    by_grade: dict[str, int]
    open: int
    exempt: int
    expected: int


class GradingSummaryOut(Schema):
    whole: CountsOut
    blocs: list[CountsOut]
    uppers: list[CountsOut]
    weakest: list[UnitRef]
    late: int


def round_out(one: GradingRound) -> GradingRoundOut:
    rules = one.rules
    asked = {condition.code for condition in rules.asked}
    return GradingRoundOut(
        id=one.pk,
        seat=unit_ref(one.seat),
        year=one.year,
        name=one.name,
        bloc=one.bloc,
        state=one.state,
        from_on=one.from_on,
        until_on=one.until_on,
        own_due_on=one.own_due_on,
        upper_due_on=one.upper_due_on,
        source=one.source,
        criteria=[
            CriterionOut(code=line.code, name=line.name, head=line.head, most=str(line.most))
            for line in lines_of(one)
        ],
        classes=[
            ClassOut(
                code=grade.code,
                name=say_grade(rules, grade.code),
                least=None if grade.least is None else str(grade.least),
            )
            for grade in rules.grades
        ],
        conditions=[
            ConditionOut(
                code=condition.code,
                grade=condition.grade,
                name=say_condition(condition),
                asked=condition.code in asked,
            )
            for condition in rules.conditions
        ],
    )


def grading_out(actor: Actor, one: Grading) -> GradingOut:
    sees_own = bool(verdict(one, actor=actor, verb="read_own"))
    sees_upper = bool(verdict(one, actor=actor, verb="read_upper"))
    return GradingOut(
        id=one.pk,
        round_id=one.round_id,
        unit=unit_ref(one.unit),
        bloc=one.bloc,
        state=one.state,
        state_name=str(GRADING.states[one.state]),
        exempt=one.exempt,
        exempt_reason=one.exempt_reason,
        own=SideOut(
            marks=one.own_marks,
            answers=one.own_answers,
            words=one.own_words,
            total=_text(one.own_total),
            grade=one.own_grade,
        )
        if sees_own
        else None,
        upper=SideOut(
            marks=one.upper_marks,
            answers=one.upper_answers,
            words=one.upper_reasons,
            total=_text(one.upper_total),
            grade=one.upper_grade,
        )
        if sees_upper
        else None,
        grade=one.grade,
        grade_name=say_grade(one.round.rules, one.grade),
        total=_text(one.total),
        agreed_by=one.agreed_by,
        version=one.version,
        why=_why(one, sees_own, sees_upper),
    )


def _why(one: Grading, sees_own: bool, sees_upper: bool) -> list[ReasonOut]:
    """Of the class that stands or is proposed."""
    if sees_upper and one.state in ("marked", "agreed"):
        found = evaluate(one.round, one.upper_marks, one.upper_answers)
    elif sees_own:
        found = evaluate(one.round, one.own_marks, one.own_answers)
    else:
        return []
    told = say_why(one.round, found.graded) if found.graded else []
    return [ReasonOut(words=reason.words, given=reason.given) for reason in told]


def _text(total: object) -> str | None:
    return None if total is None else str(total)


def counts_out(key: str, name: str, counts: Counts) -> CountsOut:
    return CountsOut(
        key=key,
        name=name,
        by_grade=dict(counts.by_grade),
        open=counts.open,
        exempt=counts.exempt,
        expected=counts.expected,
    )
