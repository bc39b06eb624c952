"""Subjects and verbs of administrative sentences."""

from __future__ import annotations

import pytest

from thidua.documents.prose.addressees import addressed, labelled, named_body
from thidua.documents.prose.imperatives import Strength, asked
from thidua.documents.prose.sentences import clauses, sentences


@pytest.mark.parametrize(
    ("clause", "strength"),
    [
        ("xây dựng kế hoạch", Strength.ACT),
        ("Kịp thời, thường xuyên báo cáo", Strength.ACT),
        ("đẩy mạnh công tác tuyên truyền", Strength.ACT),
        ("nâng cao chất lượng", Strength.URGE),
        ("quan tâm chăm lo đời sống", Strength.URGE),
        ("từng bước nâng cao", Strength.STATE),
        ("phải góp phần ổn định", Strength.STATE),
        ("Theo chức năng, nhiệm vụ, tổ chức hội thi", Strength.ACT),
    ],
)
def test_what_a_clause_asks_for(clause: str, strength: Strength) -> None:
    found = asked(clause)
    assert found is not None
    assert found.strength is strength


@pytest.mark.parametrize(
    "clause", ["Kinh phí từ tài chính công đoàn", "Chỉ thị này có hiệu lực", "“Xây dựng” là tên"]
)
def test_a_clause_that_asks_for_nothing(clause: str) -> None:
    assert asked(clause) is None


@pytest.mark.parametrize(
    ("sentence", "body", "rest"),
    [
        ("Ban Tổ chức tham mưu bố trí cán bộ", "Ban Tổ chức", "tham mưu bố trí cán bộ"),
        ("Định kỳ 6 tháng hai bên họp đánh giá", "hai bên", "họp đánh giá"),
        ("Cấp huyện: LĐLĐ huyện tổ chức lễ", "LĐLĐ huyện", "tổ chức lễ"),
        ("CĐCS bình xét, đề nghị công đoàn ngành xem xét", "CĐCS", "bình xét, đề nghị công đoàn ngành xem xét"),
        ("Ban Thường vụ giao các ban, văn phòng theo dõi", "các ban, văn phòng", "theo dõi"),
        ("Sau hội nghị, căn cứ góp ý, Văn phòng hoàn chỉnh hồ sơ, báo cáo", "Văn phòng", "hoàn chỉnh hồ sơ, báo cáo"),
    ],
)  # fmt: skip
def test_who_is_spoken_to(sentence: str, body: str, rest: str) -> None:
    found = addressed(sentence)
    assert found is not None
    assert (found.body, sentence[found.rest :]) == (body, rest)
    assert sentence[found.start : found.end].strip(" ,") == body


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban hành kế hoạch",
        "Phòng, chống dịch bệnh và báo cáo",
        "Trường hợp vướng mắc thì báo cáo",
        "Báo cáo kết quả trước ngày 15/6",
        "“Công đoàn cơ sở tổ chức” là khẩu hiệu",
    ],
)
def test_nobody_is_spoken_to(sentence: str) -> None:
    assert addressed(sentence) is None


def test_headings_and_labels() -> None:
    assert named_body("2. Đối với Ban Nữ công:") == "Ban Nữ công"
    assert (
        named_body("Văn phòng; các ban Liên đoàn Lao động tỉnh")
        == "Văn phòng; các ban Liên đoàn Lao động tỉnh"
    )
    assert named_body("Ban Nữ công tổ chức hội thi") is None
    assert labelled("Các cấp công đoàn tập trung: tuyên truyền") is None
    label = labelled("Ban Nữ công: phụ trách hội thi")
    assert label is not None
    assert label.body == "Ban Nữ công"


def test_sentences_and_clauses_keep_their_place() -> None:
    text = "Gửi TP. Huế (xem mục 2. trang 3); “Ca ba. An toàn”. Đạt 1.200 đoàn viên! rồi thôi."
    found = sentences(text)
    assert [one.text for one in found] == [
        "Gửi TP. Huế (xem mục 2. trang 3); “Ca ba. An toàn”.",
        "Đạt 1.200 đoàn viên! rồi thôi.",
    ]
    assert all(text[one.start : one.end] == one.text for one in found)
    parts = clauses(found[0])
    assert [one.text for one in parts] == ["Gửi TP. Huế (xem mục 2. trang 3);", "“Ca ba. An toàn”."]
    assert all(text[one.start : one.end] == one.text for one in parts)
