"""The form of a year: what it asks and why, what is counted into it, what is checked; and changing that."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.algebra.checks import rule_to_data
from thidua.kernel.door import Actor, fetch, verdict
from thidua.kernel.errors import Absent
from thidua.launch.models import Cycle
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.queries.counting import CountingRule
from thidua.report.queries.form_page import Figure, FormPage, form_page
from thidua.web.api.answers import Code, Key, Line, Told, answers, asking
from thidua.web.api.endpoints.activities import Kind
from thidua.web.api.figures import plain

router = Router(tags=[gettext_noop("Biểu báo cáo")])
Counted = Literal["records", "participants", "women", "amount", "held"]
Whose = Literal["unit", "subjects"]
Number = Annotated[int, Field(ge=1, lt=1000)]


class CountingOut(Schema):
    """Which records are counted into a figure. ``whose``: of the unit that did it, or of each one visited."""

    element: str
    kinds: list[str]
    counted: str
    whose: str


class FormFigureOut(Schema):
    """A question. ``source``: unit types it, above states it, register, carried from last year. ``asked_of``:
    populations, any is enough, {} is everybody. ``targets``: codes; none is asked for its own sake."""

    code: str
    name: str
    unit_of_measure: str
    nature: str
    time: str
    source: str
    asked_of: list[dict[str, Any]]
    targets: list[str]
    at_year_end: bool
    counting: CountingOut | None


class FormPartOut(Schema):
    title: str
    figures: list[FormFigureOut]


class FormUseOut(Schema):
    """A period that has opened keeps its version."""

    period_id: int
    period: str
    state: str
    number: int


class FormOut(Schema):
    """``upcoming``: nobody uses this version yet, the next period that opens gets it. ``suggestions`` are
    proposals only."""

    number: int
    upcoming: bool
    parts: list[FormPartOut]
    checks: list[dict[str, Any]]
    uses: list[FormUseOut]
    suggestions: list[CountingOut]
    may_change: bool


class CountingIn(Told):
    element: Code
    kinds: Annotated[list[Kind], Field(min_length=1, max_length=20)]
    counted: Counted = "records"
    whose: Whose = "unit"


class HeadingIn(Told):
    title: Line
    elements: Annotated[list[Code], Field(min_length=1, max_length=500)]


class FormPlanIn(Told):
    """Each part that is given replaces what stood, the others stay. ``checks``: as GET shows them. ``also``:
    figures asked for their own sake, {"code", "name", "nature"?, "time"?, "unit_of_measure"?, "asked_of"?}.
    ``headings`` [] is the order of the targets again."""

    checks: Annotated[list[dict[str, Any]], Field(max_length=500)] | None = None
    also: Annotated[list[dict[str, Any]], Field(max_length=200)] | None = None
    headings: Annotated[list[HeadingIn], Field(max_length=100)] | None = None
    counting: Annotated[list[CountingIn], Field(max_length=500)] | None = None


@router.get(
    "/cycles/{cycle_id}/form", response=answers(FormOut), summary=gettext_noop("Biểu báo cáo của năm")
)
def read_form(request: HttpRequest, cycle_id: Key, version: Number | None = None) -> FormOut:
    """As the next period would get it, or one ``version`` as it was built."""
    return _shown(asking(request), cycle_id, version)


@router.put(
    "/cycles/{cycle_id}/form",
    response=answers(FormOut),
    summary=gettext_noop("Đặt cách đếm, phép kiểm, đề mục"),
)
def plan_form(request: HttpRequest, cycle_id: Key, told: FormPlanIn) -> FormOut:
    """For whoever drafts at the movement's seat. Periods that are open keep the form that they have."""
    actor = asking(request)
    given = told.model_dump()
    set_form_plan(
        actor=actor,
        cycle_id=cycle_id,
        rules=given["checks"],
        also=given["also"],
        layout=given["headings"],
        counting=given["counting"],
    )
    return _shown(actor, cycle_id, None)


def _shown(actor: Actor, cycle_id: int, version: int | None) -> FormOut:
    cycle = fetch(Cycle, cycle_id, actor=actor, related=("movement__seat",))
    page = form_page(cycle, version)
    if page is None:
        raise Absent()
    return form_out(page, may_change=bool(verdict(cycle, actor=actor, verb="change")))


def form_out(page: FormPage, *, may_change: bool) -> FormOut:
    return FormOut(
        number=page.number,
        upcoming=page.upcoming,
        parts=[
            FormPartOut(title=part.title, figures=[figure_out(one) for one in part.figures])
            for part in page.parts
        ],
        checks=[plain(rule_to_data(rule)) for rule in page.spec.rules],
        uses=[
            FormUseOut(
                period_id=use.period.pk, period=use.period.name, state=use.period.state, number=use.number
            )
            for use in page.uses
        ],
        suggestions=[counting_out(rule) for rule in page.suggestions],
        may_change=may_change,
    )


def figure_out(one: Figure) -> FormFigureOut:
    element = one.question.element
    return FormFigureOut(
        code=element.code,
        name=element.name or element.code,
        unit_of_measure=element.unit_of_measure,
        nature=element.nature.value,
        time=element.time.value,
        source=element.source.value,
        asked_of=[plain(stratum.to_data()) for stratum in one.question.asked_of],
        targets=[target.code for target in one.targets],
        at_year_end=one.at_year_end,
        counting=counting_out(one.rule) if one.rule else None,
    )


def counting_out(rule: CountingRule) -> CountingOut:
    return CountingOut(
        element=rule.element, kinds=list(rule.kinds), counted=rule.counted.value, whose=rule.whose.value
    )
