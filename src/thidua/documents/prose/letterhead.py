"""The head of a paper: who issues it, under whom, its number, place and day, whether it is a draft.

Heads come as two columns, as cells, or run together in one line; so what is recognised is cut out first (the name of
the State, the number, place and day) and what remains in capitals are the bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from thidua.documents.prose.bodies import bodies, body_at, is_organ_only, opens_a_name
from thidua.documents.prose.citations import tidy_number
from thidua.documents.prose.dates import dates, is_calendar_day
from thidua.documents.prose.letters import LOWER, UPPER, is_upper, whatever_marks
from thidua.documents.prose.passage import Passage
from thidua.documents.source.model import Anchor


@dataclass(frozen=True)
class Said:
    """What the head says in one of its places."""

    value: str
    anchor: Anchor


@dataclass
class Letterhead:
    """``bodies`` from the widest to the one that issues. ``symbol`` only where the number was left blank."""

    bodies: list[Said] = field(default_factory=list)
    number: Said | None = None
    symbol: Said | None = None
    place: Said | None = None
    date: Said | None = None
    about: Said | None = None
    status: Said | None = None
    names_the_state: bool = False

    @property
    def is_official(self) -> bool:
        """Some sign of a letterhead was seen: the State's name, a number, a day."""
        return self.names_the_state or any((self.number, self.symbol, self.date))


_VIET_NAM = whatever_marks("VIỆT NAM")
_STATE = re.compile(
    rf"(?:(?P<state>{whatever_marks('CỘNG HÒA XÃ HỘI CHỦ NGHĨA')})(?:\s+(?P<whole>{_VIET_NAM}))?|"
    r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM(?=\s*$)|"
    r"^\W*ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH(?=\W*$)|"
    rf"{whatever_marks('ĐỘC LẬP')}\s*[-–.]?\s*{whatever_marks('TỰ DO')}\s*[-–.]?\s*{whatever_marks('HẠNH PHÚC')})",
    re.IGNORECASE,
)
"""Also the Party's name, and the Youth Union's: on their papers it stands where the State's does."""
_NUMBER = re.compile(
    rf"(?<!\w)(?:[Ss]ố|SỐ)\s*[:.]?\s*(?P<blank>[…._\s]*)(?P<number>\d{{1,5}}[a-z]?(?:\s?/\s?\d{{4}})?)?[…._\s]*"
    rf"(?P<stroke>\s?[/–-]\s?)(?P<symbol>[{UPPER}][\w&.]*(?:\s?[-–/]\s?[{UPPER}\d][\w&]*)*)"
)
_BARE_NUMBER = re.compile(r"^\s*(?:[Ss]ố|SỐ)\s*[:.]?\s*(?P<number>\d{1,5})\s*$")
_PLACE_NAME = rf"(?:(?<!\w)[{UPPER}]\s+(?=[{UPPER}]))?[{UPPER}][{LOWER}][\w'’]*(?:(?:\s*[-–]\s*|\s+)[{UPPER}][\w'’]*){{0,5}}"
_PLACE_AND_DAY = re.compile(
    rf"(?P<place>(?:(?i:TP|T\.P)\.?\s?)?(?:{_PLACE_NAME}|[{UPPER}]{{2,}}(?:[\s–-]+[{UPPER}]{{2,}}){{0,5}}(?=\s*,\s*(?:NGÀY|THÁNG))))\s*,\s*"
    r"(?P<day>(?:(?i:ngày)\s*[\d….\s]*\s*)?(?i:tháng)\s*[\d….\s]*\s*(?i:năm)\s*[\d….]*|"
    r"(?i:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})"
)
_DAY_ALONE = re.compile(r"(?<!\w)(?i:ngày)\s+\d{1,2}\s+(?i:tháng)\s+\d{1,2}\s+(?i:năm)\s+\d{4}\s*$")
_HALF_DAY = re.compile(r"(?i:tháng)\s*(?P<month>\d{1,2})\s*(?i:năm)\s*(?P<year>\d{4})")
_DRAFT = re.compile(
    r"[(\[]?\s*(?P<said>(?:BẢN\s+)?DỰ\s+THẢO(?:\s+(?:LẦN|L)\s*(?:THỨ\s+)?[\dIVX]+)?)\s*[)\]]?", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:(?<!\w)(?:V/v|v/v|V/V)\s*[:.]?\s*(?P<said>.+)|^\s*(?P<plain>Về\s.+))$")
_STAMP = re.compile(
    r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|BẢN SAO|LƯU HÀNH NỘI BỘ|TÀI LIỆU.*)", re.IGNORECASE
)
"""Printed beside the letterhead, of no body."""
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"^[\s*_=.–—\-+]+$")


def letterhead(lines: tuple[Passage, ...]) -> Letterhead:
    found = Letterhead()
    names: list[Passage] = []
    about: Passage | None = None
    broken_at: int | None = None
    for line in _days_whole(part for one in lines for part in _broken(one)):
        if _is_end_of_state(line, broken_at):
            continue
        broken_at = _column_of_broken_state(line, broken_at)
        rest = _without_known(line, found)
        if about is not None and _goes_on_about(about, rest, names):
            about = about.joined(rest) if rest.text else about
            continue
        told = _ABOUT.search(rest.text)
        if told:
            about = rest.part(max(told.start("said"), told.start("plain")))
            rest = rest.part(0, told.start())
        names += [one for one in rest.columns() if rest.text and not _RULE.match(one.text)]
    if about is not None:
        found.about = Said(about.text.strip(" ;.*_"), about.anchor())
    if not found.is_official:
        names = [one for one in names if is_upper(one.text)]
    found.bodies = [Said(one.text.strip(" *_:"), one.anchor()) for one in _grouped(names)]
    return found


def _broken(line: Passage) -> list[Passage]:
    """A cell of a copied page may hold its line ends as marks: "… TỈNH<br>CÔNG ĐOÀN …"."""
    edges = [0, *(end for mark in _LINE_END.finditer(line.text) for end in mark.span()), len(line.text)]
    return [line.part(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _column_of_broken_state(line: Passage, before: int | None) -> int | None:
    """The column where the State's name stopped before its last words."""
    state = _STATE.search(line.text)
    if state is None or line.place is None:
        return before
    return line.place.column if state["state"] and not state["whole"] else None


def _is_end_of_state(line: Passage, column: int | None) -> bool:
    """ "VIỆT NAM" alone, below "CỘNG HÒA XÃ HỘI CHỦ NGHĨA": no body's."""
    below = line.place is not None and line.place.column == column
    return below and re.fullmatch(_VIET_NAM, line.text.strip(" *_"), re.IGNORECASE) is not None


_DAY_OPEN = re.compile(r",\s*(?:ngày|tháng)(?:[\s\d….]|ngày|tháng|năm)*$", re.IGNORECASE)
_DAY_GOES_ON = re.compile(r"\s*(?:\d{1,4}|(?:tháng|năm)\s+[\d….]+(?:\s+năm\s+\d{4})?)\s*$", re.IGNORECASE)


def _days_whole(lines: Iterable[Passage]) -> Iterator[Passage]:
    """In a narrow column the day is broken: "…, ngày … tháng 3 năm" / "2022"."""
    held: Passage | None = None
    for line in lines:
        if held is not None and held.place == line.place and _DAY_GOES_ON.match(line.text):
            held = held.joined(line)
            continue
        if held is not None:
            yield held
        held = line if _DAY_OPEN.search(line.text) else None
        if held is None:
            yield line
    if held is not None:
        yield held


def _goes_on_about(about: Passage, rest: Passage, names: list[Passage]) -> bool:
    return (
        bool(rest.text)
        and not is_upper(rest.text)
        and not _RULE.match(rest.text)
        and rest.place == about.place
    )


def _without_known(line: Passage, found: Letterhead) -> Passage:
    """The line without what is told by its form; that goes into ``found``, the first of each."""
    for form, keep in (
        (_DRAFT, _keep_draft),
        (_STATE, _keep_state),
        (_NUMBER, _keep_number),
        (_BARE_NUMBER, _keep_number),
        (_PLACE_AND_DAY, _keep_place_and_day),
        (_DAY_ALONE, _keep_day),
    ):
        match = form.search(line.text)
        if match:
            keep(line, match, found)
            line = _cut(line, match.start(), match.end())
    return line


def _cut(line: Passage, start: int, end: int) -> Passage:
    before, after = line.part(0, start), line.part(end)
    if before.text and after.text:
        return before.joined(after)
    return before if before.text else after


def _keep_state(line: Passage, match: re.Match[str], found: Letterhead) -> None:
    """The State's name and motto say that this is a letterhead, and nothing else."""
    found.names_the_state = True


def _keep_draft(line: Passage, match: re.Match[str], found: Letterhead) -> None:
    found.status = found.status or Said(match["said"], line.anchor(match.start("said"), match.end("said")))


def _keep_number(line: Passage, match: re.Match[str], found: Letterhead) -> None:
    said = match.groupdict()
    if said.get("number"):
        written = line.text[match.start("number") : match.end()]
        found.number = found.number or Said(
            tidy_number(written), line.anchor(match.start("number"), match.end())
        )
    elif said.get("symbol"):
        symbol = tidy_number(said["symbol"])
        found.symbol = found.symbol or Said(symbol, line.anchor(match.start("symbol"), match.end("symbol")))


def _keep_place_and_day(line: Passage, match: re.Match[str], found: Letterhead) -> None:
    place = match["place"].strip()
    if found.place is None:
        found.place = Said(place, line.anchor(match.start("place"), match.start("place") + len(place)))
    _keep_written_day(line, match.start("day"), match.end("day"), found)


def _keep_day(line: Passage, match: re.Match[str], found: Letterhead) -> None:
    _keep_written_day(line, match.start(), match.end(), found)


def _keep_written_day(line: Passage, start: int, end: int, found: Letterhead) -> None:
    """A day with its month and year; a blank day leaves the month; with the month blank too, nothing is said."""
    written = re.sub(r"[…._]+", " ", line.text[start:end])
    whole = [one for one in dates(" ".join(written.split())) if one.iso and not one.borrowed]
    half = _HALF_DAY.search(written)
    iso = None
    if whole and is_calendar_day(whole[0].iso or ""):
        iso = whole[0].iso
    elif half and not re.search(r"\d\s*(?i:tháng)", written) and 1 <= int(half["month"]) <= 12:
        iso = f"{half['year']}-{int(half['month']):02d}"
    if iso and found.date is None:
        found.date = Said(iso, line.anchor(start, end))


def _grouped(lines: list[Passage]) -> list[Passage]:
    """One passage a body: lines that go on are joined, lines that hold two are parted."""
    named: list[Passage] = []
    for line in (part for one in lines if _could_name(one) for part in _parted(one)):
        if named and _goes_on(named[-1].text, line.text):
            named[-1] = named[-1].joined(line)
        else:
            named.append(line)
    whole = [_without_state(one) for one in named]
    return [one for one in whole if one.text]


def _without_state(name: Passage) -> Passage:
    """The State's name, where it was broken over lines and joined to a body's."""
    match = _STATE.search(name.text)
    return _cut(name, match.start(), match.end()) if match else name


def _goes_on(above: str, below: str) -> bool:
    if is_organ_only(below):
        return False
    members = re.match(r"(?:CỤM|KHỐI)\s", above) and re.search(r"(?<!\w)CÁC(?!\w)", below)
    return not opens_a_name(below) or _waits(above) or bool(members)


def _could_name(line: Passage) -> bool:
    text = line.text.strip(" *_()")
    return (
        not _STAMP.fullmatch(text)
        and len(text) > 2
        and (is_upper(text) or _is_body(text))
        and len(text) < 200
    )


def _is_body(text: str) -> bool:
    """A line in small letters is of the letterhead only where it is nothing but a body's name."""
    parts = re.split(r"\s*[,;/|–—-]\s+", text)
    named = [body_at(part) for part in parts]
    return all(body and body.end == len(part) for body, part in zip(named, parts, strict=True))


_WAITING = re.compile(
    r"(?:CÔNG ĐOÀN|LIÊN ĐOÀN LAO ĐỘNG|LĐLĐ|TỔNG LIÊN ĐOÀN|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|"
    r"ĐẢNG BỘ|ĐẢNG ỦY|BCH|CĐ|CĐCS|CÔNG ĐOÀN CƠ SỞ)\s*"
)


def _waits(text: str) -> bool:
    """A line that cannot be a whole name: an organ, or a core without its place."""
    return (
        is_organ_only(text)
        or _WAITING.fullmatch(text.strip().upper()) is not None
        or text.rstrip().endswith(("-", "–", ","))
    )


def _parted(line: Passage) -> list[Passage]:
    starts = [one.start for one in bodies(line.text)]
    if len(starts) < 2 or starts[0] != 0 or re.search(r"\s[-–]\s*$", line.text[: starts[1]]):
        return [line]
    edges = [*starts, len(line.text)]
    return [line.part(start, stop) for start, stop in pairwise(edges)]
