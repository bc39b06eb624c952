"""A paper in capitals throughout is read as if it were not."""

from __future__ import annotations

from dataclasses import fields

import pytest

from thidua.documents.prose.shouting import sentence_of, softened
from thidua.documents.reading.items import Item
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

PAPER = """KẾ HOẠCH
Phát động thi đua năm 2022
Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị về đổi mới công tác thi đua;
Ban Thường vụ Liên đoàn Lao động tỉnh Sơn La xây dựng kế hoạch như sau:
I. MỤC TIÊU
1. Phấn đấu với tinh thần “Nhanh và đúng hẹn”, chào mừng Đại hội XIII Công đoàn Việt Nam.
II. THỜI GIAN
1. Đợt 1: Từ 01/01/2022 đến 30/6/2022: kỷ niệm 132 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 - 19/5/2022).
a) Các đơn vị phát động trước.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lò Thị Hoa
"""


def said(items: tuple[Item, ...]) -> list[tuple[str, list[str]]]:
    aside = {"anchor", "confidence"}
    return [
        (
            item.kind,
            [str(getattr(item, one.name)).casefold() for one in fields(item) if one.name not in aside],
        )
        for item in items
    ]


def test_capitals_change_nothing_of_what_is_read() -> None:
    spoken = read_source(open_source(PAPER.encode(), "giay.txt"))
    shouted = read_source(open_source(PAPER.upper().encode(), "giay.txt"))
    assert said(shouted.items) == said(spoken.items)
    assert [item.anchor for item in shouted.items] == [item.anchor for item in spoken.items]
    assert shouted.source.raw == PAPER.upper()


def test_a_paper_with_headings_in_capitals_does_not_shout() -> None:
    source = open_source(PAPER.encode(), "giay.txt")
    assert softened(source) is source


@pytest.mark.parametrize(
    ("shouted", "spoken"),
    [
        (
            "A) CÁC CẤP CÔNG ĐOÀN TỈNH LAI CHÂU THỰC HIỆN CHỈ THỊ 34-CT/TW.",
            "a) Các cấp Công đoàn tỉnh Lai Châu thực hiện chỉ thị 34-CT/TW.",
        ),
        (
            "1. ĐẨY MẠNH PHONG TRÀO “LAO ĐỘNG GIỎI”. LĐLĐ HUYỆN BÁO CÁO.",
            "1. Đẩy mạnh phong trào “Lao động giỏi”. LĐLĐ huyện báo cáo.",
        ),
    ],
)
def test_names_and_symbols_keep_their_capitals(shouted: str, spoken: str) -> None:
    assert sentence_of(shouted) == spoken
    assert len(spoken) == len(shouted)
