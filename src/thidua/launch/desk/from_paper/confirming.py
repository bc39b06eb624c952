"""Confirming: what was taken over becomes a draft, in one go; and taking that back."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.formats.errors import CodedError
from thidua.kernel import clock, paths
from thidua.kernel.door import fetch, listing
from thidua.launch.actions.from_paper.draft import Wish, draft_from_reading
from thidua.launch.actions.from_paper.take_draft_back import take_draft_back
from thidua.launch.desk.answering import Request, back, refusing, status_of, told
from thidua.launch.desk.from_paper.forms import ConfirmForm
from thidua.launch.desk.from_paper.telling import KINDS
from thidua.launch.models import Movement, PaperReading, ReadItem
from thidua.launch.queries.from_paper.heading import Head, head_of
from thidua.launch.queries.from_paper.measuring import measured
from thidua.launch.queries.from_paper.parents import Ground, grounds_of, parent_of

_FEW = 40


@require_http_methods(["GET", "POST"])
def confirm(request: Request, reading_id: int) -> HttpResponse:
    """Shows what will be made, asks under which movement, and makes it."""
    reading = fetch(
        PaperReading,
        reading_id,
        actor=request.actor,
        verb="draft",
        related=("seat",),
        without=("raw", "paragraphs"),
    )
    rows = list(reading.items.filter(state="accepted"))
    grounds = grounds_of([row for row in rows if row.kind == "legal_basis"], reading.seat, request.actor)
    head = head_of(rows, today=clock.today())
    form = _form(request, reading, rows, head, grounds)
    if request.method == "POST" and form.is_valid():
        with refusing(form):
            paper = draft_from_reading(
                actor=request.actor,
                reading_id=reading_id,
                wish=_wish(form.cleaned_data),
                version=form.cleaned_data["version"],
            )
            messages.success(request, _("Đã tạo dự thảo. Số, ký hiệu và chữ ký do văn phòng ghi sau."))
            return back("write", paper.pk)
    context = {
        "title": _("Tạo dự thảo từ «%(name)s»") % {"name": reading.name},
        "crumbs": _crumbs(reading),
        "reading": reading,
        "form": form,
        "head": head,
        "counts": _counts(rows),
        "targets": _targets(rows),
        "grounds": grounds,
        "left": reading.items.filter(state="proposed").count(),
        "unmatched": [one for one in reading.bodies.all() if one.waits],
    }
    return render(request, "launch/from_paper/confirm.html", context, status=status_of(form))


def _crumbs(reading: PaperReading) -> list[dict[str, str]]:
    return [
        {"label": _("Phát động"), "url": reverse("launch:home")},
        {"label": _("Từ văn bản"), "url": reverse("launch:from_paper")},
        {"label": _("Bản đọc"), "url": reverse("launch:reading", args=[reading.pk])},
        {"label": _("Tạo dự thảo"), "url": ""},
    ]


def _form(
    request: Request, reading: PaperReading, rows: list[ReadItem], head: Head, grounds: list[Ground]
) -> ConfirmForm:
    parent = parent_of(grounds)
    movements = list(
        listing(Movement, actor=request.actor)
        .filter(seat__path__in=paths.upwards(reading.seat.path))
        .exclude(state="closed")
        .order_by("-from_on")[:_FEW]
    )
    if parent is not None and parent.movement not in movements:
        movements.insert(0, parent.movement)
    plans = {one.paper.pk: one.paper for one in grounds if one.paper is not None and one.may_be_parent}
    has_targets = any(row.kind in ("target", "assignment") for row in rows)
    return ConfirmForm(
        request.POST or None,
        movements=[(one.pk, f"{one} ({one.from_on.year})") for one in movements],
        parents=[(one.pk, f"{one}, {one.issuer}: {one.title}"[:150]) for one in plans.values()],
        initial={
            "movement": parent.movement_id if parent is not None else None,
            "parent": parent.pk if parent is not None else None,
            "kind": head.kind,
            "name": head.title,
            "qualitative": not has_targets,
            "version": reading.version,
        },
    )


def _wish(told: dict[str, Any]) -> Wish:
    return Wish(
        movement_id=told["movement"],
        parent_id=told.get("parent"),
        kind=told["kind"],
        name=told["name"],
        qualitative=told["qualitative"],
    )


def _counts(rows: list[ReadItem]) -> list[tuple[Any, int]]:
    by_kind = Counter(row.kind for row in rows)
    return [(label, by_kind[kind]) for kind, label in KINDS.items() if by_kind[kind]]


def _targets(rows: list[ReadItem]) -> dict[str, int]:
    """How many targets something of ours measures, and how many stay to be finished."""
    told = [measured(row.told, row.means) is not None for row in rows if row.kind == "target"]
    return {"set": sum(told), "unfinished": len(told) - sum(told)}


@require_POST
def take_back(request: Request, reading_id: int) -> HttpResponse:
    try:
        take_draft_back(actor=request.actor, reading_id=reading_id)
    except CodedError as refusal:
        told(request, refusal)
    else:
        messages.success(request, _("Đã bỏ dự thảo; các mục đã nhận vẫn còn ở bản đọc."))
    return back("reading", reading_id)
