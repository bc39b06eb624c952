"""Quotations in every style, balanced or not."""

from __future__ import annotations

import pytest

from thidua.documents.prose.quotes import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            'phong trào “Tay nghề vàng”, "Ca máy an toàn" và «Nhà sạch»',
            ["Tay nghề vàng", "Ca máy an toàn", "Nhà sạch"],
        ),
        ('“Mở đầu thế này" rồi "khép lại thế kia”', ["Mở đầu thế này", "khép lại thế kia"]),
        ("chủ đề “*Vững vàng tay lái*”.", ["Vững vàng tay lái"]),
        ("‘‘Kép bằng hai dấu đơn’’", ["Kép bằng hai dấu đơn"]),
        ("“Ngoài “trong” ngoài”", ["Ngoài “trong” ngoài"]),
        ("dính liền“Ba giảm”trong xưởng", ["Ba giảm"]),
    ],
)
def test_quotations_are_found_in_every_style(text: str, quoted: list[str]) -> None:
    assert [one.text for one in quotations(text)] == quoted


def test_a_quotation_that_nobody_closed_ends_where_the_sentence_or_the_next_one_does() -> None:
    first, second = quotations("“Quên dấu đóng; “Có dấu đóng” và")
    assert (first.text, first.closed) == ("Quên dấu đóng", False)
    assert (second.text, second.closed) == ("Có dấu đóng", True)
    (last,) = quotations("với chủ đề “Về đích sớm năm 2020. Các đơn vị tổ chức")
    assert (last.text, last.closed) == ("Về đích sớm năm 2020", False)


def test_a_quotation_knows_where_it_stands() -> None:
    text = "nêu cao “Nói là làm” nhé"
    (one,) = quotations(text)
    assert text[one.start : one.end] == "“Nói là làm”"
    assert text[one.inner_start : one.inner_end] == one.text == "Nói là làm"
