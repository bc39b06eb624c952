"""Sentences that state one target, made from parts: shape × comparator × population × number. Each reads as what it was made
from. A plan of union life is full of such sentences, and no sample holds them all.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.likeness import folded, text_likeness, unit_likeness
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

PAPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC KẠN
Số: 10/KH-LĐLĐ
Bắc Kạn, ngày 12 tháng 01 năm 2021

KẾ HOẠCH
Tổ chức phong trào thi đua năm 2021

I. MỤC ĐÍCH
1. Nâng cao chất lượng phong trào thi đua.

II. CHỈ TIÊU
1. {sentence}.

III. TỔ CHỨC THỰC HIỆN
1. Các công đoàn cơ sở tổ chức phát động thi đua.

Nơi nhận:
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Ma Thị Lệ
"""

WHOM = [
    "đoàn viên",
    "công đoàn cơ sở",
    "nữ cán bộ, công chức, viên chức",
    "doanh nghiệp có tổ chức công đoàn",
    "công đoàn cơ sở khu vực ngoài nhà nước",
    "cán bộ công đoàn chuyên trách",
    "người lao động trong các khu công nghiệp",
    "cơ quan, đơn vị, trường học",
]
WHAT = [
    "đăng ký thi đua",
    "được tuyên truyền Luật Công đoàn",
    "hoàn thành tốt nhiệm vụ",
    "tổ chức hội nghị người lao động",
    "được khám sức khỏe định kỳ",
    "tham gia bảo hiểm xã hội",
]
SHARES = {
    "{n}% {whom} {what}": "=",
    "Phấn đấu {n}% {whom} {what}": "=",
    "Phấn đấu có {n}% {whom} {what}": "=",
    "Có {n}% {whom} {what}": "=",
    "Trên {n}% {whom} {what}": ">",
    "Có trên {n}% {whom} {what}": ">",
    "Phấn đấu trên {n}% {whom} {what}": ">",
    "Hơn {n}% {whom} {what}": ">",
    "Ít nhất {n}% {whom} {what}": ">=",
    "Tối thiểu {n}% {whom} {what}": ">=",
    "Có ít nhất {n}% số {whom} {what}": ">=",
    "{n}% trở lên {whom} {what}": ">=",
    "Từ {n}% trở lên {whom} {what}": ">=",
    "Phấn đấu từ {n}% trở lên số {whom} {what}": ">=",
    "Không dưới {n}% {whom} {what}": ">=",
    "Tỷ lệ {whom} {what} đạt {n}%": "=",
    "Tỷ lệ {whom} {what} đạt trên {n}%": ">",
    "Tỷ lệ {whom} {what} đạt từ {n}% trở lên": ">=",
    "Tỷ lệ {whom} {what} đạt {n}% trở lên": ">=",
    "Số {whom} {what} đạt tỷ lệ {n}%": "=",
    "Vận động {n}% {whom} {what}": "=",
    "Tỷ lệ {whom} chưa {what} dưới {n}%": "<",
    "Tỷ lệ {whom} không {what} không quá {n}%": "<=",
}
COUNTED = [
    ("Kết nạp", "đoàn viên", "đoàn viên"),
    ("Phát triển mới", "đoàn viên", "đoàn viên"),
    ("Thành lập", "công đoàn cơ sở", "công đoàn cơ sở"),
    ("Xây dựng", "nhà Mái ấm Công đoàn", "nhà"),
    ("Tổ chức", "lớp tập huấn cho cán bộ công đoàn", "lớp"),
    ("Giới thiệu", "đoàn viên ưu tú cho Đảng", "đoàn viên"),
    ("Vận động hiến", "đơn vị máu", "đơn vị máu"),
    ("Tặng", "suất học bổng cho con đoàn viên", "suất"),
    ("Có", "sáng kiến cấp cơ sở được công nhận", "sáng kiến"),
]
COUNTS = {
    "{verb} {n} {thing}": "=",
    "{verb} {n} {thing} trở lên": ">=",
    "{verb} từ {n} {thing} trở lên": ">=",
    "{verb} ít nhất {n} {thing}": ">=",
    "{verb} tối thiểu {n} {thing}": ">=",
    "{verb} trên {n} {thing}": ">",
    "Phấn đấu {verb_small} {n} {thing}": "=",
    "Phấn đấu trong năm {verb_small} ít nhất {n} {thing}": ">=",
    "Toàn tỉnh {verb_small} {n} {thing}": "=",
}
PER = {
    "Mỗi {whom} {verb_small} {n} {thing}": "=",
    "Mỗi {whom} {verb_small} ít nhất {n} {thing}": ">=",
    "Bình quân mỗi {whom} {verb_small} từ {n} {thing} trở lên": ">=",
    "Hằng năm, mỗi {whom} {verb_small} tối thiểu {n} {thing}": ">=",
}
UNITS = ["công đoàn cơ sở", "công đoàn ngành", "LĐLĐ huyện", "đơn vị", "cụm thi đua"]
MONEY = {
    "Vận động ủng hộ quỹ {amount}": "=",
    "Vận động ủng hộ quỹ ít nhất {amount}": ">=",
    "Vận động ủng hộ quỹ đạt từ {amount} trở lên": ">=",
    "Vận động ủng hộ quỹ trên {amount}": ">",
    "Phấn đấu vận động {amount} giúp đoàn viên khó khăn": "=",
}
AMOUNTS = {
    "300 triệu đồng": 300_000_000,
    "1,5 tỷ đồng": 1_500_000_000,
    "2 tỷ đồng": 2_000_000_000,
    "450.000.000 đồng": 450_000_000,
    "50.000 đồng": 50_000,
}


def targets(sentence: str) -> list[dict[str, Any]]:
    paper = PAPER.format(sentence=sentence)
    reading = read_source(open_source(paper.encode(), "paper.txt"))
    return [item.as_json() for item in reading.items if item.kind == "target"]


def only(sentence: str) -> dict[str, Any]:
    found = targets(sentence)
    assert len(found) == 1, (sentence, found)
    return found[0]


@pytest.mark.parametrize("shape", SHARES)
@settings(max_examples=6, derandomize=True)
@given(whom=st.sampled_from(WHOM), what=st.sampled_from(WHAT), n=st.integers(5, 100))
def test_a_share_of_a_population(shape: str, whom: str, what: str, n: int) -> None:
    sentence = shape.format(n=n, whom=whom, what=what)
    read = only(sentence)
    assert (read["value"], read["unit"], read["comparator"]) == (n, "%", SHARES[shape]), sentence
    assert text_likeness(read.get("population", ""), whom) >= 0.6, (sentence, read)
    assert set(folded(what).split()) <= set(folded(read["subject"]).split()), (sentence, read)


@pytest.mark.parametrize("shape", COUNTS)
@settings(max_examples=6, derandomize=True)
@given(counted=st.sampled_from(COUNTED), n=st.integers(2, 9999))
def test_a_number_of_things(shape: str, counted: tuple[str, str, str], n: int) -> None:
    verb, thing, unit = counted
    written = f"{n:,}".replace(",", ".")
    sentence = shape.format(verb=verb, verb_small=verb[0].lower() + verb[1:], n=written, thing=thing)
    read = only(sentence)
    assert (read["value"], read["comparator"]) == (n, COUNTS[shape]), sentence
    assert unit_likeness(read["unit"], unit) >= 0.5, (sentence, read)


@pytest.mark.parametrize("shape", PER)
@settings(max_examples=6, derandomize=True)
@given(whom=st.sampled_from(UNITS), counted=st.sampled_from(COUNTED), n=st.integers(1, 30))
def test_a_number_for_each(shape: str, whom: str, counted: tuple[str, str, str], n: int) -> None:
    verb, thing, unit = counted
    sentence = shape.format(whom=whom, verb_small=verb[0].lower() + verb[1:], n=f"{n:02}", thing=thing)
    read = only(sentence)
    assert (read["value"], read["comparator"]) == (n, PER[shape]), sentence
    assert text_likeness(read.get("per", ""), whom) >= 0.6, (sentence, read)
    assert unit_likeness(read["unit"].split("/")[0], unit) >= 0.5, (sentence, read)


@pytest.mark.parametrize("shape", MONEY)
@pytest.mark.parametrize("amount", AMOUNTS)
def test_money(shape: str, amount: str) -> None:
    read = only(shape.format(amount=amount))
    assert (read["value"], read["unit"], read["comparator"]) == (AMOUNTS[amount], "đồng", MONEY[shape])


@pytest.mark.parametrize(
    "sentence",
    [
        "Không có {whom} {bad}",
        "Phấn đấu không có {whom} {bad}",
        "Không để {whom} {bad}",
        "Không còn {whom} {bad}",
    ],
)
@settings(max_examples=5, derandomize=True)
@given(
    whom=st.sampled_from(["đoàn viên", "công đoàn cơ sở", "cán bộ, đoàn viên", "tập thể"]),
    bad=st.sampled_from(["vi phạm pháp luật", "bị xử lý kỷ luật", "xếp loại yếu", "không đăng ký thi đua"]),
)
def test_none_at_all(sentence: str, whom: str, bad: str) -> None:
    read = only(sentence.format(whom=whom, bad=bad))
    assert (read["value"], read["comparator"]) == (0, "=")


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong năm qua đã kết nạp {n} đoàn viên",
        "Năm 2020 có {n}% công đoàn cơ sở ký giao ước",
        "Các công đoàn cơ sở đã tổ chức {n} hội thi, thu hút trên 1.000 lượt người",
        "Hiện nay toàn tỉnh có {n} công đoàn cơ sở",
        "Tính đến ngày 31/12/2020, toàn tỉnh có {n}.120 đoàn viên",
        "So với năm trước, số vụ tai nạn đã giảm {n}%",
    ],
)
@settings(max_examples=4, derandomize=True)
@given(n=st.integers(11, 98))
def test_what_was_or_is_no_target(sentence: str, n: int) -> None:
    assert targets(sentence.format(n=n)) == []
