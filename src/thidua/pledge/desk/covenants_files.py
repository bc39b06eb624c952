"""The versions of a covenant with their hashes in plain words, its files, and the scans of signatures."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.kernel.desk.answering import Request, signed_in
from thidua.kernel.errors import Absent
from thidua.kernel.files import open_stored
from thidua.launch.desk.files import sent
from thidua.pledge.desk.covenants import crumbs, fetched, mark_of
from thidua.pledge.models import Covenant, CovenantVersion, Signature
from thidua.pledge.queries.covenants.as_document import written
from thidua.pledge.queries.covenants.chain import verify
from thidua.pledge.queries.covenants.reading import history

VERSION = "ban"


@require_GET
@signed_in
def history_page(request: Request, covenant_id: int) -> HttpResponse:
    covenant = fetched(request, covenant_id)
    context = {
        "title": _("Các bản giao ước"),
        "lead": _("Bản nào cũng giữ nguyên văn; bản sau mang dấu vân của bản trước."),
        "crumbs": crumbs(covenant, _("Các bản")),
        "covenant": covenant,
        "mark": mark_of(covenant),
        "past": history(covenant),
        "broken": verify(covenant),
        "closing": getattr(covenant, "closing", None),
    }
    return render(request, "pledge/covenants/history.html", context)


@require_GET
@signed_in
def word(request: Request, covenant_id: int) -> HttpResponse | FileResponse:
    return _file(request, covenant_id, "docx")


@require_GET
@signed_in
def pdf(request: Request, covenant_id: int) -> HttpResponse | FileResponse:
    return _file(request, covenant_id, "pdf")


def _file(request: Request, covenant_id: int, form: str) -> HttpResponse | FileResponse:
    """``?ban=2`` is a certain version; without it what is to be read now."""
    covenant = fetched(request, covenant_id)
    made = written(covenant, form, _wanted(covenant, request.GET.get(VERSION, "")))
    return sent(made.content, made.name, made.kind)


def _wanted(covenant: Covenant, given: str) -> CovenantVersion | None:
    if not given:
        return None
    known = covenant.versions.filter(number=given).first() if given.isdigit() and len(given) < 5 else None
    if known is None:
        raise Absent()
    return known


@require_GET
@signed_in
def scan(request: Request, covenant_id: int, signature_id: int) -> HttpResponse | FileResponse:
    covenant = fetched(request, covenant_id)
    found = Signature.objects.filter(pk=signature_id, version__covenant=covenant).select_related("scan")
    signature = found.first()
    if signature is None or signature.scan is None:
        raise Absent()
    with open_stored(signature.scan) as content:
        return sent(content.read(), signature.scan.name, signature.scan.kind)
