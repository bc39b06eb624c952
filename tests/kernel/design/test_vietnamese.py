"""Numbers, money and dates in templates."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.template import engines

from thidua.kernel.templatetags import vietnamese


def written(source: str, value: object) -> str:
    return engines["django"].from_string(source).render({"x": value}).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ x|number }}", 1234567, "1.234.567"),
        ("{{ x|number:2 }}", Fraction(73154, 10000), "7,32"),
        ("{{ x|number }}", 0, "0"),
        ("{{ x|number }}", None, "–"),
        ("{{ x|percent }}", Fraction(812, 950), "85,5 %"),
        ("{{ x|money }}", 5200000, "5.200.000 đồng"),
        ("{{ x|money }}", None, "–"),
        ("{{ x|date }}", date(2017, 2, 7), "07/02/2017"),
        ("{{ x|long_date }}", date(2017, 2, 7), "ngày 07 tháng 02 năm 2017"),
        ("{{ x|weekday }}", date(2017, 7, 18), "Thứ Ba"),
        ("{{ x|short_date }}", date(2017, 7, 20), "20/7"),
        ("{{ x|short_date }}", date(2017, 2, 7), "07/02"),
        ("{{ x|short_date }}", date(2017, 12, 5), "05/12"),
        ("{{ x|date }}", None, "–"),
        ("{{ x|date }}", datetime(2017, 7, 19, 23, 0, tzinfo=UTC), "20/07/2017"),
        ("{{ x|clock_time }}", datetime(2017, 7, 18, 2, 42, tzinfo=UTC), "09:42"),
    ],
)
def test_written_as_offices_write(source, value, text):
    assert written(source, value) == text


def test_missing_is_a_dash_and_never_zero():
    assert vietnamese.number(None) == "–" != vietnamese.number(0)
