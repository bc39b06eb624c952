"""Names of bodies, congresses and their abbreviations."""

from __future__ import annotations

import pytest

from thidua.documents.prose.bodies import bodies, cased, congress_at, expanded, same_body


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ban Thường vụ LĐLĐ tỉnh Cà Mau ban hành Kế hoạch", ["Ban Thường vụ LĐLĐ tỉnh Cà Mau"]),
        ("Công đoàn ngành Y tế tỉnh Bà Rịa - Vũng Tàu và", ["Công đoàn ngành Y tế tỉnh Bà Rịa - Vũng Tàu"]),
        ("của Bộ Chính trị (Khóa XI) về", ["Bộ Chính trị (Khóa XI)"]),
        ("UBND Thành phố Đà Nẵng, Sở Nội vụ", ["UBND Thành phố Đà Nẵng", "Sở Nội vụ"]),
        ("CÔNG ĐOÀN CÔNG TY TNHH SAO MAI", ["CÔNG ĐOÀN CÔNG TY TNHH SAO MAI"]),
        ("LĐLĐ quận 3 đề nghị", ["LĐLĐ quận 3"]),
        ("Liên đoàn Lao động tỉnh xây dựng kế hoạch", ["Liên đoàn Lao động tỉnh"]),
        ("Uỷ ban nhân dân tỉnh Yên Bái Chỉ thị", ["Uỷ ban nhân dân tỉnh Yên Bái"]),
        ("Hội đồng Thi đua - Khen thưởng Trung ương", ["Hội đồng Thi đua - Khen thưởng Trung ương"]),
        ("các công đoàn tích cực học tập, bộ máy tinh gọn, cơ sở vật chất", []),
    ],
)
def test_a_body_is_read_as_far_as_its_name_goes(text: str, named: list[str]) -> None:
    assert [body.written for body in bodies(text)] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, năm",
            "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        ),
        ("Đại hội XV Công đoàn tỉnh và", "Đại hội XV Công đoàn tỉnh"),
        ("Đại hội Công đoàn các cấp, trọng tâm", "Đại hội Công đoàn các cấp"),
        ("Đại hội Đảng bộ tỉnh Sơn La lần thứ XV. Các", "Đại hội Đảng bộ tỉnh Sơn La lần thứ XV"),
        ("Đại hội CĐCS nhiệm kỳ 2017-2022 và", "Đại hội CĐCS nhiệm kỳ 2017-2022"),
        ("Đại hội thi đua yêu nước toàn quốc lần thứ XI.", "Đại hội thi đua yêu nước toàn quốc lần thứ XI"),
    ],
)
def test_a_congress_is_read_with_its_number_body_and_term(text: str, named: str) -> None:
    body = congress_at(text)
    assert body is not None and body.congress
    assert body.written == named


def test_a_congress_of_nobody_is_none() -> None:
    assert congress_at("Đại hội thành công tốt đẹp") is None


def test_abbreviations_are_written_out_and_compare_equal() -> None:
    assert expanded("BTV LĐLĐ tỉnh Cà Mau") == "Ban Thường vụ Liên đoàn Lao động tỉnh Cà Mau"
    assert same_body("LĐLĐ TỈNH CÀ MAU", "Liên đoàn Lao động tỉnh Cà Mau")


def test_capitals_of_a_letterhead_become_those_of_a_sentence() -> None:
    assert cased("LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HẢI PHÒNG") == "Liên đoàn Lao động thành phố Hải Phòng"
    assert cased("CÔNG ĐOÀN CÔNG TY TNHH SAO MAI") == "Công đoàn Công ty TNHH Sao Mai"
    assert cased("Công đoàn Y tế Việt Nam") == "Công đoàn Y tế Việt Nam"
