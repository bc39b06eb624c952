"""Numbers, money and dates as Vietnamese people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.formats import in_words, vi
from thidua.formats.errors import CodedError
from thidua.formats.vi import NBSP


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567", "1234567"),
        ("1.234", "1234"),
        ("-1.234", "-1234"),
        ("\u221212", "-12"),
        ("- 12", "-12"),
        ("+7", "7"),
        ("１２３", "123"),
        ("１．２３４，５", "1234.5"),
        ("0", "0"),
        ("007", "7"),
        ("0,5", "0.5"),
        ("1,234", "1.234"),
    ],
)
def test_numbers_are_read(written: str, read: str) -> None:
    assert vi.parse_number(written) == Decimal(read)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "formats.number_empty"),
        (" \u00a0", "formats.number_empty"),
        ("mười", "formats.number_unreadable"),
        ("12 người", "formats.number_unreadable"),
        ("5😀", "formats.number_unreadable"),
        ("1.2.3", "formats.number_unreadable"),
        ("1.23.456", "formats.number_unreadable"),
        ("1,23,456", "formats.number_unreadable"),
        ("1,234.567,8", "formats.number_unreadable"),
        ("1.23,4", "formats.number_unreadable"),
        ("12 34", "formats.number_unreadable"),
        ("1 234 5", "formats.number_unreadable"),
        ("5.", "formats.number_unreadable"),
        (",5", "formats.number_unreadable"),
        ("1e5", "formats.number_unreadable"),
        ("--5", "formats.number_unreadable"),
        ("½", "formats.number_unreadable"),
        ("²", "formats.number_unreadable"),
        ("٣", "formats.number_unreadable"),
        ("NaN", "formats.number_unreadable"),
        ("1_000", "formats.number_unreadable"),
        ("–", "formats.number_unreadable"),
    ],
)
def test_what_is_no_number_is_refused(written: str, code: str) -> None:
    with pytest.raises(CodedError) as refused:
        vi.parse_number(written)
    assert refused.value.code == code
    assert refused.value.params["text"] == written


@pytest.mark.parametrize(
    ("written", "as_decimal", "as_thousands"),
    [
        ("1.23", "1,23", "123"),
        ("0.500", "0,500", "500"),
        ("1234.567", "1234,567", "1234567"),
        ("1.5", "1,5", "15"),
    ],
)
def test_a_single_dot_that_may_be_either_is_refused_with_both_readings(
    written: str, as_decimal: str, as_thousands: str
) -> None:
    with pytest.raises(vi.NumberAmbiguous) as refused:
        vi.parse_number(written)
    assert refused.value.params == {"text": written, "as_decimal": as_decimal, "as_thousands": as_thousands}


def test_counts_refuse_fractions_and_negatives() -> None:
    assert vi.parse_count("1.284") == 1284
    assert vi.parse_count("12,0") == 12
    with pytest.raises(vi.CountFractional):
        vi.parse_count("12,5")
    with pytest.raises(vi.CountNegative):
        vi.parse_count("-1")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_what_is_written_reads_back(number: Decimal) -> None:
    assert vi.parse_number(vi.format_number(number, places=4)) == number


@given(st.integers())
def test_whole_numbers_write_and_read_back(number: int) -> None:
    assert vi.parse_number(vi.format_number(number)) == number


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(-1, 8), 2, "-0,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Fraction(2, 3), None, "0,67"),
        (Decimal("1.50"), None, "1,5"),
        (1234567, None, "1.234.567"),
        (999, None, "999"),
        (Fraction(1999, 2), 0, "1.000"),
    ],
)
def test_halves_round_up_only_when_shown(
    value: Fraction | Decimal | int, places: int | None, shown: str
) -> None:
    assert vi.format_number(value, places) == shown


def test_percentages() -> None:
    assert vi.format_percent(Fraction(812, 950)) == f"85,5{NBSP}%"
    assert vi.format_percent(Fraction(17, 20), 0) == f"85{NBSP}%"
    assert vi.parse_percent("85,5 %") == Fraction(171, 200)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("700 triệu", 700_000_000),
        ("700 triệu đồng", 700_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỉ", 1_200_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("15.000 đ", 15_000),
        ("15 nghìn", 15_000),
        ("15 NGÀN VNĐ", 15_000),
        ("5.200.000", 5_200_000),
        ("5,200,000 đồng", 5_200_000),
        ("6tr", 6_000_000),
        ("2 triệu 500.000 đồng", 2_500_000),
        ("0", 0),
    ],
)
def test_money_is_read_in_dong(written: str, amount: int) -> None:
    assert vi.parse_money(written) == amount


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "formats.number_empty"),
        ("1,5", "formats.money_fractional"),
        ("0,0000000001 tỷ", "formats.money_fractional"),
        ("-5 triệu", "formats.money_negative"),
        ("1 triệu 2 tỷ", "formats.money_unreadable"),
        ("1 triệu 2 triệu", "formats.money_unreadable"),
        ("1 triệu 2.000.000", "formats.money_unreadable"),
        ("1.2 tỷ", "formats.number_ambiguous"),
        ("vài triệu", "formats.number_unreadable"),
        ("5 USD", "formats.number_unreadable"),
    ],
)
def test_unclear_money_is_refused(written: str, code: str) -> None:
    with pytest.raises(CodedError) as refused:
        vi.parse_money(written)
    assert refused.value.code == code


@given(st.integers(0, 10**15))
def test_money_writes_and_reads_back(amount: int) -> None:
    assert vi.parse_money(vi.format_money(amount)) == amount


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (50, "năm mươi"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_234_567, "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
        (1_000_000_000, "một tỷ"),
        (12_000_000_001, "mười hai tỷ không trăm linh một"),
        (3_000_000_000_000, "ba nghìn tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words.number_in_words(number) == words


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_different_numbers_have_different_words(first: int, second: int) -> None:
    assert (in_words.number_in_words(first) == in_words.number_in_words(second)) == (first == second)


def test_money_in_words() -> None:
    assert in_words.money_in_words(6_600_000) == "Sáu triệu sáu trăm nghìn đồng"
    assert in_words.money_in_words(0) == "Không đồng"


@pytest.mark.parametrize(
    "written",
    ["07/02/2017", "7/2/2017", "7-2-2017", "07.02.2017", "2017-02-07", "ngày 07 tháng 02 năm 2017",
     "Ngày 7 tháng 2  năm 2017", "7 tháng 2 năm 2017"],
)  # fmt: skip
def test_the_day_always_comes_first(written: str) -> None:
    assert vi.parse_date(written) == date(2017, 2, 7)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "formats.date_empty"),
        ("7/2/17", "formats.date_unreadable"),
        ("7/2-2017", "formats.date_unreadable"),
        ("tháng 2 năm 2017", "formats.date_unreadable"),
        ("02/13/2017", "formats.date_impossible"),
        ("29/02/2017", "formats.date_impossible"),
        ("31/4/2017", "formats.date_impossible"),
        ("٧/2/2017", "formats.date_unreadable"),
        ("1/1/0000", "formats.date_impossible"),
    ],
)
def test_what_is_no_date_is_refused(written: str, code: str) -> None:
    with pytest.raises(CodedError) as refused:
        vi.parse_date(written)
    assert refused.value.code == code


@given(st.dates())
def test_dates_write_and_read_back(day: date) -> None:
    assert vi.parse_date(vi.format_date(day)) == vi.parse_date(vi.format_long_date(day)) == day


def test_dates_are_written_as_on_paper() -> None:
    assert vi.format_date(date(2017, 2, 7)) == "07/02/2017"
    assert vi.format_long_date(date(2017, 2, 7)) == "ngày 07 tháng 02 năm 2017"
    assert vi.weekday_name(date(2017, 7, 18)) == "Thứ Ba"
    assert vi.weekday_name(date(2017, 7, 23)) == "Chủ Nhật"


def test_a_coded_error_tells_its_code_and_parameters() -> None:
    assert str(vi.NumberAmbiguous(text="1.23")) == "formats.number_ambiguous(text='1.23')"
