"""Many unions at once: a table to type in, a sheet to fill and send back, and what goes out as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.documents.sheets import write_rows
from thidua.federation.models import Attribute, Body
from thidua.formats.errors import CodedError
from thidua.kernel.door import Actor, fetch, listing, verdict
from thidua.kernel.intake.actions.upload import upload
from thidua.score.actions.grading.mark_many import Outcome, Row, mark_many
from thidua.score.desk.grading.asking import (
    NO,
    YES,
    actor_of,
    choices,
    crumbs,
    done,
    refused,
    round_of,
    shown,
    signed_in,
)
from thidua.score.desk.grading.rounds import wanted_of
from thidua.score.intakes.gradings import KIND
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.lists import Counts, gradings, summary, with_round
from thidua.score.queries.grading.marks import Line, lines_of
from thidua.score.queries.grading.why import say_condition, say_grade
from thidua.score.states import GRADING

PAGE = 15  # unions: a row of criteria weighs a kilobyte and more, and phones pay for each
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, round_id: int) -> HttpResponse:
    """The unions that this person marks."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    outcomes: dict[int, Outcome] = {}
    if request.method == "POST":
        told = mark_many(actor=actor, rows=_typed(request, round_))
        outcomes = {one.grading_id: one for one in told if one.refusal}
        count = len(told) - len(outcomes)
        if not outcomes:
            words = _("Đã chấm %(count)d đơn vị.") % {"count": count}
            where = (
                f"{reverse('score:grading_grid', args=[round_.pk])}?trang={request.POST.get('trang', '1')}"
            )
            return done(request, words, where)
    page = Paginator(_mine(actor, round_), PAGE).get_page(request.GET.get("trang", "1"))
    rows = with_round(round_, list(page.object_list))
    lines = lines_of(round_)
    context = {
        "title": _("Chấm theo bảng"),
        "lead": round_.name,
        "crumbs": crumbs((round_.name, reverse("score:grading_round", args=[round_.pk])), (_("Bảng"), "")),
        "round": round_,
        "lines": lines,
        "conditions": [(one.code, say_condition(one)) for one in round_.rules.asked],
        "rows": [_drawn(request, actor, one, lines, outcomes.get(one.pk)) for one in rows],
        "choices": choices(),
        "page": page,
        "errors": [
            {"target": f"row-{one.grading_id}", "label": one.unit, "what": str(one.refusal)}
            for one in outcomes.values()
        ],
        "open": round_.state == "open",
    }
    return render(request, "score/grading/grid.html", context, status=422 if outcomes else 200)


def _mine(actor: Actor, round_: GradingRound) -> Any:
    return gradings(actor, round_).filter(pk__in=listing(Grading, actor=actor, verb="mark").values("pk"))


def _typed(request: HttpRequest, round_: GradingRound) -> Iterator[Row]:
    """Rows in which something differs from what the page showed."""
    sent = request.POST
    codes = [line.code for line in lines_of(round_)]
    asked = [one.code for one in round_.rules.asked]
    for key in sent.getlist("row"):
        if not key.isdecimal() or len(key) > 18:
            continue
        marks = {code: sent.get(f"g-{key}-{code}", "") for code in codes}
        answers = {code: {YES: True, NO: False}.get(sent.get(f"d-{key}-{code}", "")) for code in asked}
        agreed = sent.get(f"a-{key}") == "1"
        touched = agreed or any(sent.get(f"was-{key}-{code}", "") != text for code, text in marks.items())
        touched = touched or any(
            sent.get(f"was-{key}-{code}", "") != sent.get(f"d-{key}-{code}", "") for code in asked
        )
        if touched:
            version = sent.get(f"v-{key}", "")
            yield Row(
                int(key),
                marks,
                answers,
                sent.get(f"r-{key}", ""),
                agreed,
                int(version) if version.isdecimal() and len(version) < 10 else None,
            )


def _drawn(
    request: HttpRequest, actor: Actor, one: Grading, lines: list[Line], outcome: Outcome | None
) -> dict[str, Any]:
    """What stands, or what was typed into a row that was refused."""
    sees_own = bool(verdict(one, actor=actor, verb="read_own"))
    own = one.own_marks if sees_own else {}
    said = {**(one.own_answers if sees_own else {}), **one.upper_answers}

    def typed(name: str, kept: str) -> str:
        return str(request.POST.get(name, kept)) if outcome else kept

    cells = [
        {
            "code": line.code,
            "label": line.name,
            "own": shown(own.get(line.code, "")),
            "kept": shown(one.upper_marks.get(line.code, "")),
            "text": typed(
                f"g-{one.pk}-{line.code}", shown(one.upper_marks.get(line.code, own.get(line.code, "")))
            ),
        }
        for line in lines
    ]
    answers = []
    for condition in one.round.rules.asked:
        stands = said.get(condition.code)
        text = "" if stands is None else YES if stands else NO
        kept = one.upper_answers.get(condition.code)
        answers.append(
            {
                "code": condition.code,
                "label": say_condition(condition),
                "kept": "" if kept is None else YES if kept else NO,
                "text": typed(f"d-{one.pk}-{condition.code}", text),
            }
        )
    return {
        "grading": one,
        "cells": cells,
        "answers": answers,
        "reason": typed(f"r-{one.pk}", ""),
        "agreed": bool(outcome) and request.POST.get(f"a-{one.pk}") == "1",
        "refusal": outcome.refusal if outcome else None,
        "own_total": one.own_total if sees_own else None,
    }


@signed_in
@require_GET
def sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """The unions of the list as a sheet: to keep, or to fill in and send back."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    found = with_round(round_, list(gradings(actor, round_, wanted_of(request))))
    lines = lines_of(round_)
    conditions = [(one.code, say_condition(one)) for one in round_.rules.asked]
    heads = [
        _("Mã đơn vị"),
        _("Tên đơn vị"),
        _("Cấp trên"),
        _("Trạng thái"),
        _("Đơn vị tự chấm"),
        _("Đơn vị tự xếp"),
        *(f"{line.code} {line.name}" for line in lines),
        *(f"{code} {name}" for code, name in conditions),
        _("Lý do chấm khác"),
        _("Đã thống nhất"),
        _("Xếp loại"),
    ]
    rows = (_cells(actor, one, lines) for one in found)
    return _as_file(write_rows(heads, rows, sheet=_("Xếp loại")), "xep-loai.xlsx")


def _cells(actor: Actor, one: Grading, lines: list[Line]) -> list[object]:
    sees_own = bool(verdict(one, actor=actor, verb="read_own"))
    sees_upper = bool(verdict(one, actor=actor, verb="read_upper"))
    marks = one.upper_marks if sees_upper else {}
    answers = one.upper_answers if sees_upper else {}
    rules = one.round.rules
    return [
        one.unit.code,
        one.unit.name,
        str(one.unit.parent or ""),
        str(GRADING.states[one.state]),
        one.own_total if sees_own else None,
        say_grade(rules, one.own_grade) if sees_own else "",
        *(shown(marks.get(line.code, "")) for line in lines),
        *(_yes_no(answers.get(condition.code)) for condition in rules.asked),
        "; ".join(dict.fromkeys(one.upper_reasons.values())) if sees_upper else "",
        "x" if one.state == "agreed" else "",
        say_grade(rules, one.grade),
    ]


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("Có") if value else _("Không")


def _as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@signed_in
@require_GET
def sums_sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """The summary as a sheet: by bloc, then by upper union, then in all."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    found = summary(actor, round_)
    names: Any = Attribute.CHOICES[Attribute.Name.BLOC]
    grades = [say_grade(round_.rules, one.code) for one in round_.rules.grades]
    heads = [_("Nhóm"), _("Tên"), *grades, _("Chưa xong"), _("Không xếp loại"), _("Phải xếp loại")]
    rows = [
        *(
            (_("Khối"), str(names.get(row.key, _("chưa ghi khối"))), *_counted(round_, row.counts))
            for row in found.blocs
        ),
        *((_("Cấp trên"), str(row.name), *_counted(round_, row.counts)) for row in found.uppers),
        (_("Cộng"), str(round_.seat), *_counted(round_, found.whole)),
    ]
    return _as_file(write_rows(heads, rows, sheet=_("Tổng hợp")), "tong-hop-xep-loai.xlsx")


def _counted(round_: GradingRound, counts: Counts) -> tuple[int, ...]:
    by_grade = (counts.of(one.code) for one in round_.rules.grades)
    return (*by_grade, counts.open, counts.exempt, counts.expected)


@signed_in
@require_POST
def send_sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """A filled sheet: read, checked and shown; nothing is marked before it is applied."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    given = request.FILES.get("sheet")
    if given is None:
        return redirect("score:grading_grid", round_id=round_.pk)
    unit = fetch(Body, actor.unit_id, actor=actor)
    try:
        made = upload(
            actor=actor,
            kind=KIND,
            unit_id=unit.pk,
            unit_path=unit.path,
            name=given.name or "bang.xlsx",
            stream=given,
            size=given.size or 0,
            settings={"round_id": round_.pk},
        )
    except CodedError as refusal:
        return refused(request, refusal, "score:grading_grid", round_id=round_.pk)
    return redirect("federation:list", made.pk)
