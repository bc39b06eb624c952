"""Points that were joined into one line, apart again.

A sign inside a line opens a point only where it goes on with a count that is open, or begins one where a point may
begin: after a mark, after a heading in capitals. "3.1." under 3 and "a)" need no mark before them; "2." and "-" do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.letters import LOWER, UPPER
from thidua.documents.prose.markers import Marker, Rank, marker_at
from thidua.documents.prose.passage import Passage

_SIGN = re.compile(
    r"\s+(?=(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.)/\-–]|\d{1,2}\.\d{1,2}\s|\(\d\)\s|Điều \d|"
    r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s(?:thứ|THỨ|[IVX\d])|[-–+•]\s)"
)
_HEADING = re.compile(rf"[^{LOWER}]*[{UPPER}]{{2}}[.:]?(?=\s+[“\"]?[{UPPER}][{LOWER}])")
_OFFICE = re.compile(r"(?<!\w)(?:Ban|Phòng|Sở|Văn phòng|Trung tâm|Hội|Công đoàn|Đoàn|Cụm|Khối|Báo|Đài|Tổ)\s")
"""Whose names hold dashes: "Ban Tuyên giáo - Nữ công"."""
_UNCOUNTED = {"dash", "plus", "bullet"}

Open = dict[str, Marker]
"""The last sign of every style that is open."""


def parted(whole: Passage, known: Marker | None, open_signs: list[Marker]) -> Iterator[Passage]:
    """``whole`` cut where points begin; ``known`` is the sign that it begins with."""
    last: Open = {sign.style: sign for sign in open_signs}
    start = 0
    if known:
        last = _opened(last, known)
    for cut in [*_cuts(whole.text, known, last), len(whole.text)]:
        if cut > start:
            yield whole.part(start, cut)
        start = cut


def _cuts(text: str, known: Marker | None, last: Open) -> Iterator[int]:
    begun = 0
    for sign in _SIGN.finditer(text, _behind(text, known)):
        marker = marker_at(text, sign.end())
        if marker is None or not _begins(
            marker, last, text[begun : sign.start()], text[sign.end() + marker.length :]
        ):
            continue
        yield from _after_heading(text, begun, sign.start(), known)
        yield sign.start()
        last = _opened(last, marker)
        begun, known = sign.end(), marker
    yield from _after_heading(text, begun, len(text), known)


def _behind(text: str, known: Marker | None) -> int:
    """Where points may begin: "ĐIỀU 1." is one sign, whatever its second half looks like."""
    if known is None:
        return 0
    lead = len(text) - len(text.lstrip(" *_#"))
    return max(0, lead + known.length - 1)  # the blank that may part it from the next sign


def _after_heading(text: str, start: int, stop: int, known: Marker | None) -> Iterator[int]:
    """ "II. MỤC TIÊU Phấn đấu trong năm …": the sentence that was joined to a section's heading."""
    if known is None or known.rank > Rank.ROMAN:
        return
    lead = len(text[start:stop]) - len(text[start:stop].lstrip(" *_#"))
    heading = _HEADING.match(text, start + lead + known.length, stop)
    if heading and len(heading[0].split()) > 1 and len(heading[0]) > 5:
        yield heading.end()


def _opened(last: Open, marker: Marker) -> Open:
    """A wider sign closes the counts of the narrower ones."""
    return {style: one for style, one in last.items() if one.rank < marker.rank} | {marker.style: marker}


def _begins(marker: Marker, last: Open, before: str, after: str) -> bool:
    opens = before.rstrip(" *_")[-1:]
    marked = opens in '.;:!?”")' or bool(re.search(rf"[{UPPER}]{{2}}$", before.rstrip(" *_")))
    first = after.lstrip(' *_“"(')[:1]
    told = last.get(marker.style)
    if marker.style in _UNCOUNTED:
        return first.isupper() and (opens in ".;:" or _is_heading_of_dashes(before, after))
    if marker.style in {"part", "chapter"}:
        return opens in ".;:!?”"
    if marker.style == "sub":
        return _goes_on_below(marker, told, last.get("number"))
    if told is not None and told.value is not None and marker.value == told.value + 1:
        return marked and (first.isupper() or first.isdigit() or opens in ";:")
    begins = told is None and marker.value == 1
    if marker.style in {"letter", "number"} and marker.written.endswith(")"):
        return begins and first.isupper()
    return (
        begins
        and marked
        and (opens in ":.)" or opens.isupper())
        and (first.isupper() or (opens == ":" and first.isdigit()))
    )


def _is_heading_of_dashes(before: str, after: str) -> bool:
    """ "4. Các mốc thời gian - Phát động: …; - Sơ kết: …": short, numbered, and more dashes follow."""
    whole = re.fullmatch(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)\s?[.)/-]\s[^.;:“”\"]{3,80}", before)
    return whole is not None and not _OFFICE.search(before) and bool(re.search(r"[.;]\s+[-–+]\s", after))


def _goes_on_below(marker: Marker, told: Marker | None, number: Marker | None) -> bool:
    """ "3.2." after "3.1.", or "3.1." under 3."""
    if told is not None and told.numbers[:-1] == marker.numbers[:-1]:
        return marker.value == (told.value or 0) + 1
    return marker.value == 1 and (number is None or number.value == marker.numbers[0])
