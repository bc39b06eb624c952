"""Units × figures on one page, typed, pasted or sent as a sheet. What is refused is told on top and at its row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from thidua.algebra.elements import Element, Nature
from thidua.documents.sheets import CAPS, SheetTooLarge, as_text, read_rows, write_rows
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import say
from thidua.report.actions.save_grid import GridOutcome, RowOutcome, paste_grid, save_grid
from thidua.report.desk.asking import actor_of, crumbs, done, signed_in
from thidua.report.models import Report
from thidua.report.queries.checking import Problem, unreadable
from thidua.report.queries.grid import Grid, GridRow, Table, grid
from thidua.report.queries.pasted import rows_of_text

RELATED = ("period__cycle__movement", "unit", "form")
PAGE = 25  # units: a row weighs more than a kilobyte, and phones pay for each
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Answer:
    """What is said above the table after something was sent in."""

    outcome: GridOutcome | None = None
    refusal: CodedError | None = None
    pasted: str = ""

    @property
    def by_report(self) -> dict[int, RowOutcome]:
        return {row.report_id: row for row in self.outcome.rows} if self.outcome else {}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grid_page(request: HttpRequest, own_id: int) -> HttpResponseBase:
    """The units directly below, of the period of the union's own report ``own_id``."""
    actor = actor_of(request)
    own = fetch(Report, own_id, actor=actor, related=RELATED)
    answer = _take_in(request, actor, own) if request.method == "POST" else _Answer()
    number = request.GET.get("trang", "1")
    if answer.refusal is None and answer.outcome and answer.outcome.clean:
        number = request.POST.get("tiep", number)
        place = reverse("report:grid", args=[own.pk])
        return done(request, _saved_words(answer.outcome), f"{place}?trang={number}")
    table = grid(actor=actor, unit=own.unit, period=own.period)
    page = Paginator(table.reports, PAGE).get_page(number)
    context = {
        "title": _("Nhập theo bảng"),
        "lead": str(own.period),
        "crumbs": crumbs((str(own.period), "")),
        "own": own,
        "outcome": answer.outcome,
        "saved_words": _saved_words(answer.outcome) if answer.outcome and answer.outcome.saved else "",
        "refusal": say(answer.refusal) if answer.refusal else None,
        "pasted": answer.pasted,
        "page": page,
        **_table(table, page, answer),
    }
    return render(request, "report/grid.html", context, status=_status(answer))


def _status(answer: _Answer) -> int:
    """Refused when nothing of what was sent could be kept."""
    nothing = answer.outcome and answer.outcome.refused and not answer.outcome.saved
    return 422 if answer.refusal or nothing else 200


def _saved_words(outcome: GridOutcome) -> str:
    if not outcome.saved:
        return _("Không có ô nào đổi nên không có gì phải ghi.")
    words = ngettext("Đã ghi %(count)d đơn vị.", "Đã ghi %(count)d đơn vị.", outcome.saved)
    return words % {"count": outcome.saved}


def _take_in(request: HttpRequest, actor: Actor, own: Report) -> _Answer:
    """Cells typed into the table first, then a pasted table or a sheet: one press keeps all of it."""
    pasted = request.POST.get("pasted", "")
    outcome = save_grid(actor=actor, rows=_typed(request), versions=_versions(request))
    try:
        sent = rows_sent(request, pasted)
        if sent is not None:
            came = paste_grid(actor=actor, unit=own.unit, period=own.period, rows=sent)
            outcome = _together(outcome, came)
    except CodedError as refusal:
        return _Answer(outcome if outcome.rows else None, refusal, pasted)
    return _Answer(outcome, pasted=pasted)


def rows_sent(request: HttpRequest, pasted: str) -> list[list[str]] | None:
    """Rows of the sheet, else of the pasted text; None when only the table was typed in."""
    given = request.FILES.get("sheet")
    if given is None:
        return rows_of_text(pasted) if pasted.strip() else None
    if (given.size or 0) > CAPS.packed:
        raise SheetTooLarge(what="bytes", limit=CAPS.packed)
    return [[as_text(cell) for cell in line.cells] for line in read_rows(given.read()).rows]


def _together(typed: GridOutcome, came: GridOutcome) -> GridOutcome:
    """A unit typed and pasted at once is one row: what came last is told."""
    last = {row.report_id: row for row in (*typed.rows, *came.rows)}
    return GridOutcome(
        list(last.values()), came.unmatched, came.unknown_columns, came.queue_id, came.without_figures
    )


def _typed(request: HttpRequest) -> dict[int, dict[str, str]]:
    """Cells named "g-<report>-<element>" that differ from what the page showed."""
    rows: dict[int, dict[str, str]] = {}
    for name, told in request.POST.items():
        if not name.startswith("g-") or request.POST.get(f"was-{name[2:]}") == told:
            continue
        report_id, _dash, code = name[2:].partition("-")
        if report_id.isdecimal() and len(report_id) < 19:
            rows.setdefault(int(report_id), {})[code] = str(told)
    return rows


def _versions(request: HttpRequest) -> dict[int, int | None]:
    """Versions of the reports when the page was made, from fields "v-<report>"."""
    told = {name[2:]: str(number) for name, number in request.POST.items() if name.startswith("v-")}
    return {
        int(name): int(number)
        for name, number in told.items()
        if name.isdecimal() and number.isdecimal() and max(len(name), len(number)) < 19
    }


def _table(table: Table, page: Page[Report], answer: _Answer) -> dict[str, Any]:
    """The units of this page; those of other pages stand above them when something of theirs was refused."""
    came = answer.by_report
    here = list(page.object_list)
    unkept = {pk for pk, row in came.items() if _unkept(row)}
    known = {one.pk: one for one in table.reports.filter(pk__in=unkept)} if unkept else {}
    elsewhere = [one for pk, one in known.items() if pk not in {report.pk for report in here}]
    shown = table.of([*elsewhere, *here])
    names = {one.element.code: one.element.name or one.element.code for one in shown.questions}
    lines = [_line(row, shown, came.get(row.report.pk), names) for row in shown.rows]
    away = [row for pk, row in came.items() if pk in unkept and pk not in known]
    errors = [
        *(_away(row, names) for row in away if row.refusal),
        *(error for line in lines for error in line["errors"]),
    ]
    return {"questions": shown.questions, "lines": lines, "errors": errors, "errors_title": _title(answer)}


def _unkept(came: RowOutcome | None) -> bool:
    return came is not None and bool(came.refusal or came.problems)


def _title(answer: _Answer) -> str:
    refused = len(answer.outcome.refused) if answer.outcome else 0
    cells = answer.outcome.to_correct if answer.outcome else 0
    rows = ngettext("%(count)d đơn vị chưa ghi được", "%(count)d đơn vị chưa ghi được", refused)
    boxes = ngettext("%(count)d ô cần sửa", "%(count)d ô cần sửa", cells)
    told = [words % {"count": count} for words, count in ((rows, refused), (boxes, cells)) if count]
    return ", ".join(told)


def _line(row: GridRow, shown: Grid, came: RowOutcome | None, names: dict[str, str]) -> dict[str, Any]:
    refusal = came.refusal if came else None
    wrong = {one.element: one for one in came.problems} if came else {}
    typed = came.told if came and (refusal or wrong) else {}
    cells = [_cell(row, question.element, wrong, typed) for question in shown.questions]
    errors = [_row_error(row, came)] if came and refusal else []
    return {
        "row": row,
        "refusal": refusal,
        "why": row.may_enter.refusal.say() if row.may_enter.refusal else None,
        "cells": cells,
        "errors": [*errors, *_cell_errors(row, wrong, names)],
    }


def _row_error(row: GridRow, came: RowOutcome) -> dict[str, str]:
    why = f"{came.refusal.what} {came.refusal.why}" if came.refusal else ""
    return {"target": f"row-{row.report.pk}", "label": str(row.report.unit), "what": why}


def _cell_errors(row: GridRow, wrong: dict[str, Problem], names: dict[str, str]) -> list[dict[str, str]]:
    """A figure that the unit is not asked has no box: its link leads to the row."""
    return [
        {
            "target": f"g-{row.report.pk}-{code}" if code in row.asked else f"row-{row.report.pk}",
            "label": f"{row.report.unit}, {names.get(code, code)}",
            "what": one.text,
        }
        for code, one in wrong.items()
    ]


def _away(row: RowOutcome, names: dict[str, str]) -> dict[str, str]:
    """A unit that has left the table since the page was opened; what was typed for it is said."""
    label = row.unit or _("Một dòng không còn trong bảng")
    told = " ".join(part for part in (str(row.refusal), _told(row, names)) if part)
    return {"target": "", "label": label, "what": told}


def _told(row: RowOutcome, names: dict[str, str]) -> str:
    """The figures that came and were not kept: "Chưa ghi: Đoàn viên 60; Nữ 30."."""
    told = "; ".join(f"{names.get(code, code)} {text}" for code, text in row.told.items())
    return _("Chưa ghi: %(told)s.") % {"told": told}


def _cell(row: GridRow, element: Element, wrong: dict[str, Problem], typed: Any) -> dict[str, Any]:
    kept = _text(element, row.cells.get(element.code) or {})
    standing = unreadable([element], row.cells) if row.may_enter else []  # a slip kept from before
    return {
        "key": f"{row.report.pk}-{element.code}",
        "label": element.name or element.code,
        "asked": element.code in row.asked,
        "kept": kept,
        "text": str(typed.get(element.code, kept)),
        "not_kept": str(typed.get(element.code, "")) if not row.may_enter else "",
        "kind": "money" if element.nature is Nature.MONEY else "number",
        "words": element.nature is Nature.FLAG,
        "problem": wrong.get(element.code) or next(iter(standing), None),
    }


def _text(element: Element, entry: Any) -> str:
    """What stands in a cell; it reads back as the same answer."""
    if entry.get("answer") == "not_applicable":
        return _("Không thuộc đối tượng")
    if element.nature is Nature.FLAG and entry.get("value") is not None:
        return _("Có") if entry["value"] == "1" else _("Không")
    return vi.grouped(str(entry.get("text", "")))


@signed_in
@require_GET
def grid_sheet(request: HttpRequest, own_id: int) -> HttpResponse:
    """The table as a sheet, to be filled in and sent back."""
    actor = actor_of(request)
    own = fetch(Report, own_id, actor=actor, related=RELATED)
    shown = grid(actor=actor, unit=own.unit, period=own.period).whole()
    elements = [one.element for one in shown.questions]
    names = [one.name or one.code for one in elements]
    heads = [name if names.count(name) == 1 else one.code for name, one in zip(names, elements, strict=True)]
    lines = [
        [
            row.report.unit.code,
            row.report.unit.name,
            *(_text(one, row.cells.get(one.code) or {}) for one in elements),
        ]
        for row in shown.rows
    ]
    sheet = write_rows([_("Mã đơn vị"), _("Tên đơn vị"), *heads], lines, sheet=_("Bảng số liệu"))
    answer = HttpResponse(sheet, content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="bang-so-lieu.xlsx"'
    return answer
