"""Marks of a score sheet in Vietnamese: why so many points, and what must be decided where the sheet is silent."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext, gettext_noop

from thidua.algebra.scoring.awards import Proposed
from thidua.algebra.scoring.kinds import Reason
from thidua.algebra.scoring.sheet import TOTAL, Veto, Warned
from thidua.formats.vi import format_number, format_whole

_PLACES_OF_THE_ENDLESS: Final = 4
_TOLD: Final = frozenset({"plan", "actual", "value", "days"})

WHY: Final[Mapping[str, str]] = {
    "proportional_up": gettext_noop(
        "Đạt %(actual)s so với kế hoạch %(plan)s: %(actual)s/%(plan)s × %(max)s = %(points)s."
    ),
    "proportional_up_over": gettext_noop(
        "Đạt %(actual)s, vượt kế hoạch %(plan)s: đủ %(points)s điểm, thưởng thêm %(bonus)s."
    ),
    "proportional_down": gettext_noop(
        "Càng ít càng tốt: kế hoạch %(plan)s, thực hiện %(actual)s:"
        " %(plan)s/%(actual)s × %(max)s, nhiều nhất %(max)s = %(points)s."
    ),
    "proportional_down_over": gettext_noop(
        "Càng ít càng tốt: thực hiện %(actual)s, ít hơn kế hoạch %(plan)s: đủ %(points)s điểm, thưởng thêm %(bonus)s."
    ),
    "reached": gettext_noop("%(actual)s, mức phải đạt %(comparator)s %(value)s: đạt, được %(max)s."),
    "not_reached": gettext_noop(
        "%(actual)s, mức phải đạt %(comparator)s %(value)s: chưa đạt, được 0 trên %(max)s."
    ),
    "band": gettext_noop("%(actual)s nằm trong khoảng được %(points)s điểm."),
    "per_occurrence": gettext_noop("%(count)s lần, mỗi lần %(each)s điểm, tính cả mức trần: %(points)s."),
    "plan_missed": gettext_noop(
        "Đạt %(actual)s, chưa đạt kế hoạch %(plan)s: trừ %(lost)s trong %(max)s = %(points)s."
    ),
    "left_of_start": gettext_noop(
        "Có sẵn %(start)s điểm, trừ %(count)s lần, trừ hết thì thôi: còn %(points)s."
    ),
    "nth_occurrence": gettext_noop(
        "%(count)s lần, mỗi lần theo mức của lần đó, tính cả mức trần: %(points)s."
    ),
    "gate_closed": gettext_noop("Chưa có «%(gate)s» nên được 0."),
    "survey": gettext_noop("%(confirmed)s/%(sample)s người được hỏi xác nhận × %(max)s = %(points)s."),
    "half_of_target": gettext_noop(
        "Đạt %(actual)s so với chỉ tiêu %(plan)s, chưa vượt: nửa số điểm × %(actual)s/%(plan)s = %(points)s trên %(max)s."
    ),
    "over_target": gettext_noop(
        "Đạt %(actual)s, vượt chỉ tiêu %(plan)s: nửa số điểm, cộng nửa kia theo mức vượt %(over)s so với đơn vị"
        " vượt cao nhất %(best)s = %(points)s trên %(max)s."
    ),
    "against_best": gettext_noop(
        "%(own)s so với đơn vị cao nhất %(best)s: %(own)s/%(best)s × %(max)s = %(points)s."
    ),
    "not_assigned": gettext_noop("Không được giao chỉ tiêu này và chưa ghi kết quả: không chấm."),
    "not_assigned_nothing": gettext_noop("Không được giao chỉ tiêu này, không có kết quả: 0."),
    "not_assigned_pool": gettext_noop(
        "Không được giao chỉ tiêu này, so riêng với các đơn vị cùng không được giao:"
        " %(actual)s/%(best)s × %(max)s = %(points)s."
    ),
    "judged": gettext_noop("Chấm %(points)s%(who)s."),
    "lateness": gettext_noop("Muộn %(days)s ngày: %(points)s."),
    "lateness_of_each": gettext_noop("%(count)s báo cáo muộn, tính từng báo cáo: %(points)s."),
    "settled": gettext_noop("Có người quyết định %(points)s điểm."),
}

ASKED: Final[Mapping[str, str]] = {
    "missing": gettext_noop("Chưa có «%(name)s»; để trống không phải là 0. Số đó là bao nhiêu?"),
    "not_a_number": gettext_noop("«%(name)s» ghi «%(value)s», không phải là số. Số đúng là bao nhiêu?"),
    "not_yes_or_no": gettext_noop(
        "«%(name)s» ghi «%(value)s»; phải là có (true) hoặc không (false). Có hay không?"
    ),
    "not_whole": gettext_noop("«%(name)s» ghi %(value)s, mà số lần phải là số nguyên. Số đúng là bao nhiêu?"),
    "negative": gettext_noop(
        "«%(name)s» ghi %(value)s, nhỏ hơn 0. Số đúng là bao nhiêu, hay mục này tính thế nào?"
    ),
    "plan_zero": gettext_noop(
        "Kế hoạch là 0 mà thực hiện %(actual)s: quy chế không nói tính thế nào. Hội đồng cho bao nhiêu điểm?"
    ),
    "actual_zero": gettext_noop(
        "Kế hoạch là %(plan)s mà thực hiện 0: chia cho 0 thì quy chế không nói. Hội đồng cho bao nhiêu điểm?"
    ),
    "nothing_of_nothing": gettext_noop(
        "0 trên 0: quy chế không nói tính thế nào. Hội đồng cho bao nhiêu điểm?"
    ),
    "two_bands": gettext_noop("%(actual)s nằm trong hai khoảng có điểm khác nhau. Tính theo khoảng nào?"),
    "no_band": gettext_noop("%(actual)s không nằm trong khoảng nào của quy chế. Được bao nhiêu điểm?"),
    "more_than_sample": gettext_noop(
        "%(confirmed)s người xác nhận trong %(sample)s người được hỏi. Số nào sai?"
    ),
    "best_is_zero": gettext_noop(
        "Không đơn vị nào có kết quả, nên không có mức cao nhất để so. Được bao nhiêu điểm?"
    ),
    "out_of_bounds": gettext_noop(
        "%(value)s nằm ngoài mức chấm từ %(least)s đến %(max)s. Điểm đúng là bao nhiêu?"
    ),
}

WARNED: Final[Mapping[str, str]] = {
    "bands_overlap": gettext_noop(
        "Tiêu chí %(id)s có hai khoảng chồng lên nhau; số rơi vào chỗ chồng sẽ được hỏi lại."
    ),
    "branch_is_cut": gettext_noop(
        "Các mục của %(id)s cộng lại cao hơn mức trần; phần vượt trần không được tính."
    ),
    "key_unknown": gettext_noop(
        "Mục «%(key)s» ở chỗ «%(place)s» không ai đọc, nên không có tác dụng. Có phải gõ nhầm tên mục?"
    ),
    "no_such_event": gettext_noop(
        "%(unit)s có việc «%(event)s», bảng điểm không nói đến việc này nên không tính. Có phải viết khác với quy chế?"
    ),
    "no_such_unit": gettext_noop("«%(unit)s» ghi là không được giao chỉ tiêu, nhưng không có đơn vị này."),
    "no_such_criterion": gettext_noop(
        "%(unit)s có số liệu của «%(id)s», bảng điểm không có tiêu chí này: không tính."
    ),
}

# Names of what is told, as a person reads them; others are shown as they stand in the file.
_NAMES: Final[Mapping[str, str]] = {
    "plan": gettext_noop("kế hoạch"),
    "actual": gettext_noop("thực hiện"),
    "count": gettext_noop("số lần"),
    "points": gettext_noop("điểm"),
    "sample": gettext_noop("số người được hỏi"),
    "confirmed": gettext_noop("số người xác nhận"),
    "days_late": gettext_noop("số ngày muộn"),
    "evidence": gettext_noop("minh chứng"),
}


# Who gives points by hand, by the code that a sheet writes; a sheet may also say it in words of its own.
JUDGES: Final = {
    "council": gettext_noop("hội đồng"),
    "standing_committee": gettext_noop("ban thường vụ"),
    "executive_committee": gettext_noop("ban chấp hành"),
    "department": gettext_noop("ban chuyên đề"),
    "leader": gettext_noop("cụm trưởng"),
    "self": gettext_noop("đơn vị tự chấm"),
}


def say_name(name: str) -> str:
    """What is told, as a person reads it: "actual" is "thực hiện"."""
    return gettext(_NAMES[name]) if name in _NAMES else name


def say_why(reason: Reason) -> str:
    """Why a leaf has its points."""
    return gettext(WHY[reason.code]) % _said(reason)


def say_question(reason: Reason) -> str:
    """What a person must decide before the leaf has points."""
    return gettext(ASKED[reason.code]) % _said(reason)


def say_award(told: Proposed) -> str:
    """ "Cờ thi đua", or what must be decided where equal units are more than there is to give."""
    if told.award is not None:
        return told.award.name or told.award.code
    if told.asked is None:
        return ""
    return gettext("Còn %(left)s «%(award)s» mà %(units)s bằng nhau. Trao cho đơn vị nào?") % {
        "left": told.left,
        "award": told.asked.name or told.asked.code,
        "units": ", ".join(told.among),
    }


def say_veto(veto: Veto) -> str:
    """What bars a unit: the event, or what of the sheet has too few points."""
    if veto.event or veto.below is None:
        return veto.event
    what = gettext("tổng điểm") if veto.of == TOTAL else veto.of
    return gettext("%(what)s dưới %(points)s điểm") % {"what": what, "points": format_number(veto.below)}


def say_warning(warned: Warned) -> str:
    return gettext(WARNED[warned.code]) % dict(warned.params)


def _said(reason: Reason) -> dict[str, str]:
    said = {name: _word(name, value) for name, value in reason.params.items()}
    if "by" in said:
        judge = said["by"]
        by = gettext(JUDGES[judge]) if judge in JUDGES else judge
        said["who"] = gettext(" (%(by)s)") % {"by": by} if by else ""
    return said


def _word(name: str, value: Fraction | str) -> str:
    if isinstance(value, str):
        return say_name(value) if name in ("name", "gate") else value
    if name in _TOLD:
        # As it was told: 79,999 must not be said to have missed 80 as «80».
        return format_whole(value) or format_number(value, _PLACES_OF_THE_ENDLESS)
    return format_number(value)  # shown only; points are computed exactly
