"""Assigning targets: the annex of a decision as a grid, from a file, or split by a rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.catalogue.wording import say_threshold
from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_number
from thidua.kernel.door import fetch, verdict
from thidua.kernel.errors import Absent, say
from thidua.kernel.intake.actions.upload import upload
from thidua.launch.actions.assign import Change, accept_shortfall, save_annex, split_target
from thidua.launch.actions.split_all import split_all
from thidua.launch.desk.annex_page import Typed, annex_context
from thidua.launch.desk.answering import Request, back, told
from thidua.launch.errors import NotSplittable
from thidua.launch.models import AnnexCell, Paper, Target
from thidua.launch.queries.annex import Cell, annex_of, cells_of, directly_below, targets_of, title_of
from thidua.launch.queries.splitting import split_parts
from thidua.launch.queries.thresholds import read_reserve

RELATED = ("seat__kind", "movement", "issuer")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT = {
    "not_given": gettext_lazy("Chưa chia vì đơn vị chưa được giao: %(targets)s."),
    "no_weights": gettext_lazy("Chưa chia vì thiếu số để chia theo: %(targets)s."),
}
_MOST_TRIED = 120  # units of a split that is tried; the rest get theirs by the same rule


@require_http_methods(["GET", "POST"])
def annex(request: Request, paper_id: int) -> HttpResponse:
    """The grid: units down, targets across. Cells that can be are saved; each of the others is told in its place,
    with what was typed."""
    decision = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    targets, units = list(targets_of(decision)), directly_below(decision.seat)
    typed, part = Typed(), bool(request.headers.get("HX-Request"))
    if request.method == "POST":
        typed = _saved(request, decision, targets, units)
        if not (typed.refused or typed.problem or part):
            messages.success(request, _("Đã lưu phụ lục."))
            return redirect(f"{reverse('launch:annex', args=[paper_id])}?{request.GET.urlencode()}")
    context = annex_context(request, decision, annex_of(decision, targets, units), typed)
    template = "launch/_annex_sums.html" if part else "launch/annex.html"
    return render(request, template, {**context, "part": part}, status=200 if part else _status(typed))


def _status(typed: Typed) -> int:
    return 422 if typed.refused or typed.problem else 200


def _saved(request: Request, decision: Paper, targets: list[Target], units: list[Body]) -> Typed:
    """Writes the cells that differ from what stands, so that the annex holds what this decision says."""
    figures, reasons = (
        {name.removeprefix(sign): str(told) for name, told in request.POST.items() if name.startswith(sign)}
        for sign in ("o-", "l-")
    )
    asked = {key.split("-")[0] for key in figures}
    cells = cells_of(decision, [one for one in targets if str(one.pk) in asked], units)
    standing = {f"{target}-{unit}": cell for (target, unit), cell in cells.items()}
    changes = [
        Change(cell.target.pk, cell.unit.pk, figures[key], reasons.get(key, ""))
        for key, cell in standing.items()
        if key in figures and _differs(cell, figures[key], reasons.get(key))
    ]
    try:
        unwritten = save_annex(actor=request.actor, decision_id=decision.pk, changes=changes)
    except CodedError as refusal:
        return Typed(figures, reasons, problem=str(say(refusal)))
    refused = {f"{one.change.target_id}-{one.change.unit_id}": say(one.refusal) for one in unwritten}
    return Typed(figures, reasons, refused)


def _differs(cell: Cell, figure: str, reason: str | None) -> bool:
    return figure.strip() != cell.text or (reason is not None and reason.strip() != cell.reason)


@require_GET
def annex_sheet(request: Request, paper_id: int) -> HttpResponse:
    """The annex as an Excel file: to fill in and send back, or to attach to the decision."""
    decision = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    table = annex_of(decision)
    targets = [column.target for column in table.columns]
    head = [_("TT"), _("Đơn vị"), *(title_of(one, targets) for one in targets)]
    lines = [
        [number, unit.name, *(cell.text for cell in cells)]
        for number, (unit, cells) in enumerate(table.rows, start=1)
    ]
    response = HttpResponse(write_rows(head, lines, sheet=_("Phụ lục")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="phu-luc-{decision.pk}.xlsx"'
    return response


@require_POST
def annex_upload(request: Request, paper_id: int) -> HttpResponse:
    """Takes in a filled annex; it is shown row by row before anything of it counts."""
    decision = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Hãy chọn tệp Excel rồi gửi."))
        return back("annex", paper_id)
    try:
        taken = upload(
            actor=request.actor,
            kind="assignments",
            unit_id=decision.seat_id,
            unit_path=decision.seat.path,
            name=sent.name or "phu-luc.xlsx",
            stream=sent,
            size=sent.size or 0,
            settings={"decision_id": decision.pk},
        )
    except CodedError as refusal:
        told(request, refusal)
        return back("annex", paper_id)
    return redirect(reverse("federation:list", args=[taken.pk]))


@require_POST
def split(request: Request, paper_id: int) -> HttpResponse:
    """Shows what a rule would give each unit; a second press writes it into the column."""
    decision = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    target_id, rule = _key(request.POST.get("target")), _rule(request.POST.get("rule", ""))
    typed = request.POST.get("reserve", "").strip()
    asked = {"target": target_id, "rule": rule, "reserve": typed}
    try:
        reserve = read_reserve(typed)
        if request.POST.get("ghi"):
            split_target(
                actor=request.actor,
                decision_id=paper_id,
                target_id=target_id,
                rule=rule,
                reserve=reserve,
            )
            messages.success(request, _("Đã ghi kết quả chia vào phụ lục."))
            return back("annex", paper_id)
        proposal = _proposal(request, decision, target_id, rule, reserve)
    except CodedError as refusal:
        return _annex_page(request, decision, asked=asked, refused=str(say(refusal)))
    return _annex_page(request, decision, asked=asked, proposal=proposal)


def _annex_page(request: Request, decision: Paper, *, refused: str = "", **more: Any) -> HttpResponse:
    context = {**annex_context(request, decision, annex_of(decision)), "split_refused": refused, **more}
    return render(request, "launch/annex.html", context, status=422 if refused else 200)


def _proposal(request: Request, decision: Paper, target_id: int, rule: str, reserve: int) -> dict[str, Any]:
    """Unit by unit: what stands and what the rule gives; units that the target is not about get nothing."""
    given = verdict(decision, actor=request.actor, verb="annex")
    if given.refusal is not None:
        raise given.refusal
    table = annex_of(decision)
    column = next((one for one in table.columns if one.target.pk == target_id), None)
    if column is None:
        raise Absent()
    if column.expected is None:
        raise NotSplittable(target=column.target.name)
    parts = split_parts(
        column.target, column.expected, list(table.units), AnnexCell.Rule(rule), reserve=reserve
    )
    rows = [
        {
            "unit": cell.unit,
            "now": say_threshold(cell.threshold, column.target.unit_of_measure) if cell.threshold else "",
            "exempt": cell.exempt,
            "then": say_threshold(parts[cell.unit.pk], column.target.unit_of_measure)
            if cell.unit.pk in parts
            else "",
        }
        for cell in column.cells
    ]
    replaced = sum(bool(one["then"] and (one["now"] or one["exempt"])) for one in rows)
    return {
        "target": column.target,
        "rule": AnnexCell.Rule(rule).label,
        "rows": rows[:_MOST_TRIED],
        "more": max(0, len(rows) - _MOST_TRIED),
        "replaced": replaced,
    }


def _rule(said: str) -> str:
    return said if said in AnnexCell.Rule.values else AnnexCell.Rule.EQUAL


def _key(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 19 else 0


@require_POST
def fill_all(request: Request, paper_id: int) -> HttpResponse:
    """Fills every empty column of the annex at once; what was typed stays."""
    try:
        told_ = split_all(
            actor=request.actor,
            decision_id=paper_id,
            rule=_rule(request.POST.get("rule", "")),
            reserve_percent=read_reserve(request.POST.get("reserve", "").removesuffix("%")),
        )
    except CodedError as refusal:
        told(request, refusal)
        return back("annex", paper_id)
    words = _("Đã ghi %(cells)s ô của %(targets)s chỉ tiêu.")
    messages.success(
        request, words % {"cells": format_number(told_.cells), "targets": format_number(told_.targets)}
    )
    for reason, says in LEFT.items():
        if names := ", ".join(one.name for one, why in told_.left if why == reason):
            messages.warning(request, says % {"targets": names})
    return back("annex", paper_id)


@require_POST
def shortfall(request: Request, paper_id: int) -> HttpResponse:
    try:
        accept_shortfall(
            actor=request.actor,
            decision_id=paper_id,
            target_id=_key(request.POST.get("target")),
            reason=request.POST.get("reason", ""),
        )
    except CodedError as refusal:
        told(request, refusal)
    return back("annex", paper_id)
