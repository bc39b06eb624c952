"""Figures of another office about a unit, with its letter: insurance, labour inspection, management."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from thidua.catalogue.measures import say_measure
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import errors_of
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Said, say
from thidua.kernel.typed import DayField
from thidua.report.actions.attach import Given
from thidua.report.actions.record_external import record_external, withdraw_external
from thidua.report.actions.save_draft import RELATED
from thidua.report.desk.asking import actor_of, crumbs, done, refused, signed_in
from thidua.report.desk.fields import said
from thidua.report.errors import FindingsRefuse
from thidua.report.models import Report
from thidua.report.queries.cells import answer_of
from thidua.report.queries.checking import names_of
from thidua.report.queries.stating import Stated, letters_of, stated_cells


class LetterForm(forms.Form):
    source_body = forms.CharField(label=gettext_lazy("Cơ quan cung cấp"), max_length=300)
    source_number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản"), max_length=100)
    source_on = DayField(label=gettext_lazy("Ngày văn bản"))
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp hoặc bản quét"),
        required=False,
        help_text=gettext_lazy("Ảnh, PDF, Word hoặc Excel, tối đa 25 MB."),
    )


def _own(actor: Actor, own_id: int) -> Report:
    return fetch(Report, own_id, actor=actor, verb="external", related=(*RELATED, "unit__parent"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, own_id: int) -> HttpResponse:
    """The letters noted for a unit and period, and a new one."""
    actor = actor_of(request)
    own = _own(actor, own_id)
    posted = request.method == "POST"
    form = LetterForm(request.POST if posted else None, request.FILES if posted else None)
    refusal: Said | None = None
    problems: dict[str, str] = {}
    if posted and form.is_valid():
        try:
            _record(request, actor, own, form)
            return done(request, _("Đã ghi số liệu của cơ quan khác."), "report:letters", own_id=own.pk)
        except CodedError as problem:
            refusal = say(problem)
            if isinstance(problem, FindingsRefuse):
                problems = {one.element: one.text for one in problem.problems}
    failed = bool(refusal or form.errors)
    context = {
        "title": _("Số liệu cơ quan khác"),
        "kicker": str(own.unit),
        "lead": _("Chỉ ghi số mà đơn vị không tự nhập, kèm văn bản làm nguồn."),
        "crumbs": crumbs((str(own.period), reverse("report:report", args=[own.pk])), (_("Cơ quan khác"), "")),
        "own": own,
        "open": own.period.state == "open",
        "form": form,
        "errors": errors_of(form),
        "boxes": [_box(request, cell, problems) for cell in stated_cells(actor, own) if not cell.entry],
        "letters": _told(own),
        "refusal": refusal,
    }
    return render(request, "report/letters.html", context, status=422 if failed else 200)


def _record(request: HttpRequest, actor: Actor, own: Report, form: LetterForm) -> None:
    given = form.cleaned_data["scan"]
    figures = {
        name[2:]: typed
        for name, typed in request.POST.items()
        if name.startswith("c-") and str(typed).strip()
    }
    record_external(
        actor=actor,
        own_id=own.pk,
        figures=figures,
        source_body=form.cleaned_data["source_body"],
        source_number=form.cleaned_data["source_number"],
        source_on=form.cleaned_data["source_on"],
        scan=Given(given.name or "", given.file, given.size or 0) if given else None,
    )


def _box(request: HttpRequest, cell: Stated, problems: dict[str, str]) -> dict[str, Any]:
    element = cell.question.element
    flag = element.nature == "flag"
    return {
        "key": f"c-{element.code}",
        "label": element.name or element.code,
        "unit": "" if flag else say_measure(element.unit_of_measure),
        "kind": "select" if flag else "number",
        "options": [("", _("chưa ghi")), ("1", _("Có")), ("0", _("Không"))],
        "text": request.POST.get(f"c-{element.code}", ""),
        "problem": problems.get(element.code, ""),
    }


def _told(own: Report) -> list[dict[str, Any]]:
    names = names_of(own.form.definition)
    elements = {one.element.code: one.element for one in own.form.definition.questions}
    return [
        {
            "head": head,
            "files": list(head.evidence.all()),
            "figures": [
                (names.get(code, code), said(elements[code], answer_of(entry)))
                for code, entry in data.items()
                if code in elements
            ],
        }
        for head, data in letters_of(own)
    ]


@signed_in
@require_POST
def withdraw(request: HttpRequest, own_id: int, report_id: int) -> HttpResponse:
    """Takes the figures of a letter out of every count."""
    own = _own(actor_of(request), own_id)
    try:
        withdraw_external(actor=actor_of(request), report_id=report_id, reason=request.POST.get("reason", ""))
    except CodedError as refusal:
        return refused(request, refusal, "report:letters", own_id=own.pk)
    return done(request, _("Đã bỏ số liệu của văn bản này."), "report:letters", own_id=own.pk)
