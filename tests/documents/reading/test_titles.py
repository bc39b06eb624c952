"""Titles and commendations: quoted, by the law's words, by level, and what is done about them."""

from __future__ import annotations

import pytest

from tests.documents.plans import items
from thidua.documents.reading.items import Title


def _titles(sentence: str) -> list[Title]:
    return items(Title, f"I. KHEN THƯỞNG\n1. {sentence}")


def test_levels_in_a_row_are_titles_of_their_own() -> None:
    found = _titles("Đăng ký chiến sĩ thi đua cấp cơ sở, cấp huyện và toàn quốc.")
    assert [(one.name, one.level) for one in found] == [
        ("Chiến sĩ thi đua cấp cơ sở", "cơ sở"),
        ("Chiến sĩ thi đua cấp huyện", "huyện"),
        ("Chiến sĩ thi đua toàn quốc", "toàn quốc"),
    ]
    assert {one.action for one in found} == {"register"}


def test_a_level_after_a_list_counts_for_the_list() -> None:
    found = _titles("Tổ chức tôn vinh “Thợ trẻ giỏi”, “Gia đình công nhân tiêu biểu” cấp cơ sở.")
    assert [(one.name, one.level, one.recipient, one.action) for one in found] == [
        ("Thợ trẻ giỏi", "cơ sở", "individual", "recognise"),
        ("Gia đình công nhân tiêu biểu", "cơ sở", "family", "recognise"),
    ]


def test_a_commendation_is_told_with_who_gives_it() -> None:
    found = _titles(
        "Đề nghị tặng Bằng khen của Tổng Liên đoàn cho 02 tập thể; tặng Giấy khen cho 05 cá nhân."
    )
    assert [(one.name, one.action) for one in found] == [
        ("Bằng khen của Tổng Liên đoàn", "award"),
        ("Giấy khen", "award"),
    ]


def test_who_gives_it_is_named_to_the_last_word() -> None:
    found = _titles("Xét tặng Bằng khen của Công đoàn Cao su Việt Nam và Giấy khen của Công đoàn cơ sở.")
    assert [one.name for one in found] == [
        "Bằng khen của Công đoàn Cao su Việt Nam",
        "Giấy khen của Công đoàn cơ sở",
    ]


def test_said_once_in_full_it_is_not_told_again_in_short() -> None:
    found = _titles("Tặng Bằng khen của Tổng Liên đoàn; mỗi đơn vị đề nghị không quá 02 Bằng khen.")
    assert [one.name for one in found] == ["Bằng khen của Tổng Liên đoàn"]


def test_a_rank_is_a_title_with_who_is_ranked() -> None:
    (one,) = items(Title, "I. CHỈ TIÊU\n1. Phấn đấu 75% công đoàn cơ sở được xếp loại vững mạnh.")
    assert (one.name, one.level, one.recipient, one.action) == (
        "Công đoàn cơ sở vững mạnh",
        "cơ sở",
        "collective",
        "rank",
    )


def test_the_medal_is_part_of_its_quoted_name() -> None:
    (one,) = _titles("Xét tặng Kỷ niệm chương “Vì sự nghiệp phát triển vùng cao”.")
    assert one.name == "Kỷ niệm chương Vì sự nghiệp phát triển vùng cao"


@pytest.mark.parametrize(
    "sentence",
    [
        "Bình xét các danh hiệu thi đua và hình thức khen thưởng theo quy định.",
        "Thực hiện Luật Thi đua, khen thưởng và quy chế của Tổng Liên đoàn.",
        "Xây dựng tổ chức công đoàn vững mạnh.",
        "Đẩy mạnh phong trào “Giỏi một nghề, biết nhiều việc”.",
    ],
)
def test_no_title_is_named(sentence: str) -> None:
    assert _titles(sentence) == []


def test_the_same_words_are_a_title_here_and_a_movement_there() -> None:
    (one,) = _titles("Phong trào “Hai giỏi” được duy trì; chọn 10 chị đạt danh hiệu “Hai giỏi”.")
    assert one.name == "Hai giỏi"
