"""What people type into boxes: days, counts and sums of money, read as ``formats.vi`` reads them.

What cannot be read stays in its box, with the reason and the way on.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say, word


class DayField(forms.CharField):
    """A day, day first. Cleans to a date; refuses in the words of the house."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 5/3/2026."))
        super().__init__(**named)
        self.widget.attrs.update({"autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return vi.parse_date(str(value))
        except CodedError as refusal:
            raise forms.ValidationError(str(say(refusal))) from refusal

    def prepare_value(self, value: Any) -> Any:
        return vi.format_date(value) if isinstance(value, dt.date) else value


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
word("formats.date_empty", what=_("Chưa ghi ngày."), remedy=_("Hãy ghi ngày như 07/02/2017."))
word(
    "formats.date_unreadable",
    what=_("«%(text)s» chưa đọc được thành ngày."),
    remedy=_("Hãy ghi ngày trước, tháng sau, như 07/02/2017."),
)
word(
    "formats.date_impossible",
    what=_("Không có ngày %(day)s/%(month)s/%(year)s."),
    why=_("Ngày được đọc theo thứ tự ngày, tháng, năm."),
    remedy=_("Hãy kiểm tra lại ngày."),
)
