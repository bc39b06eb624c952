"""Duties: who, what, and how much is one duty."""

from __future__ import annotations

import pytest

from tests.documents.plans import items
from thidua.documents.reading.items import Duty


def _duties(body: str) -> list[tuple[str, str]]:
    return [(one.body, one.text) for one in items(Duty, body)]


def test_the_lead_gives_its_points_a_body() -> None:
    found = _duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Ban Tài chính có trách nhiệm:\n- Bố trí kinh phí cho lễ phát động.\n- Hướng dẫn quyết toán."
    )
    assert found == [
        ("Ban Tài chính", "Bố trí kinh phí cho lễ phát động"),
        ("Ban Tài chính", "Hướng dẫn quyết toán"),
    ]


@pytest.mark.parametrize(
    ("sentence", "body", "text"),
    [
        ("Giao Văn phòng chuẩn bị hội trường.", "Văn phòng", "chuẩn bị hội trường"),
        (
            "Giao Ban Tuyên giáo chủ trì, phối hợp với Văn phòng biên soạn tài liệu.",
            "Ban Tuyên giáo",
            "chủ trì, phối hợp với Văn phòng biên soạn tài liệu",
        ),
        ("Ủy ban Kiểm tra theo dõi việc chi tiêu.", "Ủy ban Kiểm tra", "theo dõi việc chi tiêu"),
        (
            "Căn cứ tình hình thực tế, công đoàn cơ sở chủ động xây dựng kế hoạch.",
            "công đoàn cơ sở",
            "chủ động xây dựng kế hoạch",
        ),
        (
            "Phân công Ban Tài chính và Quản lý dự án theo dõi, đôn đốc.",
            "Ban Tài chính và Quản lý dự án",
            "theo dõi, đôn đốc",
        ),
        ("Văn phòng: in ấn, phát hành tài liệu.", "Văn phòng", "in ấn, phát hành tài liệu"),
        (
            "Chủ tịch công đoàn cơ sở chịu trách nhiệm trước Ban Thường vụ về kết quả.",
            "Chủ tịch công đoàn cơ sở",
            "chịu trách nhiệm trước Ban Thường vụ về kết quả",
        ),
        (
            "Ban Thường vụ đề nghị các công đoàn cơ sở triển khai nghiêm túc.",
            "các công đoàn cơ sở",
            "triển khai nghiêm túc",
        ),
        (
            "Các Cụm thi đua và Công đoàn ngành Y tế khẩn trương tổ chức ký giao ước.",
            "Các Cụm thi đua và Công đoàn ngành Y tế",
            "khẩn trương tổ chức ký giao ước",
        ),
    ],
)
def test_who_has_the_work(sentence: str, body: str, text: str) -> None:
    assert _duties(f"I. TỔ CHỨC THỰC HIỆN\n1. {sentence}") == [(body, text)]


def test_semicolons_part_work_and_leave_urging_with_it() -> None:
    found = _duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Công đoàn cơ sở xây dựng kế hoạch năm; nâng cao chất lượng sinh hoạt tổ; "
        "báo cáo kết quả về Liên đoàn Lao động tỉnh."
    )
    assert [text for _, text in found] == [
        "xây dựng kế hoạch năm; nâng cao chất lượng sinh hoạt tổ",
        "báo cáo kết quả về Liên đoàn Lao động tỉnh",
    ]


def test_a_list_after_a_colon_is_parted_whatever_its_verbs() -> None:
    found = _duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các công đoàn cơ sở tập trung: chăm lo bữa ăn ca; đối thoại định kỳ."
    )
    assert [text for _, text in found] == ["tập trung: chăm lo bữa ăn ca", "đối thoại định kỳ"]


def test_without_a_subject_it_is_for_those_the_paper_speaks_to() -> None:
    assert _duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Tuyên truyền sâu rộng kế hoạch này.\n2. Các cấp công đoàn ký giao ước."
    ) == [
        ("các cấp công đoàn", "Tuyên truyền sâu rộng kế hoạch này"),
        ("Các cấp công đoàn", "ký giao ước"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Các cấp công đoàn phải tổ chức thi đua thiết thực.",
        "I. TỔ CHỨC THỰC HIỆN\n1. Từng bước đưa phong trào đi vào nền nếp.",
        "I. TỔ CHỨC THỰC HIỆN\n1. Kinh phí do tài chính công đoàn bảo đảm.",
        "I. KẾT QUẢ NĂM 2023\n1. Công đoàn cơ sở tổ chức 12 hội thi tay nghề.",
        "I. TỔ CHỨC THỰC HIỆN\nBan Thường vụ đề nghị đoàn viên đoàn kết, hăng hái, lập thành tích chào mừng ngày lễ lớn.",
    ],
)
def test_no_duty(body: str) -> None:
    assert _duties(body) == []


def test_contents_are_duties_only_where_a_body_is_spoken_to() -> None:
    silent = "I. NỘI DUNG\n1. Đẩy mạnh tuyên truyền pháp luật.\n2. Chăm lo đời sống đoàn viên."
    spoken = (
        "I. NỘI DUNG\n1. Đẩy mạnh tuyên truyền pháp luật.\n2. Các cấp công đoàn chủ động tổ chức đối thoại."
    )
    assert _duties(silent) == []
    assert len(_duties(spoken)) == 2


def test_verbs_in_the_name_of_a_body_do_not_end_it() -> None:
    found = _duties("I. TỔ CHỨC THỰC HIỆN\n1. Ban Tổ chức - Kiểm tra tham mưu phân công cán bộ theo dõi cụm.")
    assert found == [("Ban Tổ chức - Kiểm tra", "tham mưu phân công cán bộ theo dõi cụm")]


def test_ban_hanh_is_no_body() -> None:
    found = _duties("I. TỔ CHỨC THỰC HIỆN\n1. Công đoàn ngành:\n- Ban hành kế hoạch, tổ chức phát động.")
    assert found == [("Công đoàn ngành", "Ban hành kế hoạch, tổ chức phát động")]


def test_a_line_with_nothing_but_a_body_is_no_broken_sentence() -> None:
    told = _duties(
        "I. TỔ CHỨC THỰC HIỆN\n1. Ban Quản lý dự án và Quan hệ đối ngoại Tổng hội\nTheo dõi tiến độ, tổng hợp số liệu.\n"
        "2. Văn phòng\nBố trí kinh phí."
    )
    assert told == [
        ("Ban Quản lý dự án và Quan hệ đối ngoại Tổng hội", "Theo dõi tiến độ, tổng hợp số liệu"),
        ("Văn phòng", "Bố trí kinh phí"),
    ]
