"""Sổ chỉ tiêu: one target of one unit, what its units promised and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thidua.access.requests import Request
from thidua.algebra.indicators import EachUnit
from thidua.algebra.thresholds import Threshold
from thidua.catalogue.wording import say_threshold, say_trace
from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.formats.vi import format_number
from thidua.kernel.door import Actor, Relation, fetch, listing
from thidua.kernel.errors import Absent, say
from thidua.launch.actions.start_resplit import start_resplit
from thidua.launch.errors import NothingToSplitBy, NotSplittable, ReserveUnread
from thidua.launch.models import AnnexCell, Period, Target
from thidua.launch.queries.in_force import InForce, moves_of
from thidua.launch.queries.splitting import split_parts
from thidua.launch.queries.thresholds import indicator_of, needed, read_reserve
from thidua.launch.queries.years import years_of
from thidua.report.models import Chase, Report
from thidua.rollup.queries import shown
from thidua.rollup.queries.ledger import LedgerRow, TargetLedger, target_ledger
from thidua.web.desk import ledger_rows as words
from thidua.web.desk.here import Here, stand

PAGE = 30
NAMED = 5  # units in one note
STEPS = 8  # texts of the history on the page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VIEW = "xem"
# The filters by their name in the address, the code of the query, and their words.
FILTERS = (
    ("cham", "late", gettext_lazy("Quá hạn")),
    ("de-nghi", "asks_change", gettext_lazy("Đề nghị điều chỉnh")),
    ("chua-giao", "not_assigned", gettext_lazy("Chưa giao")),
    ("chua-dat", "below", gettext_lazy("Chưa đạt")),
    ("cho-tra-loi", "assigned", gettext_lazy("Chờ trả lời")),
    ("da-nhan", "taken", gettext_lazy("Đã nhận")),
    ("khong-giao", "exempt", gettext_lazy("Không giao")),
    ("khong-thuoc", "outside", gettext_lazy("Không thuộc đối tượng")),
)
_CODES = {name: code for name, code, _words in FILTERS}


@dataclass(frozen=True)
class Trial:
    """A split that is tried and not written anywhere."""

    rule: str
    reserve: str
    parts: Mapping[int, Threshold]
    total: str
    changed: int


@require_GET
def ledger_page(request: Request, period_id: int, unit_id: int, target_id: int) -> HttpResponse:
    """The ledger; with ``chia`` beside each unit what a split would give it."""
    actor = request.actor
    told = _ledger(actor, period_id, unit_id, target_id)
    _stand(request, told)
    trial, refused = _tried(request, told)
    context = {**_head(told), **_table(request, told, trial), **_doing(actor, told), **_past(told)}
    context |= {"trial": trial, "refused": refused, "asked": _asked(request)}
    return render(request, "desk/ledger.html", context, status=422 if refused else 200)


@require_GET
def ledger_sheet(request: Request, period_id: int, unit_id: int, target_id: int) -> HttpResponse:
    """What the page shows, whole, as an Excel sheet."""
    told = _ledger(request.actor, period_id, unit_id, target_id)
    heads = [
        _("Đơn vị"),
        _("Giao"),
        _("Trả lời"),
        _("Đã gửi"),
        _("Đã duyệt"),
        _("Còn thiếu"),
        _("Dự báo"),
        _("Trạng thái"),
        _("Báo cáo"),
        _("Ghi chú"),
    ]
    rows = [_cells(words.row_of(one, told.target, told.period)) for one in _seen(request, told)]
    answer = HttpResponse(write_rows(heads, rows, sheet=_("Sổ chỉ tiêu")), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="so-chi-tieu-{told.target.code}.xlsx"'
    return answer


@require_POST
def resplit(request: Request, period_id: int, unit_id: int, target_id: int) -> HttpResponse:
    """Writes the split that was tried into the annex of a draft decision."""
    asked = _asked(request)
    try:
        paper = start_resplit(
            actor=request.actor,
            seat_id=unit_id,
            target_id=target_id,
            rule=asked["rule"],
            reserve=read_reserve(asked["reserve"]),
        )
    except (NothingToSplitBy, NotSplittable, ReserveUnread) as refusal:
        messages.error(request, str(say(refusal)))
        query = urlencode({"chia": asked["rule"], "du-phong": asked["reserve"]})
        return redirect(f"{_address(period_id, unit_id, target_id)}?{query}")
    messages.success(request, _("Đã ghi vào phụ lục quyết định đang soạn; ban hành rồi mới có hiệu lực."))
    return redirect("launch:annex", paper.pk)


def _ledger(actor: Actor, period_id: int, unit_id: int, target_id: int) -> TargetLedger:
    """Raises Absent for a target of another year."""
    period = fetch(Period, period_id, actor=actor, related=["cycle__movement"])
    unit = Body.objects.select_related("kind", "parent").filter(pk=unit_id).first()
    target = fetch(Target, target_id, actor=actor, related=["owner", "cycle"])
    if unit is None or target.cycle_id != period.cycle_id:
        raise Absent()
    return target_ledger(actor=actor, period=period, unit=unit, target=target)


def _stand(request: Request, told: TargetLedger) -> None:
    """The bar shows the movement and the period of the ledger, and the unit that the person acts for."""
    actor = request.actor
    unit: Body | None = told.unit
    if told.unit.pk != actor.unit_id:
        seen = Body.objects.select_related("kind", "parent")
        unit = seen.filter(pk=actor.unit_id).first() if actor.unit_id is not None else None
    stand(request, Here(unit, told.period.cycle.movement, told.period))


def _address(period_id: int, unit_id: int, target_id: int) -> str:
    return reverse("desk:ledger", args=[period_id, unit_id, target_id])


def _head(told: TargetLedger) -> dict[str, Any]:
    movement, unit, period = told.period.cycle.movement, told.unit, told.period
    page = reverse("desk:movement", args=[movement.pk])
    return {
        "title": told.target.name,
        "kicker": _("Sổ chỉ tiêu, phối hợp với chính quyền, chuyên môn")
        if told.target.joint
        else _("Sổ chỉ tiêu"),
        "lead": sentence(told),
        "crumbs": [
            {"label": str(movement), "url": f"{page}?don-vi={unit.pk}"},
            {"label": str(unit), "url": reverse("rollup:unit", args=[period.pk, unit.pk])},
            {"label": _("Sổ chỉ tiêu"), "url": ""},
        ],
        "told": told,
        "period": period,
        "unit": unit,
        "unit_name": str(unit),
        "target": told.target,
        "line": shown.shown(told.line, period) if told.line else None,
        "column_unit": words.column_unit(told.target),
        "expected": _expected(told.promised),
        "notes": notes(told),
        "why": say_trace(told.line.if_accepted.trace, told.target.unit_of_measure) if told.line else [],
        "figure_url": reverse("rollup:figure", args=[period.pk, unit.pk, told.target.pk]),
    }


def sentence(told: TargetLedger) -> str:
    """The state of the promises in one sentence that could be read aloud."""
    promised, unit = told.promised, told.target.unit_of_measure
    number = {"units": format_number(sum(one.assigned is not None for one in promised.children))}
    if promised.assigned_sum is None:
        return _handed_down(told, number["units"])
    number["sum"] = words.figure(Fraction(promised.assigned_sum), unit)
    if promised.column.ledger is None:
        return _("%(units)s đơn vị đã giao, cộng %(sum)s; chỉ tiêu này chưa được giao từ trên.") % number
    need = words.figure(Fraction(promised.column.ledger.parent), unit)
    number["need"] = f"{need} {words.column_unit(told.target)}"
    if promised.short:
        number["short"] = words.figure(Fraction(promised.short), unit)
        return _("Cần %(need)s, %(units)s đơn vị đã giao cộng %(sum)s: còn thiếu %(short)s.") % number
    number["reserve"] = words.figure(Fraction(promised.reserve), unit)
    return _("Cần %(need)s, %(units)s đơn vị đã giao cộng %(sum)s: đủ, dự phòng %(reserve)s.") % number


def _handed_down(told: TargetLedger, units: str) -> str:
    """Of what is not split: the demand, and how many units were given it."""
    expected = told.promised.column.expected
    if told.line and isinstance(indicator_of(told.target), EachUnit):
        demand = f"{shown.shown(told.line, told.period).rule}."
    elif expected is None:
        demand = _("Chưa được giao từ trên.")
    else:
        limit = say_threshold(expected, told.target.unit_of_measure)
        demand = _("%(limit)s; giao xuống thì giữ nguyên hoặc chặt hơn.") % {"limit": limit}
    return f"{demand} {_('%(units)s đơn vị đã giao.') % {'units': units}}" if units != "0" else demand


def _expected(promised: InForce) -> str:
    limit = promised.column.expected
    if limit is None:
        return ""
    unit = promised.column.target.unit_of_measure
    return (
        words.figure(Fraction(needed(limit)), unit) if promised.column.adds_up else say_threshold(limit, unit)
    )


def notes(told: TargetLedger) -> list[dict[str, str]]:
    """What a chairwoman should not have to find in the table."""
    promised = told.promised
    found = []
    if promised.short:
        said = promised.column.shortfall
        reason = _("Đã nêu lý do giao thấp hơn: %(reason)s (%(by)s, %(paper)s).")
        told_by = {"reason": said.reason, "by": said.by, "paper": said.decision} if said else {}
        body = reason % told_by if said else _("Hãy giao thêm cho đủ, hoặc nêu lý do trong quyết định.")
        found.append({"kind": "" if said else "amber", "title": _("Giao chưa đủ."), "says": body})
    if promised.weaker:
        units = [str(row.unit) for row in told.rows if row.unit.pk in promised.weaker]
        names = ", ".join(units[:NAMED])
        body = _("Mức giao cho %(units)s nhẹ hơn mức của cấp trên; hãy giao bằng hoặc chặt hơn.") % {
            "units": names
        }
        found.append({"kind": "amber", "title": _("Giao nhẹ hơn."), "says": body})
    if told.failing_count:
        found.append({"kind": "amber", "title": _("Chưa tự đạt:"), "says": _failing(told)})
    elif below := _below(told):
        found.append({"kind": "amber", "title": _("Chưa đạt:"), "says": below})
    return found


def _failing(told: TargetLedger) -> str:
    """Units that do not reach by themselves, with their fraction where they stand directly below."""
    lines = {row.unit.pk: row for row in told.rows}
    names = [_with_fraction(one, lines.get(one.pk)) for one in told.failing]
    more = told.failing_count - len(names)
    listed = ", ".join(names)
    return _("%(units)s và %(more)s đơn vị khác.") % {"units": listed, "more": more} if more else f"{listed}."


def _below(told: TargetLedger) -> str:
    """Of what is not split: units whose own figure misses it. What adds up is told by the table."""
    if told.promised.column.adds_up:
        return ""
    rows = told.seen("below")
    names = [_with_fraction(row.unit, row) for row in rows[:NAMED]]
    more = len(rows) - len(names)
    if not names:
        return ""
    listed = ", ".join(names)
    return _("%(units)s và %(more)s đơn vị khác.") % {"units": listed, "more": more} if more else f"{listed}."


def _with_fraction(unit: Body, row: LedgerRow | None) -> str:
    line = row.line if row else None
    if line is None or not line.sent.denominator or line.sent.value is None:
        return str(unit)
    fraction = f"{format_number(line.sent.numerator or 0)}/{format_number(line.sent.denominator)}"
    return f"{unit} ({fraction} = {shown.said(line.sent.value, line)})"


def _table(request: Request, told: TargetLedger, trial: Trial | None) -> dict[str, Any]:
    page = Paginator(_seen(request, told), PAGE).get_page(request.GET.get("trang", 1))
    weaker = told.promised.weaker
    parts = trial.parts if trial else {}
    rows = [
        words.row_of(one, told.target, told.period, weaker=one.unit.pk in weaker, then=parts.get(one.unit.pk))
        for one in page
    ]
    promised, unit = told.promised, told.target.unit_of_measure
    added = promised.assigned_sum is not None
    return {
        "page": page,
        "rows": rows,
        "forecasts": any(one.forecast for one in rows),
        "filters": _chips(request, told),
        "total": len(told.concerned),
        "query": _kept(request, "trang"),
        "sum": words.figure(Fraction(promised.assigned_sum), unit)
        if promised.assigned_sum is not None
        else "",
        "taken": words.figure(Fraction(promised.taken_sum), unit) if promised.taken_sum else "",
        "achieved": words.figure(told.line.sent.value, unit) if added and told.line else "",
        "lacking": words.lacking(told.line) if added and told.line else "",
    }


def _seen(request: Request, told: TargetLedger) -> Sequence[LedgerRow]:
    return told.seen(_CODES.get(request.GET.get(VIEW, ""), ""))


def _chips(request: Request, told: TargetLedger) -> list[dict[str, Any]]:
    chosen = request.GET.get(VIEW, "")
    every = {"url": "?", "word": _("Tất cả"), "count": len(told.concerned), "current": chosen not in _CODES}
    found = [
        {"url": f"?{VIEW}={name}", "word": word, "count": told.counts[code], "current": chosen == name}
        for name, code, word in FILTERS
        if told.counts[code]
    ]
    return [every, *found]


def _kept(request: Request, *left_out: str) -> str:
    query = request.GET.copy()
    for name in left_out:
        query.pop(name, None)
    return query.urlencode()


def _doing(actor: Actor, told: TargetLedger) -> dict[str, Any]:
    """What this person may do here; the buttons of the page."""
    late = [row.due.report_id for row in told.rows if row.late and row.due]
    chased = listing(Report, actor=actor, verb="chase").filter(pk__in=late[:PAGE]) if late else None
    may_assign = actor.may("launch.assign", told.unit.path, Relation.OWN)
    return {
        "chase": [report.pk for report in chased] if chased is not None else [],
        "ways": Chase.How.choices,
        "may_split": may_assign
        and told.promised.column.expected is not None
        and bool(told.promised.children),
        "may_assign": may_assign,
        "asking": told.counts["asks_change"],
        "rules": [
            (rule.value, rule.label)
            for rule in AnnexCell.Rule
            if rule is not AnnexCell.Rule.BY_HAND
            and (rule is AnnexCell.Rule.HANDED_DOWN) is not told.promised.column.adds_up
        ],
    }


def _past(told: TargetLedger) -> dict[str, Any]:
    moves = moves_of(told.unit, told.target, {row.unit.pk: row.unit for row in told.rows})
    reached = told.line.accepted.value if told.line else None
    found = years_of(told.unit, told.target, assigned=told.promised.column.expected, reached=reached)
    years = words.year_rows(found, told.target, told.period)
    return {
        "steps": [words.step_of(one, told.target) for one in moves[:STEPS]],
        "older": max(0, len(moves) - STEPS),
        "years": years if len(years) > 1 else [],
        "scale": words.scale_of(years),
    }


def _asked(request: Request) -> dict[str, str]:
    said = request.POST if request.method == "POST" else request.GET
    rule = said.get("chia", "")
    return {
        "rule": rule if rule in AnnexCell.Rule.values else "",
        "reserve": said.get("du-phong", "").strip()[:20],
    }


def _tried(request: Request, told: TargetLedger) -> tuple[Trial | None, str]:
    """The split that the address asks for, and why it cannot be made."""
    asked = _asked(request)
    if not asked["rule"] or not request.actor.may("launch.assign", told.unit.path, Relation.OWN):
        return None, ""
    column = told.promised.column
    try:
        if column.expected is None:
            raise NotSplittable(target=told.target.name)
        units = [one.unit for one in told.promised.children]
        rule, reserve = AnnexCell.Rule(asked["rule"]), read_reserve(asked["reserve"])
        parts = split_parts(told.target, column.expected, units, rule, reserve=reserve)
    except (NothingToSplitBy, NotSplittable, ReserveUnread) as refusal:
        return None, str(say(refusal))
    before = {one.unit.pk: one.assigned for one in told.promised.children}
    total = sum(needed(one) for one in parts.values()) if column.adds_up else None
    unit = told.target.unit_of_measure
    return (
        Trial(
            rule=str(rule.label),
            reserve=asked["reserve"],
            parts=parts,
            total="" if total is None else words.figure(Fraction(total), unit),
            changed=sum(before[pk] != part for pk, part in parts.items()),
        ),
        "",
    )


def _cells(row: words.Row) -> list[str]:
    accepted = row.accepted or row.value
    return [
        row.name,
        row.assigned,
        row.promise,
        f"{row.value} {row.share}".strip(),
        accepted,
        row.missing,
        row.forecast,
        row.word,
        " ".join(one for one in (row.reports, row.late) if one),
        " ".join(one for one in (row.note, row.said) if one),
    ]
