"""The regulation of a cluster: read, write, show to the members, adopt, take away as a file."""

from __future__ import annotations

import io

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.actions.clusters import regulation_rules as act_rules
from thidua.federation.actions.clusters import regulations as act
from thidua.federation.desk.changing import page, sent
from thidua.federation.desk.clusters.answering import form_page, refusing
from thidua.federation.desk.clusters.forms import (
    AdoptForm,
    AskForm,
    OpinionForm,
    RegulationForm,
    WhyForm,
    kept_scan,
)
from thidua.federation.desk.clusters.pages import REGULATION_MARKS, crumbs
from thidua.federation.desk.clusters.rules_form import RulesForm
from thidua.federation.models import Regulation
from thidua.federation.queries.regulation_file import written
from thidua.federation.queries.regulation_rules import told
from thidua.federation.queries.regulation_text import chapters_of, numbered
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.desk.answering import Request, done, refused, signed_in, status_of
from thidua.kernel.door import allowed, fetch

_PAGE = "federation:regulation"
_VERBS = ("edit", "ask", "take_back", "adopt", "drop", "opine", "say_rules")


@require_POST
@signed_in
def draft(request: Request, pk: int, year: int) -> HttpResponse:
    made = act.draft_regulation(actor=request.actor, cluster_id=pk, year=year)
    return done(
        request,
        _("Đã có bản soạn. Sửa xong thì gửi thành viên cho ý kiến."),
        "federation:edit_regulation",
        made.pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def regulation(request: Request, pk: int) -> HttpResponse:
    """The text as it will be printed; a member says here what it thinks."""
    one = fetch(Regulation, pk, actor=request.actor, related=("cluster", "seat", "scan"))
    may = allowed(one, actor=request.actor, verbs=_VERBS)
    mine = one.opinions.filter(unit_id=request.actor.unit_id).first()
    start = {"agrees": "1" if mine.agrees else "0", "text": mine.text} if mine else {}
    form = OpinionForm(request.POST or None, initial=start)
    if sent(request, form):
        with refusing(form):
            act.give_opinion(actor=request.actor, regulation_id=pk, **form.cleaned_data)
            return done(request, _("Đã ghi ý kiến của đơn vị."), _PAGE, pk)
    context = {
        "title": one.title,
        "kicker": _("Quy chế của %(cluster)s · lần %(edition)s")
        % {"cluster": one.cluster, "edition": one.edition},
        "crumbs": crumbs(one.cluster, _("Quy chế")),
        "one": one,
        "mark": REGULATION_MARKS[one.state],
        "may": may,
        "form": form,
        "mine": mine,
        "rules": told(one),
        "chapters": numbered(chapters_of(one.text)),
        "opinions": list(one.opinions.select_related("unit").order_by("unit__sort_key")),
        "in_force_yet": one.from_on is not None and one.from_on <= clock.today(),
    }
    return render(request, "federation/clusters/regulation.html", context, status=status_of(form))


@page
@signed_in
def edit(request: Request, pk: int) -> HttpResponse:
    one = fetch(Regulation, pk, actor=request.actor, verb="edit", related=("cluster",))
    fields = ("title", "why_changed", "opening", "text", "version")
    form = RegulationForm(request.POST or None, initial={name: getattr(one, name) for name in fields})
    if sent(request, form):
        with refusing(form):
            act.change_regulation(actor=request.actor, regulation_id=pk, **form.cleaned_data)
            return done(request, _("Đã lưu bản soạn."), _PAGE, pk)
    return _about(request, form, one, title=_("Soạn quy chế"), button=_("Lưu"))


@page
@signed_in
def rules(request: Request, pk: int) -> HttpResponse:
    """What the articles say in numbers: applied to the cluster's year and to its marking."""
    one = fetch(Regulation, pk, actor=request.actor, verb="say_rules", related=("cluster",))
    form = RulesForm(request.POST or None, said=one.rules, initial={"version": one.version})
    if sent(request, form):
        with refusing(form):
            act_rules.say_rules(
                actor=request.actor, regulation_id=pk, rules=form.rules, version=form.cleaned_data["version"]
            )
            return done(request, _("Đã ghi quy định bằng số; cụm được xét theo các số này."), _PAGE, pk)
    return _about(request, form, one, title=_("Quy định bằng số"), button=_("Lưu"))


@page
@signed_in
def ask(request: Request, pk: int) -> HttpResponse:
    one = fetch(Regulation, pk, actor=request.actor, verb="ask", related=("cluster",))
    form = AskForm(request.POST or None)
    if sent(request, form):
        with refusing(form):
            act.ask_members(actor=request.actor, regulation_id=pk, **form.cleaned_data)
            return done(request, _("Đã gửi các thành viên cho ý kiến."), _PAGE, pk)
    return _about(request, form, one, title=_("Gửi thành viên cho ý kiến"), button=_("Gửi"))


@require_POST
@signed_in
def take_back(request: Request, pk: int) -> HttpResponse:
    try:
        act.take_back_regulation(actor=request.actor, regulation_id=pk)
    except CodedError as refusal:
        return refused(request, refusal, _PAGE, pk)
    return done(request, _("Đã lấy về để sửa."), _PAGE, pk)


@page
@signed_in
def adopt(request: Request, pk: int) -> HttpResponse:
    one = fetch(Regulation, pk, actor=request.actor, verb="adopt", related=("cluster",))
    start = {"adopted_on": clock.today(), "from_on": clock.today(), "version": one.version, "way": "meeting"}
    form = AdoptForm(request.POST or None, request.FILES or None, initial=start)
    if sent(request, form):
        with refusing(form):
            adopted = {**form.cleaned_data, "scan": kept_scan(form)}
            act.adopt_regulation(actor=request.actor, regulation_id=pk, **adopted)
            return done(request, _("Quy chế đã thông qua; bản trước vẫn xem được."), _PAGE, pk)
    return _about(request, form, one, title=_("Ghi quy chế đã thông qua"), button=_("Ghi thông qua"))


@page
@signed_in
def drop(request: Request, pk: int) -> HttpResponse:
    one = fetch(Regulation, pk, actor=request.actor, verb="drop", related=("cluster",))
    form = WhyForm(request.POST or None)
    if sent(request, form):
        with refusing(form):
            act.drop_regulation(actor=request.actor, regulation_id=pk, why=form.cleaned_data["why"])
            return done(request, _("Đã bỏ bản soạn."), "federation:cluster", one.cluster_id, one.year)
    return _about(request, form, one, title=_("Bỏ bản soạn"), button=_("Bỏ bản soạn"), danger=True)


def _about(
    request: Request, form: forms.Form, one: Regulation, *, title: str, button: str, danger: bool = False
) -> HttpResponse:
    back = reverse(_PAGE, args=[one.pk])
    return form_page(
        request, form, one.cluster, title=title, button=button, year=one.year, back=back, danger=danger
    )


@require_GET
@signed_in
def file(request: Request, pk: int, form: str) -> FileResponse:
    """Word to edit, PDF/A to keep."""
    one = fetch(Regulation, pk, actor=request.actor, related=("cluster__host", "seat__parent"))
    made = written(one, form)
    answer = FileResponse(
        io.BytesIO(made.content), content_type=made.kind, as_attachment=True, filename=made.name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
