"""Defects: each is found where it is, and a clean paper has none."""

from __future__ import annotations

import unicodedata

import pytest

from tests.documents.plans import HEAD, TAIL, reading_of
from thidua.documents.checking.defects import SEVERITIES
from thidua.documents.reading.items import Anomaly

CLEAN = """I. MỤC ĐÍCH
1. Nhằm nâng cao năng suất lao động.
II. NỘI DUNG
1. Đẩy mạnh phong trào “Ca ba an toàn” theo Nghị định số 145/2020/NĐ-CP về đối thoại tại nơi làm việc.
2. Chào mừng 95 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2024), Ngày ngày an toàn.
III. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở báo cáo trước ngày 29/02/2024."""


def _found(body: str, **around: str) -> list[tuple[str, str]]:
    return [(one.type, one.text) for one in reading_of(body, **around).of(Anomaly)]


def test_a_clean_paper_has_no_defects() -> None:
    assert _found(CLEAN) == []


@pytest.mark.parametrize(
    ("sentence", "type_", "text", "proposal"),
    [
        ("Tăng năng xuất lao động.", "typo", "năng xuất", "năng suất"),
        ("Trong các doanh nghiêp nhỏ.", "typo", "doanh nghiêp", "doanh nghiệp"),
        ("Tạo việc lam tôt hơn.", "typo", "tôt", None),
        ("Quyền của của đoàn viên.", "duplicate_word", "của của", "của"),
        ("Phong trào “Ca ba an toàn của tổ.", "unclosed_quote", "Ca ba an toàn của tổ", None),
        ("Phong trào “Ca ba an toàn\" của tổ.", "mixed_quotes", "“Ca ba an toàn\"", None),
        ("Từ tháng 01/02/2024 đến nay.", "malformed_date", "tháng 01/02/2024", "01/02/2024"),
        ("Xong trước ngày 6/2024.", "malformed_date", "ngày 6/2024", "tháng 6/2024"),
        ("Xong trước ngày 31/6/2024.", "impossible_date", "ngày 31/6/2024", None),
        ("Theo Nghị định 04 của Chính phủ.", "incomplete_reference", "Nghị định 04", None),
        ("Đối thoại theo Nghị định 145/2021/NĐ-CP.", "wrong_reference", "Nghị định 145/2021/NĐ-CP", "145/2020/NĐ-CP"),
        ("Thực hiện Nghị định 10/2025/NĐ-CP.", "wrong_reference", "Nghị định 10/2025/NĐ-CP", None),
        ("Báo cáo theo mẫu (có hướng dẫn riêng).", "external_reference", "(có hướng dẫn riêng)", None),
        (
            "Chào mừng 94 năm Ngày thành lập Công đoàn Việt Nam (28/7/1929 - 28/7/2024).",
            "anniversary_mismatch",
            "94 năm Ngày thành lập Công đoàn Việt Nam",
            "95 năm",
        ),
    ],
)  # fmt: skip
def test_a_defect_is_told_with_its_place(sentence: str, type_: str, text: str, proposal: str | None) -> None:
    reading = reading_of(f"I. NỘI DUNG\n1. {sentence}")
    (found,) = reading.of(Anomaly)
    assert (found.type, found.text, found.proposal) == (type_, text, proposal)
    assert found.anchor is not None
    assert reading.source.raw[found.anchor.start : found.anchor.end].strip('“”"') in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo Quyết định 217 của Bộ Chính trị.",  # the Party's numbers do not begin anew every year
        "Chào mừng 93 năm Ngày thành lập Đảng bộ tỉnh.",  # another day than that of the Party
        "Luôn luôn, ngày ngày, nhà nhà thi đua.",
        "Mua máy laptop, tablet cho câu lạc bộ.",
        "Kỷ niệm 80 năm Ngày truyền thống (2/9/1944 - 2/9/2024).",
        "Sơ kết quý I, ngày 29/02 và tháng 6/2024.",
        "Thực hiện từ 01/01 đến 31/12/2024.",
    ],
)
def test_what_only_looks_odd_is_left_alone(sentence: str) -> None:
    assert _found(f"I. NỘI DUNG\n1. {sentence}") == []


def test_a_list_that_changes_its_signs_is_told_once() -> None:
    found = _found(
        "I. NỘI DUNG\n1- Thi đua an toàn.\n2- Thi đua tiết kiệm.\n3. Thi đua học tập.\n4. Thi đua sáng tạo."
    )
    assert found == [("irregular_list_marker", "3.")]


def test_a_list_that_skips_a_number_is_told() -> None:
    found = _found("I. NỘI DUNG\n1. Thi đua an toàn.\n2. Thi đua tiết kiệm.\n4. Thi đua học tập.")
    assert found == [("irregular_list_marker", "4.")]


def test_letters_in_the_vietnamese_order_are_regular() -> None:
    points = "\n".join(f"{letter}) Thi đua việc {number}." for number, letter in enumerate("abcdđe", 1))
    assert _found(f"I. NỘI DUNG\n1. Thi đua:\n{points}") == []


def test_a_head_without_number_and_one_without_anything() -> None:
    unnumbered = HEAD.replace("Số: 12/KH-LĐLĐ\n", "")
    bare = "KẾ HOẠCH\nPhát động phong trào thi đua năm 2024\n"
    assert ("missing_number", "không có số, ký hiệu") in _found(CLEAN, head=unnumbered)
    assert [kind for kind, _ in _found(CLEAN, head=bare)] == ["missing_header"]


def test_a_motto_without_its_nation() -> None:
    cut = HEAD.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "")
    assert [kind for kind, _ in _found(CLEAN, head=cut)] == ["missing_header"]


def test_a_signature_without_a_post() -> None:
    found = _found(CLEAN, tail=TAIL.replace("CHỦ TỊCH\n", ""))
    assert found == [("missing_signer_title", "TM. BAN THƯỜNG VỤ")]


def test_letters_in_two_forms_are_told_once() -> None:
    half = unicodedata.normalize("NFD", CLEAN[:200]) + CLEAN[200:]
    assert [kind for kind, _ in _found(half)] == ["mixed_normalisation"]


def test_an_old_font_is_told_with_what_it_means() -> None:
    reading = reading_of("I. NỘI DUNG\n1. Hoàn thành c«ng t¸c ch¨m lo ®êi sèng trong năm.")
    (found,) = reading.of(Anomaly)
    assert (found.type, found.proposal) == ("encoding_tcvn3", "công tác chăm lo đời sống")


def test_stray_marks_of_word_and_of_a_typist() -> None:
    tail = TAIL.replace("- Lưu: VT.\n", "- Lưu: VT.\n- (b/c)\n")
    found = _found(CLEAN.replace("1. Nhằm", "[bookmark: _GoBack]1. Nhằm"), tail=tail)
    assert found == [("stray_marker", "[bookmark: _GoBack]"), ("stray_marker", "- (b/c)")]


def test_a_title_broken_by_blanks() -> None:
    head = HEAD.replace("phong trào thi đua trong", "phong trào thi đua            trong")
    assert [kind for kind, _ in _found(CLEAN, head=head)] == ["whitespace_runs"]


def test_a_confederation_without_its_first_word() -> None:
    head = HEAD.replace("TỔNG LIÊN ĐOÀN", "LIÊN ĐOÀN")
    assert [kind for kind, _ in _found(CLEAN, head=head)] == ["wrong_body_name"]


def test_every_type_has_a_severity() -> None:
    """A type that the checker does not know would stop it."""
    import re
    from pathlib import Path

    from thidua.documents.reading import anomalies

    folder = Path(str(anomalies.__file__)).parent
    source = "\n".join(file.read_text("utf-8") for file in folder.glob("*.py"))
    told = set(re.findall(r'(?:type|code)[=:] ?"(\w+)"|RepairKind\.\w+, "(\w+)"', source))
    types = {one or other for one, other in told}
    assert types <= set(SEVERITIES)
    assert len(types) > 20
