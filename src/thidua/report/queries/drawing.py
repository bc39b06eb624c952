"""The form that a cycle's targets ask for, with what its plan adds; nobody draws it by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from thidua.algebra.checks import rule_from_data
from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.elements import Element, element_from_data
from thidua.algebra.forms import FormSpec, form_of, implied_checks
from thidua.algebra.measures import EachUnit, Indicator, NetChange, elements_of
from thidua.launch.models import Cycle, Target
from thidua.report.models import Form, FormPlan

Layout: TypeAlias = list[dict[str, Any]]


@dataclass(frozen=True)
class Drawn:
    """A form as it would be built today; ``layout``, ``counting`` and ``closing`` as ``Form`` stores them."""

    spec: FormSpec
    layout: Layout
    counting: list[dict[str, Any]]
    closing: list[str]

    def columns(self) -> dict[str, Any]:
        """What a version stores; two forms with the same columns are the same version."""
        return {
            "spec": self.spec.to_data(),
            "layout": self.layout,
            "counting": self.counting,
            "closing": self.closing,
        }

    def is_same_as(self, form: Form | None) -> bool:
        return form is not None and all(
            getattr(form, name) == value for name, value in self.columns().items()
        )


def plan_of(cycle: Cycle) -> FormPlan:
    """What was said about the form beyond the targets; an empty plan when nothing was."""
    return FormPlan.objects.filter(cycle=cycle).first() or FormPlan(cycle=cycle)


def targets_of(cycle: Cycle) -> list[Target]:
    return list(Target.objects.filter(cycle=cycle).order_by("position"))


def draw(targets: Sequence[Target], plan: FormPlan) -> Drawn:
    """Raises DuplicateDefinition when a figure of the plan has the code of another one."""
    indicators = [indicator_from_data(target.indicator) for target in targets]
    said = [rule_from_data(rule) for rule in plan.rules]
    form = form_of(
        indicators,
        list(dict.fromkeys([*said, *implied_checks(indicators)])),
        [element_from_data(element) for element in plan.also],
    )
    usual = _layout(targets, indicators, form)
    layout = _completed(plan.layout, usual) if plan.layout else usual
    return Drawn(form, layout, list(plan.counting), _closing(targets, indicators, form))


def _closing(targets: Sequence[Target], indicators: list[Indicator], form: FormSpec) -> list[str]:
    """Figures that nothing needs before the year ends."""
    needed: dict[str, bool] = {}
    for target, indicator in zip(targets, indicators, strict=True):
        for element in elements_of(indicator):
            early = target.settles != Target.Settles.YEAR_END
            needed[element.code] = needed.get(element.code, False) or early
    return [one.element.code for one in form.questions if needed.get(one.element.code) is False]


def _layout(targets: Sequence[Target], indicators: list[Indicator], form: FormSpec) -> Layout:
    """One section a group of targets; a figure stands where it is needed first."""
    sections: dict[str, list[str]] = {}
    placed: set[str] = set()
    for target, indicator in zip(targets, indicators, strict=True):
        codes = [one.code for one in _as_people_count(indicator) if one.code not in placed]
        placed.update(codes)
        if codes:
            sections.setdefault(target.group_name or target.group, []).extend(dict.fromkeys(codes))
    rest = [question.element.code for question in form.questions if question.element.code not in placed]
    if rest:
        sections.setdefault("", []).extend(rest)
    return [{"title": title, "elements": codes} for title, codes in sections.items()]


def _as_people_count(indicator: Indicator) -> Sequence[Element]:
    """The start before the end; the whole before its part, for people know how many there are before they
    know how many of them."""
    match indicator:
        case EachUnit(inner):
            return _as_people_count(inner)
        case NetChange(start, end):
            return (start, end)
        case _:
            return elements_of(indicator)[::-1]


def _completed(said: Sequence[Mapping[str, Any]], usual: Layout) -> Layout:
    """Headings as somebody set them. A figure that came later stands where it would by itself: one that
    has no place on the page could never be answered."""
    known = {code for part in usual for code in part["elements"]}
    parts = {str(part["title"]): [code for code in part["elements"] if code in known] for part in said}
    placed = {code for codes in parts.values() for code in codes}
    for part in usual:
        late = [code for code in part["elements"] if code not in placed]
        if late:
            parts.setdefault(str(part["title"]), []).extend(late)
    return [{"title": title, "elements": codes} for title, codes in parts.items() if codes]
