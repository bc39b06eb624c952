"""What a section of a plan is for, told by its heading."""

from __future__ import annotations

from enum import StrEnum

from thidua.documents.prose.layout import Region
from thidua.documents.prose.letters import plain
from thidua.documents.prose.outline import Node
from thidua.documents.prose.passage import Passage
from thidua.documents.reading.text import ReadingText


class Part(StrEnum):
    AIMS = "aims"
    TARGETS = "targets"
    CONTENT = "content"
    TIME = "time"
    MEASURES = "measures"
    AWARDS = "awards"
    PAST = "past"
    OTHER = "other"


# The first line with a word of the heading decides: "Nội dung và tổ chức thực hiện" is about measures.
_WORDS = (
    (Part.PAST, "kết quả|tình hình|thực trạng|ưu điểm|tồn tại|hạn chế"),
    (
        Part.MEASURES,
        "tổ chức thực hiện|biện pháp|giải pháp|phân công|trách nhiệm|thực hiện kế hoạch|triển khai thực hiện",
    ),
    (Part.TIME, "thời gian|tiến độ|lộ trình|các đợt|chia đợt"),
    (Part.AWARDS, "khen thưởng|danh hiệu|kinh phí|tiêu chuẩn|hồ sơ|xếp loại|chấm điểm"),
    (Part.CONTENT, "nội dung|nhiệm vụ"),
    (Part.AIMS, "mục đích|yêu cầu|quan điểm|ý nghĩa"),
    (Part.TARGETS, "chỉ tiêu|mục tiêu"),
)
_KNOWN = tuple((part, tuple(f" {plain(word)} " for word in words.split("|"))) for part, words in _WORDS)


def part_named(heading: str) -> Part:
    said = f" {plain(heading)} "
    return next((part for part, words in _KNOWN if any(word in said for word in words)), Part.OTHER)


def part_of(node: Node) -> Part:
    """Of the nearest heading above (or itself) that says what it is for."""
    for one in (node, *node.ancestors()):
        if one.heading:
            part = part_named(one.text[:200])
            if part is not Part.OTHER:
                return part
    return Part.OTHER


def told_in(text: ReadingText, *regions: Region) -> list[Node]:
    """The title as one sentence, however many lines it has, then every node of the regions."""
    return [*_title(text.layout.title), *text.outline.walk(*regions)]


def _title(lines: tuple[Passage, ...]) -> list[Node]:
    if not lines:
        return []
    whole = lines[0]
    for line in lines[1:]:
        whole = whole.joined(line)
    return [Node(whole, whole, Region.HEAD)]
