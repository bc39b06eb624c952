"""What kind of section a statement stands in: goals to reach, results of the past, rules of awarding, or the rest.

The same words "80% công đoàn cơ sở vững mạnh" are a target under "Chỉ tiêu", a result under "Kết quả năm 2020" and a
condition under "Tiêu chuẩn xét tặng".
"""

from __future__ import annotations

import re
from enum import StrEnum

from thidua.documents.prose.layout import type_line
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
    r"tiêu chuẩn|tiêu chí|chấm điểm|thang điểm|bảng điểm|hình thức khen|mức (?:khen|thưởng)|số lượng (?:khen|xét|tặng|giải)|giải thưởng"
    r"|cơ cấu giải|đối tượng|hồ sơ|kinh phí|điều kiện|bình xét|xét (?:tặng|chọn|khen|thi đua)|thể lệ|nguyên tắc|quyền lợi"
    r"|xếp loại|phân loại|tiền thưởng|quy trình|công nhận|mức hỗ trợ|mức chi|thời gian (?:nộp|gửi|họp)|cách (?:tính|chấm)"
    r"|khen thưởng$|^khen thưởng|công tác khen thưởng|biểu quyết|hội nghị cụm|chế độ (?:họp|hội họp|sinh hoạt)",
    re.I,
)
_HEADING_LENGTH = 220
_REGULATES = ("quy chế", "quy định", "thể lệ", "điều lệ", "nội quy", "biên bản")
_LOOKS_BACK = ("báo cáo",)


def doc_type(text: ReadingText) -> str:
    """The kind of paper in lower case: "kế hoạch", "quy chế" … Empty where no line says it."""
    for line in text.layout.title:
        if found := type_line(line.text):
            return found["type"].lower()
    return ""


def regulates(kind: str) -> bool:
    return kind in _REGULATES


def setting_of(node: Node, kind: str) -> Setting:
    """By the nearest heading or announcing line that says anything; then by the kind of paper."""
    for each in (node, *node.ancestors()):
        own = each is node and not each.heading
        told = node.lead()[0] if own else _announcement(each)
        found = _setting_of_words(told) if told else None
        if found and not (own and found is Setting.AWARD and not _AWARD.match(told)):
            return found
    if kind in _REGULATES:
        return Setting.AWARD
    return Setting.RESULT if kind in _LOOKS_BACK else Setting.OPEN


def _announcement(node: Node) -> str:
    """What a heading or a line with a colon announces; nothing for a statement."""
    text = node.text.rstrip(" *_")
    if node.heading or len(text) < _HEADING_LENGTH or text.endswith(":"):
        return text[-_HEADING_LENGTH:]
    return ""


def _setting_of_words(told: str) -> Setting | None:
    if _RESULT.search(told) and not _AHEAD.search(told):
        return Setting.RESULT
    if _GOAL.search(told) and not re.search(r"mục đích|tiêu chuẩn|chấm điểm|xét tặng", told, re.I):
        return Setting.GOAL
    if _AWARD.search(told):
        return Setting.AWARD
    return None
