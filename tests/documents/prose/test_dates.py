"""Dates as papers write them: as exact as they are, never more."""

from __future__ import annotations

import pytest

from thidua.documents.prose.dates import Part, date_ranges, dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Vinh, ngày 07 tháng 02 năm 2017", "2017-02-07"),
        ("ngày 3 tháng 11 năm 2020", "2020-11-03"),
        ("ký ngày 7/2/2017", "2017-02-07"),
        ("07-02-2017", "2017-02-07"),
        ("12.6.2021", "2021-06-12"),
        ("tháng 3/2021", "2021-03"),
        ("tháng 03 năm 2021", "2021-03"),
        ("tháng tư năm 2020", "2020-04"),
        ("gửi trong 9/2022", "2022-09"),
        ("năm 2021", "2021"),
        ("Từ tháng 01/01/2021", "2021-01-01"),
    ],
)
def test_a_date_goes_as_far_as_the_text_does(written: str, iso: str) -> None:
    assert [date.iso for date in dates(written)] == [iso]


def test_a_day_without_a_year_borrows_the_one_it_is_read_with_and_says_so() -> None:
    (date,) = dates("gửi báo cáo trước ngày 06/3", 2024)
    assert (date.iso, date.borrowed) == ("2024-03-06", True)
    assert dates("gửi báo cáo trước ngày 06/3")[0].iso is None


def test_a_quarter_and_the_end_of_a_month_know_their_edges() -> None:
    quarter, month = dates("trong quý II/2022, chậm nhất cuối tháng 2 năm 2024")
    assert (quarter.iso, quarter.quarter, quarter.first, quarter.last) == (
        "2022",
        2,
        "2022-04-01",
        "2022-06-30",
    )
    assert (month.iso, month.part, month.last) == ("2024-02", Part.END, "2024-02-29")


@pytest.mark.parametrize(
    "written", ["ngày 31/6/2021", "ngày 30 tháng 02 năm 2020", "ngày 5 tháng 13 năm 2021"]
)
def test_a_day_that_the_calendar_does_not_know_is_reported_and_not_repaired(written: str) -> None:
    (date,) = dates(written)
    assert (date.iso, date.written) == (None, written)


@pytest.mark.parametrize(
    "written",
    [
        "Nghị định số 91/2017/NĐ-CP",
        "giai đoạn 2016-2020",
        "đạt 1/3 số phiếu",
        "Cách mạng tháng Tám",
        "Tháng Công nhân",
        "tăng 2.000 đoàn viên",
        "85,5%",
    ],
)
def test_numbers_that_only_look_like_dates_are_none(written: str) -> None:
    assert dates(written) == []


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("từ ngày 01/01/2022 đến ngày 30/6/2022", "2022-01-01", "2022-06-30"),
        ("từ 01/3 đến hết 30/6/2021", "2021-03-01", "2021-06-30"),
        ("từ ngày 15 đến ngày 20/5/2022", "2022-05-15", "2022-05-20"),
        ("(03/02/1930-03/02/2022)", "1930-02-03", "2022-02-03"),
        ("Từ tháng 1 đến tháng 6 năm 2022", "2022-01", "2022-06"),
        ("từ tháng 9/2022 – tháng 12/2022", "2022-09", "2022-12"),
    ],
)
def test_ranges_lend_their_first_day_what_it_lacks(written: str, first: str, last: str) -> None:
    (span,) = date_ranges(written)
    assert (span.first.iso, span.last.iso) == (first, last)
