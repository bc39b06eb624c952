"""Small papers for tests: a head, a title, sections, and nothing that a test does not ask about."""

from __future__ import annotations

from typing import TypeVar

from thidua.documents.reading.items import Item
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

Kind = TypeVar("Kind", bound=Item)

HEAD = """TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-LĐLĐ
An Bình, ngày 05 tháng 02 năm 2024

KẾ HOẠCH
Phát động phong trào thi đua trong công nhân, viên chức, lao động năm 2024

Thực hiện chương trình công tác năm 2024, Ban Thường vụ Liên đoàn Lao động tỉnh xây dựng kế hoạch như sau:
"""
TAIL = """
Nơi nhận:
- Các công đoàn cơ sở;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lê Văn Bình
"""


def reading_of(body: str, *, head: str = HEAD, tail: str = TAIL) -> Reading:
    """The reading of a plan with this body."""
    return read_source(open_source(f"{head}\n{body}\n{tail}".encode(), "plan.txt"))


def items(kind: type[Kind], body: str, **around: str) -> list[Kind]:
    return reading_of(body, **around).of(kind)
