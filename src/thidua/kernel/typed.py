"""What people type into boxes: days, counts and sums of money, read as ``formats.vi`` reads them.

What cannot be read stays in its box, with the reason and the way on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.formats.text import clean
from thidua.kernel.errors import Refusal, say, word

YEARS = range(1900, 2101)


class DayFar(Refusal):
    code = "kernel.day_far"
    what = _("Ngày %(text)s ở năm %(year)s.")
    why = _("Chỉ nhận ngày từ năm 1900 đến năm 2100; thường là gõ thiếu hoặc thừa một chữ số.")
    remedy = _("Hãy ghi lại năm đủ bốn chữ số, ví dụ 5/3/2026.")


def read_day(typed: str) -> dt.date:
    """A day that union papers may speak of. Raises DayFar and what ``vi.parse_date`` raises."""
    day = vi.parse_date(typed)
    if day.year not in YEARS:
        raise DayFar(text=typed.strip(), year=day.year)
    return day


def _said() -> str:
    return str(say(vi.DateEmpty()))


_no_day: Callable[[], str] = lazy(_said, str)


class DayField(forms.CharField):
    """A day, day first. Cleans to a date; refuses in the words of the house."""

    def __init__(self, **named: Any) -> None:
        hint = named.pop("help_text", "")
        example = _("Ngày/tháng/năm, ví dụ 5/3/2026.")
        super().__init__(help_text=format_lazy("{} {}", hint, example) if hint else example, **named)
        # No keypad of digits alone: it has no stroke on some phones.
        self.widget.attrs.update({"autocomplete": "off", "placeholder": _("ngày/tháng/năm")})
        self.error_messages["required"] = _no_day()

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return read_day(str(value))
        except CodedError as refusal:
            raise forms.ValidationError(str(say(refusal))) from refusal

    def prepare_value(self, value: Any) -> Any:
        return vi.format_date(value) if isinstance(value, dt.date) else value


_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})", re.IGNORECASE | re.ASCII)


def is_month(typed: str) -> bool:
    """Whether a month was typed and no day: "8/2017", "tháng 8/2017"."""
    return _MONTH.fullmatch(clean(typed)) is not None


class MonthOrDayField(DayField):
    """A day, or a month whose day is not known yet: it cleans to the first of the month."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"help_text": _("Mới biết tháng thì ghi tháng/năm, ví dụ 8/2026."), **named})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (found := _MONTH.fullmatch(clean(value))):
            return super().to_python(f"1/{found.group(1)}/{found.group(2)}")
        return super().to_python(value)


class CountField(forms.CharField):
    """Cleans to a whole number; ``money`` reads amounts in đồng."""

    def __init__(self, *, money: bool = False, **named: Any) -> None:
        super().__init__(**named)
        self.money = money
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return vi.parse_money(str(value)) if self.money else vi.parse_count(str(value))
        except CodedError as refusal:
            raise forms.ValidationError(str(say(refusal))) from refusal


# What the plain reading of numbers and dates refuses, said at the field.
word(
    "formats.number_empty",
    what=_("Ô còn trống."),
    remedy=_("Hãy ghi số; có theo dõi mà không phát sinh thì ghi 0."),
)
word(
    "formats.number_unreadable",
    what=_("«%(text)s» chưa đọc được thành số."),
    why=_("Ô này chỉ nhận chữ số, dấu chấm và dấu phẩy."),
    remedy=_("Hãy ghi như 1.234 hoặc 1.234,5; phần giải thích ghi vào phần lời."),
)
word(
    "formats.number_ambiguous",
    what=_("«%(text)s» có hai cách hiểu: %(as_decimal)s hoặc %(as_thousands)s."),
    why=_("Dấu chấm dùng để tách hàng nghìn, dấu phẩy dùng cho phần lẻ."),
    remedy=_("Hãy ghi %(as_decimal)s hoặc %(as_thousands)s."),
)
word(
    "formats.count_fractional",
    what=_("«%(text)s» không phải số nguyên."),
    why=_("Ô này đếm người, việc hoặc đơn vị."),
    remedy=_("Hãy ghi số nguyên; nếu muốn ghi hàng nghìn thì đủ ba chữ số sau dấu chấm."),
)
word(
    "formats.count_negative",
    what=_("«%(text)s» là số âm."),
    why=_("Số đếm không thể nhỏ hơn 0."),
    remedy=_("Hãy ghi số từ 0 trở lên; số giảm ghi ở ô giảm."),
)
word(
    "formats.money_unreadable",
    what=_("«%(text)s» chưa đọc được thành số tiền."),
    remedy=_("Hãy ghi như 6.600.000 hoặc 6,6 triệu."),
)
word(
    "formats.money_fractional",
    what=_("«%(text)s» còn lẻ dưới một đồng."),
    remedy=_("Hãy ghi số tiền tròn đồng."),
)
word(
    "formats.money_negative",
    what=_("«%(text)s» là số tiền âm."),
    remedy=_("Hãy ghi số tiền từ 0 trở lên."),
)
word(
    "formats.date_empty",
    what=_("Chưa ghi ngày."),
    why=_("Chỗ này cần một ngày."),
    remedy=_("Hãy ghi ngày, tháng, năm, ví dụ 5/3/2026."),
)
word(
    "formats.date_unreadable",
    what=_("«%(text)s» chưa đọc được thành ngày."),
    why=_("Ngày được đọc theo thứ tự ngày, tháng, năm; năm viết đủ bốn chữ số."),
    remedy=_("Hãy ghi lại, ví dụ 5/3/2026."),
)
word(
    "formats.date_impossible",
    what=_("Không có ngày %(day)s/%(month)s/%(year)s."),
    why=_("Ngày được đọc theo thứ tự ngày, tháng, năm, và lịch không có ngày này."),
    remedy=_("Hãy xem lại lịch rồi ghi lại, ví dụ 28/2/2026."),
)
