"""The same paper written another way reads the same; a paper changed in one respect changes in that respect only.

Every sample that is a text file takes part, and hypothesis picks paper and edit. What is compared are the items
without their places, and without what an edit is about (the marks of numbering, the remarks on the letters used).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.documents import files, variants
from tests.documents.expectation import papers
from thidua.documents.reading.read import read_source
from thidua.documents.source.opening import open_source

TEXTS = {
    paper.name: paper.path.read_text(encoding="utf-8") for paper in papers() if paper.path.suffix == ".txt"
}
PLAIN = {  # not the one in old letters, which know neither case nor another form
    name: unicodedata.normalize("NFC", text) for name, text in TEXTS.items() if name != "chau-thanh-2016"
}
LONG_LINES = sorted(name for name in TEXTS if name != "hue-2019")  # that one is typed at a fixed width
STACKED = sorted(name for name in LONG_LINES if name in PLAIN and not variants.COLUMNS.search(PLAIN[name]))
CLOSED = sorted(
    name for name, text in PLAIN.items() if text.count("“") == text.count("”") and '"' not in text
)
WITH_SECTIONS = sorted(name for name, text in TEXTS.items() if len(variants.sections(text)[1]) >= 3)
WITH_SHARES = sorted(name for name, text in PLAIN.items() if variants.PERCENT.search(text))

# The same edits every time: what fails here fails for everybody, and is mended, not met by chance.
FEW = settings(max_examples=15, derandomize=True)
Read = Counter[tuple[tuple[str, Any], ...]]


@lru_cache(maxsize=200)
def items(content: str | bytes, name: str = "paper.txt") -> list[dict[str, Any]]:
    reading = read_source(open_source(content.encode() if isinstance(content, str) else content, name))
    return [item.as_json() for item in reading.items if item.kind != "anomaly"]


def told(
    text: str, *, without: frozenset[str] = frozenset(), change: Any = lambda name, value: value
) -> Read:
    """The items as a bag of fields. ``change`` says what an edit makes of one field."""
    return bag(items(text), without, change)


def told_of(content: bytes, name: str) -> Read:
    return bag(items(content, name))


def bag(
    read: list[dict[str, Any]],
    without: frozenset[str] = frozenset(),
    change: Any = lambda name, value: value,
) -> Read:
    aside = {"anchor", "confidence", "group"} | without
    return Counter(
        tuple(sorted((name, str(change(name, value))) for name, value in item.items() if name not in aside))
        for item in read
    )


def assert_same(before: Read, after: Read) -> None:
    assert after == before, f"lost {list(before - after)} gained {list(after - before)}"


@FEW
@given(name=st.sampled_from(sorted(PLAIN)))
def test_decomposed_letters_read_the_same(name: str) -> None:
    assert_same(told(TEXTS[name]), told(variants.decomposed(TEXTS[name])))


@FEW
@given(name=st.sampled_from(STACKED), width=st.integers(60, 120))
def test_lines_broken_by_a_typewriter_are_joined(name: str, width: int) -> None:
    assert_same(told(TEXTS[name]), told(variants.wrapped(TEXTS[name], width)))


@FEW
@given(name=st.sampled_from(LONG_LINES), blank=st.sampled_from(["\n\n", "\r\n", "\n \n"]))
def test_blank_lines_and_line_ends_of_another_system_say_nothing(name: str, blank: str) -> None:
    assert_same(told(TEXTS[name]), told(TEXTS[name].replace("\n", blank)))


@FEW
@given(name=st.sampled_from(sorted(PLAIN)), years=st.integers(-5, 5))
def test_every_year_moved_moves_every_date(name: str, years: int) -> None:
    def moved(_field: str, value: Any) -> Any:
        return variants.later(value, years) if isinstance(value, str) else value

    assert_same(told(PLAIN[name], change=moved), told(variants.later(PLAIN[name], years)))


@FEW
@given(name=st.sampled_from(WITH_SHARES), by=st.integers(1, 99))
def test_every_share_changed_changes_those_targets_alone(name: str, by: int) -> None:
    def change(value: int) -> int:
        return variants.shifted_share(value, by)

    after = variants.other_shares(PLAIN[name], change)
    assume("từ" not in after or _ranges_rise(after))
    before_values = _shares(PLAIN[name])
    assert _shares(after) == Counter({change(value): times for value, times in before_values.items()})
    without = frozenset({"value", "inner"})

    def words(_field: str, value: Any) -> Any:
        return variants.other_shares(value, change) if isinstance(value, str) else value

    assert_same(told(PLAIN[name], without=without, change=words), told(after, without=without))


def _shares(text: str) -> Counter[int]:
    """Values of targets in percent that stand in the text as such."""
    written = {int(found["value"]) for found in variants.PERCENT.finditer(text)}
    values = [item["value"] for item in items(text) if item["kind"] == "target" and item.get("unit") == "%"]
    return Counter(value for value in values if value in written)


def _ranges_rise(text: str) -> bool:
    """``từ 80% đến 85%`` has to stay a range: its first share below its second."""
    import re

    ranges = re.findall(r"từ (\d+)%? đến (\d+)%", text)
    return all(int(low) < int(high) for low, high in ranges)


@FEW
@given(
    name=st.sampled_from(WITH_SECTIONS),
    section=st.sampled_from([".", "-", "/"]),
    point=st.sampled_from([".", "-", "/", ")"]),
)
def test_another_habit_of_numbering_reads_the_same(name: str, section: str, point: str) -> None:
    assert_same(told(TEXTS[name]), told(variants.marked(TEXTS[name], section, point)))


@FEW
@given(data=st.data(), name=st.sampled_from(WITH_SECTIONS))
def test_sections_in_another_order_read_the_same(data: st.DataObject, name: str) -> None:
    _, parts = variants.sections(TEXTS[name])
    places = st.integers(0, len(parts) - 2)  # the last section holds the signature
    first, second = data.draw(places), data.draw(places)
    assume(first < second)
    assert_same(told(TEXTS[name]), told(variants.reordered(TEXTS[name], first, second)))


@FEW
@given(name=st.sampled_from(WITH_SECTIONS))
def test_headings_in_capitals_read_the_same(name: str) -> None:
    def small(_field: str, value: Any) -> Any:
        return value.casefold() if isinstance(value, str) else value

    assert_same(told(TEXTS[name], change=small), told(variants.loud_headings(TEXTS[name]), change=small))


@pytest.mark.parametrize("form", ["docx", "html", "md"])
@FEW
@given(name=st.sampled_from(STACKED))
def test_a_paper_in_another_kind_of_file_reads_the_same(form: str, name: str) -> None:
    content = files.WRITERS[form](PLAIN[name])
    assert_same(told(PLAIN[name]), told_of(content, f"paper.{form}"))


@settings(max_examples=5, derandomize=True)
@given(name=st.sampled_from(STACKED))
def test_a_paper_printed_and_taken_from_the_print_reads_the_same(name: str) -> None:
    """Lines broken by a typesetter, pages numbered."""
    assert_same(told(PLAIN[name]), told_of(files.printed(PLAIN[name]), "paper.pdf"))


LOCAL = frozenset({"target", "duty", "deadline", "recipient", "rule", "round", "theme", "anniversary"})


def lines_of(text: str, mark: str) -> list[tuple[int, int]]:
    """The spans of lines that begin with a mark, with their line ends; none that goes on in the next line."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        stop = at + len(line)
        if line.startswith(mark) and text[stop : stop + 1] not in {" ", "\t"}:
            found.append((at, stop))
        at = stop
    return found


def local(text: str, apart: tuple[int, int] = (0, 0)) -> Read:
    """Items of the kinds that stand in one place, but those that touch ``apart``."""
    start, end = apart
    return bag(
        [
            item
            for item in items(text)
            if item["kind"] in LOCAL
            and not (item.get("anchor") and item["anchor"]["start"] < end and start < item["anchor"]["end"])
        ],
        frozenset({"round"}),
    )


@FEW
@given(
    data=st.data(), name=st.sampled_from([name for name in STACKED if len(lines_of(PLAIN[name], "- ")) > 2])
)
def test_a_line_taken_out_takes_its_own_items_along(data: st.DataObject, name: str) -> None:
    text = PLAIN[name]
    start, end = data.draw(st.sampled_from(lines_of(text, "- ")))
    assert_same(local(text, (start, end)), local(text[:start] + text[end:]))


IDLE = [
    "Năm ngoái có 37 đơn vị tham gia, đạt 91,5% kế hoạch.",
    "Buổi lễ đã có sự tham dự của hơn 200 đại biểu.",
    "Đến nay, toàn đơn vị hiện có 4.320 đoàn viên sinh hoạt tại 61 công đoàn cơ sở.",
    "Năm trước, trên 80% đoàn viên đã đăng ký, vận động được 1,2 tỷ đồng.",
    "So với cùng kỳ, số sáng kiến đã tăng 12%, làm lợi 3 tỷ đồng.",
    "Qua khảo sát, 45% công nhân đang thuê nhà trọ, thu nhập bình quân 7,8 triệu đồng/tháng.",
    "Phong trào đã góp phần xây dựng môi trường làm việc văn minh, thân thiện.",
]


@FEW
@given(data=st.data(), name=st.sampled_from(STACKED), idle=st.sampled_from(IDLE))
def test_an_idle_sentence_adds_nothing(data: st.DataObject, name: str, idle: str) -> None:
    """A paragraph that tells of the past, put before a section or a point of the body. Contents of a bloc are every
    paragraph of its part, so they are left out."""
    text = PLAIN[name]
    starts = [start for start, _ in lines_of(text, "I") if variants.SECTION.match(text[start:])]
    starts += [start for start, _ in lines_of(text, "1. ")]
    starts = [
        start for start in starts if not text[:start].rstrip().endswith(":")
    ]  # a list stays with its lead
    assume(starts)
    place = data.draw(st.sampled_from(starts))
    assert_same(local(text), local(f"{text[:place]}{idle}\n{text[place:]}"))


NUMBERS = (
    "value",
    "comparator",
    "start",
    "end",
    "due",
    "years",
    "origin_date",
    "occasion_date",
    "number",
    "date",
)


@FEW
@given(name=st.sampled_from([name for name in LONG_LINES if name in PLAIN]))
def test_a_paper_all_in_capitals_keeps_its_numbers_and_days(name: str) -> None:
    def figures(text: str) -> Counter[tuple[str, ...]]:
        kinds = {"target", "round", "anniversary", "legal_basis", "deadline"}
        return Counter(
            (item["kind"], *(str(item.get(field, "")).casefold() for field in NUMBERS))
            for item in items(text)
            if item["kind"] in kinds and any(item.get(field) for field in NUMBERS)
        )

    assert figures(PLAIN[name].upper()) == figures(PLAIN[name])


FIGURES = (*NUMBERS, "unit", "frequency", "ordinal", "review_date", "op")


def figures(text: str, change: Any = lambda value: value) -> Counter[tuple[str, ...]]:
    """Items by their numbers, days and comparators alone, for edits that also touch words."""
    kinds = {"target", "round", "anniversary", "legal_basis", "deadline", "cadence", "rule"}
    return Counter(
        (item["kind"], *(str(change(item.get(field, ""))).casefold() for field in FIGURES))
        for item in items(text)
        if item["kind"] in kinds
    )


@FEW
@given(name=st.sampled_from(sorted(PLAIN)), by=st.integers(1, 400))
def test_every_great_number_made_greater_is_read_greater(name: str, by: int) -> None:
    written = {int(found[0].replace(".", "")) for found in variants.GROUPED.finditer(PLAIN[name])}
    assume(written)

    def change(value: Any) -> Any:
        if isinstance(value, str):
            return variants.raised(value, by)
        return value + by if value in written else value

    assert figures(variants.raised(PLAIN[name], by)) == figures(PLAIN[name], change)


STYLES = {
    "in words": variants.dates_in_words,
    "with dots": lambda text: variants.dates_with(text, "."),
    "with hyphens": lambda text: variants.dates_with(text, "-"),
    "padded": variants.padded_dates,
}


@pytest.mark.parametrize("style", STYLES)
@FEW
@given(name=st.sampled_from(sorted(PLAIN)))
def test_a_day_is_the_same_day_however_it_is_written(style: str, name: str) -> None:
    assert figures(STYLES[style](PLAIN[name])) == figures(PLAIN[name])


@FEW
@given(name=st.sampled_from(CLOSED), marks=st.sampled_from(['""', "“”", "«»", "„“"]))
def test_quotation_marks_of_another_keyboard_read_the_same(name: str, marks: str) -> None:
    def bare(_field: str, value: Any) -> Any:
        return value.translate({ord(mark): None for mark in '“”"«»‘’„'}) if isinstance(value, str) else value

    after = variants.other_marks_of_quotation(PLAIN[name], *marks)
    assert_same(told(PLAIN[name], change=bare), told(after, change=bare))


@FEW
@given(name=st.sampled_from(sorted(PLAIN)), word=st.sampled_from(sorted(variants.SAME_WORDS)))
def test_another_word_for_the_same_reads_the_same(name: str, word: str) -> None:
    after = variants.other_words(PLAIN[name], word)
    assume(after != PLAIN[name])
    assert figures(after) == figures(PLAIN[name])


def test_a_line_broken_at_the_dash_of_a_name_is_joined() -> None:
    """ "Ban Chính sách" / "- Pháp luật …": no list begins there."""
    assert_same(told(TEXTS["da-nang-2022"]), told(variants.wrapped(TEXTS["da-nang-2022"], 117)))


def test_a_name_in_guillemets_is_no_subject_either() -> None:
    def bare(_field: str, value: Any) -> Any:
        return value.translate({ord(mark): None for mark in "“”«»"}) if isinstance(value, str) else value

    text = PLAIN["hung-yen-2019"]
    other = variants.other_marks_of_quotation(text, "«", "»")
    assert_same(told(text, change=bare), told(other, change=bare))


def test_money_in_millions_is_money_in_billions() -> None:
    name = next(name for name, text in PLAIN.items() if variants.BILLIONS.search(text))
    assert figures(variants.millions(PLAIN[name])) == figures(PLAIN[name])


HEADS = [
    (
        ["LIÊN ĐOÀN LAO ĐỘNG TỈNH HẢI DƯƠNG", "LĐLĐ HUYỆN THANH HÀ", "Số: 17/KH-LĐLĐ"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "Thanh Hà, ngày 08 tháng 02 năm 2019",
        ],
    ),
    (
        ["TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "CÔNG ĐOÀN NGÂN HÀNG VIỆT NAM", "", "Số: 05/HD-CĐNH"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Nội, ngày 15 tháng 6 năm 2020",
        ],
    ),
]
BODY = """
KẾ HOẠCH
Tổ chức phong trào thi đua trong đoàn viên

Căn cứ Luật Công đoàn;

I. MỤC TIÊU
1. Phấn đấu 85% đoàn viên đăng ký thi đua.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Cao Thị Vân Anh
"""


@pytest.mark.parametrize(("left", "right"), HEADS, ids=["district", "sector"])
@FEW
@given(gap=st.integers(3, 20))
def test_a_head_in_two_columns_reads_as_one_after_the_other(
    left: list[str], right: list[str], gap: int
) -> None:
    stacked = "\n".join([*left, *right]) + "\n" + BODY
    columns = variants.beside(left, right, gap=gap) + "\n" + BODY
    fields = told(stacked)
    assert ("value", "Ban Thường vụ") not in {pair for item in fields for pair in item}
    assert_same(fields, told(columns))
