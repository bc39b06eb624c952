"""A figure of the catalogue as offices write it, and read back as people type it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from thidua.catalogue.errors import ValueUnread
from thidua.catalogue.loading import Item
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.typed import read_day

_MONEY = frozenset({"base_salary"})
_DAYS = frozenset({"anniversaries"})


def say_figure(item: Item, value: Any) -> str:
    """1300000 of the base salary is "1.300.000 đồng"; a day is dd/mm/yyyy; a table is told as it stands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, dt.date) or item.kind in _DAYS:
        return _day(value)
    if _counts(item, value):
        return vi.format_money(value) if item.kind in _MONEY else _number(value)
    return str(value)


def _counts(item: Item, value: Any) -> bool:
    """Numbers; a decimal that was confirmed is kept as text, so that nothing is rounded on the way."""
    return isinstance(value, int | float) or isinstance(item.proposed, int | float)


def _day(value: Any) -> str:
    if isinstance(value, dt.date):
        return vi.format_date(value)
    try:
        return vi.format_date(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _number(value: Any) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    places = max(0, -int(exact.normalize().as_tuple().exponent))
    return vi.format_number(exact, places)


def read_figure(item: Item, typed: str) -> Any:
    """The typed value in the shape of the proposed one: a number, a day, words, or a table as JSON.

    Raises ValueUnread.
    """
    if not typed:
        if item.proposed is None:
            raise ValueUnread(proposed=_example(item))
        return storable(item.proposed)
    try:
        return _read(item, typed)
    except (CodedError, ValueError) as unread:
        raise ValueUnread(proposed=_example(item)) from unread


def _read(item: Item, typed: str) -> Any:
    if isinstance(item.proposed, bool | dict | list):
        value = json.loads(typed)
        if type(value) is not type(item.proposed):
            raise ValueError(typed)
        return value
    if item.kind in _MONEY:
        return vi.parse_money(typed)
    if isinstance(item.proposed, int | float):
        number = vi.parse_number(typed)
        return int(number) if number == number.to_integral_value() else str(number)
    if item.kind in _DAYS:
        return read_day(typed).isoformat()
    return typed


def _example(item: Item) -> str:
    if item.proposed is not None:
        return say_figure(item, item.proposed)
    return _("một ngày, ví dụ 03/02/1930") if item.kind in _DAYS else _("giá trị đúng như văn bản ghi")


def storable(value: Any) -> Any:
    """Dates of the files as ISO text; a decimal as text, so that nothing is rounded on the way."""
    return json.loads(json.dumps(value, default=str))
