"""The catalogue on screen: what there is, how sure, from which text; administrators confirm."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.access.requests import Request
from thidua.catalogue.actions.confirm import confirm, take_back
from thidua.catalogue.desk.forms import ConfirmForm
from thidua.catalogue.figures import say_figure
from thidua.catalogue.loading import Item, shipped
from thidua.catalogue.models import Confirmation
from thidua.catalogue.queries.items import entries, item, search, unconfirmed
from thidua.catalogue.rules import may_confirm, must_read
from thidua.formats.errors import CodedError
from thidua.kernel.desk.answering import back, done, refusing, status_of, told
from thidua.kernel.errors import Absent

KINDS = {
    "titles": gettext_lazy("Danh hiệu thi đua"),
    "commendations": gettext_lazy("Hình thức khen thưởng"),
    "named_movements": gettext_lazy("Phong trào, cuộc vận động"),
    "indicators": gettext_lazy("Chỉ tiêu thi đua thường dùng"),
    "elements": gettext_lazy("Số liệu của chỉ tiêu"),
    "legal_texts": gettext_lazy("Văn bản pháp luật"),
    "regimes": gettext_lazy("Chế độ áp dụng theo thời gian"),
    "procedures": gettext_lazy("Quy định về thủ tục"),
    "coefficients": gettext_lazy("Hệ số tiền thưởng"),
    "base_salary": gettext_lazy("Mức lương cơ sở"),
    "award_objects": gettext_lazy("Hiện vật khen thưởng"),
    "ceremony_forms": gettext_lazy("Hình thức phát động"),
    "anniversaries": gettext_lazy("Ngày kỷ niệm"),
    "blocs": gettext_lazy("Khối thi đua"),
    "unit_kinds": gettext_lazy("Loại đơn vị"),
    "union_levels": gettext_lazy("Cấp công đoàn"),
}


@require_GET
def home(request: Request) -> HttpResponse:
    """Kinds with their counts, what waits for confirmation, and search over everything."""
    must_read(request.actor)
    words = request.GET.get("q", "")[:100]
    waiting = unconfirmed()
    context = {
        "title": _("Danh mục"),
        "lead": _("Danh hiệu, mức thưởng, văn bản: mỗi mục có ngày hiệu lực, nguồn và độ chắc chắn."),
        "words": words,
        "found": entries(search(words)[:60]) if words else [],
        "kinds": [(kind, KINDS.get(kind, kind), len(listed)) for kind, listed in shipped().items()],
        "waiting": waiting[:40],
        "waiting_count": len(waiting),
    }
    return render(request, "catalogue/home.html", context)


@require_GET
def listed(request: Request, kind: str) -> HttpResponse:
    must_read(request.actor)
    if kind not in shipped():
        raise Absent()
    context = {
        "title": KINDS.get(kind, kind),
        "crumbs": [
            {"label": _("Danh mục"), "url": reverse("catalogue:home")},
            {"label": KINDS.get(kind, kind), "url": ""},
        ],
        "entries": entries(shipped()[kind]),
    }
    return render(request, "catalogue/kind.html", context)


@require_http_methods(["GET", "POST"])
def one(request: Request, kind: str, code: str) -> HttpResponse:
    must_read(request.actor)
    found = item(kind, code)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            confirm(actor=request.actor, kind=kind, code=code, **form.cleaned_data)
            return done(request, _("Đã xác nhận."), "catalogue:item", kind=kind, code=code)
    context = _item_context(request, found, form)
    return render(request, "catalogue/item.html", context, status=status_of(form))


def _item_context(request: Request, found: Item, form: ConfirmForm) -> dict[str, Any]:
    (entry,) = entries([found])
    needs = found.carries_figure and not found.verified
    return {
        "title": str(found),
        "crumbs": [
            {"label": _("Danh mục"), "url": reverse("catalogue:home")},
            {
                "label": KINDS.get(found.kind, found.kind),
                "url": reverse("catalogue:kind", args=[found.kind]),
            },
            {"label": str(found), "url": ""},
        ],
        "entry": entry,
        "item": found,
        "figure": say_figure(found, entry.value),
        "proposed": say_figure(found, found.proposed),
        "history": [
            (one, say_figure(found, one.value))
            for one in Confirmation.objects.filter(kind=found.kind, item=found.code).order_by("-pk")
        ],
        "form": form,
        "may_confirm": needs and may_confirm(request.actor),
        "needs": needs and entry.confirmation is None,
    }


@require_POST
def ended(request: Request, kind: str, code: str) -> HttpResponse:
    """Takes a confirmation back."""
    try:
        take_back(actor=request.actor, kind=kind, code=code, reason=request.POST.get("reason", ""))
    except CodedError as refusal:
        told(request, refusal)
    return back("catalogue:item", kind=kind, code=code)
