"""Who decides the titles of a list, and what they decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.desk.answering import Request, done, errors_of, signed_in, status_of
from thidua.kernel.door import listing, verdict
from thidua.pledge.actions.registrations.record_decision import name_decider, record_decision
from thidua.pledge.desk.registrations.answering import crumbs, held, place, refusing
from thidua.pledge.desk.registrations.forms import DeciderForm, DecisionForm, scan_of
from thidua.pledge.models import ExternalDecision, Scheme, UnitList
from thidua.pledge.queries.registrations.lists import lines_of

_page = require_http_methods(["GET", "HEAD", "POST"])
BESIDE = "noi-%s"  # two forms stand on the page: their boxes bear names of their own
MOST = 500  # lines on one page of results
# The bodies that the catalogue names, in words.
DECIDES = {
    "head_of_unit": gettext_lazy("thủ trưởng cơ quan, đơn vị, doanh nghiệp"),
    "grassroots_union": gettext_lazy("công đoàn cơ sở"),
    "upper_union": gettext_lazy("công đoàn cấp trên cơ sở"),
    "provincial_federation": gettext_lazy("LĐLĐ tỉnh, thành phố"),
    "confederation_presidium": gettext_lazy("Đoàn Chủ tịch Tổng Liên đoàn"),
    "commune_chair": gettext_lazy("Chủ tịch UBND cấp xã"),
    "provincial_chair": gettext_lazy("Chủ tịch UBND tỉnh"),
    "minister_or_provincial_chair_or_confederation_presidium": gettext_lazy(
        "bộ trưởng, Chủ tịch UBND tỉnh, Đoàn Chủ tịch Tổng Liên đoàn"
    ),
    "prime_minister": gettext_lazy("Thủ tướng Chính phủ"),
}


@_page
@signed_in
def results(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """Deciders, decisions recorded, and a form for the next one with the lines that wait for a result."""
    scheme, unit = place(request, scheme_id, unit_id)
    listed = held(scheme, unit)
    partners = _partners(request, unit)
    form = DecisionForm(request.POST or None, request.FILES or None, partners=partners)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            made = record_decision(actor=request.actor, list_id=listed.pk, **_said(request, form))
            words = _("Đã ghi quyết định %(decision)s.") % {"decision": made}
            return done(request, words, "pledge:results", scheme.pk, unit.pk)
    return _results_page(
        request, scheme, listed, form, DeciderForm(scheme=scheme, partners=partners, auto_id=BESIDE)
    )


def _said(request: Request, form: DecisionForm) -> dict[str, Any]:
    told = form.cleaned_data
    answers = {
        int(name[2:]): value
        for name, value in request.POST.items()
        if name.startswith("k-") and name[2:].isdecimal() and len(name) < 21
    }
    return {
        "number": told["number"],
        "signed_on": told["signed_on"],
        "issuer_id": int(told["issuer"]) if told["issuer"] else None,
        "issuer_name": told["issuer_name"],
        "awarded": [pk for pk, value in answers.items() if value == "duoc"],
        "refused": [pk for pk, value in answers.items() if value == "khong"],
        "unregistered": told["unregistered"].splitlines(),
        "scan": scan_of(form),
    }


def _results_page(
    request: Request, scheme: Scheme, listed: UnitList, form: DecisionForm, decider_form: DeciderForm
) -> HttpResponse:
    unit = listed.unit
    waiting = lines_of(listed).filter(outcome=None, title__isnull=False)[:MOST]
    decisions = ExternalDecision.objects.filter(scheme=scheme, unit=unit).prefetch_related(
        "outcomes__registration__person", "outcomes__registration__title", "outcomes__registration__spouse"
    )
    deciders = {one.title_id: one for one in listed.deciders.select_related("body")}
    named = [(one, deciders.get(one.pk), DECIDES.get(one.decides, "")) for one in scheme.titles.all()]
    context = {
        "title": _("Nơi quyết định và kết quả"),
        "kicker": str(unit),
        "crumbs": crumbs(scheme, unit, _("Kết quả")),
        "scheme": scheme,
        "unit": unit,
        "titles": named,
        "decisions": decisions.select_related("scan").order_by("-signed_on", "-pk"),
        "waiting": waiting,
        "answers": request.POST,
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "decider_form": decider_form,
        "may": bool(verdict(listed, actor=request.actor, verb="decide")),
    }
    return render(request, "pledge/registrations/results.html", context, status=status_of(form, decider_form))


@require_POST
@signed_in
def decider(request: Request, scheme_id: int, unit_id: int) -> HttpResponse:
    """Names who decides a title; nothing chosen takes the name away."""
    scheme, unit = place(request, scheme_id, unit_id)
    listed = held(scheme, unit)
    partners = _partners(request, unit)
    form = DeciderForm(request.POST, scheme=scheme, partners=partners, auto_id=BESIDE)
    if form.is_valid():
        with refusing(form):
            said = form.cleaned_data
            name_decider(
                actor=request.actor,
                list_id=listed.pk,
                title_id=int(said["title"]),
                body_id=int(said["body"]) if said["body"] else None,
                name=said["name"],
            )
            return done(request, _("Đã ghi nơi quyết định."), "pledge:results", scheme.pk, unit.pk)
    return _results_page(request, scheme, listed, DecisionForm(partners=partners), form)


def _partners(request: Request, unit: Body) -> list[tuple[str, str]]:
    """Partners outside the union that the unit or those above it keep."""
    found = listing(Body, actor=request.actor).filter(
        form=Body.Form.PARTNER, host__path__in=paths.upwards(unit.path), ended_on=None
    )
    return [(str(one.pk), one.name) for one in found.order_by("sort_key", "pk")[:200]]
