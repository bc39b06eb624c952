"""The same paper written another way, or another paper of the same make: edits whose effect on a reading is known."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

SECTION = re.compile(r"^(?P<number>[IVX]+)(?P<mark>[.\-/])(?P<rest> .+)$", re.MULTILINE)
YEAR = re.compile(r"(?<![\d.,])(?:18|19|20)\d\d(?![\d.,]\d|\d)")
PERCENT = re.compile(r"(?<![\d.,])(?<!đến )(?P<value>\d{1,3})%")
COLUMNS = re.compile(r" {3}|\t\t|\S\t")
POINT = re.compile(r"^(?P<number>\d{1,2})(?P<mark>[.\-/)])(?= )", re.MULTILINE)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def wrapped(text: str, width: int) -> str:
    """Long lines broken where a typewriter would have broken them; a line in two columns is none."""
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        if len(line) > width
        else line
        for line in text.split("\n")
    )


def later(text: str, years: int) -> str:
    """Every year, in dates and in names alike, moved by so many years. Works on a field of a reading as on a paper."""
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)


def other_shares(text: str, change: Callable[[int], int]) -> str:
    """Every percentage another one."""
    return PERCENT.sub(lambda found: f"{change(int(found['value']))}%", text)


def shifted_share(value: int, by: int) -> int:
    """1..100 turned round by so many: no two shares become the same. More than all stays as it is."""
    return (value - 1 + by) % 100 + 1 if value <= 100 else value


def sections(text: str) -> tuple[str, list[str]]:
    """What stands before the first Roman section, and each section with its heading."""
    starts = [found.start() for found in SECTION.finditer(text)]
    if not starts:
        return text, []
    ends = [*starts[1:], len(text)]
    return text[: starts[0]], [text[start:end] for start, end in zip(starts, ends, strict=True)]


def reordered(text: str, first: int, second: int) -> str:
    """Two sections in each other's place, each under the number of its new place."""
    head, parts = sections(text)
    parts[first], parts[second] = (
        _numbered_as(parts[second], parts[first]),
        _numbered_as(parts[first], parts[second]),
    )
    return head + "".join(parts)


def _numbered_as(part: str, other: str) -> str:
    mine, theirs = SECTION.match(part), SECTION.match(other)
    assert mine and theirs
    return theirs["number"] + part[mine.end("number") :]


def marked(text: str, section: str, point: str) -> str:
    """Another habit of numbering: I- for I., 1) for 1. and so on. Dates and numbers stay as they are."""
    told = SECTION.sub(lambda found: f"{found['number']}{section}{found['rest']}", text)
    return POINT.sub(lambda found: f"{found['number']}{point}", told)


def loud_headings(text: str) -> str:
    """Headings of sections in capitals."""
    return SECTION.sub(lambda found: found[0].upper(), text)


def beside(left: list[str], right: list[str], *, gap: int) -> str:
    """Two columns of a head, as a typist makes them with blanks."""
    width = max(len(line) for line in left) + gap
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return "\n".join((one.ljust(width) + other).rstrip() for one, other in zip(left, right, strict=True))


GROUPED = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d.,/]\d|\d)")
DAY = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)")
BILLIONS = re.compile(r"(?P<whole>\d+),(?P<tenths>\d) (?:tỷ|tỉ) đồng")


def raised(text: str, by: int) -> str:
    """Every number written in groups of three made greater. Works on a field of a reading as on a paper."""
    return GROUPED.sub(lambda found: grouped(int(found[0].replace(".", "")) + by), text)


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def dates_in_words(text: str) -> str:
    """15/02/2023 as a speaker says it."""
    said = DAY.sub(lambda d: f"ngày {d['day']} tháng {d['month']} năm {d['year']}", text)
    return re.sub(r"ngày (?:ngày )+", "ngày ", said)


def dates_with(text: str, mark: str) -> str:
    return DAY.sub(lambda d: mark.join((d["day"], d["month"], d["year"])), text)


def padded_dates(text: str) -> str:
    return DAY.sub(lambda d: f"{int(d['day']):02}/{int(d['month']):02}/{d['year']}", text)


def other_marks_of_quotation(text: str, left: str, right: str) -> str:
    return re.sub(r"“([^“”\"]*)”", lambda found: f"{left}{found[1]}{right}", text)


def millions(text: str) -> str:
    """1,5 tỷ đồng as 1.500 triệu đồng."""
    return BILLIONS.sub(
        lambda n: f"{grouped(int(n['whole']) * 1000 + int(n['tenths']) * 100)} triệu đồng", text
    )


SAME_WORDS = {
    "ít nhất": "tối thiểu",
    "tối thiểu": "ít nhất",
    "không quá": "tối đa",
    "hằng năm": "hàng năm",
    "hằng quý": "hàng quý",
    "hằng tháng": "hàng tháng",
    "chậm nhất ngày": "trước ngày",
}


def other_words(text: str, word: str) -> str:
    """A word for another that says the same."""
    return re.sub(rf"(?<!\w){word}(?!\w)", SAME_WORDS[word], text)
