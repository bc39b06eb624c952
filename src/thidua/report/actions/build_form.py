from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.algebra.checks import rule_from_data
from thidua.algebra.definitions import indicator_from_data
from thidua.algebra.elements import element_from_data
from thidua.algebra.forms import FormSpec, form_of
from thidua.algebra.measures import Indicator, elements_of
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.launch.models import Cycle, Target
from thidua.report.models import Form, FormPlan


@transaction.atomic
def build_form(*, actor: Actor, cycle_id: int) -> Form:
    """The form that the cycle's targets ask for; a new version only when something in it changed."""
    cycle = Cycle.objects.select_for_update().get(pk=cycle_id)
    targets = list(Target.objects.filter(cycle=cycle).order_by("position"))
    plan = FormPlan.objects.filter(cycle=cycle).first() or FormPlan(cycle=cycle)
    indicators = [indicator_from_data(target.indicator) for target in targets]
    form = form_of(
        indicators,
        [rule_from_data(rule) for rule in plan.rules],
        [element_from_data(element) for element in plan.also],
    )
    built = {
        "spec": form.to_data(),
        "layout": plan.layout or _layout(targets, indicators, form),
        "counting": plan.counting,
        "closing": _closing(targets, indicators, form),
    }
    return _latest(cycle, built) or _new_version(actor, cycle, form, built)


def _latest(cycle: Cycle, built: Mapping[str, Any]) -> Form | None:
    last = cycle.forms.order_by("-number").first()
    same = last is not None and all(getattr(last, name) == value for name, value in built.items())
    return last if same else None


def _new_version(actor: Actor, cycle: Cycle, form: FormSpec, built: Mapping[str, Any]) -> Form:
    made = Form.objects.create(cycle=cycle, number=cycle.forms.count() + 1, vector=list(form.keys), **built)
    record(actor, "report.form_built", made, data={"number": made.number, "questions": len(form.questions)})
    return made


def _closing(targets: list[Target], indicators: list[Indicator], form: FormSpec) -> list[str]:
    """Figures that nothing needs before the year ends."""
    needed: dict[str, bool] = {}
    for target, indicator in zip(targets, indicators, strict=True):
        for element in elements_of(indicator):
            early = target.settles != Target.Settles.YEAR_END
            needed[element.code] = needed.get(element.code, False) or early
    return [one.element.code for one in form.questions if needed.get(one.element.code) is False]


def _layout(targets: list[Target], indicators: list[Indicator], form: FormSpec) -> list[dict[str, Any]]:
    """One section a group of targets; a figure stands where it is needed first."""
    sections: dict[str, list[str]] = {}
    placed: set[str] = set()
    for target, indicator in zip(targets, indicators, strict=True):
        # The whole before its part: people know how many there are before they know how many of them.
        codes = [one.code for one in reversed(elements_of(indicator)) if one.code not in placed]
        placed.update(codes)
        if codes:
            sections.setdefault(target.group_name or target.group, []).extend(dict.fromkeys(codes))
    rest = [question.element.code for question in form.questions if question.element.code not in placed]
    if rest:
        sections.setdefault("", []).extend(rest)
    return [{"title": title, "elements": codes} for title, codes in sections.items()]


@transaction.atomic
def set_form_plan(
    *,
    actor: Actor,
    cycle_id: int,
    rules: list[dict[str, Any]] | None = None,
    also: list[dict[str, Any]] | None = None,
    layout: list[dict[str, Any]] | None = None,
    counting: list[dict[str, Any]] | None = None,
) -> FormPlan:
    """Says what the indicators do not: checks between figures, figures for their own sake, headings,
    and which records are counted into which figure. Parts that are not given stay.

    Raises UnknownDefinition when a part cannot be read back.
    """
    from thidua.report.queries.counting import rules_from_data

    given = {"rules": rules, "also": also, "layout": layout, "counting": counting}
    for read, parts in ((rule_from_data, rules), (element_from_data, also)):
        for part in parts or []:
            read(part)
    rules_from_data(counting or [])
    plan, _made = FormPlan.objects.update_or_create(
        cycle_id=cycle_id, defaults={name: value for name, value in given.items() if value is not None}
    )
    record(
        actor, "report.form_planned", plan, data={name: len(value) for name, value in given.items() if value}
    )
    return plan
