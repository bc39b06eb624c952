from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from thidua.algebra.checks import Identity, PartOfWhole, Rule, rule_from_data, rule_to_data
from thidua.algebra.elements import Element, element_from_data
from thidua.algebra.forms import FormSpec
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.launch.models import Cycle
from thidua.report.errors import CountedTwice, CountingUnfit, UnknownElement
from thidua.report.models import FormPlan
from thidua.report.queries.counting import CountingRule, rules_from_data
from thidua.report.queries.drawing import draw, plan_of, targets_of

Parts = list[dict[str, Any]]


@transaction.atomic
def set_form_plan(
    *,
    actor: Actor,
    cycle_id: int,
    rules: Parts | None = None,
    also: Parts | None = None,
    layout: Parts | None = None,
    counting: Parts | None = None,
) -> FormPlan:
    """Says what the indicators do not: checks between figures, figures for their own sake, headings,
    and which records are counted into which figure. Parts that are not given stay. Whoever drafts at the
    movement's seat may; periods that are open keep the form that they were opened with.

    Raises UnknownDefinition and DuplicateDefinition for what cannot be read back, UnknownElement for a
    figure that the form does not have, CountingUnfit, CountedTwice, and what the door raises.
    """
    cycle = fetch(Cycle, cycle_id, actor=actor, verb="change", lock=True, related=("movement__seat",))
    given = {"rules": rules, "also": also, "layout": layout, "counting": counting}
    return _keep(actor, cycle, {name: value for name, value in given.items() if value is not None})


def _keep(actor: Actor, cycle: Cycle, given: Mapping[str, Parts]) -> FormPlan:
    plan = plan_of(cycle)
    for name, value in given.items():
        setattr(plan, name, value)
    _require_sound(draw(targets_of(cycle), plan).spec, given)
    plan.save()
    told = {name: len(value) for name, value in given.items()}
    record(actor, "report.form_planned", plan, path=cycle.movement.seat.path, data=told)
    return plan


def _require_sound(form: FormSpec, given: Mapping[str, Parts]) -> None:
    elements = {question.element.code: question.element for question in form.questions}
    named = [code for rule in map(rule_from_data, given.get("rules", [])) for code in elements_in(rule)]
    named += [str(code) for part in given.get("layout", []) for code in part["elements"]]
    for code in named:
        if code not in elements:
            raise UnknownElement(element=code[:60])
    _require_countable(elements, rules_from_data(given.get("counting", [])))


def _require_countable(elements: Mapping[str, Element], rules: Sequence[CountingRule]) -> None:
    for rule in rules:
        element = elements.get(rule.element)
        if element is None:
            raise UnknownElement(element=rule.element[:60])
        if not rule.kinds or not rule.fits(element):
            raise CountingUnfit(element=element.name or element.code)
    for code, times in Counter(rule.element for rule in rules).items():
        if times > 1:
            raise CountedTwice(element=elements[code].name or code)


def elements_in(rule: Rule) -> tuple[str, ...]:
    """The figures that a check is about."""
    match rule:
        case PartOfWhole(part, whole):
            return part, whole
        case Identity(start, plus, minus, end):
            return start, *plus, *minus, end
    return (rule.element,)


# One change at a time, over what stands at that moment: two people at work do not undo one another.


@transaction.atomic
def count_into(*, actor: Actor, cycle_id: int, rules: Iterable[CountingRule]) -> FormPlan:
    """Sets which records are counted into figures; a figure that had a rule gets the new one.

    Raises what set_form_plan raises.
    """
    cycle = _cycle(actor, cycle_id)
    wanted = {rule.element: rule for rule in rules}
    kept = [rule for rule in rules_from_data(plan_of(cycle).counting) if rule.element not in wanted]
    return _keep(actor, cycle, {"counting": [rule.to_data() for rule in [*kept, *wanted.values()]]})


@transaction.atomic
def stop_counting(*, actor: Actor, cycle_id: int, element: str) -> FormPlan:
    """The figure is typed again; figures that are there stay."""
    cycle = _cycle(actor, cycle_id)
    kept = [one for one in plan_of(cycle).counting if one["element"] != element]
    return _keep(actor, cycle, {"counting": kept})


@transaction.atomic
def add_check(*, actor: Actor, cycle_id: int, rule: Rule) -> FormPlan:
    """Adds a check between figures; one that is there already is not added again."""
    cycle = _cycle(actor, cycle_id)
    checks = [rule_from_data(one) for one in plan_of(cycle).rules]
    added = checks if rule in checks else [*checks, rule]
    return _keep(actor, cycle, {"rules": [rule_to_data(one) for one in added]})


@transaction.atomic
def remove_check(*, actor: Actor, cycle_id: int, rule: Rule) -> FormPlan:
    """Leaves a check out from the next version on."""
    cycle = _cycle(actor, cycle_id)
    kept = [one for one in map(rule_from_data, plan_of(cycle).rules) if one != rule]
    return _keep(actor, cycle, {"rules": [rule_to_data(one) for one in kept]})


@transaction.atomic
def ask_also(*, actor: Actor, cycle_id: int, element: Element) -> FormPlan:
    """Asks a figure for its own sake, that no target needs."""
    cycle = _cycle(actor, cycle_id)
    return _keep(actor, cycle, {"also": [*plan_of(cycle).also, element.to_data()]})


@transaction.atomic
def stop_asking(*, actor: Actor, cycle_id: int, element: str) -> FormPlan:
    """No longer asks a figure that was asked for its own sake; its checks and its counting go with it."""
    cycle = _cycle(actor, cycle_id)
    plan = plan_of(cycle)
    kept = [one for one in map(element_from_data, plan.also) if one.code != element]
    if len(kept) == len(plan.also):
        raise UnknownElement(element=element[:60])
    rules = [one for one in map(rule_from_data, plan.rules) if element not in elements_in(one)]
    parts = {
        "also": [one.to_data() for one in kept],
        "rules": [rule_to_data(one) for one in rules],
        "counting": [one for one in plan.counting if one["element"] != element],
        "layout": [
            {**part, "elements": [code for code in part["elements"] if code != element]}
            for part in plan.layout
        ],
    }
    return _keep(actor, cycle, parts)


def _cycle(actor: Actor, cycle_id: int) -> Cycle:
    return fetch(Cycle, cycle_id, actor=actor, verb="change", lock=True, related=("movement__seat",))
