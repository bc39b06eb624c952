"""A day typed into a box: read as people write it, refused with what, why and an example."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.utils import translation

from thidua.kernel.typed import DayField


class Visit(forms.Form):
    on = DayField(label="Ngày")
    until = DayField(label="Đến ngày", required=False, help_text="Để trống nếu chưa biết.")


@pytest.mark.parametrize(
    "typed",
    ["5/3/2026", "05-03-2026", "5.3.2026", "2026-03-05", "ngày 5 tháng 3 năm 2026", "０５/０３/２０２６"],
)
def test_a_day_is_read_day_first(typed: str) -> None:
    form = Visit({"on": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"on": dt.date(2026, 3, 5), "until": None}


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "Chưa ghi ngày."),
        ("mai", "«mai» chưa đọc được thành ngày."),
        ("5/3/26", "«5/3/26» chưa đọc được thành ngày."),
        ("31/2/2026", "Không có ngày 31/2/2026."),
        ("3/15/2026", "Không có ngày 3/15/2026."),
        ("5/3/0226", "Ngày 5/3/0226 ở năm 226."),
        ("😀", "«😀» chưa đọc được thành ngày."),
    ],
)
def test_a_slip_is_told_with_why_and_an_example_and_stays_in_the_box(typed: str, what: str) -> None:
    form = Visit({"on": typed})
    (told,) = form.errors["on"]
    assert told.startswith(what)
    assert "ví dụ" in told
    assert len(told.split(". ")) >= 3
    assert typed in str(form["on"])


def test_every_day_has_an_example_under_its_label() -> None:
    form = Visit()
    assert form["on"].help_text == "Ngày/tháng/năm, ví dụ 5/3/2026."
    assert str(form["until"].help_text) == "Để trống nếu chưa biết. Ngày/tháng/năm, ví dụ 5/3/2026."


def test_the_words_follow_the_reader() -> None:
    with translation.override("en"):
        form = Visit({"on": ""})
        assert "Chưa" not in form.errors["on"][0]
