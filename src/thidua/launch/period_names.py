"""The usual names of periods in the reader's language. A name that somebody made up stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.formats.text import fold

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR: Final = r"(?: nam)?(?: (?P<year>\d{4}))?"
_USUAL: Final[tuple[tuple[re.Pattern[str], Callable[[int], str]], ...]] = (
    (re.compile(rf"(?:6|sau) thang dau nam{_YEAR}"), lambda _n: _("6 tháng đầu năm")),
    (re.compile(rf"(?:6|sau) thang cuoi nam{_YEAR}"), lambda _n: _("6 tháng cuối năm")),
    (re.compile(rf"(?:3|ba) thang dau nam{_YEAR}"), lambda _n: _("3 tháng đầu năm")),
    (re.compile(rf"(?:9|chin) thang dau nam{_YEAR}"), lambda _n: _("9 tháng đầu năm")),
    (re.compile(rf"(?:ca|tong ket) nam{_YEAR}"), lambda _n: _("Cả năm")),
    (re.compile(r"nam (?P<year>\d{4})"), lambda _n: _("Cả năm")),
    (re.compile(rf"quy (?P<n>[1-4]|iv|i{{1,3}}){_YEAR}"), lambda n: _("Quý %(number)s") % {"number": n}),
    (re.compile(rf"thang (?P<n>1[0-2]|0?[1-9]){_YEAR}"), lambda n: _("Tháng %(number)s") % {"number": n}),
    (re.compile(rf"dot (?P<n>\d{{1,2}}|iv|i{{1,3}}){_YEAR}"), lambda n: _("Đợt %(number)s") % {"number": n}),
)


def say_period_name(name: str) -> str:
    """ "6 tháng đầu năm 2017" is "First half of the year 2017" to who reads English."""
    if get_language() == "vi":
        return name
    written = fold(name)
    for shape, said in _USUAL:
        if found := shape.fullmatch(written):
            told = found.groupdict()
            number = told.get("n") or ""
            words = said(_ROMAN.get(number) or int(number or 0))
            return f"{words} {told['year']}" if told.get("year") else words
    return name
