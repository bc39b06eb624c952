"""What the paper says that cannot be, or that leaves the reader alone: head and signature, days, references, counts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from thidua.documents.prose.citations import Citation, citations
from thidua.documents.prose.dates import dates
from thidua.documents.prose.layout import Region, type_line
from thidua.documents.prose.letters import is_upper, plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.tail import is_person, parted
from thidua.documents.reading.items import Anniversary, Anomaly, Item, Target
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor

_REGIONS = (Region.HEAD, Region.PREAMBLE, Region.BODY)


def of_statements(text: ReadingText, items: Iterable[Item]) -> Iterator[Anomaly]:
    yield from _head(text)
    yield from _signature(text)
    for node in text.outline.walk(*_REGIONS):
        yield from _days(node, text.year)
        yield from _elsewhere(node)
        yield from _no_such_body(node)
    yield from _day_left_open(text)
    yield from _references(text)
    for item in items:
        if isinstance(item, Anniversary):
            yield from _miscounted(item, text)
    yield from _nested([item for item in items if isinstance(item, Target)])


# --- head and signature -----------------------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<!\w)số\s*:?\s*\d+\s*[-/]?\s*[A-ZĐ]|(?<!\w)số\s*:?\s*\d+\s*/", re.I)
_UNNUMBERED = re.compile(
    r"phát động|quy chế|giao ước|lời |thư |diễn văn|thể lệ|nội quy|biên bản|dự thảo", re.I
)
"""Kinds of paper that go out without a number of their own, or as part of one that has it."""


def _head(text: ReadingText) -> Iterator[Anomaly]:
    lines = [*text.layout.head, *text.layout.title]
    said = [plain(line.text) for line in lines]
    motto = next(
        (line for line, words in zip(lines, said, strict=True) if plain("Độc lập Tự do Hạnh phúc") in words),
        None,
    )
    nation = plain("Cộng hòa xã hội") in " ".join(said)  # its other words may stand on another line
    numbered = any(_NUMBER.search(line.text) for line in lines)
    dated = any(
        re.search(r"(?:ngày|tháng)\b.{1,14}\bnăm\s+\d{4}", line.text, re.I) for line in text.layout.head
    )
    if not any(type_line(line.text) for line in text.layout.title):
        return  # no paper of an office: a press release, a note, a page without its first part
    if not (motto or nation or numbered or dated or _issuer_line(text)):
        yield Anomaly(type="missing_header", text="không có số, ngày, nơi ban hành")
        return
    if not numbered and not any(_UNNUMBERED.search(line.text) for line in lines if is_upper(line.text)):
        yield Anomaly(type="missing_number", text="không có số, ký hiệu")
    if motto is not None and not nation:
        yield Anomaly(type="missing_header", text=motto.text, anchor=motto.anchor())


def _issuer_line(text: ReadingText) -> bool:
    return any(is_upper(line.text) and len(line.text.split()) > 2 for line in text.layout.head)


_CAPACITY = re.compile(r"^\W*(?:TM|T/M|KT|TL|TUQ)\s*[./]")
_POST = re.compile(r"chủ tịch|trưởng|bí thư|giám đốc|chánh văn phòng|ủy viên|uỷ viên|phó", re.I)
_BRACE = re.compile(
    r"^\s*[-–]?\s*\((?:b/c|p/h|t/h|để [^)]{2,12}|báo cáo|phối hợp|thực hiện)\)\s*[.;]?\s*$", re.I
)


def _signature(text: ReadingText) -> Iterator[Anomaly]:
    for line in text.layout.tail:
        if _BRACE.match(line.text):
            yield Anomaly(type="stray_marker", text=line.text, anchor=line.anchor())
    signature = parted(text.layout.tail).signature
    capacity = next((line for line in signature if _CAPACITY.match(line.text)), None)
    if capacity is None or not any(is_person(line.text) for line in signature):
        return
    if not any(_is_post(line, capacity) for line in signature):
        yield Anomaly(type="missing_signer_title", text=capacity.text, anchor=capacity.anchor())


def _is_post(line: Passage, capacity: Passage) -> bool:
    if line is capacity:
        return bool(re.search(r"(?<!\w)(?:CHỦ TỊCH|TRƯỞNG BAN|BÍ THƯ|GIÁM ĐỐC|CỤM TRƯỞNG)(?!\w)", line.text))
    return bool(_POST.search(line.text)) and not is_person(line.text)


# --- days and what lies elsewhere -------------------------------------------------------------------------------

_CALLED_DAY = re.compile(r"ngày|tháng|quý|/\d{4}", re.I)
"""17/19 alone may be a count; it is a day only where it is called one or has a year."""
_LEAP_YEAR = 2024
"""Lent to days of a paper without a year: 29/02 may be right."""
_DAY_OF_A_MONTH = re.compile(r"(?<!\w)ngày\s+(?P<day>\d{1,2}/\d{4})(?![/\d])")


def _days(node: Node, year: int | None) -> Iterator[Anomaly]:
    for found in dates(node.text, year or _LEAP_YEAR):
        anchor = node.passage.anchor(found.start, found.end)
        if found.iso is None and _CALLED_DAY.search(node.text[max(0, found.start - 8) : found.end]):
            yield Anomaly(type="impossible_date", text=found.written, anchor=anchor)
        elif found.iso is not None and found.slip:
            yield Anomaly(type="malformed_date", text=found.written, proposal=_day(found.iso), anchor=anchor)
    for day in _DAY_OF_A_MONTH.finditer(node.text):
        yield Anomaly(
            type="malformed_date",
            text=day[0],
            proposal=f"tháng {day['day']}",
            anchor=node.passage.anchor(*day.span()),
        )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


_SIGNED_ON = re.compile(r",\s*(?:ngày[\s….]*)?(?P<month>tháng\s+\d{1,2}\s+năm\s+\d{4})\W*$", re.I)


def _day_left_open(text: ReadingText) -> Iterator[Anomaly]:
    """The place-and-date line with a month only: the day was left for the pen."""
    body_end = [one.passage for one in text.body[-3:] if len(one.text) < 60]
    for line in (*text.layout.head, *text.layout.tail, *body_end):
        found = _SIGNED_ON.search(line.text)
        if found and len(line.text) < 80:
            yield Anomaly(
                type="month_only_date", text=found["month"], anchor=line.anchor(*found.span("month"))
            )


_NO_SUCH = re.compile(r"(?<!tổng )(?<!tổng\n)(?<!\w)liên đoàn lao động việt nam(?!\w)", re.I)


def _no_such_body(node: Node) -> Iterator[Anomaly]:
    """The confederation without its first word."""
    for found in _NO_SUCH.finditer(node.text):
        proposal = (
            "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM" if is_upper(found[0]) else "Tổng Liên đoàn Lao động Việt Nam"
        )
        anchor = node.passage.anchor(*found.span())
        yield Anomaly(type="wrong_body_name", text=found[0], proposal=proposal, anchor=anchor)


_SEPARATE = re.compile(
    r"\(?(?<!\w)(?:có|sẽ có|theo)\s+(?:hướng dẫn|kế hoạch|văn bản|thông báo|quy định|công văn)\s+"
    r"(?:cụ thể\s+)?(?:riêng|sau)(?!\w)\)?",
    re.I,
)


def _elsewhere(node: Node) -> Iterator[Anomaly]:
    for found in _SEPARATE.finditer(node.text):
        yield Anomaly(type="external_reference", text=found[0], anchor=node.passage.anchor(*found.span()))


# --- references -------------------------------------------------------------------------------------------------

_YEARLY = ("Nghị định", "Thông tư", "Thông tư liên tịch")
"""Their numbers begin anew every year, so that a number alone names several."""


@dataclass(frozen=True)
class _Text:
    number: str
    date: str
    about: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, str | None, str]:
        return _parts(self.number)


def _references(text: ReadingText) -> Iterator[Anomaly]:
    seen: set[tuple[str, str]] = set()
    for node in text.outline.walk(Region.PREAMBLE, Region.BODY):
        for citation in citations(node.text):
            if not citation.number:
                continue
            anchor = node.passage.anchor(citation.start, citation.end)
            wrong = _wrong(citation, node.text, text.year)
            if wrong is not None:
                yield Anomaly(
                    type="wrong_reference", text=citation.named, proposal=wrong or None, anchor=anchor
                )
            key = (citation.doc_type, citation.number)
            if key not in seen and _incomplete(citation):
                seen.add(key)
                yield Anomaly(type="incomplete_reference", text=citation.named, anchor=anchor)


def _incomplete(citation: Citation) -> bool:
    return citation.doc_type in _YEARLY and str(citation.number).isdigit() and citation.date is None


def _wrong(citation: Citation, said: str, year: int | None) -> str | None:
    """What it should be ("" when only that it cannot be is known), or None when nothing speaks against it."""
    number, cited_year, symbol = _parts(str(citation.number))
    near = said[max(0, citation.start - 160) : citation.end + 200].lower()
    for known in _known_texts():
        same = (
            known.parts[0] == number
            and known.parts[2] == symbol
            and any(word.lower() in near for word in known.about)
        )
        if not same:
            continue
        if cited_year and known.parts[1] and cited_year != known.parts[1]:
            return known.number
        if cited_year and cited_year == known.parts[1]:
            return _other_day(citation, known)
    if cited_year and citation.date and not citation.date.startswith(cited_year):
        return ""
    if cited_year and year and int(cited_year) > year:
        return ""
    return None


def _other_day(citation: Citation, known: _Text) -> str | None:
    """The same paper with another day than it has."""
    if citation.date and len(citation.date) == len(known.date) and citation.date != known.date:
        return f"{known.number} ngày {_day(known.date)}"
    return None


def _parts(number: str) -> tuple[str, str | None, str]:
    """ "145/2021/NĐ-CP" as ("145", "2021", "nđcp")."""
    found = re.match(r"0*(?P<number>\d+)\s*(?:/\s*(?P<year>\d{4}))?\s*[/\-–]?\s*(?P<symbol>.*)", number)
    if found is None:
        return number, None, ""
    return found["number"], found["year"], re.sub(r"[\W_]", "", found["symbol"].lower())


@cache
def _known_texts() -> tuple[_Text, ...]:
    data = files("thidua.documents.reading").joinpath("data/known_texts.toml").read_text("utf-8")
    return tuple(
        _Text(one["number"], one["date"], tuple(one["about"])) for one in tomllib.loads(data)["texts"]
    )


# --- thresholds within thresholds -------------------------------------------------------------------------------


def _nested(targets: list[Target]) -> Iterator[Anomaly]:
    """Two shares of one sentence that have the same inner threshold are one place."""
    told: dict[tuple[str, object], Target] = {}
    for target in targets:
        if target.inner is not None:
            key = (target.subject, target.inner)
            first = told.get(key, target)
            told[key] = replace(first, anchor=_both(first.anchor, target.anchor))
    for target in told.values():
        yield Anomaly(type="nested_target", text=target.subject, anchor=target.anchor)


def _both(one: Anchor | None, other: Anchor | None) -> Anchor | None:
    if one is None or other is None:
        return one or other
    return Anchor(min(one.start, other.start), max(one.end, other.end))


# --- counts of years --------------------------------------------------------------------------------------------


def _miscounted(item: Anniversary, text: ReadingText) -> Iterator[Anomaly]:
    right = years_between(item, text.year)
    if right is not None and item.years is not None and right != item.years:
        said = f"{item.years} năm {item.name}"
        yield Anomaly(type="anniversary_mismatch", text=said, proposal=f"{right} năm", anchor=item.anchor)


def years_between(item: Anniversary, year: int | None) -> int | None:
    """What the count should be: from the days in the text, else from a founding day everybody knows and the year that
    the paper is for. None when neither is certain."""
    if item.origin_date and item.occasion_date:
        return int(item.occasion_date[:4]) - int(item.origin_date[:4])
    if item.origin_date and year:
        return None if item.years is None else _if_near(year - int(item.origin_date[:4]), item.years)
    origin = _founded(item.name)
    if origin is None or year is None or item.years is None:
        return None
    occasion = int(item.occasion_date[:4]) if item.occasion_date else year
    return _if_near(occasion - origin.year, item.years)


def _if_near(right: int, said: int) -> int | None:
    """A plan of several years may name the anniversary of any of them: only a slip by one or two is told."""
    return right if abs(right - said) <= 2 else None


def _founded(name: str) -> date | None:
    said = plain(name)
    for day, names, endings in _founding_days():
        if any(plain(one) in said for one in names) or any(said.endswith(plain(one)) for one in endings):
            return day
    return None


@cache
def _founding_days() -> tuple[tuple[date, tuple[str, ...], tuple[str, ...]], ...]:
    data = files("thidua.documents.reading").joinpath("data/founding_days.toml").read_text("utf-8")
    days = tomllib.loads(data)["days"]
    return tuple((one["origin"], tuple(one["names"]), tuple(one.get("endings", ()))) for one in days)
