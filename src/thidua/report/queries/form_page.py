"""The form of a cycle as people read it: what is asked of whom, why, and what is counted into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.forms import FormSpec, Question, form_from_data
from thidua.algebra.measures import elements_of
from thidua.launch.models import Cycle, Period, Target
from thidua.report.models import Form, Report
from thidua.report.queries.counting import CountingRule, rules_from_data
from thidua.report.queries.drawing import draw, plan_of, targets_of
from thidua.report.queries.suggesting import suggested


@dataclass(frozen=True)
class Figure:
    """One question with what stands around it."""

    question: Question
    targets: tuple[Target, ...]
    rule: CountingRule | None
    at_year_end: bool

    @property
    def code(self) -> str:
        return self.question.element.code

    @property
    def for_its_own_sake(self) -> bool:
        return not self.targets


@dataclass(frozen=True)
class Part:
    title: str
    figures: list[Figure]


@dataclass(frozen=True)
class Use:
    """A period that has opened, and the version that its reports keep."""

    period: Period
    number: int


@dataclass(frozen=True)
class FormPage:
    """``number``: of the version shown. ``upcoming``: it is not in use, the next period that opens gets it."""

    number: int
    upcoming: bool
    spec: FormSpec
    parts: list[Part]
    uses: list[Use]
    suggestions: list[CountingRule]

    def why(self, code: str) -> str:
        """The first target that needs a figure: "Trong đó đã được tập huấn" alone does not say of whom."""
        found = (one for part in self.parts for one in part.figures if one.code == code)
        return next((str(one.targets[0].name) for one in found if one.targets), "")

    @property
    def held_back(self) -> list[Use]:
        """Open periods whose reports keep another version than the one shown."""
        return [use for use in self.uses if use.period.state == "open" and use.number != self.number]


def form_page(cycle: Cycle, number: int | None = None) -> FormPage | None:
    """The form as the next period would get it, or one version as it was built; None when it is not there.

    A fixed number of queries.
    """
    targets, uses = targets_of(cycle), _uses(cycle)
    if number is not None:
        kept = cycle.forms.filter(number=number).first()
        return _of(targets, uses, kept, upcoming=False) if kept else None
    drawn, last = draw(targets, plan_of(cycle)), cycle.forms.order_by("-number").first()
    if last is not None and drawn.is_same_as(last):
        return _of(targets, uses, last, upcoming=False)
    preview = Form(cycle=cycle, number=(last.number if last else 0) + 1, **drawn.columns())
    return _of(targets, uses, preview, upcoming=True)


def _of(targets: list[Target], uses: list[Use], form: Form, *, upcoming: bool) -> FormPage:
    spec = form.definition if form.pk else form_from_data(form.spec)
    rules = rules_from_data(form.counting)
    return FormPage(
        form.number, upcoming, spec, _parts(form, spec, targets, rules), uses, suggested(spec, rules)
    )


def _parts(form: Form, spec: FormSpec, targets: list[Target], rules: Iterable[CountingRule]) -> list[Part]:
    questions = {one.element.code: one for one in spec.questions}
    needed = _needed(targets)
    counted = {rule.element: rule for rule in rules}
    parts = [
        Part(
            str(part["title"]),
            [
                Figure(questions[code], needed.get(code, ()), counted.get(code), code in form.closing)
                for code in part["elements"]
                if code in questions
            ],
        )
        for part in form.layout
    ]
    return [part for part in parts if part.figures]


def _needed(targets: Iterable[Target]) -> Mapping[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    for target in targets:
        for code in dict.fromkeys(one.code for one in elements_of(indicator_from_data(target.indicator))):
            found.setdefault(code, []).append(target)
    return {code: tuple(some) for code, some in found.items()}


def _uses(cycle: Cycle) -> list[Use]:
    used = Report.objects.filter(period=OuterRef("pk"), kind=Report.Kind.OWN).values("form__number")[:1]
    periods = Period.objects.filter(cycle=cycle).annotate(form_number=Subquery(used))
    opened = periods.exclude(form_number=None).order_by("cutoff_on", "pk")
    return [Use(one, one.form_number) for one in opened]
