"""The target algebra in Vietnamese: thresholds, states, traces and findings as sentences.

The algebra knows codes and exact values only; here they get words, in the interface's language. Rounding
happens here and nowhere before, and never hides on which side of a threshold a value lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext, gettext_noop

from thidua.algebra.judging import State
from thidua.algebra.thresholds import (
    AtLeast,
    AtMost,
    ExactlyZero,
    LessThan,
    MoreThan,
    Open,
    Threshold,
    threshold_from_data,
)
from thidua.algebra.trace import Finding, Step
from thidua.catalogue.measures import say_measure
from thidua.formats.vi import NBSP, format_number, format_percent

PERCENT: Final = "%"
DONG: Final = "đồng"
_MILLION: Final = 10**6
_MOST_PLACES: Final = 4

STATES: Final[Mapping[State, str]] = {
    State.ACHIEVED: gettext_noop("Đạt"),
    State.EXCEEDED: gettext_noop("Vượt"),
    State.NOT_ACHIEVED: gettext_noop("Chưa đạt"),
    State.NOT_REPORTED: gettext_noop("Chưa báo cáo"),
    State.NOT_ASSIGNED: gettext_noop("Chưa giao"),
    State.NOT_DUE: gettext_noop("Chưa đến kỳ đánh giá"),
    State.NOT_APPLICABLE: gettext_noop("Không thuộc đối tượng"),
    State.OPEN: gettext_noop("Theo tiêu chí, không xét bằng con số"),
}

STEPS: Final[Mapping[str, str]] = {
    "measure.total": gettext_noop("Tổng cộng %(value)s."),
    "measure.net_change": gettext_noop("Đầu kỳ %(start)s, cuối kỳ %(end)s: thay đổi thực tế %(change)s."),
    "measure.share": gettext_noop("%(numerator)s/%(denominator)s = %(result)s."),
    "measure.unit_share": gettext_noop("%(met)s/%(base)s đơn vị = %(result)s."),
    "measure.unit_count": gettext_noop("Có %(count)s đơn vị."),
    "measure.mean": gettext_noop("%(total)s chia cho %(base)s đơn vị = %(result)s."),
    "measure.each": gettext_noop(
        "%(reached)s/%(base)s đơn vị tự đạt; xét từng đơn vị, không lấy trung bình."
    ),
    "measure.distinct": gettext_noop("Có %(count)s nơi, mỗi nơi chỉ tính một lần."),
    "measure.not_reported": gettext_noop("Chưa báo cáo nên chưa có số; để trống không phải là 0."),
    "base.roster": gettext_noop("Danh sách có %(count)s đơn vị, kể cả đơn vị chưa báo cáo."),
    "base.outside": gettext_noop("%(count)s đơn vị không thuộc đối tượng, không tính vào mẫu số."),
    "base.bulk": gettext_noop("Có số nhập gộp cho đơn vị chưa tự báo cáo."),
    "base.empty": gettext_noop("Không có đơn vị nào thuộc đối tượng."),
    "reports.complete": gettext_noop("Đủ báo cáo của %(expected)s đơn vị."),
    "reports.incomplete": gettext_noop("Mới có %(reported)s/%(expected)s báo cáo, còn thiếu %(missing)s."),
    "reports.none": gettext_noop("Chưa có báo cáo nào trong %(expected)s đơn vị."),
    "each.reached": gettext_noop("%(unit)s: %(value)s, đạt."),
    "each.failed": gettext_noop("%(unit)s: %(fraction)s%(value)s, chưa đạt."),
    "each.not_reported": gettext_noop("%(unit)s: chưa báo cáo."),
    "each.not_applicable": gettext_noop("%(unit)s: không thuộc đối tượng."),
    "each.more": gettext_noop("Và %(count)s đơn vị khác."),
    "judge.not_assigned": gettext_noop("Chưa giao chỉ tiêu này, nên chưa xét."),
    "judge.open": gettext_noop("Kế hoạch để mức theo tiêu chí, nên không xét bằng con số."),
    "judge.not_applicable": gettext_noop("Không thuộc đối tượng của chỉ tiêu này."),
    "judge.not_due": gettext_noop("Chỉ tiêu này xét một lần vào cuối năm, nên chưa đến kỳ đánh giá."),
    "judge.not_reported": gettext_noop("Chưa có báo cáo để xét."),
    "judge.exceeded": gettext_noop("%(value)s so với mức %(threshold)s: vượt %(over)s."),
    "judge.reached": gettext_noop("%(value)s so với mức %(threshold)s: đạt."),
    "judge.below": gettext_noop("%(value)s so với mức %(threshold)s: còn thiếu %(short)s."),
    "judge.equal_but_strict": gettext_noop("Đúng %(value)s, trong khi phải trên %(threshold)s: chưa đạt."),
    "judge.within": gettext_noop("%(value)s, trong giới hạn %(threshold)s: đạt."),
    "judge.broken": gettext_noop("%(value)s, giới hạn là %(threshold)s: chưa đạt."),
    "judge.clean_so_far": gettext_noop(
        "Đến nay %(value)s, chưa chạm giới hạn %(threshold)s; đủ báo cáo mới xét."
    ),
    "judge.still_needed": gettext_noop("Phải thêm ít nhất %(count)s nữa mới đạt."),
    "judge.provisional": gettext_noop("Kết quả tạm thời: báo cáo sau còn có thể làm thay đổi."),
    "judge.estimate_ignored": gettext_noop(
        "Ước thực hiện %(estimate)s, chỉ để tham khảo, không dùng để xét."
    ),
}

FINDINGS: Final[Mapping[str, str]] = {
    "check.required": gettext_noop("“%(element)s” còn trống. Hãy điền số; không phát sinh thì ghi 0."),
    "check.does_not_apply": gettext_noop(
        "“%(element)s” thường có ở mọi đơn vị. Nếu chỉ là không phát sinh, hãy ghi 0."
    ),
    "check.negative": gettext_noop("“%(element)s” đang là %(value)s. Số đếm không thể âm; hãy xem lại dấu."),
    "check.too_many_places": gettext_noop(
        "“%(element)s” đang là %(value)s. Ô này nhận nhiều nhất %(scale)s chữ số sau dấu phẩy; hãy làm tròn."
    ),
    "check.too_large": gettext_noop(
        "“%(element)s” đang là %(value)s, lớn hơn mức có thể cộng đúng. Hãy xem có thừa chữ số không."
    ),
    "check.flag": gettext_noop("“%(element)s” chỉ nhận Có hoặc Không, đang là %(value)s. Hãy chọn lại."),
    "check.part_above_whole": gettext_noop(
        "“%(part)s” là %(part_value)s, nhiều hơn “%(whole)s” là %(whole_value)s. "
        "Số trước là một phần của số sau; hãy sửa một trong hai ô."
    ),
    "check.part_without_whole": gettext_noop(
        "“%(part)s” là %(part_value)s, nhưng “%(whole)s” lại ghi là không thuộc đối tượng. "
        "Hãy điền “%(whole)s”, hoặc ghi 0 ở “%(part)s”."
    ),
    "check.beyond_size": gettext_noop(
        "“%(element)s” là %(value)s, quá lớn so với đơn vị có %(heads)s người. "
        "Hãy xem có thừa chữ số không; nếu đúng, cứ gửi."
    ),
    "check.identity": gettext_noop(
        "“%(element)s” đang là %(stated)s, nhưng đầu kỳ cộng tăng trừ giảm bằng %(expected)s. "
        "Hãy sửa ô bị lệch."
    ),
    "check.unlike_last": gettext_noop(
        "“%(element)s” là %(value)s, khác xa kỳ trước là %(last)s. Nếu đúng, cứ gửi; nếu không, hãy sửa."
    ),
    "check.cumulative_fell": gettext_noop(
        "“%(element)s” cộng dồn từ đầu năm là %(value)s, ít hơn kỳ trước là %(last)s. Hãy ghi số cộng dồn."
    ),
    "check.unknown_element": gettext_noop(
        "Mẫu báo cáo này không có mục “%(element)s”. Hãy mở lại mẫu hiện hành rồi điền."
    ),
    "ledger.below": gettext_noop(
        "Các đơn vị đã nhận %(assigned)s, cần %(parent)s, còn thiếu %(short)s. Hãy giao thêm cho đủ."
    ),
    "ledger.child_not_assigned": gettext_noop(
        "%(child)s chưa được giao. Hãy giao, hoặc ghi rõ là không giao."
    ),
    "handed_down.weaker": gettext_noop(
        "Mức giao “%(child)s” nhẹ hơn mức của cấp trên “%(parent)s”. Hãy giao bằng hoặc chặt hơn."
    ),
    "assigned.negative": gettext_noop("Đang giao %(value)s. Không giao số âm; hãy xem lại dấu."),
    "assigned.above_whole": gettext_noop(
        "Đang giao %(value)s. Tỷ lệ nhiều nhất là 100 %%; hãy xem lại con số."
    ),
    "assigned.too_many_places": gettext_noop(
        "Đang giao %(value)s. Chỉ tiêu này nhận nhiều nhất %(scale)s chữ số sau dấu phẩy; hãy làm tròn."
    ),
    "assigned.too_large": gettext_noop(
        "Đang giao %(value)s, lớn hơn mức có thể cộng đúng là %(largest)s. Hãy xem có thừa chữ số không."
    ),
    "bulk.direct_exceeds_total": gettext_noop(
        "Cơ sở báo cáo trực tiếp %(direct)s, nhiều hơn số của sổ là %(total)s, chênh %(over)s. "
        "Hãy đối chiếu lại; đến lúc đó số trực tiếp được tính."
    ),
}


def say_value(value: Fraction, unit: str = "", *, apart_from: Fraction | None = None) -> str:
    """A figure with its unit; it gains decimals until it no longer looks equal to an unequal `apart_from`.

    84,96 % must not read "85,0 %" beside a threshold of 85 %.
    """
    for places in range(1, _MOST_PLACES + 1):
        told = _with_unit(value, unit, places)
        if apart_from is None or value == apart_from or told != _with_unit(apart_from, unit, places):
            return told
    return told


def say_gap(value: Fraction, unit: str = "") -> str:
    """How far a figure is from its threshold: between two percentages in points, and no gap reads as zero."""
    if unit != PERCENT:
        return say_value(value, unit)
    told = say_value(value, PERCENT, apart_from=Fraction(0))
    return gettext("%(figure)s điểm %%") % {"figure": told.removesuffix(f"{NBSP}%")}


def say_millions(value: Fraction) -> str:
    """A sum of money in millions of đồng, to the last đồng: 512.400.000 is "512,4".

    >>> say_millions(Fraction(512_400_000)), say_millions(Fraction(1_200_000_001))
    ('512,4', '1.200,000001')
    """
    whole, comma, decimals = format_number(value / _MILLION, 6).partition(",")
    return f"{whole}{comma}{decimals}".rstrip("0").rstrip(",")


def in_millions(unit: str, *values: Fraction | None) -> bool:
    """Whether these sums are told in millions: people say "700 triệu", nobody "700.000.000 đồng"."""
    return unit == DONG and any(value is not None and abs(value) >= _MILLION for value in values)


def _with_unit(value: Fraction, unit: str, places: int) -> str:
    if unit == PERCENT:
        return format_percent(value, places)
    if in_millions(unit, value):
        return f"{say_millions(value)}{NBSP}{say_measure('triệu đồng').replace(' ', NBSP)}"
    figure = format_number(value, None if value.denominator == 1 else max(places, 2))
    return f"{figure}{NBSP}{say_measure(unit)}" if unit else figure


def _limit(value: Fraction, unit: str) -> str:
    """A threshold as people write it: 85 %, not 85,0 %."""
    if unit == PERCENT:
        return f"{format_number(value * 100)}{NBSP}%"
    return _with_unit(value, unit, 1)


def say_threshold(threshold: Threshold, unit: str = "") -> str:
    """A threshold in words: "Trên 85 %", "Từ 2.000 đoàn viên trở lên", "Tất cả, 100 %"."""
    match threshold:
        case Open():
            return gettext("Theo tiêu chí, chưa nêu con số")
        case ExactlyZero() if unit and unit != PERCENT:
            return gettext("Không có %(unit)s nào") % {"unit": say_measure(unit)}
        case ExactlyZero():
            return gettext("Không có")
        case AtLeast(value) if unit == PERCENT and value == 1:
            return gettext("Tất cả, 100 %%") % {}
        case AtLeast(value):
            return gettext("Từ %(value)s trở lên") % {"value": _limit(value, unit)}
        case MoreThan(value):
            return gettext("Trên %(value)s") % {"value": _limit(value, unit)}
        case AtMost(value):
            return gettext("Không quá %(value)s") % {"value": _limit(value, unit)}
        case LessThan(value):
            return gettext("Dưới %(value)s") % {"value": _limit(value, unit)}


def say_state(state: State) -> str:
    """The state of a target, as printed beside its shape."""
    return gettext(STATES[state])


def say_trace(trace: Step, unit: str = "", limit: Fraction | None = None) -> list[str]:
    """The explanation line by line, the conclusion first, then what it rests on. `unit` is the target's; no line
    hides on which side of `limit`, the threshold that a step above names, a result lies.
    """
    named = trace.params.get("threshold")
    limit = named if isinstance(named, Fraction) else limit
    lines = [say_step(trace, unit, limit)]
    for child in trace.children:
        lines += say_trace(child, unit, limit)
    return lines


def say_step(step: Step, unit: str = "", limit: Fraction | None = None) -> str:
    """One sentence of an explanation."""
    told = {name: _told(name, value, step.params, unit) for name, value in step.params.items()}
    if step.code in {"measure.share", "measure.unit_share", "measure.mean"}:
        told["result"] = _result(step.params, unit, limit)
    if step.code == "each.failed":
        told["fraction"] = _fraction(step.params)
    return gettext(STEPS[step.code]) % told


_IN_TARGET_UNIT: Final = frozenset({"value", "threshold", "over", "short", "estimate", "change"})
_GAPS: Final = frozenset({"over", "short"})


def _told(name: str, value: object, params: Mapping[str, object], unit: str) -> str:
    if not isinstance(value, Fraction | int):
        return str(value)
    figure = Fraction(value)
    if name not in _IN_TARGET_UNIT:
        return format_number(figure)
    if name == "threshold":
        return _limit(figure, unit)
    if name in _GAPS:
        return say_gap(figure, unit)
    limit = params.get("threshold") if name == "value" else None
    return say_value(figure, unit, apart_from=limit if isinstance(limit, Fraction) else None)


def _result(params: Mapping[str, object], unit: str, limit: Fraction | None) -> str:
    above = params.get("numerator", params.get("met", params.get("total")))
    below = params.get("denominator", params.get("base"))
    if not isinstance(above, Fraction) or not isinstance(below, Fraction) or below == 0:
        return gettext("chưa tính được")
    return say_value(above / below, unit, apart_from=limit)


def _fraction(params: Mapping[str, object]) -> str:
    above, below = params["numerator"], params["denominator"]
    if not isinstance(above, Fraction) or not isinstance(below, Fraction):
        return ""
    return f"{format_number(above)}/{format_number(below)} = "


def say_finding(finding: Finding, names: Mapping[str, str] | None = None, unit: str = "") -> str:
    """What is wrong, why, and what to do. `names` gives elements and units their Vietnamese names."""
    known = names or {}
    told = {name: _found(value, known, unit) for name, value in finding.params.items()}
    if unit == PERCENT and isinstance(value := finding.params.get("value"), Fraction):
        told["value"] = _limit(value, unit)
    return gettext(FINDINGS[finding.code]) % told


def _found(value: object, names: Mapping[str, str], unit: str) -> str:
    if isinstance(value, Fraction | int):
        return format_number(Fraction(value))
    if isinstance(value, dict):
        return say_threshold(threshold_from_data(value), unit)
    return names.get(str(value), str(value))
