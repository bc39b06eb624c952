"""References to other papers, as a small grammar:

    reference = kind { "," | "và" kind } [ "số" [":"] ] number { ("," | "và") number } [ date ] [ "của" body ] [ subject ]
    number    = digits [ "/" year ] [ ("/" | "-") symbol ]            63/KH-LĐLĐ, 34-CT/TW, 91/2017/NĐ-CP, 34
    law       = ("Luật" | "Bộ luật" | "Pháp lệnh" …) name             no number is written for a law
    of a congress = "Nghị quyết" congress                             Nghị quyết Đại hội XV Công đoàn tỉnh
    subject   = ("về" | "V/v") words | quotation

A kind of paper without any of number, congress or law name is not a reference ("các chỉ thị, nghị quyết của Đảng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from thidua.documents.prose.bodies import ISSUES, Body, body_at, congress_at
from thidua.documents.prose.dates import dates
from thidua.documents.prose.letters import LOWER, UPPER, lowered
from thidua.documents.prose.quotes import quotations


@dataclass(frozen=True)
class Citation:
    """``named`` is the reference without date, issuer and subject: what a reader would underline."""

    doc_type: str
    start: int
    end: int
    named: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    subject: str | None = None


KINDS = (
    "Hiến pháp", "Nghị định", "Nghị quyết liên tịch", "Nghị quyết", "Chỉ thị", "Quyết định", "Thông tư liên tịch",
    "Thông tư", "Thông báo kết luận", "Thông báo", "Thông tri", "Kết luận", "Quy định", "Quy chế phối hợp", "Quy chế",
    "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Kế hoạch", "Hướng dẫn liên tịch", "Hướng dẫn",
    "Chương trình phối hợp", "Chương trình hành động", "Chương trình công tác", "Chương trình", "Công văn",
    "Công điện", "Đề án", "Tờ trình", "Văn bản hợp nhất", "Văn bản", "Báo cáo", "Giao ước thi đua", "Thỏa thuận",
    "Thoả thuận", "Giao ước", "Thể lệ", "Điều lệ", "Pháp lệnh", "Bộ luật", "Luật",
)  # fmt: skip

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_KIND = "(?P<kind>(?i:" + "|".join(KINDS) + r"))(?!\w)"
_SYMBOL = rf"[{UPPER}][\w&.]*(?:\s?[-–/]\s?[{UPPER}][\w&]*)*"
NUMBER = rf"\d{{1,5}}[a-z]?(?:\s?/\s?\d{{4}})?(?:\s?[/–-]\s?{_SYMBOL})?"
"""Also with blanks around the strokes, as people type: "64 /LĐLĐ", "1024/HD - TLĐ"."""

_SIGNED_NUMBER = rf"\d{{1,5}}[a-z]?(?:\s?/\s?\d{{4}})?\s?[/–-]\s?{_SYMBOL}"
_NUMBERED = re.compile(
    rf"(?<!\w){_KIND}\s*(?:(?i:số)\s*:?\s*)?(?P<number>{NUMBER})(?![\d%]|\s?%|\s*[{LOWER}]*\s*năm\b(?!\s*\d{{4}}))"
)
_BARE_KINDS = {
    "Nghị định",
    "Nghị quyết",
    "Chỉ thị",
    "Quyết định",
    "Quy định",
    "Thông tư",
    "Kết luận",
    "Thông tư liên tịch",
}
"""Papers well known by their number alone: "Nghị định 04", "Quyết định 217". Of the others "5" is a count, "2025" a year."""
_LATE_NUMBER = re.compile(
    rf"(?<!\w){_KIND}(?P<between>(?:\s(?:năm\s+\d{{4}}|[^\s.;:,“\"\d]+)){{1,18}}?)\s(?i:số)\s*:?\s*(?P<number>{_SIGNED_NUMBER})"
)
_SAYS_NUMBER = re.compile(r"\s[Ss][ốỐ]\s*:?\s*\d")
_DIGIT = re.compile(r"\d")
_NEXT_NUMBER = re.compile(rf"\s*(?:,|và|;)\s*(?:(?i:số)\s*:?\s*)?(?P<number>{NUMBER})(?![\w%/]|\s?%)")
_RULES = re.compile(
    r"(?<!\w)(?:(?P<kind>(?i:quy\s+chế))\s+(?:(?i:công\s+tác)\s+)?(?i:thi\s+đua|khen\s+thưởng|TĐ,?\s*KT|TĐKT|sáng\s+kiến)"
    r"(?:\s*[,-]\s*(?i:khen\s+thưởng))?(?=[\s,.;]|$)|(?P<charter>(?i:điều\s+lệ))\s+(?=(?i:công\s+đoàn|đảng)\b))"
)
"""Standing rules that are cited without a number: of emulation and commendation, and a charter."""
_OF_MEETING = re.compile(
    r"(?<!\w)(?P<kind>(?i:nghị\s+quyết))\s+(?:của\s+)?(?P<issuer>Hội\s+nghị\s+(?!lần\s+thứ)"
    r"(?:[^,;.:()“”\"\d]|,(?=\s(?:công\s+chức|viên\s+chức|công\s+nhân|người\s+lao\s+động|lao\s+động)(?!\w))){4,110}?)"
    r"(?=\s*[,;.:()“”\"]|\s+(?:năm|ngày|về|và|lần|nhằm|để|đã)\s|\s*$)"
)
_OF_PLENUM = re.compile(
    r"(?<!\w)(?i:nghị\s+quyết)\s+(?:của\s+)?(?P<issuer>(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+\w+,?\s+)?(?:(?:Ban\s+Chấp\s+hành|BCH)\s+)?"
    r"(?:Trung\s+ương|TW)(?:\s+Đảng)?(?:\s+(?:lần\s+thứ\s+)?(?:\d{1,2}|[IVX]+))?(?:\s*,?\s*\(?kh[óo][áa]\s+[IVX]+\)?)?)(?!\w)"
)
"""A plenum of the Central Committee is cited by its count and its term: "Nghị quyết Trung ương 6 (khóa XII)"."""
_TERM = re.compile(r"\s*\(?(?:khóa|khoá|Khóa)\s+[IVXL]+\)?(?=\s*(?:,|ngày|của|về|\())")
_NTH_TERM = re.compile(r"\s*,?\s*\(?(?i:nhiệm\s+kỳ)\s.*$")
_OF_CONGRESS = re.compile(r"(?<!\w)(?P<kind>(?i:nghị\s+quyết))\s+(?=(?i:đại\s+hội))")
_LAW_STOP = (
    r"(?!(?i:số|ngày|năm|và|về|của|được|để|do|có|là|theo|nghị|quyết|các|quy|thông|chỉ|bộ|pháp|luật|"
    r"hiện|nhằm|cho|đến|tới|trong|tại|với|khi|ở|đã|sẽ|phải|trên|bằng|nêu|này|mới|sửa|ban|khóa|giai)(?!\w))"
)
_LAW_WORD = rf"{_LAW_STOP}\w+"
_LAW_JOIN = r"(?:\s*[-–]\s*|,\s+(?=(?i:khen|vệ sinh)(?!\w))|\s+)"
_AMENDS = r"(?i:sửa đổi,\s+bổ sung\s+(?:một số điều\s+)?(?:của\s+)?(?:luật\s+)?)?"
_LAW_FIRST = (
    rf"(?=[{UPPER}]|(?i:thi đua|an toàn|lao động|công đoàn|tổ chức chính (?:quyền|phủ)|bảo hiểm|việc làm|cán bộ|viên chức"
    r"|doanh nghiệp|bình đẳng giới|ngân sách|thanh niên|giáo dục|thực hiện dân chủ)(?!\w))"
)
"""Also in small letters, as in a paper that was all in capitals: the laws that plans rest on."""
_LAW = re.compile(
    r"(?<!\w)(?<!(?i:pháp)\s)(?<!(?i:kỷ)\s)(?P<kind>(?i:bộ luật|pháp lệnh|hiến pháp|luật))\s+"
    rf"(?P<name>{_AMENDS}{_LAW_FIRST}{_LAW_WORD}(?:{_LAW_JOIN}{_LAW_WORD})*)"
)
"""A law is known by its name, which ends at the first word that names cannot hold."""
_LAW_YEAR = re.compile(
    r"\s*(?:số\s*:?\s*(?P<number>\d{1,3}/\d{4}/[A-ZĐ]+\d*))?\s*,?\s*(?:năm\s+(?P<year>\d{4}))?", re.IGNORECASE
)
_ISSUER_LINK = re.compile(r"\s*,?\s*(?:của|do|giữa)\s+(?:các\s+)?", re.IGNORECASE)
_NAMED = re.compile(
    rf"[{UPPER}][\w&.-]*(?:\s+[{UPPER}][\w&]*){{0,5}}(?=\s+(?i:về|V/v|ngày|quy định)\s|\s*[;,.)]|\s*$)"
)
"""An issuer that is no body of the vocabulary: a company's short name."""
_AND_BODY = re.compile(r"\s+và\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\s*,?\s*[(]?\s*(?:(?i:chỉ thị|quyết định|kế hoạch|chương trình)\s+)?"
    r"(?:(?i:về\s+việc|V/v|về|quy\s+định|ban\s+hành|hướng\s+dẫn)\b)(?!\s*(?:số\b|\d))\s*"
)
_ABOUT = re.compile(r"(?:về\s+việc|về|V/v)\s+", re.IGNORECASE)
_OTHER_PAPER = _KIND.replace("?P<kind>", "?:")
_SUBJECT_END = re.compile(
    rf"[;.](?:\s|$)|:\s|\)|\s(?i:và)\s+(?={_OTHER_PAPER}\s*(?:số|SỐ|\d))|,\s+(?={_OTHER_PAPER}\s*(?:số|SỐ|\d|Đại))"
    r"|\s(?i:và)\s+(?=(?i:quy chế|điều lệ)\s+(?i:thi đua|khen thưởng|công đoàn))"
)
_DATE_LINK = re.compile(r"\s*,?\s*\(?(?:ban\s+hành\s+)?(?=ngày|\d{1,2}\s?[/.-]\s?\d)", re.IGNORECASE)


def citations(text: str) -> list[Citation]:
    """Every reference of the text, in order of place; what is named inside another's subject comes after it."""
    return list(_citations(text))


_LAW_WORDS = tuple(word.lower() for word in _LAWS)
_KIND_WORDS = tuple(word.lower() for word in KINDS)


@lru_cache(maxsize=2048)
def _citations(text: str) -> tuple[Citation, ...]:
    """Most paragraphs name no paper: what none of its words stands in is not looked through."""
    low = " ".join(lowered(text).split())
    if not any(kind in low for kind in _KIND_WORDS):
        return ()
    found = sorted(
        (
            *(_numbered(text) if _DIGIT.search(low) else ()),
            *(_of_congresses(text) if "nghị" in low else ()),
            *(_laws(text) if any(word in low for word in _LAW_WORDS) else ()),
            *(_standing_rules(text) if "quy" in low or "điều" in low else ()),
        ),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Citation] = []
    for one in found:
        if _is_law_within(one, kept):
            continue
        if all(one.start >= other.start + len(other.named) or one.number != other.number for other in kept):
            kept.append(one)
    return tuple(kept)


def _is_law_within(one: Citation, kept: list[Citation]) -> bool:
    """ "Nghị định … quy định chi tiết một số điều của Luật …" names one paper; its subject names the law."""
    return (
        one.doc_type in _LAWS
        and one.number is None
        and any(other.number and other.start < one.start < other.end for other in kept)
    )


def tidy_number(written: str) -> str:
    """Without the blanks that slipped in: "64 /LĐLĐ" is "64/LĐLĐ"."""
    return re.sub(r"\s*([/–-])\s*", lambda stroke: stroke[1].replace("–", "-"), written.strip())


def _numbered(text: str) -> Iterator[Citation]:
    taken: list[tuple[int, int]] = []
    for form in (_NUMBERED, *((_LATE_NUMBER,) if _SAYS_NUMBER.search(text) else ())):
        for match in form.finditer(text):
            if not _can_be_number(match) or any(start <= match.start("number") < end for start, end in taken):
                continue
            group = list(_with_more_numbers(text, match))
            taken.append((match.start(), group[-1].end))
            yield from _completed(text, group)


def _can_be_number(match: re.Match[str]) -> bool:
    kind = _kind(match["kind"])
    if kind in _LAWS:
        return False
    if not match["number"].isdigit():
        return True
    said_so = bool(re.search(r"(?i:số)\s*:?\s*$", match.string[: match.start("number")]))
    counted = re.match(
        r"\s*(?:năm|tháng|quý|đợt|ngày|nội\s+dung|nhóm|nhiệm|mục|chỉ|loại|văn)(?!\w)",
        match.string[match.end("number") :],
    )
    return not counted and len(match["number"]) < 4 and (said_so or kind in _BARE_KINDS)


def _with_more_numbers(text: str, match: re.Match[str]) -> Iterator[Citation]:
    """ "Quyết định 217, 218": one reference a number."""
    kind = _kind(match["kind"])
    first = Citation(kind, match.start(), match.end(), match[0], tidy_number(match["number"]))
    yield first
    at = first.end
    while more := _NEXT_NUMBER.match(text, at):
        if more["number"].isdigit() and not (first.number or "").isdigit():
            return
        yield Citation(
            kind, more.start("number"), more.end(), f"{kind} {more['number']}", tidy_number(more["number"])
        )
        at = more.end()


def _completed(text: str, group: list[Citation]) -> Iterator[Citation]:
    """Date, issuer and subject stand after the last number of a group; the issuer is that of all."""
    last = _with_tail(text, group[-1])
    issuer = last.issuer or _issuer_of_next(text, last.end)
    for one in group[:-1]:
        yield replace(one, issuer=issuer)
    yield replace(last, issuer=issuer)


def _issuer_of_next(text: str, at: int) -> str | None:
    """ "Quyết định 217, Quy định 124 của Bộ Chính trị": what is of whom is said once, after the last."""
    match = re.compile(rf"\s*(?:,|và)\s+{_KIND}\s*(?:(?i:số)\s*:?\s*)?{NUMBER}").match(text, at)
    if match is None:
        return None
    _, issuer = _issuer(text, match.end())
    return issuer or _issuer_of_next(text, match.end())


def _with_tail(text: str, citation: Citation) -> Citation:
    term = _TERM.match(text, citation.end)
    at, date = _date(text, term.end() if term else citation.end)
    at, issuer = _issuer(text, at)
    if date is None:
        at, date = _date(text, at)
    end, subject = _subject(text, at)
    return replace(citation, date=date, issuer=issuer or _issuer_before(citation), subject=subject, end=end)


def _issuer_before(citation: Citation) -> str | None:
    """ "Kế hoạch phát động thi đua của LĐLĐ tỉnh số 12/KH-LĐLĐ"."""
    before = re.sub(r"\s(?i:số)\s*:?\s*\d.*", "", citation.named)
    for link in re.finditer(r"\scủa\s", before):
        body = body_at(before, link.end())
        if body:
            return body.written
    return None


def _date(text: str, at: int) -> tuple[int, str | None]:
    link = _DATE_LINK.match(text, at)
    if link is None:
        return at, None
    for date in dates(text[link.end() : link.end() + 40])[:1]:
        if date.start == 0 and not date.borrowed:
            closed = link.end() + date.end
            return closed + (1 if text[closed : closed + 1] == ")" else 0), date.iso
    return at, None


def _issuer(text: str, at: int) -> tuple[int, str | None]:
    link = _ISSUER_LINK.match(text, at)
    if link is None:
        return at, None
    body = body_at(text, link.end())
    named = _NAMED.match(text, link.end())
    if body:
        end = _other_issuers(text, body.end, both="giữa" in link[0].lower())
        return end, text[body.start : end]
    return (named.end(), named[0]) if named else (at, None)


def _other_issuers(text: str, at: int, *, both: bool) -> int:
    """ "của LĐLĐ tỉnh và Sở Nội vụ về …": the second body belongs to it only when the subject follows."""
    link = _AND_BODY.match(text, at)
    body: Body | None = body_at(text, link.end()) if link else None
    if body and not ISSUES.match(text, body.end) and (both or _SUBJECT.match(text, body.end)):
        return body.end
    return at


def _subject(text: str, at: int) -> tuple[int, str | None]:
    link = _SUBJECT.match(text, at)
    start = link.end() if link else at + len(text[at:]) - len(text[at:].lstrip(" ,("))
    for quotation in quotations(text[start : start + 700])[:1]:
        if quotation.start == 0:
            return start + quotation.end, _ABOUT.sub("", quotation.text, count=1)
    if link is None:
        return at, None
    stop = _SUBJECT_END.search(text, start)
    end = stop.start() if stop else len(text)
    end = _before_who_acts(text, start, end)
    said = text[start:end].strip(" ,*")
    return end, said or None


def _before_who_acts(text: str, start: int, end: int) -> int:
    """ "về phát động …, Ban Thường vụ LĐLĐ tỉnh yêu cầu:": the subject ends where the paper's own author acts."""
    for comma in re.finditer(r",\s+", text[start:end]):
        body = body_at(text, start + comma.end())
        if body and body.end < end and ISSUES.match(text, body.end):
            return start + comma.start()
    return end


def _of_congresses(text: str) -> Iterator[Citation]:
    for match in _OF_CONGRESS.finditer(text):
        congress = congress_at(text, match.end())
        if congress and not congress.written.islower():
            named = text[match.start() : congress.end]
            yield Citation(
                "Nghị quyết",
                match.start(),
                congress.end,
                named,
                issuer=_NTH_TERM.sub("", congress.written),
                subject=f"Nghị quyết {congress.written}",
            )

    for match in (*_OF_MEETING.finditer(text), *_OF_PLENUM.finditer(text)):
        if not re.search(r"[\dIVX]|Hội", match["issuer"]):
            continue
        after, date = _date(text, match.end())
        named = match[0]
        yield Citation(
            "Nghị quyết", match.start(), after, named, date=date, issuer=match["issuer"], subject=named
        )


def _laws(text: str) -> Iterator[Citation]:
    for match in _LAW.finditer(text):
        name = match["name"].rstrip(" ,-–")
        end = match.start("name") + len(name)
        tail = _LAW_YEAR.match(text, end)
        number = tail["number"] if tail else None
        named = text[match.start() : end] + (f" năm {tail['year']}" if tail and tail["year"] else "")
        end = tail.end() if tail and (number or tail["year"]) else end
        kind = _kind(match["kind"])
        after, date = _date(text, end)
        yield Citation(kind, match.start(), after, named, number, date, subject=named)


_OF_UNION = re.compile(r"\s+của\s+tổ\s+chức\s+Công\s+đoàn(?:\s+Việt\s+Nam)?", re.IGNORECASE)


def _standing_rules(text: str) -> Iterator[Citation]:
    for match in _RULES.finditer(text):
        end = match.end()
        issuer = None
        of_union = _OF_UNION.match(text, end)
        if of_union:
            end = of_union.end()
        elif match["kind"]:
            end, issuer = _issuer(text, end)
        else:
            body = body_at(text, end)
            end = body.end if body else end
        named = text[match.start() : end].strip()
        after, date = _date(text, end)
        yield Citation(
            _kind(match["kind"] or match["charter"]),
            match.start(),
            after,
            named,
            date=date,
            issuer=issuer,
            subject=named,
        )


def _kind(written: str) -> str:
    return " ".join(written.split()).capitalize()
