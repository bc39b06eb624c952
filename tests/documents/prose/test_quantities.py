"""Numbers, units and comparators in every order in which Vietnamese puts them."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from thidua.documents.prose.numbers import Value, numbers
from thidua.documents.prose.quantities import quantities
from thidua.formats.in_words import number_in_words


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2.000", 2000), ("2 000", 2000), ("2000", 2000), ("1.234,5", Decimal("1234.5")), ("0,5", Decimal("0.5")),
        ("01", 1), ("12.500", 12500), ("1.250.000", 1250000), ("85,75", Decimal("85.75")), ("02 (hai)", 2),
        ("700 triệu", 700_000_000), ("1,5 tỷ", 1_500_000_000), ("1 tỷ 500 triệu", 1_500_000_000),
        ("2,5 nghìn tỷ", 2_500_000_000_000), ("75 nghìn", 75_000), ("01 triệu", 1_000_000),
    ],
)  # fmt: skip
def test_a_number_is_exact(written: str, value: Value) -> None:
    (found,) = numbers(f"Đạt {written} trong đợt này")
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 63/KH-LĐLĐ ngày 31/12/2020", "Nghị định 91/2017/NĐ-CP", "Chỉ thị số 34-CT/TW ngày 07/4/2014",
        "giai đoạn 2021 - 2025", "nhiệm kỳ 2018-2023", "năm 2021", "Điều 5, khoản 2", "đợt 1", "khóa XII", "quý 3",
        "trước 16 giờ 30 ngày 15/7/2024", "lần thứ 13", "tháng 5", "(28/7/1929 - 28/7/2022)", "Phụ lục 2", "Tết Kỷ Hợi 2019",
        "một số nội dung", "một trong những", "một cách thiết thực", "năm thứ hai", "Covid-19", "Cách mạng công nghiệp 4.0",
    ],
)  # fmt: skip
def test_what_names_or_dates_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("85% trở lên nữ CNVCLĐ", ">=", 85, "%"),
        ("từ 85 % trở lên", ">=", 85, "%"),
        ("từ 30 nhà ở “Mái ấm” cho đoàn viên trở lên", ">=", 30, "nhà ở"),
        ("trên 80% số CĐCS", ">", 80, "%"),
        ("hơn 500 lượt người", ">", 500, "lượt người"),
        ("ít nhất một đoàn viên", ">=", 1, "đoàn viên"),
        ("tối thiểu 02 (hai) sáng kiến", ">=", 2, "sáng kiến"),
        ("không dưới mười hai cuộc", ">=", 12, "cuộc"),
        ("không thấp hơn 70%", ">=", 70, "%"),
        ("đạt và vượt 90%", ">=", 90, "%"),
        ("dưới 5%", "<", 5, "%"),
        ("không quá 10 vụ", "<=", 10, "vụ"),
        ("không vượt quá 4,35%", "<=", Decimal("4.35"), "%"),
        ("tối đa 20%", "<=", 20, "%"),
        ("15% trở xuống", "<=", 15, "%"),
        ("≥ 90% CĐCS", ">=", 90, "%"),
        ("100% cán bộ", "=", 100, "%"),
        ("85 phần trăm", "=", 85, "%"),
        ("500.000đ/suất", "=", 500_000, "đồng"),
        ("20 tr", "=", 20_000_000, "đồng"),
        ("1.200 m2", "=", 1200, "m2"),
        ("3/4 số đoàn viên", "=", 75, "%"),
        ("8/10 doanh nghiệp", "=", 80, "%"),
    ],
)
def test_the_comparator_is_found_on_either_side(text: str, sign: str, value: Value, unit: str) -> None:
    (found,) = quantities(f"Phấn đấu {text}")
    assert (found.comparator, found.value, found.unit) == (sign, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "80% CĐCS xếp loại khá trở lên",
        "5 giải cấp huyện trở lên",
        "90% đạt lao động tiên tiến trở lên",
        "70% có trình độ đại học trở lên",
    ],
)
def test_a_grade_upwards_is_not_the_number_upwards(text: str) -> None:
    assert quantities(text)[0].comparator == "="


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("90-95%", 90, 95),
        ("từ 90% đến 95%", 90, 95),
        ("từ 10 - 15 sáng kiến", 10, 15),
        ("từ 80 đến dưới 90%", 80, 90),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int) -> None:
    (found,) = quantities(text)
    assert (found.comparator, found.value, found.upper) == (">=", low, high)


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("từ 65% lên 70%", "=", 70),
        ("từ 3 vụ xuống còn không quá 01 vụ", "<=", 1),
        ("từ 80% năm 2022 lên trên 85%", ">", 85),
    ],
)
def test_of_a_change_the_end_is_meant(text: str, sign: str, value: int) -> None:
    (found,) = quantities(text)
    assert (found.comparator, found.value, found.changed) == (sign, value, True)


def test_a_thousand_written_the_foreign_way_is_doubted() -> None:
    (found,) = quantities("Kết nạp 1,500 đoàn viên")
    assert (found.value, found.doubtful) == (1500, True)


def test_a_share_that_does_not_end_is_left_to_the_words() -> None:
    assert quantities("ít nhất 2/3 tổng số phiếu") == []


@pytest.mark.parametrize("seed", range(40))
def test_numbers_in_words_and_in_digits_are_the_same(seed: int) -> None:
    value = random.Random(seed).choice([1, 2, 3, 7, 11, 15, 21, 25, 40, 105, 250])
    words, digits = (
        quantities(f"ít nhất {number_in_words(value)} sáng kiến"),
        quantities(f"ít nhất {value:02d} sáng kiến"),
    )
    assert [(each.comparator, each.value, each.unit) for each in words] == [
        (each.comparator, each.value, each.unit) for each in digits
    ]


@pytest.mark.parametrize("seed", range(60))
def test_every_way_of_grouping_says_the_same(seed: int) -> None:
    rng = random.Random(seed)
    value = rng.randrange(1000, 9_999_999)
    dotted = f"{value:,}".replace(",", ".")
    told = {
        str(quantities(f"Kết nạp {form} đoàn viên")[0].value)
        for form in (dotted, dotted.replace(".", " "), str(value))
    }
    assert told == {str(value)}
