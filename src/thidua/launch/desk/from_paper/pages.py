"""Making a movement from a paper: sending it in, following its reading, the file itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.documents.source.opening import page_picture
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch, listing
from thidua.kernel.errors import Absent
from thidua.kernel.files import open_stored, place_of
from thidua.launch.actions.from_paper.send_paper import read_again, read_other_paper, send_paper
from thidua.launch.actions.from_paper.take_draft_back import cancel_reading
from thidua.launch.desk.answering import Request, back, refusing, status_of, told, unit_at_hand
from thidua.launch.desk.from_paper.forms import SendForm
from thidua.launch.models import PaperReading
from thidua.launch.rules import must_hold

_SHOWN_INSIDE = frozenset({"image/png", "image/jpeg", "application/pdf"})
_FEW = 20


@require_http_methods(["GET", "POST"])
def send(request: Request) -> HttpResponse:
    """Send a paper in, and the papers sent before."""
    unit = unit_at_hand(request.actor)
    must_hold(request.actor, "launch.draft", unit)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusing(form, "file"):
            reading = send_paper(
                actor=request.actor, seat_id=unit.pk, name=file.name, stream=file, size=file.size
            )
            return back("reading", reading.pk)
    earlier = listing(PaperReading, actor=request.actor).filter(seat=unit).exclude(state="cancelled")
    context = {
        "title": _("Tạo phong trào từ văn bản"),
        "lead": _("Gửi kế hoạch đã có; máy đọc và đề xuất từng mục, người xem rồi mới thành dự thảo."),
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": _("Từ văn bản"), "url": ""},
        ],
        "form": form,
        "earlier": earlier.select_related("paper")
        .defer("raw", "paragraphs", "repairs")
        .order_by("-pk")[:_FEW],
    }
    return render(request, "launch/from_paper/send.html", context, status=status_of(form))


@require_GET
def progress(request: Request, reading_id: int) -> HttpResponse:
    """How far the reading is; asked for again and again while it runs."""
    reading = fetch(
        PaperReading, reading_id, actor=request.actor, related=("progress",), without=("raw", "paragraphs")
    )
    response = render(request, "launch/from_paper/_progress.html", {"reading": reading})
    if reading.state not in ("uploaded", "reading"):
        response["HX-Refresh"] = "true"
    return response


@require_GET
def file(request: Request, reading_id: int) -> FileResponse:
    """The paper as it was sent: an image or a PDF beside the typing, anything else only for saving."""
    reading = fetch(PaperReading, reading_id, actor=request.actor, related=("file",), without=("raw",))
    inside = reading.file.kind in _SHOWN_INSIDE and "tai" not in request.GET
    response = FileResponse(
        open_stored(reading.file),
        content_type=reading.file.kind,
        as_attachment=not inside,
        filename=reading.name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def picture(request: Request, reading_id: int, number: int) -> HttpResponse:
    """One page of a scan, as a picture to type from."""
    reading = fetch(PaperReading, reading_id, actor=request.actor, related=("file",), without=("raw",))
    try:
        drawn = page_picture(place_of(reading.file.sha256).read_bytes(), number)
    except CodedError as refusal:
        raise Absent() from refusal
    return HttpResponse(drawn, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


@require_POST
def again(request: Request, reading_id: int) -> HttpResponse:
    try:
        read_again(actor=request.actor, reading_id=reading_id)
    except CodedError as refusal:
        told(request, refusal)
    return back("reading", reading_id)


@require_POST
def other_paper(request: Request, reading_id: int, paper: int) -> HttpResponse:
    """Another paper of the same file, read beside this one."""
    try:
        reading = read_other_paper(actor=request.actor, reading_id=reading_id, paper=paper)
    except CodedError as refusal:
        told(request, refusal)
        return back("reading", reading_id)
    return back("reading", reading.pk)


@require_POST
def cancel(request: Request, reading_id: int) -> HttpResponse:
    try:
        cancel_reading(actor=request.actor, reading_id=reading_id)
    except CodedError as refusal:
        told(request, refusal)
        return back("reading", reading_id)
    messages.success(request, _("Đã bỏ bản đọc; tệp vẫn được giữ làm bằng chứng."))
    return back("from_paper")
