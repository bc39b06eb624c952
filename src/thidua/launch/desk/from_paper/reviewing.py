"""Review beside the source: the text with its highlights on the left, what was read on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent, Refusal, say, say_code
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.type_text import read_typed_text, save_typed
from thidua.launch.desk.answering import Request, back, refusing, status_of, told
from thidua.launch.desk.from_paper.forms import ItemForm, MergeForm, TypedForm
from thidua.launch.desk.from_paper.telling import KINDS, counted, told_by
from thidua.launch.models import PaperReading, ReadItem
from thidua.launch.queries.from_paper.naming import offered_bodies
from thidua.launch.queries.from_paper.remarking import said
from thidua.launch.queries.from_paper.showing import SILENT, Block, block_at, cut, page_with, sections_of

MOST_PICTURES = 30
MOVES = ("accept", "reject", "put_back")
_RELATED = ("seat", "file", "paper", "progress")


@require_GET
def page(request: Request, reading_id: int) -> HttpResponse:
    reading = fetch(PaperReading, reading_id, actor=request.actor, related=_RELATED)
    if reading.state in ("uploaded", "reading"):
        return _waiting(request, reading)
    if reading.state == "unreadable" or not reading.raw.strip():
        return _unreadable(request, reading)
    return _review(request, reading)


def _waiting(request: Request, reading: PaperReading) -> HttpResponse:
    return render(request, "launch/from_paper/waiting.html", {**_frame(reading), "reading": reading})


def _unreadable(request: Request, reading: PaperReading) -> HttpResponse:
    """Why it could not be read, and typing beside the image where it is one."""
    why = say_code(reading.refusal.get("code", ""), reading.refusal.get("params", {}))
    context = {
        **_frame(reading),
        "reading": reading,
        "why": why,
        "form": TypedForm(initial={"text": reading.raw, "version": reading.version}),
        "pictures": _pictures(reading),
        "may_type": bool(verdict(reading, actor=request.actor, verb="type")),
        "saving": True,
    }
    return render(request, "launch/from_paper/unreadable.html", context)


def _pictures(reading: PaperReading) -> range:
    """Pages that can be drawn beside the typing; a picture is its own only page."""
    if reading.file.kind == "application/pdf":
        return range(1, min(reading.pages or 1, MOST_PICTURES) + 1)
    return range(1, 2 if reading.file.kind.startswith("image/") else 1)


def _frame(reading: PaperReading) -> dict[str, Any]:
    return {
        "title": _("Đọc «%(name)s»") % {"name": reading.name},
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": _("Từ văn bản"), "url": reverse("launch:from_paper")},
            {"label": _("Bản đọc"), "url": ""},
        ],
    }


def _review(
    request: Request, reading: PaperReading, *, editing: ItemForm | None = None, status: int = 200
) -> HttpResponse:
    items = list(reading.items.order_by("number"))
    kind = request.GET.get("loai", "")
    at = _number(request.GET.get("sua", "")) or _number(request.GET.get("muc", ""))
    if editing is not None:
        at = editing.item.number
    chosen = [one for one in items if one.kind == kind] if kind in KINDS else items
    pages = sections_of(reading, chosen)
    if kind in KINDS:  # only those places where something of this kind was read
        pages = [kept for blocks in pages if (kept := [one for one in blocks if one.items])] or pages[:1]
    place = request.GET.get("vi-tri", "")
    page_there, block_there = block_at(pages, _number(place)) if place else (0, 0)
    shown = _number(request.GET.get("phan", "")) or page_there or page_with(pages, at)
    shown = min(max(shown, 1), len(pages))
    blocks = pages[shown - 1]
    cut(reading, blocks, chosen, at=at)
    counts = counted(reading.items.order_by().values("kind", "state", "confidence").annotate(n=Count("pk")))
    waiting = sum(one["waiting"] for one in counts)
    may_review = bool(verdict(reading, actor=request.actor, verb="review"))
    form = editing or (_edit_form(items, request.GET.get("sua", "")) if may_review else None)
    context = {
        **_frame(reading),
        "lead": _lead(counts),
        "reading": reading,
        "blocks": [_told(block, at) for block in blocks],
        "pages": [(number, _page_name(one)) for number, one in enumerate(pages, start=1)],
        "shown": shown,
        "block_there": block_there,
        "here": f"?{f'loai={kind}&' if kind in KINDS else ''}phan={shown}",
        "kind": kind if kind in KINDS else "",
        "kind_label": KINDS.get(kind, ""),
        "counts": counts,
        "waiting": waiting,
        "sure": sum(one["sure"] for one in counts),
        "waiting_of_kind": next((one["waiting"] for one in counts if one["kind"] == kind), 0),
        "next": next((one.number for one in items if one.state == "proposed"), 0),
        "at": at,
        "form": form,
        "merge": _merge_form(items, form.item) if form is not None else None,
        "may_review": may_review,
        "may_draft": bool(verdict(reading, actor=request.actor, verb="draft")),
        "repairs": _repairs(reading, blocks),
        "suspected": sum(one["kind"] == "suspected" for one in reading.repairs),
        **_aside(reading),
    }
    return render(request, "launch/from_paper/review.html", context, status=status)


def _lead(counts: list[dict[str, Any]]) -> str:
    total, waiting = (sum(one[name] for one in counts) for name in ("total", "waiting"))
    return ngettext(
        "Đọc được %(total)s mục, %(waiting)s mục chờ xem. Chưa mục nào vào phong trào khi chưa có người nhận.",
        "Đọc được %(total)s mục, %(waiting)s mục chờ xem. Chưa mục nào vào phong trào khi chưa có người nhận.",
        total,
    ) % {"total": total, "waiting": waiting}


def _told(block: Block, at: int) -> dict[str, Any]:
    groups = [
        {"kind": kind, "label": KINDS.get(kind, kind), "rows": [told_by(one) for one in rows]}
        for kind, rows in block.kinds
    ]
    return {"shown": block.shown, "groups": groups, "at": at}


def _page_name(blocks: list[Block]) -> str:
    numbers = [item.number for block in blocks for item in block.items]
    return f"{min(numbers)}–{max(numbers)}" if numbers else "–"


def _repairs(reading: PaperReading, blocks: list[Block]) -> list[dict[str, Any]]:
    """Repairs that a person sees on this page, each with its place in the list."""
    start, end = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    return [
        {"at": at, **one}
        for at, one in enumerate(reading.repairs)
        if one["kind"] not in SILENT
        and one["kind"] != "suspected"
        and one["start"] < end
        and one["end"] > start
    ][:12]


def _aside(reading: PaperReading) -> dict[str, Any]:
    """Remarks of the plan checker, and names of units that wait."""
    bodies = list(reading.bodies.select_related("body"))
    remarks = said(reading.remarks, reading.put_aside.all())
    return {
        "remarks": [one for one in remarks if one.aside is None],
        "put_aside": [one for one in remarks if one.aside is not None],
        "unmatched": [one for one in bodies if one.waits],
        "matched": [one for one in bodies if not one.waits],
        "offered": offered_bodies(reading) if any(one.waits for one in bodies) else [],
    }


def _edit_form(items: list[ReadItem], said: str) -> ItemForm | None:
    row = next((one for one in items if one.number == _number(said)), None)
    return ItemForm(item=row) if row is not None else None


def _merge_form(items: list[ReadItem], row: ReadItem) -> MergeForm | None:
    twins = [one for one in items if one.kind == row.kind and one.pk != row.pk and one.state != "merged"]
    if not twins:
        return None
    return MergeForm(
        offered=[(one.number, f"{one.number}. {told_by(one).title[:80]}") for one in twins], item=row
    )


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _to(reading_id: int, number: int = 0, *, kind: str = "") -> HttpResponse:
    """Back to the proposal that a person stood at."""
    query = "&".join(
        part for part in (f"loai={kind}" if kind else "", f"muc={number}" if number else "") if part
    )
    anchor = f"#m{number}" if number else ""
    return HttpResponseRedirect(
        f"{reverse('launch:reading', args=[reading_id])}{'?' if query else ''}{query}{anchor}"
    )


def _doing(request: Request, reading_id: int, do: Callable[[], object], number: int = 0) -> HttpResponse:
    try:
        do()
    except CodedError as refusal:
        told(request, refusal)
    return _to(reading_id, number, kind=_kind(request))


def _kind(request: Request) -> str:
    said = request.POST.get("loai", "")
    return said if said in KINDS else ""


@require_POST
def decide(request: Request, reading_id: int) -> HttpResponse:
    """One press at one proposal: the button's name is the move, its value the number."""
    pressed = [(move, number) for move in MOVES if (number := _number(request.POST.get(move, "")))]
    if pressed:
        move, number = pressed[0]

        def do() -> None:
            review.decide(actor=request.actor, reading_id=reading_id, number=number, move=move)

        return _doing(request, reading_id, do, number)
    raise Absent()


@require_POST
def accept_all(request: Request, reading_id: int) -> HttpResponse:
    """All that wait: of one kind, or of every kind those that are sure."""
    kind = _kind(request)

    def do() -> None:
        count = review.accept_all(
            actor=request.actor, reading_id=reading_id, kind=kind, sure_only="chac" in request.POST
        )
        messages.success(request, _("Đã nhận %(count)s mục.") % {"count": count})

    return _doing(request, reading_id, do)


@require_http_methods(["POST"])
def correct(request: Request, reading_id: int, number: int) -> HttpResponse:
    reading = fetch(PaperReading, reading_id, actor=request.actor, related=_RELATED)
    row = reading.items.filter(number=number).first()
    if row is None:
        raise Absent()
    form = ItemForm(request.POST, item=row)
    if form.is_valid():
        with refusing(form):
            review.correct(
                actor=request.actor,
                reading_id=reading_id,
                number=number,
                fields=form.told(),
                means=form.means(),
                version=form.cleaned_data["version"],
            )
            return _to(reading_id, number, kind=_kind(request))
    return _review(request, reading, editing=form, status=status_of(form))


@require_POST
def merge(request: Request, reading_id: int, number: int) -> HttpResponse:
    into = _number(request.POST.get("into", ""))
    return _doing(
        request,
        reading_id,
        lambda: review.merge(actor=request.actor, reading_id=reading_id, number=number, into=into),
        number,
    )


@require_POST
def repair(request: Request, reading_id: int, at: int) -> HttpResponse:
    undo = request.POST.get("lam") != "lai"
    return _doing(
        request,
        reading_id,
        lambda: settle.switch_repair(actor=request.actor, reading_id=reading_id, at=at, undo=undo),
        _number(request.POST.get("muc", "")),
    )


@require_POST
def match(request: Request, reading_id: int, name_id: int) -> HttpResponse:
    """Which unit a name means; an empty choice keeps the name apart."""
    chosen = _number(request.POST.get("don-vi", "")) or None
    if chosen is None and "de-rieng" not in request.POST:
        return _to(reading_id)
    return _doing(
        request,
        reading_id,
        lambda: settle.match_body(
            actor=request.actor,
            reading_id=reading_id,
            name_id=name_id,
            body_id=None if "de-rieng" in request.POST else chosen,
        ),
    )


@require_POST
def remark(request: Request, reading_id: int, key: str) -> HttpResponse:
    """Lets a remark stand with a reason, or shows it again."""

    def do() -> None:
        if "hien-lai" in request.POST:
            settle.bring_remark_back(actor=request.actor, key=key, reading_id=reading_id)
        else:
            reason = request.POST.get("reason", "")
            settle.put_remark_aside(actor=request.actor, key=key, reason=reason, reading_id=reading_id)

    return _doing(request, reading_id, do)


@require_POST
def typed(request: Request, reading_id: int) -> HttpResponse:
    """Saved at every pause; read when the person says so."""
    form = TypedForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": str(form.errors)}, status=422)
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        if request.headers.get("X-Requested-With") == "autosave":
            kept = save_typed(actor=request.actor, reading_id=reading_id, text=text, version=version)
            at = timezone.localtime().strftime("%H:%M")
            return JsonResponse({"version": kept.version, "saved_at": at})
        read_typed_text(actor=request.actor, reading_id=reading_id, text=text, version=version)
    except CodedError as refusal:
        if request.headers.get("X-Requested-With") == "autosave":
            status = refusal.status if isinstance(refusal, Refusal) else 422
            return JsonResponse({"message": str(say(refusal))}, status=status)
        told(request, refusal)
    return back("reading", reading_id)
