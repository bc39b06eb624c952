"""Assigning targets: the annex of a decision as a grid, and what a unit was given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.algebra.thresholds import threshold_from_data
from thidua.algebra.trace import Finding
from thidua.catalogue.wording import say_finding, say_threshold
from thidua.documents.sheets import write_rows
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_number
from thidua.kernel.door import Relation, fetch, listing, verdict
from thidua.kernel.errors import Absent, say
from thidua.kernel.intake.actions.upload import upload
from thidua.launch.actions.answer_assignment import ask_change, take_all, take_assignment
from thidua.launch.actions.assign import Change, accept_shortfall, fill_annex, split_target
from thidua.launch.actions.split_all import split_all
from thidua.launch.actions.start_adjustment import start_adjustment
from thidua.launch.desk.answering import Request, back, told, unit_at_hand
from thidua.launch.errors import NotSplittable
from thidua.launch.models import AnnexCell, Assignment, Cycle, Paper
from thidua.launch.queries.annex import Annex, Cell, Column, annex_of, title_of
from thidua.launch.queries.asking_change import requests_for
from thidua.launch.queries.splitting import split_parts
from thidua.launch.queries.thresholds import read_reserve

RELATED = ("seat__kind", "movement", "issuer")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT = {
    "not_given": gettext_lazy("Chưa chia vì đơn vị chưa được giao: %(targets)s."),
    "no_weights": gettext_lazy("Chưa chia vì thiếu số để chia theo: %(targets)s."),
}
_ROWS = 50  # units on one screen
_FEW = 8  # columns on one screen; more are turned like pages


@require_http_methods(["GET", "POST"])
def annex(request: Request, paper_id: int) -> HttpResponse:
    """The grid: units down, targets across. What is typed comes back when a cell cannot be read."""
    decision = fetch(Paper, paper_id, actor=request.actor, related=RELATED)
    typed: dict[str, str] = {}
    problem = ""
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items() if name.startswith("o-")}
        try:
            fill_annex(actor=request.actor, decision_id=paper_id, changes=_changes(decision, typed))
        except CodedError as refusal:
            problem = str(say(refusal))
        else:
            typed = {}
            if not request.headers.get("HX-Request"):
                messages.success(request, _("Đã lưu phụ lục."))
                return back("annex", paper_id)
    table = annex_of(decision)
    context = _context(request, decision, table, typed, problem)
    template = "launch/_annex_sums.html" if request.headers.get("HX-Request") else "launch/annex.html"
    return render(
        request, template, context, status=422 if problem and template == "launch/annex.html" else 200
    )


def _changes(decision: Paper, typed: dict[str, str]) -> list[Change]:
    """Only cells that differ from what stands, so that the annex holds what this decision says."""
    standing = {
        f"o-{cell.target.pk}-{cell.unit.pk}": cell.text
        for column in annex_of(decision).columns
        for cell in column.cells
    }
    return [
        Change(int(target), int(unit), value)
        for name, value in typed.items()
        if name in standing and value.strip() != standing[name]
        for target, unit in [name.removeprefix("o-").split("-")]
    ]


def _context(
    request: Request, decision: Paper, table: Annex, typed: dict[str, str], problem: str
) -> dict[str, Any]:
    first = min(int(request.GET.get("tu", "0") or 0), max(0, len(table.columns) - 1)) // _FEW * _FEW
    columns = table.columns[first : first + _FEW]
    units = Paginator(list(enumerate(table.units)), _ROWS).get_page(request.GET.get("trang", 1))
    return {
        "title": _("Giao chỉ tiêu"),
        "lead": decision.title,
        "paper": decision,
        "crumbs": [
            {"label": _("Phát động"), "url": reverse("launch:home")},
            {"label": str(decision), "url": reverse("launch:paper", args=[decision.pk])},
            {"label": _("Giao chỉ tiêu"), "url": ""},
        ],
        "columns": [_column(column) for column in columns],
        "rows": [
            {
                "unit": unit,
                "cells": [
                    {
                        "cell": column.cells[at],
                        "name": (name := f"o-{column.target.pk}-{unit.pk}"),
                        "text": typed.get(name, column.cells[at].text),
                    }
                    for column in columns
                ],
            }
            for at, unit in units
        ],
        "units": units,
        "counts": table.counts,
        "findings": [
            {"target": column.target, "says": _wrong(cell, column, finding)}
            for column, cell, finding in table.faults
        ],
        "rules": AnnexCell.Rule.choices[:-1],
        "whole_rules": AnnexCell.Rule.choices[:3],
        "may_write": bool(verdict(decision, actor=request.actor, verb="annex")),
        "problem": problem,
        "asked_changes": [
            _given(request, one) for one in requests_for(decision.seat, decision.movement_id, decision.year)
        ],
        "pages": [
            {"first": at, "label": f"{at + 1}–{min(at + _FEW, len(table.columns))}", "here": at == first}
            for at in range(0, len(table.columns), _FEW)
        ],
        "first": first,
    }


def _wrong(cell: Cell | None, column: Column, finding: Finding) -> str:
    told = say_finding(finding, unit=column.target.unit_of_measure)
    return f"{cell.unit}: {told}" if cell is not None else told


def _column(column: Column) -> dict[str, Any]:
    expected = column.expected
    return {
        "target": column.target,
        "expected": say_threshold(expected, column.target.unit_of_measure) if expected else "",
        "ledger": column.ledger,
        "waiting": column.waiting,
        "adds_up": column.adds_up,
        "shortfall": column.shortfall,
        "below": column.ledger is not None and column.ledger.below,
    }


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
    context = {**_context(request, decision, annex_of(decision), {}, ""), "split_refused": refused, **more}
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
        "rows": rows,
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


@require_http_methods(["GET", "POST"])
def assigned(request: Request, cycle_id: int) -> HttpResponse:
    """What my unit was given this year, and its answers."""
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement__seat",))
    if request.method == "POST":
        try:
            count = take_all(actor=request.actor, cycle_id=cycle_id, unit_id=unit.pk)
        except CodedError as refusal:
            told(request, refusal)
        else:
            messages.success(request, _("Đã nhận %(count)s chỉ tiêu.") % {"count": count})
        return back("assigned", cycle_id)
    rows = (
        listing(Assignment, actor=request.actor)
        .filter(unit=unit, target__cycle=cycle, current=True)
        .select_related("target", "decision__issuer", "unit")
        .order_by("target__position")
    )
    shown = [_given(request, row) for row in rows]
    context = {
        "title": _("Chỉ tiêu được giao"),
        "lead": str(cycle),
        "unit": unit,
        "cycle": cycle,
        "rows": shown,
        "waiting": sum(one["row"].answer == Assignment.Answer.ASSIGNED for one in shown),
        "may_assign": request.actor.may("launch.assign", unit.path),
    }
    return render(request, "launch/assigned.html", context)


def _given(request: Request, row: Assignment) -> dict[str, Any]:
    stored = row.threshold
    return {
        "row": row,
        "says": say_threshold(threshold_from_data(stored), row.target.unit_of_measure) if stored else "",
        "may_answer": bool(verdict(row, actor=request.actor, verb="answer")),
    }


@require_POST
def answer(request: Request, assignment_id: int) -> HttpResponse:
    row = fetch(Assignment, assignment_id, actor=request.actor, related=("target",))
    try:
        if request.POST.get("answer") == "taken":
            take_assignment(actor=request.actor, assignment_id=assignment_id)
        else:
            ask_change(
                actor=request.actor, assignment_id=assignment_id, reason=request.POST.get("reason", "")
            )
    except CodedError as refusal:
        told(request, refusal)
    return back("assigned", row.target.cycle_id)


@require_http_methods(["GET", "POST"])
def requests(request: Request, cycle_id: int) -> HttpResponse:
    """What units directly below ask to change; a press begins the decision that answers them."""
    unit = unit_at_hand(request.actor)
    cycle = fetch(Cycle, cycle_id, actor=request.actor, related=("movement",))
    if request.method == "POST":
        try:
            paper = start_adjustment(actor=request.actor, cycle_id=cycle_id, seat_id=unit.pk)
        except CodedError as refusal:
            told(request, refusal)
            return back("requests", cycle_id)
        return back("annex", paper.pk)
    seen = listing(Assignment, actor=request.actor).filter(unit__parent=unit).exists()
    rows = requests_for(unit, cycle.movement_id, cycle.year) if seen else []
    context = {
        "title": _("Đề nghị điều chỉnh chỉ tiêu"),
        "lead": str(cycle),
        "cycle": cycle,
        "rows": [_given(request, row) for row in rows],
        "may_assign": request.actor.may("launch.assign", unit.path, Relation.OWN),
    }
    return render(request, "launch/requests.html", context)
