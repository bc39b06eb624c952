"""The office's own Word templates: brought, tried, and what a paper looks like in them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from thidua.documents.writing.office_pdf import can_print
from thidua.documents.writing.template_words import NAMES
from thidua.kernel.errors import Absent
from thidua.kernel.files import keep, open_stored
from thidua.launch.actions.keep_template import keep_template
from thidua.launch.desk.answering import Request, back, refusing, status_of, unit_at_hand
from thidua.launch.desk.files import sent
from thidua.launch.models import OfficeTemplate, Paper
from thidua.launch.queries.templates import brought_by
from thidua.launch.rules import must_hold


class TemplateForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=Paper.Kind.choices)
    file = forms.FileField(label=gettext_lazy("Tệp mẫu (.docx)"))


@require_http_methods(["GET", "POST"])
def page(request: Request) -> HttpResponse:
    """What the office brought, with why a file cannot be used; a new one is tried at once."""
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.draft", unit)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusing(form, "file"):
            given = form.cleaned_data["file"]
            stored = keep(given.name, given, given.size)
            kept = keep_template(
                actor=request.actor,
                unit_id=unit.pk,
                kind=form.cleaned_data["kind"],
                stored=stored,
                name=given.name,
            )
            if kept.problem is None:
                messages.success(request, _("Đã thử mẫu: từ nay văn bản loại này tải về theo mẫu."))
            else:
                messages.warning(request, _("Đã giữ tệp nhưng chưa dùng được; lý do ghi bên dưới."))
            return back("templates")
    context = {
        "title": _("Mẫu văn bản của cơ quan"),
        "lead": unit.name,
        "form": form,
        "brought": brought_by(unit),
        "names": NAMES.items(),
        "can_print": can_print(),
        "crumbs": [
            {"label": _("Văn bản"), "url": reverse("launch:papers")},
            {"label": _("Mẫu văn bản của cơ quan"), "url": ""},
        ],
    }
    return render(request, "launch/templates.html", context, status=status_of(form))


@require_GET
def file(request: Request, template_id: int) -> FileResponse:
    """The uploaded file as it came, for the office that brought it."""
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.draft", unit)
    found = OfficeTemplate.objects.select_related("file").filter(pk=template_id, unit=unit).first()
    if found is None:
        raise Absent()
    with open_stored(found.file) as content:
        return sent(content.read(), found.name, found.file.kind)
