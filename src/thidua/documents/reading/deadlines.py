"""Deadlines: what has to be done by when, by whom, and where it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thidua.documents.prose.claims import LONGEST
from thidua.documents.prose.whens import HowOften, When, how_often, whens
from thidua.documents.reading.doers import asked_by_paper
from thidua.documents.reading.items import Deadline, Item
from thidua.documents.reading.settings import Setting, kind_of, setting_of
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.work_tables import deadlines_in_tables
from thidua.documents.reading.works import WORK, Clause, channel, receiver, subject_after, tidy, work_clauses
from thidua.documents.source.model import Confidence

# Regulations hold for every year: no year is lent to their days.
_TIMELESS = ("quy chế", "quy định", "điều lệ", "nội quy", "chương trình phối hợp", "chương trình", "thể lệ")


def read_deadlines(text: ReadingText) -> list[Item]:
    told: list[Item] = []
    asked = asked_by_paper(text)
    for node in text.charged:
        kind = kind_of(node, text)
        if node.place is not None or len(node.text) > LONGEST or setting_of(node, kind) is Setting.RESULT:
            continue
        year = None if kind in _TIMELESS else text.lent
        found = whens(node.text, year) if _MAY_BIND.search(node.text) else []
        if not found:
            continue
        times = Times(found, tuple(whens(node.text, None)), tuple(how_often(node.text)))
        for clause in work_clauses(node, asked(node)):
            if any(clause.start <= when.start < clause.end for when in found):
                told += _sent_to_one(list(_deadlines(clause, times)))
    return [*told, *deadlines_in_tables(text)]


# Without one of these no day binds anybody.
_MAY_BIND = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn|hạn|hết|cuối|trong (?:tháng|quý)|tuần|vào|ngày|tháng|quý|không quá|đầu)(?!\w)",
    re.I,
)


@dataclass(frozen=True)
class Times:
    """The times of one node: with the paper's year lent, and without; and how often."""

    dated: Sequence[When]
    timeless: Sequence[When]
    often: Sequence[HowOften]

    def told(self, recurs: str | None) -> Sequence[When]:
        """What comes again has no year; what is done once in the same sentence keeps its own."""
        if recurs is None:
            return self.dated
        once = {each.start for each in self.timeless if _is_once(each, recurs)}
        kept = [each for each in self.dated if each.start in once]
        again = [each for each in self.timeless if each.start not in once]
        return sorted([*kept, *again], key=lambda each: each.start)


_SEVERAL_A_YEAR = ("P1D", "P1W", "P1M")
_DAY_OF_A_YEAR = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}")


def _is_once(when: When, recurs: str | None) -> bool:
    """ "ra quân trước ngày 20 tháng 3, hằng tuần gửi kết quả": what comes every week has no day of the year."""
    return recurs in _SEVERAL_A_YEAR and bool(_DAY_OF_A_YEAR.fullmatch(when.due or ""))


_SENDS = re.compile(r"(?<!\w)(?:gửi|báo cáo|nộp)(?!\w)", re.I)


def _sent_to_one(told: list[Deadline]) -> list[Deadline]:
    """ "A trước ngày …, B trước ngày … về Z": both go to Z."""
    shared = next((each.to for each in reversed(told) if each.to), None)
    return [
        replace(each, to=shared) if each.to is None and _SENDS.search(each.what) else each for each in told
    ]


def _deadlines(clause: Clause, times: Times) -> Iterator[Deadline]:
    words = clause.node.text
    recurs = _recurrence([each for each in times.often if clause.start <= each.start < clause.end])
    found = [each for each in times.told(recurs) if clause.start <= each.start < clause.end]
    begin = clause.rest
    last: Deadline | None = None
    skip = False
    for place, when in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        latest = following if following and _is_outer_limit(words[when.end : following.start], when) else None
        skip = latest is not None
        end = latest.end if latest else when.end
        stop = following.start if following and not latest else clause.end
        made = _again(clause, when, (begin, end), last) or _made(
            clause, when, (begin, end, stop), None if _is_once(when, recurs) else recurs, latest
        )
        if made is not None:
            yield made
        last, begin = made, end


_OUTER = re.compile(
    r"[\s,;(]*(?:(?:chậm nhất|trường hợp|đặc biệt|cá biệt|riêng|nhưng)(?!\w)[^;.]{0,40})?", re.I
)


def _is_outer_limit(between: str, when: When) -> bool:
    """ "trong tháng 01, trường hợp đặc biệt không quá ngày 15/02": one deadline with an outer limit."""
    return when.op in ("within", "on") and not WORK.search(between) and bool(_OUTER.fullmatch(between))


_FEW = 3
_MORE_WORK = re.compile(rf"\s*(?:của\s)?(?:(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng))\s+{WORK.pattern}", re.I)
"""Behind the day stands what is done by it: "…, định kỳ trước ngày 15 tháng 6 hằng năm báo cáo về …"."""
_AIMED_AT = re.compile(r"\d\s?%")


def _again(clause: Clause, when: When, edges: tuple[int, int], last: Deadline | None) -> Deadline | None:
    """ "Báo cáo đợt 1 trước ngày …, cả năm trước ngày …": the same work, another time."""
    if last is None:
        return None
    told = tidy(clause.text(edges[0], max(edges[0], when.start)))
    if _MORE_WORK.match(clause.text(edges[1], clause.end)):
        return None
    if WORK.search(told) or len(told.split()) > _FEW:
        return None
    verb = WORK.match(last.what)
    what = tidy(f"{verb[0]} {told}") if verb and told else last.what
    return replace(
        last, what=what, due=when.due, op=when.op, anchor=clause.node.passage.anchor(*edges), latest=None
    )


def _made(
    clause: Clause, when: When, edges: tuple[int, int, int], recurs: str | None, latest: When | None
) -> Deadline | None:
    begin, end, stop = edges
    before = clause.text(min(begin, when.start), when.start)
    rest = clause.text(end, stop)
    after = _own_part(rest)
    opens = not clause.label and (when.start < clause.rest or not before.strip(" ,:*_"))
    op = "before" if when.op == "on" and _LIMIT.search(clause.label) else when.op
    named = subject_after(rest) if opens else None
    if opens:
        before, after = rest[named.rest :] if named else clause.text(max(end, clause.rest), stop), ""
    what = _what(clause, before, after) or _named_by(clause.text(when.start, when.end))
    if what is None or _DONE.search(what) or (op != "before" and not WORK.search(what)):
        return None
    if opens and op in ("end_of", "within") and _AIMED_AT.search(what):  # by when so much is aimed at
        return None
    told = f"{before} {rest if stop == clause.end else after}"
    return Deadline(
        anchor=clause.node.passage.anchor(min(max(begin, clause.start), when.start), end),
        confidence=Confidence.HIGH if op == "before" else Confidence.MEDIUM,
        what=what,
        who=named.body if named else clause.doer(what),
        due=when.due,
        to=receiver(told),
        op=op,
        channel=channel(told),
        recurs=recurs,
        latest=latest.due if latest else None,
    )


def _named_by(words: str) -> str | None:
    """ "hạn cuối đăng ký ngày …": what is due stands within."""
    within = _DUE_WORK.search(words)
    return within["what"] if within else None


_DUE_WORK = re.compile(
    r"hạn (?:cuối|chót|nộp|gửi)?\s?(?P<what>(?:đăng ký|nộp|gửi|nhận)(?:\s\w+){0,3}?)\s(?:là|ngày|\d)", re.I
)
_LIMIT = re.compile(r"(?<!\w)(?:hạn|thời hạn)(?!\w)", re.I)
_DONE = re.compile(r"(?<!\w)(?:đã|được gửi|nhận được|được\s[^,;.]{0,30}?thông qua)(?!\w)", re.I)
_NEXT_WORK = re.compile(rf"(?:,\s|(?<!\w)và\s)(?=(?:[^,;.]{{0,12}}\s)?{WORK.pattern})", re.I)


def _own_part(after: str) -> str:
    """What follows the date and still belongs to it: where it is sent, what for."""
    cut = _NEXT_WORK.search(after)
    return after[: cut.start()] if cut else after


def _what(clause: Clause, before: str, after: str) -> str | None:
    often = how_often(before)
    for each in reversed([each for each in often if not each.names]):
        before = before[: each.start] + before[each.end :]
    what = tidy(re.sub(r"\((?:qua|bản)[^()]*\)", "", before))
    if len(what.split()) < 3 and clause.label:
        what = tidy(f"{clause.label} {what}")
    if len(what.split()) < 2 and not WORK.fullmatch(what):
        what = tidy(after)
    elif re.match(r"\s*(?:về|cho|lên|tới)\s", after):
        what = tidy(f"{what} {after}")
    return what if what and (WORK.search(what) or len(what.split()) >= 3) else None


def _recurrence(often: list[HowOften]) -> str | None:
    said = [found for found in often if not found.names]  # "sơ kết 6 tháng" names the work
    periods = [each for found in said for each in found.frequencies if each.startswith("P")]
    return periods[0] if periods else None
