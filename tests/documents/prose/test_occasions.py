"""Days of remembrance and events to come."""

from __future__ import annotations

import pytest

from thidua.documents.prose.occasions import Occasion, occasions


def only(text: str, year: int | None = 2023) -> Occasion:
    (one,) = occasions(text, year)
    return one


def test_a_counted_day_says_years_origin_and_day() -> None:
    one = only("chào mừng 94 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 – 28/7/2023), các đơn vị")
    assert (one.name, one.years, one.origin, one.day) == (
        "Ngày thành lập Công đoàn Việt Nam", 94, "1929-07-28", "2023-07-28",
    )  # fmt: skip


def test_days_and_events_in_a_row_are_each_one() -> None:
    text = (
        "chào mừng kỷ niệm 48 năm Ngày giải phóng hoàn toàn miền Nam, thống nhất đất nước (30/4/1975 - 30/4/2023), "
        "Ngày Quốc tế Lao động 01/5 và Đại hội XIII Công đoàn Việt Nam"
    )
    first, second, third = occasions(text, 2023)
    assert first.name == "Ngày giải phóng hoàn toàn miền Nam, thống nhất đất nước"
    assert (second.name, second.years, second.day) == ("Ngày Quốc tế Lao động", None, "2023-05-01")
    assert (third.name, third.event) == ("Đại hội XIII Công đoàn Việt Nam", True)


def test_only_years_in_the_brackets_stay_years() -> None:
    one = only("kỷ niệm 20 năm thành lập Khu công nghiệp (2003 - 2023)")
    assert (one.origin, one.day) == ("2003", "2023")


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch phát triển 5 năm 2021 - 2025",
        "trong 3 năm qua toàn ngành",
        "10 năm thực hiện Nghị quyết",
        "thực hiện Nghị quyết Đại hội XIII Công đoàn Việt Nam",
        "chào mừng các ngày lễ lớn của đất nước",
        "phong trào “Chào mừng Đại hội Công đoàn các cấp”",
    ],
)
def test_what_is_not_celebrated_is_no_occasion(text: str) -> None:
    assert occasions(text, 2023) == []


def test_an_election_is_an_event_with_its_term() -> None:
    one = only("chào mừng bầu cử đại biểu Quốc hội khóa XV nhiệm kỳ 2021 - 2026; thi đua", 2021)
    assert (one.name, one.event) == ("bầu cử đại biểu Quốc hội khóa XV nhiệm kỳ 2021 - 2026", True)


def test_a_day_may_stand_right_behind_its_name() -> None:
    text = "chào mừng 47 năm ngày Giải phóng miền Nam, thống nhất đất nước 30/4 và Quốc tế Lao động 1/5"
    assert [(one.name, one.years, one.day) for one in occasions(text, 2022)] == [
        ("ngày Giải phóng miền Nam, thống nhất đất nước", 47, "2022-04-30"),
        ("Quốc tế Lao động", None, "2022-05-01"),
    ]
