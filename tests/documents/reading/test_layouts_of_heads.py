"""One head, laid out in every way that offices and copies lay it out: the same fields each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from thidua.documents.reading.items import DocField
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

OFFICES = {
    "province": (
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÓC TRĂNG"),
        ("Tổng Liên đoàn Lao động Việt Nam", "Liên đoàn Lao động tỉnh Sóc Trăng"),
    ),
    "sector": (
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH SÓC TRĂNG", "CÔNG ĐOÀN NGÀNH Y TẾ"),
        ("Liên đoàn Lao động tỉnh Sóc Trăng", "Công đoàn ngành Y tế"),
    ),
    "company": (
        ("CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP TỈNH SÓC TRĂNG", "CÔNG ĐOÀN CÔNG TY CỔ PHẦN HẢI SẢN"),
        ("Công đoàn các khu công nghiệp tỉnh Sóc Trăng", "Công đoàn Công ty cổ phần Hải Sản"),
    ),
    "school": (
        ("CÔNG ĐOÀN GIÁO DỤC THÀNH PHỐ SÓC TRĂNG", "CĐCS TRƯỜNG THPT HOÀNG DIỆU"),
        ("Công đoàn Giáo dục thành phố Sóc Trăng", "CĐCS Trường THPT Hoàng Diệu"),
    ),
}
NUMBER, DAY = "Số: 08/KH-CĐ", "Sóc Trăng, ngày 05 tháng 02 năm 2021"
REST = """
KẾ HOẠCH
Tổ chức thi đua năm 2021

Căn cứ tình hình thực tế, đơn vị tổ chức thi đua như sau:
I. MỤC ĐÍCH
1. Hoàn thành kế hoạch sản xuất.
"""


def stacked(left: tuple[str, str]) -> str:
    return "\n".join([*left, NUMBER, *STATE, DAY])


def state_first(left: tuple[str, str]) -> str:
    return "\n".join([*STATE, *left, NUMBER, DAY])


def columns_by_tabs(left: tuple[str, str]) -> str:
    return "\n".join(f"{one}\t\t{other}" for one, other in zip([*left, NUMBER], [*STATE, DAY], strict=True))


def columns_by_blanks(left: tuple[str, str]) -> str:
    return "\n".join(f"{one:<58}{other}" for one, other in zip([*left, NUMBER], [*STATE, DAY], strict=True))


def columns_run_together(left: tuple[str, str]) -> str:
    return "\n".join(f"{one} {other}" for one, other in zip([*left, NUMBER], [*STATE, DAY], strict=True))


def broken_lines(left: tuple[str, str]) -> str:
    above, issuer = (one.replace(" TỈNH ", "\nTỈNH ").replace(" CÔNG TY ", "\nCÔNG TY ") for one in left)
    return "\n".join([above, issuer, "-------", NUMBER, *STATE, "---------------", DAY])


def all_in_one_line(left: tuple[str, str]) -> str:
    return " ".join([*left, NUMBER, *STATE, DAY])


LAYOUTS = (
    stacked,
    state_first,
    columns_by_tabs,
    columns_by_blanks,
    columns_run_together,
    broken_lines,
    all_in_one_line,
)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_head_says_the_same_in_every_layout(layout: Callable[[tuple[str, str]], str], office: str) -> None:
    written, (superior, issuer) = OFFICES[office]
    read = read_source(open_source((layout(written) + "\n" + REST).encode(), "giay.txt"))
    assert {one.field: one.value for one in read.of(DocField)} == {
        "superior_body": superior,
        "issuer": issuer,
        "number": "08/KH-CĐ",
        "place": "Sóc Trăng",
        "date": "2021-02-05",
        "doc_type": "Kế hoạch",
        "title": "Tổ chức thi đua năm 2021",
        "year": "2021",
    }
