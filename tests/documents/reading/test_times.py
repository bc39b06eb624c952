"""Deadlines and cadences, sentence by sentence (cases/times.yaml), and with other days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.documents.saying import cases, said

UNDER = "TỔ CHỨC THỰC HIỆN"


def read(sentence: str, *, paper: str = "KẾ HOẠCH") -> list[dict[str, Any]]:
    found = [
        item for kind in ("deadline", "cadence") for item in said(sentence, kind, under=UNDER, paper=paper)
    ]
    return [
        {name: value for name, value in item.as_json().items() if name not in ("anchor", "confidence")}
        for item in found
    ]


@pytest.mark.parametrize("case", cases("times"), ids=lambda case: case["say"][:60])
def test_what_is_read_of_a_sentence(case: dict[str, Any]) -> None:
    assert read(case["say"]) == case["read"]


WAYS = (
    ("trước ngày {day}", "before"),
    ("chậm nhất ngày {day}", "before"),
    ("chậm nhất là ngày {day}", "before"),
    ("xong trước {day}", "before"),
    ("không muộn hơn ngày {day}", "before"),
    ("trước 17 giờ ngày {day}", "before"),
    ("vào ngày {day}", "on"),
)
FORMS = ("{d:02d}/{m:02d}/{y}", "{d}/{m}/{y}", "{d:02d}-{m:02d}-{y}", "{d} tháng {m} năm {y}")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("day", [dt.date(2023, 3, 5), dt.date(2023, 11, 25), dt.date(2024, 1, 10)])
def test_a_day_in_every_form(way: tuple[str, str], form: str, day: dt.date) -> None:
    told, op = way
    written = told.format(day=form.format(d=day.day, m=day.month, y=day.year))
    sentence = f"Các công đoàn cơ sở gửi báo cáo về Liên đoàn Lao động huyện {written}."
    assert read(sentence) == [
        {
            "kind": "deadline",
            "what": "gửi báo cáo về Liên đoàn Lao động huyện",
            "who": "Các công đoàn cơ sở",
            "due": day.isoformat(),
            "to": "Liên đoàn Lao động huyện",
            "op": op,
        }
    ]


@pytest.mark.parametrize(
    ("often", "frequency"),
    [
        ("hằng tháng", "P1M"), ("hàng quý", "P3M"), ("định kỳ 6 tháng", "P6M"), ("định kỳ sáu tháng một lần", "P6M"),
        ("mỗi năm một lần", "P1Y"), ("định kỳ hằng năm", "P1Y"), ("sau mỗi đợt thi đua", "per_round"),
        ("5 năm một lần", "P5Y"), ("10 năm/lần", "P10Y"), ("2 năm một lần", "P2Y"),
    ],
)  # fmt: skip
def test_every_frequency(often: str, frequency: str) -> None:
    (cadence,) = read(f"Các công đoàn cơ sở báo cáo kết quả thi đua {often}.")
    assert (cadence["kind"], cadence["frequency"]) == ("cadence", frequency)
    assert (cadence["what"], cadence["who"]) == ("báo cáo kết quả thi đua", "Các công đoàn cơ sở")


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Hướng dẫn số 15/HD-LĐLĐ ngày 20/02/2023 của Liên đoàn Lao động tỉnh.",
        "Đợt 1: từ ngày 10/01/2023 đến hết ngày 19/5/2023.",
        "Chào mừng kỷ niệm 94 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2023).",
        "Các cấp công đoàn tích cực hưởng ứng Tháng Công nhân năm 2023.",
        "Xây dựng chương trình công tác hằng năm sát với thực tế.",
    ],
)
def test_dates_that_bind_nobody_are_no_deadlines(sentence: str) -> None:
    assert read(sentence) == []


def test_a_regulation_lends_no_year_to_its_days() -> None:
    (deadline,) = read("Các đơn vị thành viên gửi báo cáo về Cụm trưởng trước ngày 15/11.", paper="QUY CHẾ")
    assert deadline["due"] == "15/11"
    (deadline,) = read("Các đơn vị thành viên gửi báo cáo về Cụm trưởng trước ngày 15/11.")
    assert deadline["due"] == "2023-11-15"
