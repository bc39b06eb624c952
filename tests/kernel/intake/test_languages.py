"""A list fetched in one language is read in any other: heads, words of a choice, yes and no."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from django.utils import translation

from thidua.documents.sheets import Cell, Row, Sheet, read_rows
from thidua.federation.intakes.people import SEXES
from thidua.kernel.intake.lines import YES_NO, Line
from thidua.kernel.intake.reading import _title_key, lines_of
from thidua.kernel.intake.registry import kind_of, kinds
from thidua.kernel.intake.sheets_out import blank_form
from thidua.kernel.languages import in_every_language


def heads(sheet: Sheet) -> tuple[Cell, ...]:
    return sheet.rows[-1].cells


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["vi", "en"])
@pytest.mark.parametrize("fetched", ["vi", "en"])
@pytest.mark.parametrize("code", ["people", "officers", "units", "accounts", "baselines"])
def test_a_blank_form_is_read_back_by_everybody(code: str, fetched: str, reader: str) -> None:
    kind = kind_of(code)
    with translation.override(fetched):
        sheet = read_rows(io.BytesIO(blank_form(kind)).read())
    filled = Sheet(sheet.name, (*sheet.rows, Row(99, tuple("x" for _cell in heads(sheet)))))
    with translation.override(reader):
        read = lines_of(filled, kind.columns)
    assert read[-1].cells == {column.key: "x" for column in kind.columns}


def test_an_english_form_is_english() -> None:
    with translation.override("en"):
        sheet = read_rows(blank_form(kind_of("people")))
    assert [str(cell).removesuffix(" *") for cell in heads(sheet)][:3] == [
        "Full name",
        "Sex",
        "Birth date",
    ]


@pytest.mark.parametrize("code", sorted(kinds()))
def test_no_two_columns_share_a_head_in_any_language(code: str) -> None:
    titles = Counter(
        (language, _title_key(title))
        for column in kind_of(code).columns
        for language, title in enumerate(in_every_language(column.title))
    )
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("reader", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("có", True), ("Yes", True), ("CO", True), ("x", True), ("không", False), ("no", False), ("-", False)],
)
def test_yes_and_no(typed: str, meant: bool, reader: str) -> None:
    with translation.override(reader):
        line = Line(1, {"told": typed})
        assert line.yes("told") is meant
        assert not line.problems


def test_words_of_a_choice_are_offered_in_one_language_and_read_in_all() -> None:
    with translation.override("en"):
        assert SEXES.offered() == ["male", "female"]
        assert YES_NO.offered() == ["yes", "no"]
    assert SEXES.offered() == ["nam", "nữ"]
    for typed in ("nữ", "Nu", "FEMALE"):
        assert SEXES.meaning(typed) == "female"


def test_a_word_that_means_nothing_is_refused_with_what_is_offered() -> None:
    line = Line(1, {"sex": "gái"})
    assert line.choice("sex", SEXES) is None
    assert "nam; nữ" in " ".join(line.problems[0].values())
