"""Đợt: the rounds of a movement, each with its days, its theme and when it is looked back on.

    round = "đợt" ordinal … [ "từ" day "đến" day ] … [ "chủ đề" quotation ]

A round may be a sentence, a numbered heading with points below it, or one of several in a sentence. What is said of the
same ordinal further on is added to it, never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from thidua.documents.prose.dates import DateSpan, Lent, Part, date_ranges, dates
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quotes import quotations
from thidua.documents.reading.items import Item, Round
from thidua.documents.reading.round_tables import RoundRow, rounds_in_tables
from thidua.documents.reading.text import ReadingText

_ORDINALS = {
    "nhất": 1, "một": 1, "đầu": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6,
    "i1": 2, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6,
}  # fmt: skip
_ROUND = re.compile(
    r"(?<!\w)(?:đợt|chặng|giai\s+đoạn)\s+(?:thi\s+đua\s+)?(?:cao\s+điểm\s+)?(?:thứ\s+)?(?:số\s+)?"
    r"(?P<ordinal>0?[1-9]|I1|VI|IV|I{1,3}|V|một|nhất|đầu|hai|ba|bốn|tư|năm(?!\s+\d)|sáu)(?![\w/]|\s*đợt|[.,]\d|\s*[-–]\s*\d)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"[*_\s]*quý\s+(?P<ordinal>IV|I{1,3}|[1-4])(?!\w)", re.IGNORECASE)
"""Opens a point under a heading of đợt: the rounds of that year are its quarters."""
_SINGLE = re.compile(
    r"(?<!\w)đợt\s+(?:thi\s+đua|cao\s+điểm|đặc\s+biệt|ngắn\s+hạn|nước\s+rút|phát\s+động)(?!\s+(?:thứ|số))(?=[^.;:“\"]{0,80}:?[^.;:“\"]{0,40}(?<!\w)từ\s)",
    re.IGNORECASE,
)
_PHASE = re.compile(r"(?<!\w)giai\s+đoạn", re.IGNORECASE)
_THEME = re.compile(
    r"(?:chủ\s+đề|chuyên\s+đề)(?:\s+(?:thi\s+đua|là|đợt\s+\w+))*\s*[:\-–]?\s*$", re.IGNORECASE
)
_PLAIN_THEME = re.compile(
    r"(?:chủ\s+đề)\s*(?:thi\s+đua\s*)?(?:là\s*)?:\s*(?P<text>[^“\"«.;]{6,200})", re.IGNORECASE
)
_REVIEW = re.compile(r"(?P<type>sơ\s+kết|tổng\s+kết)", re.IGNORECASE)
_REVIEWED = re.compile(r"(?:sơ|tổng)\s+kết\s+$", re.IGNORECASE)
_HALF_YEAR = re.compile(r"(?:6|06|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm", re.IGNORECASE)
_OF_PAPERS = re.compile(
    r"(?<!\w)(?:báo\s+cáo|hồ\s+sơ|gửi|nộp|đăng\s+ký|khen\s+thưởng|bình\s+xét|danh\s+sách)(?!\w)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:đến|tới|kết\s+thúc)\s+(?:vào\s+)?(?:hết\s+)?(?:ngày\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"từ\s+(?:ngày\s+|đầu\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class RoundPlace:
    """A round and the words that are about it: a stretch of one node, or a node with all below it."""

    round: Round
    nodes: tuple[tuple[Node, int, int], ...]

    def holds(self, node: Node, at: int) -> bool:
        return any(one is node and start <= at < end for one, start, end in self.nodes)


def read_round_items(text: ReadingText) -> list[Item]:
    return list(read_rounds(text))


def read_rounds(text: ReadingText) -> list[Round]:
    return [place.round for place in places_of_rounds(text)]


def places_of_rounds(text: ReadingText) -> list[RoundPlace]:
    """One place a round, in the order in which they are set; what was said of it before or after is added."""
    return text.once(_places)


def _places(text: ReadingText) -> list[RoundPlace]:
    found: dict[object, RoundPlace] = {}
    early: dict[object, Round] = {}
    for node, start, end, ordinal in _mentions(text):
        stretches = _stretches(node, start, end)
        read = _read(text, ordinal, stretches)
        key = ordinal or (read.start, read.end)
        known = found.get(key)
        if known:
            found[key] = RoundPlace(_added(known.round, read), known.nodes)
        elif _is_set(read):
            found[key] = RoundPlace(_added(read, early[key]) if key in early else read, tuple(stretches))
        else:
            early.setdefault(key, read)
    known_rounds = {place.round.ordinal for place in found.values()}
    for row in rounds_in_tables(text):
        if row.round.ordinal not in known_rounds:
            found[f"row {row.round.ordinal}"] = RoundPlace(row.round, _row_places(text, row))
    return list(found.values())


def _row_places(text: ReadingText, row: RoundRow) -> tuple[tuple[Node, int, int], ...]:
    held = {passage.raw_at[0] for cell in row.cells for passage in cell.passages if passage.raw_at}
    nodes = (node for node in text.outline.walk() if node.place is not None and node.whole.raw_at)
    return tuple((node, 0, len(node.text)) for node in nodes if node.whole.raw_at[0] in held)


def _is_set(read: Round) -> bool:
    """A round exists by its days or its theme; one without a number by both its days."""
    whole = bool(read.start and read.end)
    return whole or bool(read.ordinal and (read.start or read.end or read.theme))


def _mentions(text: ReadingText) -> Iterator[tuple[Node, int, int, int | None]]:
    """Every "đợt" with an ordinal, and how far its words go: to the next one in the same node. A single đợt without
    a number ("đợt cao điểm") is one where it says its days."""
    for node in text.said:
        marks = [one for one in _ROUND.finditer(node.text) if _is_round(node, one)]
        quarter = _QUARTER.match(node.text)
        if quarter and any("đợt" in above.text.lower() for above in node.ancestors()):
            marks = [quarter]
        if not marks:
            yield from ((node, one.start(), len(node.text), None) for one in _SINGLE.finditer(node.text))
        edges = [*(_with_its_review(node.text, mark.start()) for mark in marks), len(node.text)]
        for mark, (start, end) in zip(marks, pairwise(edges), strict=True):
            yield node, start, end, _ordinal(mark["ordinal"])


def _with_its_review(text: str, at: int) -> int:
    """ "sơ kết đợt 1 vào …": the words before belong to it."""
    before = _REVIEWED.search(text, 0, at)
    return before.start() if before else at


def _is_round(node: Node, mark: re.Match[str]) -> bool:
    """A "giai đoạn" counts only where it opens a point or a sentence: else it is a span of years."""
    before = node.text[: mark.start()].rstrip(" *_(")
    return not _PHASE.match(mark[0]) or not before or before[-1] in ".;:"


def _ordinal(said: str) -> int:
    return int(said) if said.isdigit() else _ORDINALS[said.lower()]


def _stretches(node: Node, start: int, end: int) -> list[tuple[Node, int, int]]:
    """A round that opens its node has all that stands below it, or after it up to the next round."""
    own = (node, start, end)
    if start > 3 or end < len(node.text):
        return [own]
    below = [one for one in node.walk() if one is not node]
    if not below and node.parent and _is_short(node):
        siblings = node.parent.children
        for one in siblings[siblings.index(node) + 1 :]:
            if (
                _ROUND.match(one.text)
                or (one.marker and node.marker and one.rank <= node.rank)
                or one.heading
            ):
                break
            below.append(one)
    return [own, *((one, 0, len(one.text)) for one in below)]


def _is_short(node: Node) -> bool:
    return len(node.text) < 160 and not node.text.rstrip().endswith(".")


def _read(text: ReadingText, ordinal: int | None, stretches: list[tuple[Node, int, int]]) -> Round:
    made = Round(ordinal=ordinal, anchor=stretches[0][0].passage.anchor(stretches[0][1], stretches[0][2]))
    for node, start, end in stretches:
        words = node.text[start:end]
        of_papers = _is_of_papers(node.text, start)
        if made.start is None and made.end is None:
            dated = _with_days(made, words, text.lent)
            made = made if of_papers and not (dated.start and dated.end) else dated
        made = _with_review(made, words, text.lent)
        if made.theme is None and not of_papers:
            made = replace(made, theme=_theme(words))
    return made


def _is_of_papers(text: str, at: int) -> bool:
    """ "gửi báo cáo đợt 1 đến ngày …": the day is that of the paper, not of the round."""
    clause = re.split(r"[.;:]\s", text[:at])[-1]
    return bool(_OF_PAPERS.search(clause))


def _with_days(made: Round, words: str, year: Lent) -> Round:
    """The first pair of days; or only the end of "từ nay đến …", only the start of "từ …"."""
    if years := _IN_YEARS.match(words):
        return replace(made, start=years["first"], end=years["last"])
    head = words[: _limit(words)]
    for span in date_ranges(head, year):
        if not _is_anniversary(head, span.first):
            return replace(made, start=_edge(span.first, last=False), end=_edge(span.last, last=True))
    start = end = None
    looked_back = _REVIEW.search(head)
    for date in dates(head, year):
        if looked_back and looked_back.start() < date.start:
            break  # "giai đoạn 1: sơ kết vào quý IV": the day of the look back is no day of the round
        before = head[: date.start]
        if _UNTIL.search(before):
            end = end or _edge(date, last=True)
        elif _FROM.search(before):
            start = start or _edge(date, last=False)
        elif date.quarter and start is None and end is None:
            start, end = _edge(date, last=False), _edge(date, last=True)
    half = None if looked_back else _HALF_YEAR.search(head)
    if half and isinstance(year, int) and start is None and end is None:
        start, end = (
            (f"{year}-01", f"{year}-06") if half["half"].lower() == "đầu" else (f"{year}-07", f"{year}-12")
        )
    return replace(made, start=start, end=end)


_IN_YEARS = re.compile(
    r"giai\s+đoạn\s+\w+\s*[(:,]\s*(?:từ\s+)?(?:năm\s+)?(?P<first>20\d\d)\s*(?:[-–]|đến(?:\s+năm)?)\s*(?P<last>20\d\d)(?!\d)",
    re.IGNORECASE,
)
""" "Giai đoạn 1 (2019 - 2020)": as far as the text says."""


def _limit(words: str) -> int:
    """Days of a round stand before anything is said of what it celebrates or when it is reviewed."""
    stop = re.search(r"(?:chào\s+mừng|kỷ\s+niệm|sơ\s+kết|tổng\s+kết)", words, re.IGNORECASE)
    early = bool(stop and not date_ranges(words[: stop.start()]) and not dates(words[: stop.start()]))
    return len(words) if stop is None or early else stop.start()


def _is_anniversary(words: str, first: DateSpan) -> bool:
    """(28/7/1929 – 28/7/2022) is no span of work."""
    return (
        words[: first.start].rstrip().endswith("(") and bool(first.iso) and int((first.iso or "0")[:4]) < 2000
    )


def _edge(date: DateSpan, *, last: bool) -> str | None:
    """As far as the text says; a quarter or the end of a month is known to the day only where the calendar says so."""
    if date.quarter:
        edge = date.last if last else date.first
        return edge[:7] if edge else None
    if date.part in (Part.EARLY, Part.MIDDLE) and date.iso and len(date.iso) > 7:
        return None
    return date.iso


def _with_review(made: Round, words: str, year: Lent) -> Round:
    """A look back that is announced within the round; its day where one is said."""
    match = _REVIEW.search(words)
    if match is None or made.review_date:
        return made
    sentence = re.split(r"[.;](?:\s|$)", words[match.start() :])[0]
    told = [date for date in dates(sentence, year) if date.iso and (len(date.iso) > 4 or date.quarter)]
    day = told[0].iso if told and not told[0].quarter else None
    kind = " ".join(match["type"].lower().split())
    return replace(made, review_type=made.review_type or kind, review_date=day)


_NAMED_AT_ONCE = re.compile(
    rf"[*_\s]*{_ROUND.pattern}\s*(?:\([^()]*\)|(?:[,;]?\s*(?:từ|đến|ngày|tháng|năm|hết|[\d/.-]+))*)\s*[:\-–][*_\s]*",
    re.IGNORECASE,
)
""" "Đợt 1 (từ … đến …): “…”": what stands in quotes right behind the round's days is its name."""


def _theme(words: str) -> str | None:
    for quotation in quotations(words):
        before = words[: quotation.start].rstrip()
        if _THEME.search(before) or _NAMED_AT_ONCE.fullmatch(before):
            return quotation.text
    plain = _PLAIN_THEME.search(words)
    return plain["text"].strip(" ,") if plain else None


def _added(known: Round, more: Round) -> Round:
    same = known.start is None and known.end is None
    return replace(
        known,
        start=more.start if same else known.start,
        end=more.end if same else known.end,
        theme=known.theme or more.theme,
        review_type=known.review_type or more.review_type,
        review_date=known.review_date or more.review_date,
    )
