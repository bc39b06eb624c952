"""A small plan around one sentence, to see what is read of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from thidua.documents.reading.cadences import read_cadences
from thidua.documents.reading.deadlines import read_deadlines
from thidua.documents.reading.items import Item
from thidua.documents.reading.rules import read_rules
from thidua.documents.reading.targets import read_targets
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.opening import open_source
from thidua.formats.yaml_text import read_yaml

READERS = {"target": read_targets, "deadline": read_deadlines, "cadence": read_cadences, "rule": read_rules}

CASES = Path(__file__).parent / "cases"

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA AN
Số: 12/KH-LĐLĐ
Hòa An, ngày 10 tháng 01 năm 2023

{kind}
Phát động phong trào thi đua trong công nhân, viên chức, lao động năm 2023

Căn cứ Nghị quyết Đại hội Công đoàn tỉnh, Ban Thường vụ Liên đoàn Lao động tỉnh xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của các cấp công đoàn về thi đua.

II. {heading}
1. {sentence}

III. ĐIỀU KHOẢN CUỐI
1. Văn bản này thay cho văn bản trước.
"""


def plan(sentence: str, *, under: str = "CHỈ TIÊU THI ĐUA", kind: str = "KẾ HOẠCH") -> str:
    return PLAN.format(sentence=sentence, heading=under, kind=kind)


def said(sentence: str, kind: str, *, under: str = "CHỈ TIÊU THI ĐUA", paper: str = "KẾ HOẠCH") -> list[Item]:
    """The items of one kind that are read of a plan with this sentence in its second section."""
    source = open_source(plan(sentence, under=under, kind=paper).encode(), "plan.txt")
    return READERS[kind](ReadingText.of(source))


def cases(name: str) -> list[dict[str, Any]]:
    return list(read_yaml((CASES / f"{name}.yaml").read_text(encoding="utf-8")))
