"""The tree of a paper, however its points are marked, broken or joined."""

from __future__ import annotations

import pytest

from thidua.documents.prose.layout import Region
from thidua.documents.prose.markers import marker_at
from thidua.documents.prose.outline import Outline, outline_of
from thidua.documents.source.opening import open_source


def outline(text: str) -> Outline:
    return outline_of(open_source(text.encode(), "giay.txt"))


def paths(text: str) -> list[tuple[str, str]]:
    return [(node.path, node.text) for node in outline(text).walk(Region.BODY)]


HEAD = (
    "KẾ HOẠCH\nTổ chức hội thao năm 2020\nThực hiện chương trình công tác, công đoàn ngành tổ chức như sau:\n"
)


@pytest.mark.parametrize(
    ("text", "style", "label", "rest"),
    [
        ("I. MỤC TIÊU", "roman", "I", "MỤC TIÊU"),
        ("II- NỘI DUNG", "roman", "II", "NỘI DUNG"),
        ("III/ Kinh phí", "roman", "III", "Kinh phí"),
        ("Phần thứ hai: TỔ CHỨC", "part", "II", "TỔ CHỨC"),
        ("Chương IV KHEN THƯỞNG", "chapter", "IV", "KHEN THƯỞNG"),
        ("Điều 5. Trách nhiệm", "article", "5", "Trách nhiệm"),
        ("1- 100% tổ công đoàn", "number", "1", "100% tổ công đoàn"),
        ("2) Hai", "number", "2", "Hai"),
        ("(3) Ba", "bracketed", "3", "Ba"),
        ("2.1- Trong xưởng", "sub", "2.1", "Trong xưởng"),
        ("đ) Năm", "letter", "đ", "Năm"),
        ("a- 90% nữ", "letter", "a", "90% nữ"),
        ("- Gạch", "dash", "-", "Gạch"),
        ("• Chấm", "bullet", "•", "Chấm"),
    ],
)  # fmt: skip
def test_every_sign_that_opens_a_point_is_known(text: str, style: str, label: str, rest: str) -> None:
    marker = marker_at(text)
    assert marker is not None
    assert (marker.style, marker.label, text[marker.length :]) == (style, label, rest)


@pytest.mark.parametrize(
    "text",
    ["2.000 đoàn viên", "30/4 là ngày lễ", "12/KH-LĐLĐ ngày", "02-NQ/TW ngày", "91/2017/NĐ-CP", "V/v khen thưởng",
     "Phần lớn đơn vị", "Điều 5 của Luật", "12 tháng", "2021. Các đơn vị"],
)  # fmt: skip
def test_what_only_looks_like_a_sign_opens_nothing(text: str) -> None:
    assert marker_at(text) is None


def test_sections_points_letters_and_dashes_nest() -> None:
    text = HEAD + (
        "I. MỤC TIÊU\n1. Thứ nhất:\na) Ý đầu;\nb) Ý sau:\n- gạch một\n- gạch hai\n2. Thứ hai.\n"
        "II. TỔ CHỨC\n1. Việc.\nCâu khép lại của cả phần.\n"
    )
    assert [path for path, _ in paths(text)] == [
        "I", "I.1", "I.1.a", "I.1.b", "I.1.b.-1", "I.1.b.-2", "I.2", "II", "II.1", "II",
    ]  # fmt: skip


def test_a_count_goes_on_though_its_sign_changes() -> None:
    text = HEAD + "I. CHỈ TIÊU\n1- Một.\n2- Hai.\n3. Ba:\na- Nhỏ;\nđ- Lệch thứ tự.\n"
    assert [path for path, _ in paths(text)] == ["I", "I.1", "I.2", "I.3", "I.3.a", "I.3.đ"]


def test_points_joined_into_one_line_are_parted_and_broken_lines_are_joined() -> None:
    whole = HEAD + "\n".join(
        [
            "I. MỤC TIÊU",
            "1. Giữ vững sản lượng của toàn xưởng.",
            "2. Giảm tai nạn trong các ca làm việc ban đêm.",
            "II. TỔ CHỨC",
            "1. Các tổ thực hiện.",
        ]
    )
    joined = whole.replace("\n1. ", " 1. ").replace("\n2. ", " 2. ").replace("\nII. ", " II. ")
    broken = whole.replace("của toàn", "của\ntoàn").replace("làm việc ban", "làm việc\nban")
    assert paths(joined) == paths(whole)
    assert paths(broken) == paths(whole)


def test_a_number_broken_off_its_kind_opens_no_point() -> None:
    text = (
        HEAD + "I. CĂN CỨ\n1. Thực hiện nghiêm Nghị định số:\n12/2019/NĐ-CP của Chính phủ.\n2. Việc khác.\n"
    )
    assert [path for path, _ in paths(text)] == ["I", "I.1", "I.2"]


def test_headings_in_capitals_without_numbers_are_sections() -> None:
    text = HEAD + "MỤC ĐÍCH THI ĐUA\nTạo không khí vui tươi.\nNỘI DUNG THI ĐUA\n- Bóng chuyền.\n"
    sections = outline(text).sections()
    assert [section.text for section in sections] == ["MỤC ĐÍCH THI ĐUA", "NỘI DUNG THI ĐUA"]
    assert sections[1].children[0].text == "Bóng chuyền."


def test_every_paragraph_is_in_exactly_one_node() -> None:
    text = (
        HEAD
        + "I. MỘT\n1. Hai: a) Ba; b) Bốn.\nNơi nhận:\n- Như trên;\n- Lưu.\nTM. BAN CHẤP HÀNH\nCHỦ TỊCH\nLê Văn Tám\n"
    )
    said = " ".join(node.whole.text for node in outline(text).walk())
    assert said.split() == text.split()


def test_the_blocks_of_a_paper_are_told_apart() -> None:
    layout = outline(
        "LĐLĐ TỈNH X\nSố: 01/KH-LĐLĐ\n"
        + HEAD
        + "I. MỘT\n1. Hai.\nNơi nhận:\n- Lưu VT.\nPHỤ LỤC I\nCHỈ TIÊU\n"
    ).layout
    assert [line.text for line in layout.title] == ["KẾ HOẠCH", "Tổ chức hội thao năm 2020"]
    assert layout.preamble[0].text.startswith("Thực hiện chương trình")
    assert layout.body[0].text == "I. MỘT"
    assert [line.text for line in layout.tail] == ["Nơi nhận:", "- Lưu VT."]
    assert layout.annexes[0].text == "PHỤ LỤC I"


def test_anchors_point_at_the_letters_as_received() -> None:
    source = open_source((HEAD + "I. MỤC TIÊU\n1.   Giữ   vững sản lượng.\n").encode(), "giay.txt")
    node = next(node for node in outline_of(source).walk(Region.BODY) if node.path == "I.1")
    at = node.text.index("vững")
    anchor = node.passage.anchor(at, at + len("vững"))
    assert source.raw[anchor.start : anchor.end] == "vững"


@pytest.mark.parametrize(
    ("joined", "paths_told"),
    [
        ("I. MỤC TIÊU Phấn đấu về đích sớm. II. TỔ CHỨC Các tổ thực hiện.", ["I", "I", "II", "II"]),
        ("I. NỘI DUNG 1. Khối trường học 1.1. Dạy tốt. 1.2. Học tốt.", ["I", "I.1", "I.1.1", "I.1.2"]),
        (
            "I. NỘI DUNG 1. Khối doanh nghiệp a) Tăng năng suất; b) Giảm tai nạn.",
            ["I", "I.1", "I.1.a", "I.1.b"],
        ),
        (
            "I. CÁC MỐC 1. Mốc thời gian - Phát động: tháng 3. - Tổng kết: tháng 12.",
            ["I", "I.1", "I.1.-1", "I.1.-2"],
        ),
    ],
)
def test_headings_and_points_joined_in_every_way_are_parted(joined: str, paths_told: list[str]) -> None:
    assert [path for path, _ in paths(HEAD + joined + "\n")] == paths_told


def test_names_with_a_dash_and_broken_pairs_of_words_stay_whole() -> None:
    text = HEAD + (
        "I. TỔ CHỨC\n1. Ban Tuyên giáo - Nữ công tham mưu. - Việc khác.\n"
        "2. Hoàn thành các chỉ tiêu phát triển kinh tế\n- xã hội của huyện.\n"
    )
    assert [told for _, told in paths(text)][1] == "Ban Tuyên giáo - Nữ công tham mưu."
    assert paths(text)[-1][1] == "Hoàn thành các chỉ tiêu phát triển kinh tế - xã hội của huyện."


def test_the_regulation_below_a_decision_is_an_attachment() -> None:
    layout = outline(
        "QUYẾT ĐỊNH\nBan hành Quy chế\nBAN THƯỜNG VỤ\nCăn cứ Điều lệ;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành.\n"
        "Nơi nhận:\n- Lưu.\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nLê Văn Tám\nQUY CHẾ\nThi đua\nĐiều 1. Phạm vi.\n"
    ).layout
    assert layout.annexes[0].text == "QUY CHẾ"
    assert [line.text for line in layout.title] == ["QUYẾT ĐỊNH", "Ban hành Quy chế"]
