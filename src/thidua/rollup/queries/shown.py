"""A target line in words and in the attributes of the shared component ``<c-target-line>``.

The figure shown is the live one, of everything sent. The state is that of what is accepted; where
accepting everything would change it, the word says so instead of contradicting the figure beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.algebra.indicators import EachUnit, MeanPerUnit, Measured, is_monotone
from thidua.algebra.judging import State
from thidua.algebra.thresholds import AtLeast, MoreThan, Open, Threshold
from thidua.catalogue.measures import say_measure
from thidua.catalogue.wording import (
    DONG,
    PERCENT,
    in_millions,
    say_gap,
    say_millions,
    say_state,
    say_threshold,
    say_value,
)
from thidua.formats.vi import NBSP, format_number
from thidua.launch.models import Period
from thidua.rollup.queries.changing import Change
from thidua.rollup.queries.lines import TargetLine
from thidua.rollup.queries.trees import suffix

NOTHING = "–"
MINUS = "\N{MINUS SIGN}"
SPOKEN = 10**7  # from here on a forecast needs no more than its millions
FLOORS = (AtLeast, MoreThan)
REACHED = (State.ACHIEVED, State.EXCEEDED)


@dataclass(frozen=True)
class Shown:
    """Every attribute of ``<c-target-line>``, by its name there."""

    name: str
    rule: str
    value: str
    share: str
    state: str
    word: str
    foresight: str
    achieved: Fraction | None
    threshold: Fraction | None
    forecast: Fraction | None
    maximum: int | None
    strict: bool
    reached: bool
    units: tuple[str, ...]
    completeness: str  # "37/41 đơn vị đã báo cáo, 23 trực tiếp"
    children_url: str
    group: str
    group_name: str
    joint: bool


def shown(line: TargetLine, period: Period, *, link: bool = True) -> Shown:
    """The line as a page draws it. ``link`` only for those who may open the unit."""
    limit, measured = line.limit.threshold, line.sent
    state, word = _state(line)
    return Shown(
        name=line.target.name,
        rule=_rule(line),
        value=_value(line),
        share=_share(line),
        state=state,
        word=word,
        foresight=" · ".join(_foresight(line, period)),
        achieved=measured.value,
        threshold=_number(limit),
        forecast=line.forecast,
        maximum=1 if _is_share(line) else None,
        strict=isinstance(limit, MoreThan),
        reached=line.state in REACHED,
        units=line.children,
        completeness=completeness(line),
        children_url=address(line, period) if link else "",
        group=line.target.group,
        group_name=line.target.group_name,
        joint=line.target.joint,
    )


def address(line: TargetLine, period: Period) -> str:
    """Where this figure is explained."""
    page = reverse("rollup:figure", args=[period.pk, line.unit_id, line.target.pk])
    return page + suffix(line.tree)


def completeness(line: TargetLine) -> str:
    """How many of the units that should report have, "12/15 đơn vị đã báo cáo"."""
    told = line.completeness
    words = {
        "reported": format_number(told.reported),
        "expected": format_number(told.expected),
        "direct": format_number(told.direct),
    }
    if told.reported == told.direct:
        return _("%(reported)s/%(expected)s đơn vị đã báo cáo") % words
    return _("%(reported)s/%(expected)s đơn vị đã báo cáo, %(direct)s trực tiếp") % words


def unit_of(line: TargetLine) -> str:
    """The unit of the value itself: that of the target, except that an each-unit value counts units."""
    return line.target.unit_of_measure


def said(value: Fraction | None, line: TargetLine) -> str:
    """A value with its unit, never rounded onto the threshold it misses."""
    if value is None:
        return NOTHING
    return say_value(value, unit_of(line), apart_from=_number(line.limit.threshold))


def _is_share(line: TargetLine) -> bool:
    return line.target.unit_of_measure == PERCENT


def _number(threshold: Threshold | None) -> Fraction | None:
    return None if threshold is None or isinstance(threshold, Open) else threshold.value


def _rule(line: TargetLine) -> str:
    if line.limit.exempt:
        return _("Không giao")
    if isinstance(line.rule.indicator, EachUnit):
        words = {"threshold": _lowered(say_threshold(line.rule.indicator.threshold, PERCENT))}
        return _("Mỗi đơn vị phải tự đạt %(threshold)s; không lấy trung bình") % words
    if line.limit.threshold is None:
        return _("Chưa giao")
    return say_threshold(line.limit.threshold, unit_of(line))


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _value(line: TargetLine) -> str:
    measured, limit = line.sent, line.limit.threshold
    if measured.denominator == 0:
        return NOTHING
    if measured.denominator is not None:
        above = NOTHING if measured.numerator is None else format_number(measured.numerator)
        return f"{above}/{format_number(measured.denominator)}"
    if measured.value is None:
        return NOTHING
    if isinstance(limit, FLOORS):
        return f"{_figure(measured.value, line)}/{_figure(limit.value, line)}"
    return _figure(measured.value, line)


def _figure(value: Fraction, line: TargetLine) -> str:
    """A figure without its unit; sums of money in millions, see ``_unit_told``."""
    return say_millions(value) if _tells_millions(line) else format_number(value)


def _tells_millions(line: TargetLine) -> bool:
    return in_millions(unit_of(line), line.sent.value, _number(line.limit.threshold))


def _unit_told(line: TargetLine) -> str:
    return say_measure("triệu đồng" if _tells_millions(line) else unit_of(line)).replace(" ", NBSP)


def _share(line: TargetLine) -> str:
    measured, limit = line.sent, line.limit.threshold
    if measured.value is None:
        return ""
    if isinstance(line.rule.indicator, EachUnit):
        return _("đơn vị đạt")
    if measured.denominator is not None:
        return f"={NBSP}{said(measured.value, line)}"
    if not isinstance(limit, FLOORS) or not limit.value:
        return _unit_told(line)
    share = f"={NBSP}{say_value(measured.value / limit.value, PERCENT, apart_from=Fraction(1))}"
    return f"{_unit_told(line)} {share}" if _tells_millions(line) else share


def _state(line: TargetLine) -> tuple[str, str]:
    """The state's name and its word. The component knows no "open": it is told as not applicable."""
    if line.limit.exempt:
        return State.NOT_APPLICABLE.value, _("Không giao")
    if line.state is State.OPEN:
        return State.NOT_APPLICABLE.value, _("Theo tiêu chí")
    if line.asked and line.if_accepted.state is not line.judgement.state:
        words = {"state": say_state(line.if_accepted.state)}
        return "sent", _("%(state)s nếu duyệt hết") % words
    return line.state.value, say_state(line.state)


def _foresight(line: TargetLine, period: Period) -> list[str]:
    told = []
    if line.forecast is not None and line.judgement.state not in REACHED:
        told_as = spoken(line.forecast, line)
        words = {"day": f"{period.cycle.ends_on:%d/%m}", "value": _forecast_told(told_as, line)}
        told.append(_("Dự báo %(day)s: %(value)s, %(what)s") % {**words, "what": _what_then(told_as, line)})
    if line.differs:
        told.append(_("Đã duyệt %(value)s") % {"value": told_by(line.accepted, line)})
    if line.bulk:
        told.append(_("Nhập gộp %(value)s") % {"value": _bulk(line.bulk, line)})
    if line.change is not None and line.completeness.whole:  # who is silent has lost nothing
        told += _changed(line.change, line)
    if line.ended is not None and (line.ended.value or line.ended.denominator):
        told.append(_("Đã kết thúc %(value)s") % {"value": told_by(line.ended, line)})
    if not line.asked:
        told.append(_("Kỳ này không hỏi"))
    return told


def _changed(change: Change, line: TargetLine) -> list[str]:
    """Admissions and departures, and what the tree did, never in one figure."""
    words = {"day": f"{change.since:%d/%m}", "change": signed(change.change, line)}
    told = [_("%(change)s so với %(day)s") % words]
    if change.arranged:
        told.append(_("giảm do sắp xếp %(value)s") % {"value": signed(-change.arranged, line)})
    if change.moved:
        told.append(_("đơn vị chuyển đến, chuyển đi %(value)s") % {"value": signed(change.moved, line)})
    return told


def signed(value: Fraction, line: TargetLine) -> str:
    """A change with its sign, "+1.200" or "−31.500"; nothing changed has none."""
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + _figure(abs(value), line)


def told_by(measured: Measured, line: TargetLine) -> str:
    """Another figure of the same target: a share, or those of several units that reach, as its two counts; all
    else as a number."""
    if measured.value is None:
        return NOTHING
    if measured.denominator is None:
        told = measured.numerator or measured.value
        return said(told, line) if _tells_millions(line) else format_number(told)
    above, below = format_number(measured.numerator or 0), format_number(measured.denominator)
    return f"{above}/{below}"


def _bulk(part: Fraction, line: TargetLine) -> str:
    """Bulk entries add to what is counted: the part of a share or of a mean is told as that count."""
    counted = line.sent.denominator is not None or isinstance(line.rule.indicator, EachUnit)
    return format_number(part) if counted else said(part, line)


def spoken(value: Fraction, line: TargetLine) -> Fraction:
    """A forecast is no measurement: money is told in whole millions, what is counted in whole things (a half
    of one is none), means with one decimal; a share stays exact, its words round it. Rounding never puts it
    on the other side of the threshold."""
    if _is_share(line):
        return value
    if _is_mean(line):
        return _rounded(value, line, 1, 2, 4)
    if line.target.unit_of_measure == DONG:
        return _rounded(value, line, -6, 0) if abs(value) >= SPOKEN else _rounded(value, line, 0)
    return Fraction(floor(value))


def _rounded(value: Fraction, line: TargetLine, *places: int) -> Fraction:
    """To the first of these places that keeps to its side of the threshold, else as it is."""
    limit = line.limit.threshold
    for tried in (Fraction(round(value, one)) for one in places):
        if not isinstance(limit, FLOORS) or limit.met_by(tried) == limit.met_by(value):
            return tried
    return value


def _forecast_told(spoken: Fraction, line: TargetLine) -> str:
    told = said(spoken, line)
    return _("bình quân %(value)s") % {"value": told} if _is_mean(line) else told


def _is_mean(line: TargetLine) -> bool:
    return isinstance(line.rule.indicator, MeanPerUnit)


def _what_then(spoken: Fraction, line: TargetLine) -> str:
    """What the pace leads to. What may fall again is never called certain."""
    limit = line.limit.threshold
    if not isinstance(limit, FLOORS):
        return _("nếu giữ nhịp này")
    sure = is_monotone(line.rule.indicator)
    if not limit.met_by(spoken):
        words = {"value": say_gap(limit.value - spoken, unit_of(line))}
        return (_("còn thiếu %(value)s") if sure else _("có thể còn thiếu %(value)s")) % words
    if spoken > limit.value:
        return _("sẽ vượt") if sure else _("có thể vượt")
    return _("sẽ đạt") if sure else _("có thể đạt")
