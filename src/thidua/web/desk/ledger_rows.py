"""What the cascade ledger says on a page and in a sheet: each row, each step of its history, each year, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.algebra.indicators import EachUnit
from thidua.algebra.judging import State
from thidua.algebra.thresholds import ExactlyZero, Open, Threshold, is_ceiling
from thidua.catalogue.measures import say_measure
from thidua.catalogue.wording import DONG, PERCENT, say_millions, say_state, say_value
from thidua.formats.vi import NBSP, format_date, format_number
from thidua.kernel.errors import Phrase
from thidua.launch.models import Period, Target
from thidua.launch.queries.in_force import Changed, Move, Promise
from thidua.launch.queries.thresholds import indicator_of
from thidua.launch.queries.years import Year
from thidua.rollup.queries import shown
from thidua.rollup.queries.ledger import LedgerRow
from thidua.rollup.queries.lines import TargetLine

PROMISES: Mapping[str, Phrase] = {
    Promise.NOT_ASSIGNED: gettext_lazy("chưa giao"),
    Promise.ASSIGNED: gettext_lazy("chờ trả lời"),
    Promise.ASKS_CHANGE: gettext_lazy("đề nghị điều chỉnh"),
    Promise.TAKEN: gettext_lazy("đã nhận"),
    Promise.EXEMPT: gettext_lazy("không giao"),
    "by_target": gettext_lazy("theo chỉ tiêu chung"),
    "outside": gettext_lazy("không thuộc đối tượng"),
    "gone": gettext_lazy("không còn ở đây"),
}
_COMPARED: Mapping[str, Phrase | str] = {
    ">=": "%(value)s",
    ">": gettext_lazy("trên %(value)s"),
    "<=": gettext_lazy("không quá %(value)s"),
    "<": gettext_lazy("dưới %(value)s"),
}
_NAMED = 3  # units of one change by name; beyond that their number


@dataclass(frozen=True)
class Row:
    """One unit of the table; every text is ready to print, "–" is not known."""

    name: str
    url: str
    note: str  # why this unit is a case of its own
    assigned: str
    promise: str
    said: str  # why it asks for another figure
    weaker: bool
    value: str
    share: str
    accepted: str
    missing: str
    forecast: str
    state: str
    word: str
    reports: str
    late: str
    due: str
    report_id: int | None
    then: str  # after the split that is tried


def figure(value: Fraction | None, unit: str) -> str:
    """A figure in a column that tells its unit once: money in millions."""
    if value is None:
        return shown.NOTHING
    if unit == PERCENT:
        return say_value(value, PERCENT)
    if unit == DONG:
        return say_millions(value)
    return format_number(value, None if value.denominator == 1 else 2)


def column_unit(target: Target) -> str:
    """What the figures of the columns count."""
    return say_measure("triệu đồng" if target.unit_of_measure == DONG else target.unit_of_measure)


def limit_told(threshold: Threshold | None, unit: str) -> str:
    """A threshold in a column: the number alone for a floor, as people write assignments."""
    match threshold:
        case None:
            return shown.NOTHING
        case Open():
            return _("theo tiêu chí")
        case ExactlyZero():
            return _("không có")
        case _:
            return _COMPARED[threshold.comparator] % {"value": _limit(threshold.value, unit)}


def _limit(value: Fraction, unit: str) -> str:
    """85 %, not 85,0 %."""
    return f"{format_number(value * 100)}{NBSP}%" if unit == PERCENT else figure(value, unit)


def row_of(
    row: LedgerRow, target: Target, period: Period, *, weaker: bool = False, then: Threshold | None = None
) -> Row:
    line, unit = row.line, target.unit_of_measure
    drawn = shown.shown(line, period) if line else None
    return Row(
        name=str(row.unit),
        url=_address(row, target, period),
        note=_note(row, period),
        assigned=_assigned(row, unit),
        promise=str(PROMISES[row.promise]),
        said=row.child.said if row.child and row.promise == Promise.ASKS_CHANGE else "",
        weaker=weaker,
        value=_value(line, drawn),
        share=drawn.share if drawn and line and line.sent.denominator else "",
        accepted=_accepted(line),
        missing=lacking(line) if line else shown.NOTHING,
        forecast=_forecast(line),
        state=_state(row, drawn),
        word=_word(row, drawn),
        reports=_reports(row),
        late=_late(row),
        due=_due(row),
        report_id=row.due.report_id if row.due else None,
        then=limit_told(then, unit) if then else "",
    )


def _forecast(line: TargetLine | None) -> str:
    """Money to a tenth of a million, unless that would put it on the other side of the threshold."""
    if line is None or line.forecast is None:
        return ""
    told, limit = shown.spoken(line.forecast, line), line.limit.threshold
    if line.target.unit_of_measure == DONG:
        rounded = Fraction(round(told, -5))
        same = not isinstance(limit, shown.FLOORS) or limit.met_by(rounded) == limit.met_by(told)
        told = rounded if same else told
    return figure(told, line.target.unit_of_measure)


def _address(row: LedgerRow, target: Target, period: Period) -> str:
    """The unit's own ledger, down to those that have nobody below: there the reports behind its figure."""
    if row.figures is None or row.line is None:
        return ""
    page = "rollup:figure" if row.unit.level == "grassroots" else "desk:ledger"
    return reverse(page, args=[period.pk, row.unit.pk, target.pk])


def _note(row: LedgerRow, period: Period) -> str:
    unit = row.unit
    if row.child is None:
        return _("đã kết thúc %(day)s") % {"day": format_date(unit.ended_on)} if unit.ended_on else ""
    if row.read is None and unit.founded_on and unit.founded_on > period.cutoff_on:
        return _("thành lập %(day)s, sau kỳ này") % {"day": format_date(unit.founded_on)}
    return ""


def _assigned(row: LedgerRow, unit: str) -> str:
    if row.by_target and row.line is not None and not row.line.limit.exempt:
        return limit_told(row.line.limit.threshold, unit)
    return limit_told(row.child.assigned if row.child else None, unit)


def _value(line: TargetLine | None, drawn: shown.Shown | None) -> str:
    if line is None or drawn is None:
        return shown.NOTHING
    if line.sent.denominator is not None:
        return drawn.value
    return figure(line.sent.value, line.target.unit_of_measure)


def _accepted(line: TargetLine | None) -> str:
    """Only where it differs from what is sent."""
    if line is None or not line.differs:
        return ""
    told = line.accepted
    if told.denominator:
        return f"{format_number(told.numerator or 0)}/{format_number(told.denominator)}"
    return figure(told.value, line.target.unit_of_measure)


def lacking(line: TargetLine) -> str:
    """ "thiếu 73", "đủ", "dư 12", "quá 1"; "–" where nothing is judged by a number."""
    told, limit, value = line.if_accepted, line.limit.threshold, line.sent.value
    unit = line.target.unit_of_measure
    if limit is None or isinstance(limit, Open) or value is None:
        return shown.NOTHING
    if is_ceiling(limit):
        over = value - limit.value
        return _("quá %(value)s") % {"value": figure(over, unit)} if over > 0 else _("trong mức")
    if told.still_needed is not None:
        return _("thiếu %(value)s") % {"value": format_number(told.still_needed)}
    gap = value - limit.value
    if not limit.met_by(value):
        return _("thiếu %(value)s") % {"value": figure(-gap, unit)}
    whole = line.sent.denominator is None and gap > 0
    return _("dư %(value)s") % {"value": figure(gap, unit)} if whole else _("đủ")


def _state(row: LedgerRow, drawn: shown.Shown | None) -> str:
    if row.promise in {"outside", "gone", Promise.EXEMPT}:
        return State.NOT_APPLICABLE.value
    if row.promise == Promise.NOT_ASSIGNED:
        return State.NOT_ASSIGNED.value
    if _alone(row):
        return "sent" if row.single.state is not row.single.if_accepted else row.state.value
    return drawn.state if drawn else row.state.value


def _word(row: LedgerRow, drawn: shown.Shown | None) -> str:
    if row.promise in {"outside", "gone", Promise.EXEMPT}:
        told = str(PROMISES[row.promise])
        return told[:1].upper() + told[1:]
    if row.promise == Promise.NOT_ASSIGNED:
        return say_state(State.NOT_ASSIGNED)
    if _alone(row) and row.single.if_accepted is not None:
        told = say_state(row.single.if_accepted)
        return (
            told
            if row.single.state is row.single.if_accepted
            else _("%(state)s nếu duyệt hết") % {"state": told}
        )
    return drawn.word if drawn else say_state(row.state)


def _alone(row: LedgerRow) -> bool:
    """A single unit without an assignment of its own, under a condition that all must meet."""
    return row.promise == "by_target" and row.single.state is not None


def _reports(row: LedgerRow) -> str:
    if row.figures is None:
        return shown.NOTHING
    return f"{format_number(row.figures.sent_reports)}/{format_number(row.figures.expected_reports)}"


def _late(row: LedgerRow) -> str:
    return _("muộn %(days)s ngày") % {"days": row.due.days_late} if row.late and row.due else ""


def _due(row: LedgerRow) -> str:
    if row.due is None or not row.due.open or row.late:
        return ""
    return _("hạn %(day)s") % {"day": f"{row.due.due_on:%d/%m}"}


@dataclass(frozen=True)
class Step:
    """One text of the history."""

    text: str
    url: str
    day: str
    withdrawn: str
    changes: tuple[str, ...]
    more: int  # units that are not named
    total: str


def step_of(move: Move, target: Target) -> Step:
    unit = target.unit_of_measure
    each = isinstance(indicator_of(target), EachUnit)
    paper = move.decision
    return Step(
        text=str(paper) if paper else move.source,
        url=reverse("launch:paper", args=[paper.pk]) if paper else "",
        day=format_date(move.from_on),
        withdrawn=format_date(move.withdrawn_on) if move.withdrawn_on else "",
        changes=tuple(_said(one, unit, each=each) for one in move.changes[:_NAMED]),
        more=max(0, len(move.changes) - _NAMED),
        total="" if move.total is None else figure(Fraction(move.total), unit),
    )


def _said(one: Changed, unit: str, *, each: bool) -> str:
    """Where every unit must reach by itself, the number of its assignment says nothing: the target does."""
    if each and one.after is not None:
        return str(one.unit)
    after = limit_told(one.after, unit) if one.after else str(PROMISES[Promise.EXEMPT])
    words = {"unit": str(one.unit), "before": limit_told(one.before, unit), "after": after}
    if one.merged:
        gone = ", ".join(map(str, one.merged))
        return _("%(unit)s: %(after)s, gồm phần của %(gone)s") % {**words, "gone": gone}
    told = _("%(unit)s: %(after)s") if one.before is None else _("%(unit)s: %(before)s → %(after)s")
    return (told % words) + (f" ({one.reason})" if one.reason else "")


@dataclass(frozen=True)
class YearRow:
    """One year of the small table, with a bar on one scale for all."""

    year: int
    note: str  # how far a year is that has not ended
    assigned: str
    reached: str
    grown: str
    value: Fraction | None
    limit: Fraction | None
    strict: bool


def year_rows(years: Sequence[Year], target: Target, period: Period) -> list[YearRow]:
    """A period that does not close the year is told as such, and never compared with a whole year."""
    unit = target.unit_of_measure
    under_way = period.cycle.year if period.ends_on < period.cycle.ends_on else None
    return [
        YearRow(
            year=one.year,
            note=str(period) if one.year == under_way else "",
            assigned=limit_told(one.assigned, unit),
            reached=figure(one.reached, unit),
            grown="" if one.year == under_way else _grown(one.grown, unit),
            value=one.reached,
            limit=None if one.assigned is None or isinstance(one.assigned, Open) else one.assigned.value,
            strict=one.assigned is not None and one.assigned.comparator == ">",
        )
        for one in years
    ]


def _grown(change: Fraction | None, unit: str) -> str:
    if change is None:
        return ""
    if change < 0:
        return f"−{figure(-change, unit)}"
    return f"+{figure(change, unit)}"


def scale_of(years: Sequence[YearRow]) -> Fraction | None:
    """The largest mark of all years, so that their bars compare."""
    marks = [mark for one in years for mark in (one.value, one.limit) if mark is not None]
    return max(marks, default=Fraction(0)) or None
