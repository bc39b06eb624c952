"""The order: as the sheet has it, as the council advises, as the committee decides; published, tried, shaken, printed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.algebra.scoring.awards import Proposed
from thidua.catalogue.scoring import say_award, say_question
from thidua.formats.errors import CodedError
from thidua.kernel.door import fetch, listing
from thidua.kernel.errors import Absent, NotYours, Refusal, say
from thidua.score.actions.marking.place import Wanted, advise_order, decide_order
from thidua.score.desk.marking.asking import At, Request, at_round, crumbs, done, noted_of, signed_in
from thidua.score.desk.marking.book import book_of
from thidua.score.models import Placing, ScoreSheet
from thidua.score.queries.marking.computing import Instead
from thidua.score.queries.marking.fields import boxes, read_points, read_typed
from thidua.score.queries.marking.papers import paper_of, papers_for
from thidua.score.queries.marking.quota import put_forward, quota_of
from thidua.score.queries.marking.submitted import paper_name, submission_of, told_steps
from thidua.score.queries.marking.table import Table, table_of
from thidua.score.queries.marking.trying import by_other_sheet, firmness, what_if

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_GET
def page(request: Request, round_id: int) -> HttpResponse:
    at = at_round(request, round_id)
    _must_see_totals(at)
    table = table_of(at.standing, at.sight)
    context = {
        "title": _("Kết quả"),
        "lead": at.round.name,
        "crumbs": _way(at, _("Kết quả")),
        "round": at.round,
        "table": table,
        "alone": len(at.standing.active) == 1,
        "chain": [_chain(at, name) for name in at.standing.rules.sheet.ties],
        "steps": told_steps(at.round),
        "papers": _papers(at),
        "quota": quota_of(at.standing),
        "council": any("council" in row.placings for row in table.rows),
        "committee": any("committee" in row.placings for row in table.rows),
    }
    return render(request, "score/marking/result.html", context)


def _must_see_totals(at: At) -> None:
    """Raises NotYours: who sees totals in this phase is data of the round."""
    if not at.sight.totals:
        raise NotYours()


def _way(at: At, last: str) -> list[dict[str, str]]:
    return crumbs((at.round.name, reverse("score:round", args=[at.round.pk])), (last, ""))


def _chain(at: At, name: str) -> str:
    words = {"total": _("tổng điểm"), "vote": _("phiếu suy tôn")}
    leaf = at.leaves.get(name)
    return words.get(name) or (f"{name} {leaf.name}".strip() if leaf else name)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, round_id: int) -> HttpResponse:
    """The council's order, or the committee's decision."""
    at = at_round(request, round_id)
    verb = "advise" if at.round.state == "advising" else "decide"
    if not at.may(verb):
        raise NotYours()
    table = table_of(at.standing, at.sight)
    refusal: CodedError | None = None
    if request.method == "POST":
        act = advise_order if verb == "advise" else decide_order
        try:
            act(actor=request.actor, round_id=round_id, wanted=_wanted(request, at), noted=noted_of(request))
            words = _("Đã ghi thứ tự hội đồng đề nghị.") if verb == "advise" else _("Đã quyết định kết quả.")
            return done(request, words, "score:result", round_id)
        except CodedError as told:
            refusal = told
    quota = quota_of(at.standing)
    named = put_forward(quota, at.standing, table.result)
    context: dict[str, Any] = {
        "title": _("Hội đồng xếp thứ tự") if verb == "advise" else _("Quyết định kết quả"),
        "lead": at.round.name,
        "crumbs": _way(at, _("Thứ tự")),
        "round": at.round,
        "deciding": verb == "decide",
        "rows": [
            _order_row(row, request, verb, named.get(row.marked.key))
            for row in table.rows
            if row.marked.left_on is None
        ],
        "quota": quota,
        "papers": _papers(at),
        "submitted": paper_name(step) if (step := submission_of(list(at.round.steps.all()))) else "",
        "honours": Placing.Honour.choices,
        "open": table.open,
        "posted": request.POST,
        "refusal": say(refusal) if refusal else None,
    }
    status = (refusal.status if isinstance(refusal, Refusal) else 422) if refusal else 200
    return render(request, "score/marking/order.html", context, status=status)


def _order_row(row: Any, request: Request, verb: str, named: Proposed | None) -> dict[str, Any]:
    before = row.placings.get("council") if verb == "decide" else None
    key, posted = row.marked.pk, request.POST
    usual = before.place if before else row.place
    award = named.award.code if named and named.award else ""
    offered = award if award in Placing.Honour.values else ""
    return {
        "row": row,
        "advised": before,
        "place": posted.get(f"place-{key}", "" if usual is None else str(usual)),
        "named": say_award(named) if named else "",
        "honour": posted.get(f"honour-{key}", before.honour if before else offered),
        "reason": posted.get(f"reason-{key}", ""),
    }


def _wanted(request: Request, at: At) -> dict[int, Wanted]:
    posted = request.POST
    return {
        one.pk: Wanted(
            int(typed) if (typed := posted.get(f"place-{one.pk}", "").strip()).isdecimal() else None,
            posted.get(f"honour-{one.pk}", ""),
            posted.get(f"reason-{one.pk}", ""),
        )
        for one in at.standing.active
    }


@signed_in
@require_GET
def trying(request: Request, round_id: int) -> HttpResponse:
    """What if, on a copy: another figure, or another sheet on the same data. Nothing is written."""
    at = at_round(request, round_id)
    _must_see_totals(at)
    refusal: CodedError | None = None
    rows: list[Any] = []
    opened: list[str] = []
    tried = ""
    try:
        rows, opened, tried = _tried(request, at)
    except CodedError as told:
        refusal = told
    sheets = listing(ScoreSheet, actor=request.actor).exclude(pk=at.round.sheet_id).defer("text", "body")
    leaf = at.leaves.get(request.GET.get("tieu-chi", ""))
    context = {
        "title": _("Thử đổi số"),
        "lead": _("Tính trên bản sao: không có gì được ghi."),
        "crumbs": _way(at, _("Thử đổi số")),
        "round": at.round,
        "units": [(one.pk, str(one.unit)) for one in at.standing.active],
        "leaves": [(one.id, f"{one.id} {one.name}") for one in at.leaves.values()],
        "leaf": leaf,
        "boxes": [(box, request.GET.get(f"b-{box.name}", "")) for box in boxes(leaf)] if leaf else [],
        "sheets": [("", _("chọn bảng điểm"))]
        + [(one.pk, str(one)) for one in sheets.order_by("name", "-number")[:40]],
        "asked": request.GET,
        "unit_key": request.GET.get("don-vi", ""),
        "rows": rows,
        "opened": opened,
        "tried": tried,
        "places": at.standing.rules.sheet.rounding.places,
        "refusal": say(refusal) if refusal else None,
    }
    return render(request, "score/marking/trying.html", context, status=422 if refusal else 200)


def _tried(request: Request, at: At) -> tuple[list[Any], list[str], str]:
    """The comparison that was asked for, what stays open under another sheet, and what it is called."""
    asked, upto = request.GET, at.sight.upto
    if (sheet_id := asked.get("bang", "")).isdecimal():
        sheet = fetch(ScoreSheet, sheet_id, actor=request.actor, related=("owner",))
        after, rows = by_other_sheet(at.standing, sheet, upto)
        opened = [
            f"{one.unit}: {leaf}: {say_question(question)}"
            for one in at.standing.active
            for leaf in after.of(one).open
            if (question := after.of(one).marks[leaf].question) is not None
        ]
        return rows, opened[:30], str(sheet)
    leaf_id, unit_id = asked.get("tieu-chi", ""), asked.get("don-vi", "")
    if not leaf_id or not unit_id.isdecimal():
        return [], [], ""
    leaf = at.standing.rules.leaf(leaf_id)
    if all(one.pk != int(unit_id) for one in at.standing.active):
        raise Absent()
    typed = {box.name: asked.get(f"b-{box.name}", "") for box in boxes(leaf)}
    points = asked.get("diem", "").strip()
    values = {name: str(value) for name, value in read_typed(leaf, typed).items()}
    instead = Instead(values, read_points(leaf, points) if points else None)
    if not values and not points:
        return [], [], ""
    unit = at.standing.unit(int(unit_id)).unit
    return what_if(at.standing, {(int(unit_id), leaf_id): instead}, upto), [], f"{unit}, {leaf.id}"


@signed_in
@require_GET
def firm(request: Request, round_id: int) -> HttpResponse:
    """How firm the order is."""
    at = at_round(request, round_id)
    _must_see_totals(at)
    told = firmness(at.standing, at.sight.upto)
    names = {one.key: str(one.unit) for one in at.standing.marked}
    context = {
        "title": _("Thứ hạng vững đến đâu"),
        "lead": _("Thử bỏ từng tiêu chí, rồi cho nặng nhẹ hơn 10 %: hạng nào đổi?"),
        "crumbs": _way(at, _("Độ vững")),
        "round": at.round,
        "trials": told.trials,
        "units": [
            (one, at.result.place(one), told.shaken.get(one.key, 0))
            for one in sorted(at.standing.active, key=lambda one: _place(at, one.key))
        ],
        "shifts": [
            (
                at.leaves[one.leaf],
                str(_weight(one.weight)),
                [(names[key], one.places[key]) for key in one.moved],
            )
            for one in told.shifted
        ],
    }
    return render(request, "score/marking/firm.html", context)


def _weight(weight: Fraction) -> str:
    words = {Fraction(0): _("bỏ ra"), Fraction(9, 10): _("nhẹ đi 10 %")}
    return words.get(weight, _("nặng thêm 10 %"))


def _place(at: At, key: str) -> int:
    found = at.result.ranks.get(key)
    return found.place if found else len(at.result.scores) + 1


@signed_in
@require_GET
def workbook(request: Request, round_id: int) -> HttpResponse:
    """One sheet a group of criteria, pages of A4 that fit."""
    at = at_round(request, round_id)
    _must_see_totals(at)
    table: Table = table_of(at.standing, at.sight)
    answer = HttpResponse(book_of(at, table), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="phieu-diem-{at.round.pk}.xlsx"'
    return answer


@signed_in
@require_GET
def paper(request: Request, round_id: int, what: str, form: str) -> HttpResponse:
    """The minutes, the tờ trình or the decision as an official document: as much as this person sees."""
    made = paper_of(at_round(request, round_id), what, form)
    answer = HttpResponse(made.content, content_type=made.kind)
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _papers(at: At) -> list[tuple[str, str, str]]:
    """Label, Word and PDF of what this person may take away beside the minutes."""
    labels = {"submission": _("Tờ trình"), "decision": _("Quyết định")}
    return [
        (
            labels[what],
            reverse(f"score:{what}_word", args=[at.round.pk]),
            reverse(f"score:{what}_pdf", args=[at.round.pk]),
        )
        for what in papers_for(at)
        if what in labels
    ]
