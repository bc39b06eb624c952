"""Cadences: what is done again and again, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.claims import LONGEST
from thidua.documents.prose.clauses import covers, quoted
from thidua.documents.prose.whens import HowOften, how_often, whens
from thidua.documents.reading.doers import asked_by_paper
from thidua.documents.reading.items import Cadence, Item
from thidua.documents.reading.settings import Setting, kind_of, promises, setting_of
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.works import Clause, receiver, subject_after, tidy, work_clauses
from thidua.documents.source.model import Confidence


def read_cadences(text: ReadingText) -> list[Item]:
    told: list[Item] = []
    asked = asked_by_paper(text)
    for node in text.charged:
        kind = kind_of(node, text)
        setting = setting_of(node, kind)
        if (
            node.place is not None
            or len(node.text) > LONGEST
            or setting is Setting.RESULT
            or (setting is Setting.GOAL and not promises(kind))
        ):
            continue
        hidden = quoted(node.text)
        often = [each for each in how_often(node.text) if not covers(hidden, each.start)]
        for clause in work_clauses(node, asked(node)) if often else ():
            found = [each for each in often if clause.start <= each.start < clause.end]
            told += _cadences(clause, found) if found else ()
    return told


# What is done regularly: reports, reviews, meetings, checks, choices. Work on contents is not a cadence.
_REGULAR = re.compile(
    r"(?<!\w)(?:báo cáo|sơ kết|tổng kết|sơ, tổng kết|đánh giá|họp|sinh hoạt|giao ban|kiểm tra"
    r"|giám sát|khen thưởng|tôn vinh|biểu dương|rà soát"
    r"|thống kê|đối thoại|bình xét|bình chọn|xét|xét chọn|xét tặng|chấm điểm|công bố|tổng hợp"
    r"|kiểm điểm|cung cấp|gửi|rút kinh nghiệm|trao đổi"
    r"|phân tích|hội nghị|kiểm kê|phân loại|xếp loại|tổ chức (?:\w+ )?(?:đợt|cuộc|đoàn)|phản ánh"
    r"|nghe|phúc tra|cập nhật|thông báo|nhận xét|luân phiên|bình bầu|biên tập|phát hành|đăng tải|niêm yết)(?!\w)",
    re.I,
)
_OF_A_NOUN = re.compile(
    r"(?<!\w)(?:kế hoạch|chương trình|chương trình công tác|nhiệm vụ|chỉ tiêu|dự toán|ngân sách"
    r"|kinh phí|công tác|phong trào|mục tiêu|công việc|mức(?: chi| thưởng| hỗ trợ)?|số tiền)\s*$",
    re.I,
)
_REPORTING = re.compile(r",?\svà\s(?=(?:báo cáo|gửi)(?!\w))", re.I)


def _cadences(clause: Clause, found: list[HowOften]) -> Iterator[Cadence]:
    begin = clause.rest
    for place, often in enumerate(found):
        if often.names and any(set(often.frequencies) <= set(one.frequencies) for one in found[place + 1 :]):
            continue  # "báo cáo tháng gửi ngày 20 hằng tháng" is said once
        stop = found[place + 1].start if place + 1 < len(found) else clause.end
        before, after = clause.text(min(begin, often.start), often.start), clause.text(often.end, stop)
        begin = often.end
        before = f"{before}{clause.text(often.start, often.end)}" if often.names else before
        if _OF_A_NOUN.search(before) or (often.frequencies == ("periodic",) and not before.strip()):
            continue
        for what, who in _whats(before, after, clause.label):
            for frequency in often.frequencies:
                yield Cadence(
                    anchor=clause.node.passage.anchor(often.start, often.end),
                    confidence=Confidence.HIGH if frequency != "periodic" else Confidence.MEDIUM,
                    what=what,
                    frequency=frequency,
                    who=who or clause.doer(what),
                    to=receiver(f"{what} {_sent(after)}"),
                )


_SENT = re.compile(r"^[^,;.]*?(?<!\w)(?:về|cho|lên|tới)\s[^,;.]+")


def _sent(after: str) -> str:
    """Where it goes, said after the frequency: "… 6 tháng và 01 năm (có hướng dẫn riêng) về LĐLĐ tỉnh"."""
    found = _SENT.match(re.sub(r"\([^()]*\)", " ", after))
    return found[0] if found else ""


_FEW = 6


def _whats(before: str, after: str, label: str) -> Iterator[tuple[str, str | None]]:
    """The work before the frequency; each half of it where reporting is one; else the work behind it, with its doer."""
    told = _last_work(before)
    governs_next = re.search(r"(?:^|[,:]|(?<!\w)và)\s*$", before) and re.match(
        rf"[\s,]*(?:[^\s,;]+\s){{0,4}}?{_REGULAR.pattern}", after, re.I
    )
    if governs_next or not told or not _REGULAR.search(told):
        subject = subject_after(after)
        first = _without_dates(after[subject.rest :] if subject else after)
        if _REGULAR.search(first[:90]):
            yield tidy(_first_work(first)), subject.body if subject else None
        elif told and len(told.split()) <= _FEW and _REGULAR.search(label):
            yield tidy(f"{label}: {told}"), None  # "Bình xét các cấp: cấp cơ sở mỗi năm một lần, …"
        return
    for half in _REPORTING.split(told):
        what = tidy(half)
        if _REGULAR.search(what):
            yield what, None


_NO_WORK = re.compile(r"(?:\s|,|và|ngày|tháng|quý|năm|\d|/|của|hằng|hàng)*", re.I)
"""Between the last day and how often there is nothing but further days."""


def _last_work(before: str) -> str:
    """From the last "đồng thời", or the last dated piece, on."""
    words = re.sub(r"\([^()]*\)", " ", before)
    dated = whens(words, None)
    if dated and _NO_WORK.fullmatch(words, dated[-1].end):  # "… vào ngày 05 và ngày 20 hằng tháng"
        words = words[: dated[-1].start]
        dated = dated[:-1]
    start = dated[-1].end if dated else 0
    tail = words[start:]
    at_once = re.split(r"(?<!\w)đồng thời\s", tail)
    return at_once[-1]


def _first_work(after: str) -> str:
    return re.split(r";|\.\s", after)[0]


def _without_dates(told: str) -> str:
    """Up to the first date."""
    dated = whens(told, None)
    return told[: dated[0].start] if dated else told
