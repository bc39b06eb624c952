"""What kind of section a statement stands in: goals to reach, results of the past, rules of awarding, or the rest.

The same words "80% công đoàn cơ sở vững mạnh" are a target under "Chỉ tiêu", a result under "Kết quả năm 2020" and a
condition under "Tiêu chuẩn xét tặng".
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from thidua.documents.prose.layout import Region, type_line
from thidua.documents.prose.outline import Node
from thidua.documents.reading.text import ReadingText


class Setting(StrEnum):
    GOAL = "goal"
    RESULT = "result"
    AWARD = "award"  # conditions, criteria, numbers of awards, money, points
    OPEN = "open"


_RESULT = re.compile(
    r"kết quả (?:đạt được|thực hiện|hoạt động|công tác|phong trào|nổi bật|năm|triển khai|\d|6 tháng)|đánh giá|tình hình"
    r"|ưu điểm|hạn chế|tồn tại|đặc điểm|bối cảnh|kết quả$|thành tích|sự cần thiết|thực trạng|thuận lợi|khó khăn",
    re.I,
)
_GOAL = re.compile(r"chỉ tiêu|mục tiêu|phấn đấu", re.I)
_AHEAD = re.compile(
    r"phương hướng|nhiệm vụ (?:trọng tâm|năm|chủ yếu)|mục tiêu|chỉ tiêu (?:năm|thi đua|phấn đấu)", re.I
)
_AWARD = re.compile(
    r"tiêu chuẩn|tiêu chí|chấm điểm|thang điểm|bảng điểm|hình thức khen|mức (?:khen|thưởng)"
    r"|^số lượng$|số lượng (?:khen|xét|tặng|giải)|giải thưởng"
    r"|cơ cấu giải|đối tượng|hồ sơ|kinh phí|điều kiện|bình xét|xét (?:tặng|chọn|khen|thi đua)|thể lệ|nguyên tắc|quyền lợi"
    r"|xếp loại|xếp hạng|phân loại|tiền thưởng|điểm (?:cộng|trừ|thưởng)|cộng điểm|trừ điểm|quy trình|công nhận"
    r"|mức hỗ trợ|mức chi|thời gian (?:nộp|gửi|họp)|cách (?:tính|chấm)"
    r"|khen thưởng$|^khen thưởng|công tác khen thưởng|biểu quyết|hội nghị cụm|chế độ (?:họp|hội họp|sinh hoạt)",
    re.I,
)
# A statement's own label: only what can hold no target.
_OWN_AWARD = re.compile(
    r"(?:về )?(?:tiêu chuẩn|tiêu chí|hồ sơ|kinh phí|đối tượng|điều kiện|số lượng (?:khen|xét|tặng)|thời gian"
    r"|mức (?:khen|thưởng|chi)|hình thức|cơ cấu|nguyên tắc|khen thưởng|tiền thưởng|thể lệ)",
    re.I,
)
_FIRST_LINES = 6
_HEADING_LENGTH = 220
_NAME_LENGTH = 160
_PROMISES = (
    "giao ước thi đua",
    "giao ước",
    "bản giao ước",
    "bản đăng ký",
    "lời phát động",
    "phát động",
    "lời kêu gọi",
)
_REGULATES = ("quy chế", "quy định", "thể lệ", "điều lệ", "nội quy", "biên bản")
_LOOKS_BACK = ("báo cáo",)


def doc_type(text: ReadingText) -> str:
    """The kind of paper in lower case: "kế hoạch", "quy chế" … Empty where no line says it. A letter says none: it is known
    by whom it greets and what it asks them to do."""
    for line in text.layout.title:
        if found := type_line(line.text):
            return found["type"].lower()
    opening = [node.text for node in (*text.preamble, *text.body[:2])]
    greets = any(_GREETS.match(said) for said in opening)
    return "công văn" if greets and any(_ASKS.search(said) for said in opening) else ""


_GREETS = re.compile(r"\s*kính gửi", re.I)
_ASKS = re.compile(r"(?<!\w)(?:đề nghị|yêu cầu|phát động)(?!\w)[^.]{0,200}:\s*$", re.I)


def kind_of(node: Node, text: ReadingText) -> str:
    """The kind of the paper, or of the one that is issued with it as an annex ("QUY CHẾ (kèm theo Quyết định …)")."""
    if node.region is Region.ANNEX:
        for line in text.layout.annexes[:_FIRST_LINES]:
            if found := type_line(line.text):
                return found["type"].lower()
    return doc_type(text)


def promises(kind: str) -> bool:
    """A covenant, a registration, a call: what it says is aimed at, from first to last."""
    return kind in _PROMISES


def regulates(kind: str) -> bool:
    return kind in _REGULATES


def setting_of(node: Node, kind: str) -> Setting:
    """By the nearest heading or announcing line that says anything; then by the kind of paper."""
    for each in (node, *node.ancestors()):
        own = each is node and not _names_a_section(each)
        told = node.lead()[0] if own else _announcement(each)
        found = _setting_of_words(told) if told else None
        if found is Setting.AWARD and kind in _LOOKS_BACK:
            return Setting.RESULT
        if found and not (own and found is Setting.AWARD and not _OWN_AWARD.match(told)):
            return found
    if kind in _REGULATES:
        return Setting.AWARD
    if promises(kind):
        return Setting.GOAL
    return Setting.RESULT if kind in _LOOKS_BACK else Setting.OPEN


_CONTEST = re.compile(r"nội dung[^.:;]{0,30}? thi đua|thi đua[^.:;]{0,20}? nội dung", re.I)


def says_what_is_competed_for(node: Node) -> bool:
    """Below a heading "Nội dung thi đua"."""
    return any(_names_a_section(each) and _CONTEST.search(each.text) for each in node.ancestors())


_POINT = re.compile(
    r"[*_\s]*(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là|thứ (?:nhất|hai|ba|tư|năm|sáu))[,:]", re.I
)


def directs(node: Node, kind: str) -> bool:
    """A point of a directive ("Một là, …") or of a letter that calls to a contest, or what stands below one: such papers
    have no section of targets."""
    return kind in ("chỉ thị", "công văn") and any(
        each.marker is not None or _POINT.match(each.text) for each in (node, *node.ancestors())
    )


_PLEDGE = re.compile(
    r"(?<!\w)(?:quyết tâm(?: (?:thực hiện|phấn đấu|đạt))?|phấn đấu|cam kết(?: thực hiện)?"
    r"|(?:các|những) (?:mục tiêu|chỉ tiêu)(?: \w+){0,4})\s*:\s",
    re.I,
)


def pledged_from(text: str, start: int, end: int) -> int | None:
    """Where, in a sentence, a pledge with a colon has said that what follows is aimed at; None where none has."""
    found = _PLEDGE.search(text, start, end)
    return found.end() if found else None


def _names_a_section(node: Node) -> bool:
    """A heading; but a line of a paper all in capitals that ends as a sentence does is none."""
    return node.heading and not (
        len(node.text) > _NAME_LENGTH or node.text.rstrip(" *_").endswith((".", ";"))
    )


def _announcement(node: Node) -> str:
    """What a heading or a line with a colon announces; nothing for a statement."""
    text = node.text.rstrip(" *_")
    if _names_a_section(node) or len(text) < _HEADING_LENGTH or text.endswith(":"):
        return text[-_HEADING_LENGTH:]
    return ""


@lru_cache(maxsize=2048)
def _setting_of_words(told: str) -> Setting | None:
    if _RESULT.search(told) and not _AHEAD.search(told):
        return Setting.RESULT
    if _GOAL.search(told) and not re.search(r"tiêu chuẩn|chấm điểm|xét tặng", told, re.I):
        return Setting.GOAL
    if _AWARD.search(told):
        return Setting.AWARD
    return None
