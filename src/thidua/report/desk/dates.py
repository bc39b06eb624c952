"""A day as people write it, day first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say


class DayField(forms.CharField):
    """Cleans to a date; refuses in the words of the house. The typed text stays in the box."""

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
