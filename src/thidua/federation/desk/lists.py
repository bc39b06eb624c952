"""Excel lists on screen: send one in, see what was found, correct, say which unit is meant, apply."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thidua.federation.desk.answering import crumbs, refusing
from thidua.federation.desk.changing import page, sent
from thidua.federation.desk.forms import CorrectedForm, ListForm, NamedUnit
from thidua.federation.desk.unit import kinds_for
from thidua.federation.models import Body
from thidua.kernel.desk.answering import Request, done, signed_in, status_of
from thidua.kernel.door import fetch, listing, verdict
from thidua.kernel.errors import Absent
from thidua.kernel.intake import checking
from thidua.kernel.intake.actions.apply import apply as apply_list
from thidua.kernel.intake.actions.apply import cancel as cancel_list
from thidua.kernel.intake.actions.apply import finish as finish_list
from thidua.kernel.intake.actions.correct import bring_back as bring_row_back
from thidua.kernel.intake.actions.correct import correct_row, correct_sheet
from thidua.kernel.intake.actions.correct import set_aside as set_row_aside
from thidua.kernel.intake.actions.match import match as match_row
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.intake.errors import NotAMatch
from thidua.kernel.intake.registry import Column, kind_of, kinds
from thidua.kernel.intake.sheets_out import blank_form, waiting_rows
from thidua.kernel.intake.states import INTAKE, ROW
from thidua.kernel.models import Intake, IntakeRow

PER_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The drawn state whose shape stands for a row's state; the word is the row's own.
MARKS = {
    "unmatched": "not_assigned",
    "problem": "returned",
    "ready": "registered",
    "applied": "done",
    "set_aside": "withdrawn",
}


@page
@signed_in
def lists(request: Request, pk: int) -> HttpResponse:
    """Send a list in for a unit, and the lists sent before."""
    unit = fetch(Body, pk, actor=request.actor)
    offered = kinds_for(request.actor, unit) if unit.is_placed else []
    if not offered:
        raise Absent()
    start = {"kind": request.GET.get("loai", "")}
    form = ListForm(request.POST or None, request.FILES or None, kinds=offered, initial=start)
    if sent(request, form):
        file = form.cleaned_data["file"]
        with refusing(form):
            intake = upload(
                actor=request.actor,
                kind=form.cleaned_data["kind"],
                unit_id=unit.pk,
                unit_path=unit.path,
                name=file.name,
                stream=file,
                size=file.size,
            )
            return redirect(reverse("federation:list", args=[intake.pk]))
    earlier = listing(Intake, actor=request.actor).filter(unit_id=unit.pk).select_related("file")
    context = {
        "title": _("Nhập danh sách từ Excel"),
        "kicker": str(unit),
        "crumbs": crumbs(unit, _("Nhập danh sách")),
        "unit": unit,
        "form": form,
        "offered": offered,
        "earlier": [(one, kind_of(one.kind).label) for one in earlier.order_by("-pk")[:20]],
    }
    return render(request, "federation/lists.html", context, status=status_of(form))


@require_GET
@signed_in
def blank(request: Request, kind: str) -> HttpResponse:
    """The empty form of a kind; everyone who is signed in may take one."""
    if kind not in kinds():
        raise Absent()
    return _sheet(blank_form(kind_of(kind)), f"mau-{kind}.xlsx")


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@signed_in
def one_list(request: Request, pk: int) -> HttpResponse:
    intake = fetch(Intake, pk, actor=request.actor, related=("file", "progress"))
    return _list_page(request, intake, CorrectedForm())


def _list_page(request: Request, intake: Intake, form: CorrectedForm) -> HttpResponse:
    told = checking.tally(intake)
    chosen = request.GET.get("xem", "")
    chosen = chosen if chosen in ROW.states else _first_to_see(told)
    rows = IntakeRow.objects.filter(intake=intake, state=chosen).order_by("number")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    kind = kind_of(intake.kind)
    unit = fetch(Body, intake.unit_id, actor=request.actor)
    context = {
        "title": str(kind.label).capitalize(),
        "kicker": intake.file.name,
        "crumbs": crumbs(unit, _("Nhập danh sách")),
        "intake": intake,
        "unit": unit,
        "kind": kind,
        "told": told,
        "states": [(state, label, told[state]) for state, label in ROW.states.items()],
        "chosen": chosen,
        "mark": MARKS[chosen],
        "page": shown,
        "rows": [(row, _columns(kind.columns, row), _problems(kind.columns, row)) for row in shown],
        "query": urlencode({"xem": chosen}),
        "form": form,
        "state_label": INTAKE.states[intake.state],
        "may": {
            verb: bool(verdict(intake, actor=request.actor, verb=verb))
            for verb in ("work", "apply", "cancel")
        },
        "waiting": told["problem"] + told["unmatched"],
    }
    return render(request, "federation/list.html", context, status=status_of(form))


def _first_to_see(told: dict[str, int]) -> str:
    return next((state for state in MARKS if told[state]), "ready")


def _columns(columns: Iterable[Column], row: IntakeRow) -> list[tuple[str, str]]:
    return [(str(column.title), row.cells[column.key]) for column in columns if row.cells.get(column.key)]


def _problems(columns: Iterable[Column], row: IntakeRow) -> list[dict[str, str]]:
    titles = {column.key: str(column.title) for column in columns}
    return [{**one, "title": titles.get(one["column"], "")} for one in row.problems]


@require_GET
@signed_in
def progress(request: Request, pk: int) -> HttpResponse:
    """How far a long list is; asked for again and again while it runs."""
    intake = fetch(Intake, pk, actor=request.actor, related=("progress",))
    context = {"intake": intake, "told": checking.tally(intake)}
    response = render(request, "federation/_progress.html", context)
    if intake.state != "applying":
        response["HX-Refresh"] = "true"
    return response


@require_POST
@signed_in
def apply(request: Request, pk: int) -> HttpResponse:
    intake = apply_list(actor=request.actor, intake_id=pk)
    told = checking.tally(intake)
    words = _("Đã ghi %(applied)s dòng.") % {"applied": told["applied"]}
    if intake.state == "applying":
        words = _("Đang ghi %(ready)s dòng; bạn có thể rời trang này.") % {"ready": told["ready"]}
    return done(request, words, "federation:list", pk)


@require_POST
@signed_in
def cancel(request: Request, pk: int) -> HttpResponse:
    intake = cancel_list(actor=request.actor, intake_id=pk)
    return done(
        request, _("Đã hủy danh sách; dòng nào đã ghi thì vẫn còn."), "federation:lists", intake.unit_id
    )


@require_POST
@signed_in
def finish(request: Request, pk: int) -> HttpResponse:
    finish_list(actor=request.actor, intake_id=pk)
    return done(request, _("Đã khép danh sách."), "federation:list", pk)


@require_GET
@signed_in
def errors(request: Request, pk: int) -> HttpResponse:
    intake = fetch(Intake, pk, actor=request.actor)
    return _sheet(waiting_rows(intake), f"can-sua-{pk}.xlsx")


@require_POST
@signed_in
def corrections(request: Request, pk: int) -> HttpResponse:
    intake = fetch(Intake, pk, actor=request.actor, related=("file", "progress"))
    form = CorrectedForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusing(form):
            taken = correct_sheet(
                actor=request.actor, intake_id=pk, name=file.name, stream=file, size=file.size
            )
            return done(request, _("Đã nhận %(taken)s dòng sửa.") % {"taken": taken}, "federation:list", pk)
    return _list_page(request, intake, form)


@page
@signed_in
def row(request: Request, pk: int, row_id: int) -> HttpResponse:
    """One row: its cells to correct, what is wrong at each, the units it may mean."""
    intake = fetch(Intake, pk, actor=request.actor, related=("file",))
    one = IntakeRow.objects.filter(intake=intake, pk=row_id).first()
    if one is None:
        raise Absent()
    kind = kind_of(intake.kind)
    if request.method == "POST":
        cells = {column.key: request.POST.get(column.key, "")[:500] for column in kind.columns}
        one = correct_row(actor=request.actor, intake_id=pk, row_id=row_id, cells=cells)
        if one.state == "ready":
            return done(
                request, _("Dòng %(number)s đã sẵn sàng.") % {"number": one.number}, "federation:list", pk
            )
    return _row_page(request, intake, one)


def _row_page(request: Request, intake: Intake, one: IntakeRow, refused: str = "") -> HttpResponse:
    kind = kind_of(intake.kind)
    unit = fetch(Body, intake.unit_id, actor=request.actor)
    at: dict[str, dict[str, str]] = {problem["column"]: problem for problem in one.problems}
    fields = [
        {
            "key": column.key,
            "label": column.title,
            "value": one.cells.get(column.key, ""),
            "hint": column.note,
            "optional": not column.required,
            "error": _error(at.get(column.key)),
        }
        for column in kind.columns
    ]
    context = {
        "title": _("Dòng %(number)s") % {"number": one.number},
        "kicker": intake.file.name,
        "crumbs": crumbs(unit, _("Dòng %(number)s") % {"number": one.number}),
        "intake": intake,
        "row": one,
        "fields": fields,
        "whole": _error(at.get("")),
        "state_label": ROW.states[one.state],
        "mark": MARKS[one.state],
        "may_work": bool(verdict(intake, actor=request.actor, verb="work")),
        "open": one.state in checking.OPEN,
        "same": IntakeRow.objects.filter(intake=intake, wanted=one.wanted, state__in=checking.OPEN).count()
        if one.wanted
        else 0,
        "can_remember": kind.remember is not None,
        "typed": request.POST.get("unit", ""),
        "refused": refused,
    }
    return render(request, "federation/row.html", context, status=422 if refused else 200)


def _error(problem: dict[str, str] | None) -> dict[str, str] | None:
    return {**problem, "next": problem["remedy"]} if problem else None


_WRITE_A_UNIT = gettext_lazy("Hãy chọn một đơn vị, hoặc gõ mã đơn vị.")


@require_POST
@signed_in
def match(request: Request, pk: int, row_id: int) -> HttpResponse:
    """A person says which unit the row means: one that was suggested, or one typed by code or name."""
    intake = fetch(Intake, pk, actor=request.actor, verb="work", related=("file",))
    one = IntakeRow.objects.filter(intake=intake, pk=row_id).first()
    if one is None:
        raise Absent()
    unit = _meant(request)
    if isinstance(unit, str):
        return _row_page(request, intake, one, refused=unit)
    try:
        matched = match_row(
            actor=request.actor,
            intake_id=pk,
            row_id=row_id,
            body_id=unit.pk,
            body_path=unit.seat,
            everywhere=request.POST.get("everywhere") == "1",
            remember=request.POST.get("remember") == "1",
        )
    except NotAMatch as refusal:
        return _row_page(request, intake, one, refused=str(refusal.say()))
    told = _("%(count)s dòng thuộc %(unit)s.") % {"count": matched, "unit": unit}
    return done(request, told, "federation:list", pk)


def _meant(request: Request) -> Body | str:
    """The unit, or the words that say why there is none."""
    chosen = request.POST.get("body", "")
    if chosen:
        return fetch(Body, chosen, actor=request.actor)
    field = NamedUnit(required=False)
    field.actor = request.actor
    try:
        return field.clean(request.POST.get("unit", "")) or str(_WRITE_A_UNIT)
    except ValidationError as problem:
        return " ".join(problem.messages)


@require_POST
@signed_in
def set_aside(request: Request, pk: int, row_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    one = set_row_aside(actor=request.actor, intake_id=pk, row_id=row_id, reason=reason)
    return done(request, _("Đã để riêng dòng %(number)s.") % {"number": one.number}, "federation:list", pk)


@require_POST
@signed_in
def bring_back(request: Request, pk: int, row_id: int) -> HttpResponse:
    one = bring_row_back(actor=request.actor, intake_id=pk, row_id=row_id)
    told = _("Đã đưa dòng %(number)s trở lại.") % {"number": one.number}
    return done(request, told, "federation:list", pk)
