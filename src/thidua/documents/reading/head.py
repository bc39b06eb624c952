"""The fields of the paper itself. What is not written stays absent; a place is completed only from the paper's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from thidua.documents.prose.bodies import ISSUES, Body, bodies, cased, is_bare
from thidua.documents.prose.dates import date_ranges, is_calendar_day
from thidua.documents.prose.layout import DOC_TYPES, Region, is_rule, kind_of
from thidua.documents.prose.letterhead import Letterhead, Said, letterhead
from thidua.documents.prose.letters import UPPER, is_upper
from thidua.documents.prose.outline import Node
from thidua.documents.prose.signature import signature
from thidua.documents.prose.tail import parted
from thidua.documents.reading.items import DocField, Item
from thidua.documents.reading.rounds import read_rounds
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Anchor, Confidence

_LETTER = re.compile(r"kính gửi", re.IGNORECASE)
_LEADS = re.compile(r"ban thường vụ|ban chấp hành|đoàn chủ tịch|btv|bch", re.IGNORECASE)
"""What leads the body above it in a letterhead, rather than being a body below it."""
_OF_OTHERS = re.compile(r"(?:^|\s)(?:do|của|và|được|với|giúp|để)$")
_ALL_LEVELS = re.compile(r"các cấp|cơ sở|CĐCS", re.IGNORECASE)
_ASKS = re.compile(r"đề nghị|yêu cầu|kêu gọi", re.IGNORECASE)
_PAPER = re.compile(rf"\s*(?:và\s+)?(?:{'|'.join(DOC_TYPES)})(?!\w)", re.IGNORECASE)
_BARE_LEVEL = re.compile(r"(?P<level>tỉnh|thành phố|TP\.?|quận|huyện|thị xã|phường|xã)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:giai\s+đoạn|nhiệm\s+kỳ|năm\s+học|các\s+năm|trong\s+\d+\s+năm|năm)?\s*\(?(?P<first>(?:19|20)\d\d)\s*[-–/]\s*(?P<last>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:V/v|v/v)\s*[:.]?\s*")


def read_doc_fields(text: ReadingText) -> list[Item]:
    head = letterhead(text.layout.head)
    return [
        *_of_letterhead(text, head),
        *_kind_and_title(text, head),
        *_period(text, head),
        *_signed(text),
    ]


def _field(name: str, value: str, anchor: Anchor, confidence: Confidence = Confidence.HIGH) -> DocField:
    return DocField(field=name, value=value, anchor=anchor, confidence=confidence)


def _of_letterhead(text: ReadingText, head: Letterhead) -> Iterator[DocField]:
    yield from _issuers(text, head)
    below = letterhead(text.layout.tail)
    told = {
        "number": head.number,
        "place": head.place or below.place,
        "date": head.date or below.date,
        "status": head.status,
    }
    if head.number is None:
        told["symbol"] = head.symbol
    for name, said in told.items():
        if said:
            yield _field(name, said.value, said.anchor)


def _issuers(text: ReadingText, head: Letterhead) -> Iterator[DocField]:
    """The last body of the letterhead issues, the one above it is its superior. Without a letterhead, who says in the
    preamble that it issues the paper."""
    names = list(head.bodies)
    if len(names) > 1 and _LEADS.fullmatch(names[-1].value):
        organ = names.pop()
        names[-1] = Said(f"{organ.value} {names[-1].value}", organ.anchor)
    if len(names) > 1 and is_bare(names[-1].value):
        names[-1] = Said(f"{names[-1].value} {names[-2].value}", names[-1].anchor)
    if names:
        above = cased(names[-2].value) if len(names) > 1 else ""
        yield _field("issuer", _with_place(text, cased(names[-1].value), above), names[-1].anchor)
    if len(names) > 1:
        yield _field("superior_body", cased(names[-2].value), names[-2].anchor)
    if not names:
        yield from _issuer_in_words(text)


def _issuer_in_words(text: ReadingText) -> Iterator[DocField]:
    closing = [node for node in reversed(text.body) if node.marker is None and not node.heading]
    for node in (*text.preamble, *closing[:3]):
        issuing = [body for body in bodies(node.text) if _issues(node, body) and not is_bare(body.written)]
        if issuing:
            body = issuing[-1]
            anchor = node.passage.anchor(body.start, body.end)
            yield _field("issuer", _with_place(text, body.written), anchor, Confidence.MEDIUM)
            return


def _issues(node: Node, body: Body) -> bool:
    """Does now, in this paper, what issues it: names the paper, or goes on to a colon. A closing paragraph asks."""
    verb = ISSUES.match(node.text, body.end)
    before = node.text[: body.start].rstrip().lower()
    if (
        verb is None
        or _OF_OTHERS.search(before)
        or _ALL_LEVELS.search(body.written)
        or "đã" in verb[0].split()
    ):
        return False
    rest = re.split(r"(?<=[.;])\s", node.text[verb.end() :])[0].rstrip(" *_")
    if node.region is Region.BODY:
        return bool(_ASKS.search(verb[0]))
    return rest.endswith(":") or bool(_ASKS.search(verb[0]) or _PAPER.match(rest))


def _with_place(text: ReadingText, written: str, above: str = "") -> str:
    """ "LĐLĐ tỉnh" with the tỉnh of the body above it, else the one tỉnh that the paper names (or names most)."""
    level = _BARE_LEVEL.search(written)
    if level is None:
        return written
    named = re.compile(rf"(?<!\w)(?i:{level['level']})\s+(?P<name>[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}})")
    superior = named.search(above)
    if superior:
        return f"{written} {superior['name']}"
    everywhere = (line.text for line in text.source.paragraphs if not is_upper(line.text))
    counted = Counter(match["name"] for line in everywhere for match in named.finditer(line))
    best = counted.most_common(2)
    if not best or (len(best) == 2 and best[1][1] == best[0][1]):
        return written
    return f"{written} {best[0][0]}"


def _kind_and_title(text: ReadingText, head: Letterhead) -> Iterator[DocField]:
    lines = [line for line in text.layout.title if not is_rule(line.text)]
    match = kind_of(lines[0].text) if lines else None
    if match:
        lead = len(lines[0].text) - len(lines[0].text.lstrip(" *_#"))
        kind = lines[0].part(lead, lead + match.end("type"))
        yield _field("doc_type", match["type"].capitalize(), kind.anchor())
    elif head.about and any(_LETTER.match(node.text) for node in (*text.preamble[:3], *text.body[:2])):
        yield _field("doc_type", "Công văn", head.about.anchor, Confidence.MEDIUM)
    if text.title:
        said = _ABOUT.sub("", text.title.text).strip(" *_.-–:")
        yield _field("title", said, text.title.anchor())
    elif head.about:
        yield _field("title", head.about.value, head.about.anchor)


def _titles(text: ReadingText, head: Letterhead) -> list[tuple[str, Anchor]]:
    """What names the year: the title, or the subject of a letter."""
    told = [(text.title.text, text.title.anchor())] if text.title else []
    return [*told, *([(head.about.value, head.about.anchor)] if head.about else [])]


_TERM_OF_A_CONGRESS = re.compile(r"(đại hội[^.;]*?nhiệm kỳ)\s*\d{4}\s*[-–]\s*\d{4}", re.I)
""" "chào mừng Đại hội …, nhiệm kỳ 2025 - 2030": years of the congress, not of the plan."""


def _period(text: ReadingText, head: Letterhead) -> Iterator[DocField]:
    told = [(_TERM_OF_A_CONGRESS.sub(r"\1", said), anchor) for said, anchor in _titles(text, head)]
    for said, anchor in told:
        years = _YEARS.search(said)
        if years:
            yield from _span(years["first"], years["last"], anchor)
            return
    for said, anchor in reversed(told):
        year = list(_YEAR.finditer(said))
        if year:
            yield _field("year", year[-1]["year"], anchor)
            break
    else:
        yield from _year_of_issue(text)
    yield from _from_rounds(text)


def _year_of_issue(text: ReadingText) -> Iterator[DocField]:
    """ "… ban hành Kế hoạch thi đua năm 2022 như sau": the sentence in which the paper is issued."""
    for node in text.preamble:
        for body in bodies(node.text):
            verb = ISSUES.match(node.text, body.end)
            year = (
                re.compile(r"[^.;]*?năm\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–/]\s*\d)").match(
                    node.text, body.end
                )
                if verb
                else None
            )
            if year and _issues(node, body):
                yield _field(
                    "year",
                    year["year"],
                    node.passage.anchor(year.start("year"), year.end()),
                    Confidence.MEDIUM,
                )
                return


def _span(first: str, last: str, anchor: Anchor) -> Iterator[DocField]:
    if int(first) < int(last) <= int(first) + 10:
        yield _field("period_start", first, anchor)
        yield _field("period_end", last, anchor)


def _from_rounds(text: ReadingText) -> Iterator[DocField]:
    """The rounds of the year, where every one says its days; else a line on the time of the whole."""
    rounds = read_rounds(text)
    starts = [one.start for one in rounds]
    ends = [one.end for one in rounds]
    if len(rounds) > 1 and all(starts) and all(ends):
        first = min(rounds, key=lambda one: one.start or "")
        last = max(rounds, key=lambda one: one.end or "")
        if first.start and last.end and first.anchor and last.anchor:
            yield _field("period_start", first.start, first.anchor, Confidence.MEDIUM)
            yield _field("period_end", last.end, last.anchor, Confidence.MEDIUM)
    elif not rounds:
        yield from _time_of_the_whole(text)


_TIME = re.compile(
    r"thời\s+gian(?:\s+(?:thực\s+hiện|tổ\s+chức|triển\s+khai|phát\s+động|thi\s+đua))*\s*[:\-–]?\s*(?=từ\b|\d|$)",
    re.IGNORECASE,
)


def _time_of_the_whole(text: ReadingText) -> Iterator[DocField]:
    for node in text.body:
        at = _TIME.match(node.text)
        if at is None:
            continue
        for place in (node, *node.children[:1]):
            for span in date_ranges(place.text, text.year)[:1]:
                if span.first.iso and span.last.iso and is_calendar_day(span.last.iso):
                    yield _field(
                        "period_start", span.first.iso, place.passage.anchor(span.first.start, span.first.end)
                    )
                    yield _field(
                        "period_end", span.last.iso, place.passage.anchor(span.last.start, span.last.end)
                    )
                    return


def _signed(text: ReadingText) -> Iterator[DocField]:
    signed = signature(parted(text.layout.tail).signature)
    for name, lines, link in (
        ("signing_capacity", signed.capacities, ", "),
        ("signer_title", signed.posts, ", "),
        ("signer_name", signed.names, "; "),
    ):
        if lines:
            said = link.join(line.text.strip(" *_") for line in lines)
            start, end = lines[0].anchor().start, lines[-1].anchor().end
            anchor = Anchor(start, end) if start < end else lines[0].anchor()
            yield _field(name, cased(said) if name == "signer_title" else said, anchor)
