"""Work handed out in a table."""

from __future__ import annotations

from thidua.documents.reading.items import Duty
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

PAPER = """# KẾ HOẠCH

Phát động phong trào thi đua năm 2024

## I. PHÂN CÔNG

| TT | {work} | {who} | Thời gian thực hiện |
|---|---|---|---|
| 1 | In tài liệu, trang trí hội trường | Văn phòng | Tháng 3 |
| 2 | Lễ ký giao ước | Ban Chính sách Pháp luật | Tháng 4 |
| 3 | Hội thi tay nghề | | Tháng 5 |
"""


def _duties(work: str, who: str) -> list[tuple[str, str]]:
    paper = PAPER.format(work=work, who=who)
    return [(one.body, one.text) for one in read_source(open_source(paper.encode(), "plan.md")).of(Duty)]


def test_a_column_of_work_beside_who_leads_it() -> None:
    assert _duties("Nội dung công việc", "Đơn vị chủ trì") == [
        ("Văn phòng", "In tài liệu, trang trí hội trường"),
        ("Ban Chính sách Pháp luật", "Lễ ký giao ước"),
    ]


def test_a_table_that_names_nobody_hands_out_nothing() -> None:
    assert _duties("Nội dung", "Ghi chú") == []
    assert _duties("Chỉ tiêu", "Đơn vị chủ trì") == []
