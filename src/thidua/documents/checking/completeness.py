"""What a launch needs before it goes out: aims, targets or a statement of quality; contents; measures; participants.
And whether one file holds one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.checking.remarks import Remark, Severity
from thidua.documents.prose.layout import Region, type_line
from thidua.documents.prose.letters import plain
from thidua.documents.prose.outline import Node
from thidua.documents.reading.items import Bloc, BlocContent, Duty, Movement, Target
from thidua.documents.reading.model import Reading
from thidua.documents.reading.parts import Part, part_named
from thidua.documents.reading.text import ReadingText

_LAUNCHES = ("phát động", "phong trào thi đua", "thi đua")
_REVIEWS = (
    "chấm điểm",
    "xếp hạng",
    "xếp loại",
    "bình xét",
    "xét thi đua",
    "tổng kết",
    "sơ kết",
    "hồ sơ",
    "kiểm tra",
)
"""A guidance on marking or on the year's end launches nothing."""
_PLANS = ("kế hoạch", "phát động", "hướng dẫn")
_AIMED = ("nhằm", "mục đích", "mục tiêu", "phấn đấu", "lập thành tích", "thắng lợi", "hoàn thành")
_PEOPLE = (
    "đoàn viên", "người lao động", "công nhân", "cán bộ", "công chức", "viên chức", "các cấp công đoàn", "đơn vị",
    "cnvclđ", "nlđ", "doanh nghiệp",
)  # fmt: skip


def of_completeness(reading: Reading) -> Iterator[Remark]:
    text = ReadingText.of(reading.source)
    if _is_launch(text):
        for missing in _missing(reading, text):
            yield Remark(
                code="documents.check_launch_without", severity=Severity.WARNING, params={"missing": missing}
            )
    for number, other in enumerate(reading.papers, start=1):
        if number != reading.paper:
            yield Remark(
                code="documents.check_two_papers",
                severity=Severity.WARNING,
                anchor=other.anchor,
                params={"title": other.title, "paper": str(number)},
            )
    second = None if reading.papers else _second_paper(text)
    if second is not None:
        yield Remark(
            code="documents.check_two_papers",
            severity=Severity.WARNING,
            anchor=second.passage.anchor(),
            params={"title": second.text},
        )


def _is_launch(text: ReadingText) -> bool:
    title = plain(" ".join(line.text for line in text.layout.title))
    launches = [word for word in _LAUNCHES if plain(word) in title]
    reviews = launches == ["thi đua"] and any(plain(word) in title for word in _REVIEWS)
    return bool(launches) and not reviews and any(plain(kind) in title for kind in _PLANS)


def _missing(reading: Reading, text: ReadingText) -> Iterator[str]:
    said = plain(" ".join([*(line.text for line in text.layout.title), *(node.text for node in text.said)]))
    parts = {part_named(node.text) for node in text.body if node.heading}
    if not (
        parts & {Part.AIMS, Part.TARGETS} or reading.of(Target) or any(plain(word) in said for word in _AIMED)
    ):
        yield "aims"
    told = any(isinstance(item, Bloc | BlocContent | Movement | Target) for item in reading.items)
    if not (Part.CONTENT in parts or told):
        yield "contents"
    if not (Part.MEASURES in parts or reading.of(Duty)):
        yield "measures"
    if not (reading.of(Duty) or any(plain(word) in said for word in _PEOPLE)):
        yield "participants"


_NUMBERED = re.compile(r"(?<!\w)số\s*:?\s*\d+[^\s]*[/-][A-ZĐ]", re.I)


def _second_paper(text: ReadingText) -> Node | None:
    """After the first paper, a line that names the kind of another, below a number or a motto of its own."""
    begun = False
    for node in text.outline.walk(Region.BODY, Region.TAIL, Region.ANNEX):
        said = plain(node.text)
        if _NUMBERED.match(node.text.strip(" *_")) or plain("Cộng hòa xã hội chủ nghĩa Việt Nam") in said:
            begun = True
        elif begun and _is_form(said):
            begun = False
        elif begun and node.text.strip(" *_").isupper() and type_line(node.text):
            return node
    return None


def _is_form(said: str) -> bool:
    """Forms in an annex have a head of their own: they are no second paper."""
    return said.startswith(
        (plain("mẫu"), plain("biểu"), plain("bản đăng ký"), plain("danh sách"), plain("báo cáo"))
    )
