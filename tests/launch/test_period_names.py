"""Periods bear the names that people typed; the usual ones are told in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from thidua.launch.period_names import say_period_name


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("6 tháng đầu năm", "First half of the year"),
        ("6 tháng đầu năm 2017", "First half of the year 2017"),
        ("Sáu tháng cuối năm", "Second half of the year"),
        ("Cả năm 2017", "Whole year 2017"),
        ("năm 2017", "Whole year 2017"),
        ("Quý III năm 2017", "Quarter 3 2017"),
        ("quý 1", "Quarter 1"),
        ("Tháng 07", "Month 7"),
        ("Đợt 2", "Round 2"),
        ("Đợt cao điểm tháng Năm", "Đợt cao điểm tháng Năm"),
        ("Đợt 1: chào mừng Đại hội", "Đợt 1: chào mừng Đại hội"),
    ],
)
def test_usual_names_in_english(typed: str, english: str) -> None:
    assert say_period_name(typed) == typed
    with translation.override("en"):
        assert say_period_name(typed) == english
