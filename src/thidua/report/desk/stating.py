"""What units do not type themselves: the union above grades, registers count. Typed, pasted or sent as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thidua.algebra.elements import Nature
from thidua.algebra.values import Number
from thidua.catalogue.measures import say_measure
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent, say
from thidua.report.actions.state_figures import StatedTable, paste_stated, state_many
from thidua.report.desk.asking import actor_of, crumbs, done, signed_in
from thidua.report.desk.fields import said
from thidua.report.desk.table import rows_sent
from thidua.report.models import Report
from thidua.report.queries.cells import answer_of
from thidua.report.queries.stating import Stated, StatedGrid, stated_grid

RELATED = ("period__cycle__movement", "unit__parent", "form")
OUTSIDE = "ktdt"  # what a sheet writes for "không thuộc đối tượng"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def stating(request: HttpRequest, own_id: int) -> HttpResponse:
    """``own_id`` is the union's own report of the period."""
    actor = actor_of(request)
    own = fetch(Report, own_id, actor=actor, related=RELATED)
    if own.kind != Report.Kind.OWN:
        raise Absent()
    grid = stated_grid(actor, own)
    outcome, refusal, pasted = None, None, request.POST.get("pasted", "")
    if request.method == "POST":
        try:
            outcome = _take_in(request, actor, own, grid)
        except CodedError as problem:
            refusal = say(problem)
        if outcome and not _left_over(outcome):
            count = sum(row.saved for row in outcome.rows)
            words = ngettext("Đã ghi %(count)d ô.", "Đã ghi %(count)d ô.", count) % {"count": count}
            return done(request, words, "report:stating", own_id=own.pk)
        grid = stated_grid(actor, own)
    context = {
        "title": _("Số do cấp trên ghi"),
        "lead": _("%(period)s. Đơn vị không tự nhập những số này. Ô để trống là chưa biết, không phải 0.")
        % {"period": str(own.period)},
        "crumbs": crumbs((str(own.period), "")),
        "own": own,
        "open": own.period.state == "open",
        "grid": grid,
        "tables": [(part.questions, _lines(request, part, outcome)) for part in grid.alike()],
        "zeros": [one.element for one in grid.questions if one.element.nature is not Nature.FLAG],
        "outcome": outcome,
        "refusal": refusal,
        "pasted": "" if outcome else pasted,
    }
    return render(request, "report/stating.html", context, status=422 if refusal or outcome else 200)


def _take_in(request: HttpRequest, actor: Actor, own: Report, grid: StatedGrid) -> StatedTable:
    sent = rows_sent(request, request.POST.get("pasted", ""))
    if sent is not None:
        return paste_stated(actor=actor, own=own, rows=sent)
    return StatedTable(state_many(actor=actor, rows=_typed(request, grid)))


def _typed(request: HttpRequest, grid: StatedGrid) -> dict[int, dict[str, str]]:
    """Cells that differ from what stands. An empty one becomes 0 only where its column says so."""
    rows: dict[int, dict[str, str]] = {}
    for row in grid.rows:
        for code, cell in row.cells.items():
            name = f"g-{row.report.pk}-{code}"
            if not cell.open or name not in request.POST:
                continue
            typed = request.POST[name].strip()
            if not typed and request.POST.get(f"zero-{code}") == "1":
                typed = "0"
            if typed != _text(cell):
                rows.setdefault(row.report.pk, {})[code] = typed
    return rows


def _left_over(outcome: StatedTable) -> bool:
    refused = any(row.problems or row.refusal for row in outcome.rows)
    return refused or bool(outcome.unmatched or outcome.unknown_columns)


def _lines(request: HttpRequest, grid: StatedGrid, outcome: StatedTable | None) -> list[dict[str, Any]]:
    wrong = (
        {(row.report_id, one.element): one for row in outcome.rows for one in row.problems} if outcome else {}
    )
    refused = {row.report_id: row.refusal for row in outcome.rows if row.refusal} if outcome else {}
    return [
        {
            "report": row.report,
            "refusal": refused.get(row.report.pk),
            "cells": [
                _cell(request, row.report, one.element.code, row.cells.get(one.element.code), wrong)
                for one in grid.questions
            ],
        }
        for row in grid.rows
    ]


def _cell(
    request: HttpRequest, report: Report, code: str, cell: Stated | None, wrong: dict[Any, Any]
) -> dict[str, Any]:
    if cell is None:
        return {"asked": False}
    element = cell.question.element
    name, problem = f"g-{report.pk}-{code}", wrong.get((report.pk, code))
    typed = request.POST.get(name) if problem else None
    choices = [("", _("chưa ghi")), ("1", _("Có")), ("0", _("Không"))]
    if cell.question.allows_not_applicable:
        choices.append((OUTSIDE, _("Không thuộc đối tượng")))
    return {
        "asked": True,
        "cell": cell,
        "name": name,
        "label": element.name or code,
        "unit": say_measure(element.unit_of_measure),
        "flag": element.nature is Nature.FLAG,
        "choices": choices,
        "text": _text(cell) if typed is None else typed,
        "shown": said(element, answer_of(cell.entry)),
        "problem": problem,
    }


def _text(cell: Stated) -> str:
    """What stands, as the box writes it."""
    if cell.entry.get("answer") == "not_applicable":
        return OUTSIDE
    answer = answer_of(cell.entry)
    return vi.format_number(answer.value) if isinstance(answer, Number) else ""
