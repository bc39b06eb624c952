"""Names of movements: after their noun, in lists, without marks; and what is no movement though it stands in quotes."""

from __future__ import annotations

import pytest

from tests.documents.plans import HEAD, items
from thidua.documents.reading.items import Movement


def _names(sentence: str) -> list[str]:
    return [movement.name for movement in items(Movement, f"I. NỘI DUNG\n1. {sentence}")]


def test_a_plural_noun_holds_the_whole_list() -> None:
    found = items(
        Movement,
        "I. NỘI DUNG\n1. Đẩy mạnh các phong trào “Tiết kiệm điện”, “Góc học tập xanh”; “Ca ba an toàn” trong năm.",
    )
    assert [(one.name, one.type) for one in found] == [
        ("Tiết kiệm điện", "phong trào"),
        ("Góc học tập xanh", "phong trào"),
        ("Ca ba an toàn", "phong trào"),
    ]


def test_a_singular_noun_inside_a_list_holds_one_name() -> None:
    found = items(
        Movement,
        "I. NỘI DUNG\n1. Triển khai các phong trào “Ca ba an toàn”, Cuộc vận động “Nói đi đôi với làm”, “Góc bếp sạch”.",
    )
    assert [one.type for one in found] == ["phong trào", "cuộc vận động", "phong trào"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Đẩy mạnh phong trào thi đua yêu nước trong đoàn viên, người lao động.",
        "Thi đua với mục tiêu “Năng suất cao, tai nạn không”.",
        "Thực hiện chủ đề năm “Năm của bữa ăn ca”.",
        "Phong trào thi đua phải theo phương châm “Nhanh, gọn, đúng”.",
        "Quán triệt Chỉ thị số 05-CT/TW về “Đẩy mạnh học tập và làm theo tấm gương”.",
        "Tiếp tục thực hiện Chương trình hành động của Ban Chấp hành và chương trình phối hợp với Sở Y tế.",
        "Phấn đấu đạt danh hiệu “Cây sáng kiến”.",
    ],
)
def test_no_movement_is_named(sentence: str) -> None:
    assert _names(sentence) == []


def test_one_name_in_several_writings_is_one_movement() -> None:
    found = _names(
        "Tổ chức phong trào “Xanh - Sạch - Đẹp”, phong trào “Xanh, Sạch, Đẹp” và phong trào “XANH – SẠCH – ĐẸP”."
    )
    assert found == ["Xanh - Sạch - Đẹp"]


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", '“{}"', "‘‘{}’’"])
def test_any_marks_do(marks: str) -> None:
    assert _names(f"Phát động phong trào {marks.format('Mỗi tổ một sáng kiến')} trong quý.") == [
        "Mỗi tổ một sáng kiến"
    ]


def test_a_name_whose_closing_mark_was_forgotten_ends_where_the_next_begins() -> None:
    assert _names("Đẩy mạnh các phong trào: “Ca ba an toàn; “Góc bếp sạch”.") == [
        "Ca ba an toàn",
        "Góc bếp sạch",
    ]


def test_names_without_marks_are_read_by_their_capitals_or_because_everybody_knows_them() -> None:
    found = _names(
        "Tham gia các chương trình Mái ấm Công đoàn, Tết Sum vầy; phong trào Lao động giỏi, lao động sáng tạo."
    )
    assert found == ["Mái ấm Công đoàn", "Tết Sum vầy", "Lao động giỏi, lao động sáng tạo"]


def test_a_name_without_marks_goes_on_with_short_nouns_but_not_with_the_next_work() -> None:
    assert _names("Phát động phong trào thi đua Tiết kiệm giấy, mực, xăng dầu trong năm 2023.") == [
        "Tiết kiệm giấy, mực, xăng dầu"
    ]
    assert _names("Triển khai phong trào Chuyến xe an toàn, đúng giờ 6 tháng cuối năm.") == [
        "Chuyến xe an toàn, đúng giờ"
    ]
    assert _names("Triển khai phong trào Chuyến xe an toàn, kiểm tra phương tiện trước khi đi.") == [
        "Chuyến xe an toàn"
    ]
    assert _names("Tập trung vào phong trào Quyết thắng, văn hóa, thể thao và các đơn vị điểm.") == [
        "Quyết thắng",
        "văn hóa, thể thao",
    ]
    assert _names("Triển khai phong trào Chuyến xe an toàn, các đơn vị báo cáo.") == ["Chuyến xe an toàn"]


def test_names_in_points_below_their_noun() -> None:
    found = items(
        Movement, "I. NỘI DUNG\n1. Tổ chức các phong trào sau:\n- “Ca ba an toàn”;\n- “Góc bếp sạch”."
    )
    assert [one.name for one in found] == ["Ca ba an toàn", "Góc bếp sạch"]


def test_who_launched_it_and_for_when() -> None:
    (one,) = items(
        Movement,
        "I. NỘI DUNG\n1. Hưởng ứng Chương trình “Một triệu cây xanh” do Tổng Liên đoàn phát động từ năm 2024 đến năm 2026.",
    )
    assert (one.initiator, one.period_start, one.period_end) == ("Tổng Liên đoàn", "2024", "2026")


def test_of_several_launchers_nobody_knows_whose_it_is() -> None:
    (one,) = items(
        Movement,
        "I. NỘI DUNG\n1. Thực hiện các phong trào do Tổng Liên đoàn, UBND tỉnh phát động như “Góc bếp sạch”.",
    )
    assert one.initiator is None


def test_a_name_in_the_title_over_two_lines_is_one_and_takes_its_letters_from_the_text() -> None:
    head = HEAD.replace(
        "Phát động phong trào thi đua trong công nhân, viên chức, lao động năm 2024",
        "PHÁT ĐỘNG PHONG TRÀO THI ĐUA “MỖI CA MỘT SÁNG KIẾN\nVÌ QUÊ HƯƠNG AN BÌNH” NĂM 2024",
    )
    body = "I. NỘI DUNG\n1. Phong trào “Mỗi ca một sáng kiến vì quê hương An Bình” là trọng tâm."
    assert [one.name for one in items(Movement, body, head=head)] == [
        "Mỗi ca một sáng kiến vì quê hương An Bình"
    ]
    assert [one.name for one in items(Movement, "I. NỘI DUNG\n1. Như trên.", head=head)] == [
        "Mỗi ca một sáng kiến vì quê hương an bình"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hưởng ứng phong trào thi đua Năm 2024.",
        "Tham gia phong trào Đoàn Thanh niên.",
        "Quỹ Công đoàn chi hỗ trợ.",
    ],
)
def test_capitals_that_name_no_movement(sentence: str) -> None:
    assert _names(sentence) == []


def test_months_and_feasts_say_themselves_that_they_are_programmes() -> None:
    found = items(Movement, "I. NỘI DUNG\n1. Tổ chức “Tháng Công nhân” và “Tết chung một nhà”.")
    assert [(one.name, one.type) for one in found] == [
        ("Tháng Công nhân", "chương trình"),
        ("Tết chung một nhà", "chương trình"),
    ]
