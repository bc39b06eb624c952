"""The form of a year: what it asks, what is counted into it, what is checked. It follows from the targets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from thidua.algebra.checks import Rule, rule_from_data, rule_to_data
from thidua.algebra.forms import implied_checks
from thidua.catalogue.measures import say_measure
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, fetch, verdict
from thidua.kernel.errors import Absent
from thidua.launch.models import Cycle
from thidua.report.actions.plan_form import count_into, remove_check, stop_asking
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in
from thidua.report.desk.form_words import SOURCES, TIMES, say_check, say_counting
from thidua.report.queries.checking import names_of
from thidua.report.queries.form_page import Figure, FormPage, form_page
from thidua.report.queries.populations import say_population


def cycle_seen(actor: Actor, cycle_id: int, verb: str = "view") -> Cycle:
    return fetch(Cycle, cycle_id, actor=actor, verb=verb, related=("movement__seat",))


def way(cycle: Cycle, last: str) -> list[dict[str, str]]:
    """Breadcrumbs of the pages behind the form."""
    return crumbs((_("Biểu báo cáo"), reverse("report:form_page", args=[cycle.pk])), (last, ""))


@signed_in
@require_GET
def show(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The form that the next period gets, or with ?phien-ban= a version as it was built."""
    actor = actor_of(request)
    cycle = cycle_seen(actor, cycle_id)
    version = request.GET.get("phien-ban", "")
    page = form_page(cycle, int(version) if version.isdecimal() and len(version) < 5 else None)
    if page is None:
        raise Absent()
    names = names_of(page.spec)
    implied = implied_checks(page.spec.indicators)
    may_change = bool(verdict(cycle, actor=actor, verb="change")) and not version
    context = {
        "title": _("Biểu báo cáo của năm"),
        "lead": str(cycle),
        "crumbs": crumbs((_("Biểu báo cáo"), "")),
        "cycle": cycle,
        "page": page,
        "version": version,
        "may_change": may_change,
        "parts": [(part.title, [_row(one) for one in part.figures]) for part in page.parts],
        "checks": [
            (say_check(rule, names), "" if rule in implied else _key(rule)) for rule in page.spec.rules
        ],
        "suggestions": _proposals(page, names) if may_change else [],
    }
    return render(request, "report/form_page.html", context)


def _proposals(page: FormPage, names: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    return [
        (rule.element, names[rule.element], page.why(rule.element), say_counting(rule))
        for rule in page.suggestions
    ]


def _row(one: Figure) -> dict[str, Any]:
    element = one.question.element
    return {
        "figure": one,
        "code": element.code,
        "name": element.name or element.code,
        "unit": say_measure(element.unit_of_measure) or (_("Có / Không") if element.nature == "flag" else ""),
        "time": TIMES[element.time],
        "whom": say_population(one.question.asked_of),
        "source": SOURCES[element.source],
        "targets": one.targets,
        "counting": say_counting(one.rule) if one.rule else "",
        "countable": element.nature != "stock",
    }


def _key(rule: Rule) -> str:
    return json.dumps(rule_to_data(rule), ensure_ascii=False, sort_keys=True)


@signed_in
@require_POST
def take_suggestions(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Sets the proposals that were ticked."""
    cycle = cycle_seen(actor_of(request), cycle_id)
    page: FormPage | None = form_page(cycle)
    wanted = set(request.POST.getlist("element"))
    rules = [rule for rule in page.suggestions if rule.element in wanted] if page else []
    try:
        if rules:
            count_into(actor=actor_of(request), cycle_id=cycle_id, rules=rules)
    except CodedError as refusal:
        return refused(request, refusal, "report:form_page", cycle_id=cycle_id)
    words = ngettext("Đã đặt %(count)d cách đếm.", "Đã đặt %(count)d cách đếm.", len(rules))
    return done(request, words % {"count": len(rules)}, "report:form_page", cycle_id=cycle_id)


@signed_in
@require_POST
def drop_check(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Leaves a check out; it is named by its own words, so two people at work do not hit another one."""
    rule = _rule_of(request.POST.get("rule", ""))
    try:
        remove_check(actor=actor_of(request), cycle_id=cycle_id, rule=rule)
    except CodedError as refusal:
        return refused(request, refusal, "report:form_page", cycle_id=cycle_id)
    return done(request, _("Đã bỏ phép kiểm."), "report:form_page", cycle_id=cycle_id)


def _rule_of(written: str) -> Rule:
    try:
        return rule_from_data(json.loads(written))
    except (ValueError, CodedError) as problem:
        raise Absent() from problem


@signed_in
@require_POST
def drop_figure(request: HttpRequest, cycle_id: int, element: str) -> HttpResponse:
    """No longer asks a figure that no target needs."""
    try:
        stop_asking(actor=actor_of(request), cycle_id=cycle_id, element=element)
    except CodedError as refusal:
        return refused(request, refusal, "report:form_page", cycle_id=cycle_id)
    return done(request, _("Đã bỏ ô."), "report:form_page", cycle_id=cycle_id)
