"""Text files: encodings, paragraphs that were cut, columns, tables; anchors into the file as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.source.making import anchored, cells, texts
from thidua.documents.source.legacy import TCVN3
from thidua.documents.source.model import Format, RepairKind, Source
from thidua.documents.source.opening import open_source

SENTENCE = "Các cấp công đoàn phấn đấu hoàn thành tốt nhiệm vụ, kết nạp 200 đoàn viên mới trong năm."
AS_TCVN3 = {letter: code for code, letter in TCVN3.items()}


def read(text: str, name: str = "a.txt") -> Source:
    return open_source(text.encode(), name)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_unicode_in_its_forms(self, encoding: str) -> None:
        source = open_source(SENTENCE.encode(encoding), "a.txt")
        assert texts(source) == [SENTENCE]
        assert source.notes == ()

    def test_the_code_page_of_windows(self) -> None:
        split = "".join(
            letter if letter in "âêôơưăđĐ" else _parted(letter) for letter in SENTENCE
        )  # it has the letters and the marks apart
        source = open_source(split.encode("cp1258"), "a.txt")
        assert texts(source) == [SENTENCE]
        assert source.notes == ("decoded_cp1258",)

    def test_a_whole_file_in_tcvn3(self) -> None:
        content = "".join(AS_TCVN3.get(letter, letter) for letter in SENTENCE).encode("latin-1")
        source = open_source(content, "a.txt")
        assert texts(source) == [SENTENCE]
        assert source.notes == ("decoded_tcvn3",)

    def test_a_whole_file_in_vni(self) -> None:
        content = "Caùc caáp coâng ñoaøn phaán ñaáu hoaøn thaønh nhieäm vuï ñöôïc giao.".encode("latin-1")
        source = open_source(content, "a.txt")
        assert texts(source) == ["Các cấp công đoàn phấn đấu hoàn thành nhiệm vụ được giao."]
        assert source.notes == ("decoded_vni",)

    def test_a_whole_file_in_viqr(self) -> None:
        content = b"Ca'c ca^'p co^ng ddoa`n pha^'n dda^'u hoa`n tha`nh nhie^.m vu. dduo+.c giao."
        source = open_source(content, "a.txt")
        assert texts(source) == ["Các cấp công đoàn phấn đấu hoàn thành nhiệm vụ được giao."]
        assert source.notes == ("decoded_viqr",)


def _parted(letter: str) -> str:
    """A letter with a tone as letter and tone; its shape stays."""
    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
    shape = "".join(mark for mark in parts if mark not in tones)
    return unicodedata.normalize("NFC", shape) + "".join(tones)


class TestPlaces:
    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_anchors_point_into_the_file_as_it_is(self, form: str, end: str) -> None:
        raw = unicodedata.normalize(form, end.join(["\ufeff KẾ  HOẠCH", "", SENTENCE]))
        source = open_source(raw.encode(), "a.txt")
        assert source.raw == raw
        assert anchored(source)
        paragraph = source.paragraphs[1]
        start = paragraph.text.index("200 đoàn viên")
        anchor = paragraph.anchor(start, start + len("200 đoàn viên"))
        assert unicodedata.normalize("NFC", raw[anchor.start : anchor.end]) == "200 đoàn viên"

    def test_nfd_and_nfc_are_the_same_paragraphs(self) -> None:
        text = f"I. MỤC ĐÍCH\n{SENTENCE}\n- Điều đó\n"
        assert texts(read(unicodedata.normalize("NFD", text))) == texts(read(text))

    def test_form_feeds_count_pages(self) -> None:
        source = read("Một.\fHai.\fBa.")
        assert [one.page for one in source.paragraphs] == [1, 2, 3]
        assert source.pages == 3

    @given(st.text(alphabet="ab1Ấệ .;:-\t\n\r|*_#[]", max_size=400))
    def test_any_text_keeps_its_places(self, text: str) -> None:
        if text.strip():
            source = read(text)
            assert source.raw == text
            assert anchored(source)
            assert all(one.text and one.text == one.text.strip() for one in source.paragraphs)


LONG = "1. Các cấp công đoàn tổ chức phong trào thi đua phù hợp với điều kiện của từng"


class TestCuts:
    @pytest.mark.parametrize(
        ("above", "below"),
        [
            (LONG, "đơn vị, doanh nghiệp."),
            (
                "2. Phát huy tinh thần “Trách nhiệm, kỷ cương, sáng tạo và hết lòng vì người",
                "lao động”, hoàn thành nhiệm vụ.",
            ),
            (
                "Thực hiện nghị quyết của Ban Thường vụ và chương trình hành động của",
                "Ban Chấp hành về thi đua.",
            ),
            (
                "Chào mừng thành công của Đại hội Công đoàn các cấp và Đại hội lần thứ",
                "XIII của Công đoàn Việt Nam.",
            ),
        ],
    )
    def test_a_page_end_does_not_cut_a_sentence(self, above: str, below: str) -> None:
        source = read(f"{above}\n\n{below}\n")
        assert texts(source) == [f"{above} {below}"]
        assert [one.kind for one in source.repairs] == [RepairKind.JOINED]

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("I. MỤC ĐÍCH, YÊU CẦU", "Tạo khí thế thi đua sôi nổi."),
            ("KẾ HOẠCH", "phát động phong trào"),
            ("1. Đối với khối doanh nghiệp", "phấn đấu tăng năng suất."),
            (LONG, "2. Việc khác"),
            (LONG, "- việc nhỏ"),
            (LONG, "a) việc nhỏ"),
            (LONG, "đ) việc nhỏ"),
            (LONG, "II. NỘI DUNG"),
            (LONG, "TM. BAN THƯỜNG VỤ"),
            (f"{LONG} đơn vị.", "mọi đơn vị đều tham gia."),
            ("- Lãnh đạo Liên đoàn Lao động tỉnh và các ban chuyên đề", "- các đơn vị"),
            ("- Ban Tổ chức, Ban Tuyên giáo và Văn phòng Liên đoàn Lao động tỉnh", "(để b/c)"),
        ],
    )
    def test_headings_items_and_recipients_stay_apart(self, above: str, below: str) -> None:
        assert texts(read(f"{above}\n\n{below}\n")) == [above, below]

    def test_hard_wraps_are_joined_and_short_lines_are_not(self) -> None:
        raw = (
            "      Căn cứ chương trình công tác năm của Ban Chấp hành. Ban Thường vụ công\n"
            "đoàn ngành phát động thi đua trong toàn ngành với các nội dung sau. Các đơn\n"
            "vị trực thuộc căn cứ để thực hiện.\n"
            "      Thời gian thực hiện từ đầu năm đến hết tháng 11. Mỗi đơn vị chọn một\n"
            "việc làm thiết thực.\n"
            "I. CHỈ TIÊU\n"
            "1. Kết nạp 200 đoàn viên.\n"
            "2. Có 95% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ, trong đó từ 30%\n"
            "   trở lên hoàn thành xuất sắc.\n"
            "Nơi nhận:\n"
            "- Như trên;\n"
            "- Lưu: VT.\n"
        )
        assert texts(read(raw)) == [
            (
                "Căn cứ chương trình công tác năm của Ban Chấp hành. Ban Thường vụ công đoàn ngành phát động thi đua "
                "trong toàn ngành với các nội dung sau. Các đơn vị trực thuộc căn cứ để thực hiện."
            ),
            "Thời gian thực hiện từ đầu năm đến hết tháng 11. Mỗi đơn vị chọn một việc làm thiết thực.",
            "I. CHỈ TIÊU",
            "1. Kết nạp 200 đoàn viên.",
            "2. Có 95% trở lên công đoàn cơ sở hoàn thành tốt nhiệm vụ, trong đó từ 30% trở lên hoàn thành xuất sắc.",
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
        ]

    def test_a_dash_inside_a_sentence_begins_no_item(self) -> None:
        raw = (
            "Thi đua hoàn thành thắng lợi các mục tiêu của kế hoạch phát triển kinh tế\n"
            "- xã hội năm nay, góp phần chào mừng đại hội công đoàn các cấp trong toàn\n"
            "tỉnh và Đại hội Công đoàn Việt Nam. Các cấp công đoàn bám sát chỉ thị số\n"
            "18/CT-TTg của Thủ tướng.\n"
            "- Khối doanh nghiệp thi đua sản xuất.\n"
        )
        assert texts(read(raw)) == [" ".join(raw.split("\n")[:4]), "- Khối doanh nghiệp thi đua sản xuất."]

    def test_a_span_of_years_cut_at_its_sign_comes_together(self) -> None:
        head = "Các cấp công đoàn thực hiện chương trình phát triển đoàn viên giai đoạn 2023-"
        assert texts(read(f"{head}\n2028 và những năm sau.\n")) == [f"{head}2028 và những năm sau."]


class TestColumns:
    HEAD = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  CÔNG ĐOÀN NGÀNH DỆT MAY                 Độc lập - Tự do - Hạnh phúc\n"
        "        _________                             ______________\n"
        "    Số: 25/KH-CĐN                      Mẫu, ngày 05 tháng 3 năm 2024\n"
        "\n"
        "                              KẾ HOẠCH\n"
    )

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_a_head_in_two_columns_is_two_texts(self, form: str) -> None:
        source = read(unicodedata.normalize(form, self.HEAD))
        assert texts(source) == [
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU", "CÔNG ĐOÀN NGÀNH DỆT MAY", "Số: 25/KH-CĐN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 3 năm 2024",
            "KẾ HOẠCH",
        ]  # fmt: skip
        assert [one.place.column if one.place else None for one in source.paragraphs] == [
            0,
            0,
            0,
            1,
            1,
            1,
            None,
        ]

    def test_a_foot_in_two_columns_is_two_texts(self) -> None:
        raw = (
            "Nơi nhận:                          TM. BAN THƯỜNG VỤ\n"
            "- Như trên;                            CHỦ TỊCH\n"
            "- Lưu: VT.\n"
            "\n"
            "                                     Trần Văn Mẫu\n"
        )
        assert texts(read(raw)) == [
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "TM. BAN THƯỜNG VỤ",
            "CHỦ TỊCH",
            "Trần Văn Mẫu",
        ]

    def test_a_number_and_a_day_left_blank(self) -> None:
        raw = (
            "LĐLĐ TỈNH MẪU                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Số:      /KH-LĐLĐ                Mẫu, ngày         tháng 3 năm 2024\n"
        )
        assert texts(read(raw)) == [
            "LĐLĐ TỈNH MẪU", "Số: /KH-LĐLĐ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Mẫu, ngày tháng 3 năm 2024",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "line",
        [
            "1.\tBan Chấp hành họp trước ngày 15 tháng 11 năm 2024",
            "I.\tBAN CHẤP HÀNH CÔNG ĐOÀN",
            "-\tHoàn thành trước ngày 15 tháng 11 năm 2024",
            "Phát động phong trào thi đua trong các cấp                và đoàn viên, người lao động",
            "- Ban Thi đua tỉnh;                 (Phối hợp)",
            "Kế hoạch này có hiệu lực từ ngày ký. \tCác đơn vị báo cáo trước ngày 15/11 hằng năm theo quy định.",
        ],
    )
    def test_a_gap_alone_parts_nothing(self, line: str) -> None:
        assert texts(read(line)) == [" ".join(line.split())]


class TestTables:
    def test_tables_of_pipes_tabs_and_grids(self) -> None:
        piped = "| TT | Đơn vị | Giao |\n|---|---|---|\n| 1 | CĐCS Một | 12 |\n"
        tabbed = "TT\tĐơn vị\tGiao\n1\tCĐCS Một\t12\n2\tCĐCS Hai\t-\n"
        grid = "+----+--------+\n| TT | Đơn vị |\n|    | nhận   |\n+====+========+\n| 1  | CĐCS   |\n+----+--------+\n"
        found = cells(read(f"{piped}\nGiữa\n\n{tabbed}\nGiữa\n\n{grid}", "a.md"))
        assert [found[0, 1, column].text for column in range(3)] == ["1", "CĐCS Một", "12"]
        assert [found[1, 2, column].text for column in range(3)] == ["2", "CĐCS Hai", "-"]
        assert [found[2, 0, column].text for column in range(2)] == ["TT", "Đơn vị nhận"]

    def test_markdown_is_read_without_its_signs(self) -> None:
        source = read("# KẾ HOẠCH\n\n**Phát động thi đua**\n\n1\\. Việc *một*\n\n> Trích\n", "a.md")
        assert source.format is Format.MARKDOWN
        assert texts(source) == ["KẾ HOẠCH", "Phát động thi đua", "1. Việc một", "Trích"]
        assert [one.look.bold for one in source.paragraphs] == [True, True, False, False]
        assert {one.kind for one in source.repairs} == {RepairKind.MARKUP}
