"""References to other papers, in the shapes that offices give them."""

from __future__ import annotations

import pytest

from thidua.documents.prose.citations import Citation, citations


def read(text: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    return [(one.doc_type, one.number, one.date, one.issuer, one.subject) for one in citations(text)]


def only(text: str) -> Citation:
    (one,) = citations(text)
    return one


def test_a_full_reference_says_kind_number_day_issuer_and_subject() -> None:
    assert read(
        "Thực hiện Kế hoạch số 45/KH-LĐLĐ, ngày 11/02/2021 của Liên đoàn Lao động tỉnh Phú Thọ về việc tổ chức hội thi; Năm"
    ) == [("Kế hoạch", "45/KH-LĐLĐ", "2021-02-11", "Liên đoàn Lao động tỉnh Phú Thọ", "tổ chức hội thi")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Chỉ thị 34-CT/TW", "34-CT/TW"),
        ("Nghị định số: 91/2017/NĐ-CP", "91/2017/NĐ-CP"),
        ("Công văn số 64 /LĐLĐ", "64/LĐLĐ"),
        ("Hướng dẫn 1024/HD - TLĐ", "1024/HD-TLĐ"),
        ("Chương trình số 05/CTr-BCH", "05/CTr-BCH"),
        ("Nghị quyết số 6b/NQ-BCH", "6b/NQ-BCH"),
        ("Nghị định 04 của Chính phủ", "04"),
        ("CHỈ THỊ SỐ 07/CT-UBND", "07/CT-UBND"),
    ],
)
def test_numbers_come_in_many_shapes(text: str, number: str) -> None:
    assert only(text).number == number


def test_several_numbers_share_one_issuer_said_last() -> None:
    assert [one[:4] for one in read("theo Quyết định 217, 218, Quy định 124 của Bộ Chính trị;")] == [
        ("Quyết định", "217", None, "Bộ Chính trị"),
        ("Quyết định", "218", None, "Bộ Chính trị"),
        ("Quy định", "124", None, "Bộ Chính trị"),
    ]


def test_a_subject_may_be_quoted_and_ends_where_the_author_acts() -> None:
    assert (
        only("Nghị quyết 09-NQ/TW của Bộ Chính trị về “Xây dựng đội ngũ doanh nhân” trong").subject
        == "Xây dựng đội ngũ doanh nhân"
    )
    said = only(
        "Thực hiện Kế hoạch số 7/KH-TLĐ về tổ chức Tháng Công nhân, Ban Thường vụ LĐLĐ huyện đề nghị:"
    )
    assert said.subject == "tổ chức Tháng Công nhân"


def test_laws_have_names_and_no_issuer() -> None:
    assert read("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15; Bộ luật Lao động năm 2019;") == [
        ("Luật", "06/2022/QH15", None, None, "Luật Thi đua, khen thưởng"),
        ("Bộ luật", None, None, None, "Bộ luật Lao động năm 2019"),
    ]


def test_resolutions_of_congresses_and_meetings_need_no_number() -> None:
    assert (
        only("triển khai Nghị quyết Đại hội X Công đoàn tỉnh Hà Giang và").issuer
        == "Đại hội X Công đoàn tỉnh Hà Giang"
    )
    assert only("Căn cứ Nghị quyết Hội nghị người lao động ngày 12/01/2024;").date == "2024-01-12"


@pytest.mark.parametrize(
    "text",
    [
        "các chỉ thị, nghị quyết của Đảng",
        "chấp hành pháp luật lao động",
        "Kế hoạch 5 năm 2021 - 2025",
        "Báo cáo 6 tháng đầu năm",
        "Chương trình 2025",
        "kế hoạch phát triển kinh tế - xã hội",
        "quyết định 100% mức hỗ trợ",
    ],
)
def test_what_names_no_paper_is_no_reference(text: str) -> None:
    assert citations(text) == []


def test_a_plenum_is_cited_by_count_and_term() -> None:
    read = citations(
        "Nghị quyết Trung ương 6 (khóa XII) và Nghị quyết số 20-NQ/TW (khoá X) về xây dựng giai cấp công nhân."
    )
    assert [(one.number, one.issuer, one.subject) for one in read] == [
        (None, "Trung ương 6 (khóa XII)", "Nghị quyết Trung ương 6 (khóa XII)"),
        ("20-NQ/TW", None, "xây dựng giai cấp công nhân"),
    ]
