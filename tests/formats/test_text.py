"""Cleaning, searching, sorting and matching of Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.formats.text import clean, fold, matching_key, person_sort_key, same_name, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " 0123456789-."), max_size=24)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Công \t đoàn\n", "Công đoàn"),
        ("Công\u00a0đoàn", "Công đoàn"),
        ("đoàn\u200b viên\ufeff", "đoàn viên"),
        ("a\x00b\x07c", "abc"),
        (unicodedata.normalize("NFD", "Hoà Bình"), "Hoà Bình"),
        ("", ""),
    ],
)
def test_clean(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đặng Thị Thuý – ƯỚC ỷ", "dang thi thuy – uoc y"),
        ("  LĐLĐ huyện  Sơn Dương ", "ldld huyen son duong"),
        (unicodedata.normalize("NFD", "Đoàn viên ưu tú"), "doan vien uu tu"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_clean_and_fold_settle_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_composition_and_capitals_do_not_matter(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fold(text) == fold(apart) == fold(text.upper())
    assert matching_key(text) == matching_key(apart) == matching_key(text.upper())
    assert sort_key(text) == sort_key(apart)


ORDERED = [
    ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
    ["c", "d", "đ", "e", "ê", "g", "i", "k", "o", "ô", "ơ", "p", "u", "ư", "v", "x", "y"],
    ["Ánh", "Ân"],
    ["Dũng", "Đức"],
    ["Số 9", "Số 10", "Số 10a", "Số 11", "Số 100", "Số a"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "man"],
    ["Na Hang", "Nà Hang", "Na Hối", "Nam Định"],
    ["Công", "Cộng", "Công đoàn", "Công ty"],
]


def _reversed(names: list[str]) -> list[str]:
    return names[::-1]


@pytest.mark.parametrize("ordered", ORDERED, ids=lambda names: names[0])
def test_vietnamese_order(ordered: list[str]) -> None:
    """Letters first, tones as a later tie: Cộng stands right after Công, before the longer names."""
    assert sorted(_reversed(ordered), key=sort_key) == ordered
    assert [key.encode() for key in map(sort_key, ordered)] == sorted(
        sort_key(name).encode() for name in ordered
    )


@given(vietnamese, vietnamese)
def test_a_key_tells_texts_apart_and_holds_no_control_character(first: str, second: str) -> None:
    assert (sort_key(first) == sort_key(second)) == (clean(first) == clean(second))
    assert sort_key(first).isprintable()


def test_a_longer_number_stays_below_letters_and_above_shorter_ones() -> None:
    names = ["9" * 5, "9" * 15, "1" + "0" * 15, "1" + "0" * 200, "a"]
    assert sorted(_reversed(names), key=sort_key) == names


def test_people_sort_by_given_name() -> None:
    names = [
        "Trần Văn An",
        "Nguyễn Thị Ánh",
        "Lê Văn Bình",
        "Nguyễn Thị Hoa",
        "Trần Thị Hoa",
        "An Thị Hòa",
        "Hoàng",
    ]
    assert sorted(_reversed(names), key=person_sort_key) == names


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Nguyễn Thị Thúy", "nguyễn thị thuý"),
        ("Sĩ", "Sỹ"),
        ("Lí Tự Trọng", "Lý Tự Trọng"),
        ("Y tế", "I tế"),
        ("Quí", "Quý"),
        ("CĐCS Trường Tiểu học Tân An", "CĐCS TRƯỜNG TIỂU HỌC TÂN AN"),
        ("Công ty TNHH-MTV", "Công ty TNHH MTV"),
    ],
)
def test_same_name(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(unicodedata.normalize("NFD", first), second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hoa", "Hòa"),
        ("tay", "tai"),
        ("Thúy", "Thúi"),
        ("Dung", "Đung"),
        ("Ân", "An"),
        ("Lan", "Lân"),
        ("My", "Mây"),
    ],
)
def test_other_names_stay_apart(first: str, second: str) -> None:
    assert not same_name(first, second)
