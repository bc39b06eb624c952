"""Word files: numbers as Word shows them, tables, old fonts, what changed and what stands beside."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from docx.shared import Pt

from tests.documents.source.making import abstract, anchored, cells, docx, level, num, p, texts
from thidua.documents.source.legacy_office import converter
from thidua.documents.source.model import Confidence, Format, RepairKind
from thidua.documents.source.opening import open_source
from thidua.documents.source.word.opening import open_docx

PLAN = abstract(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "\uf0b7"),
)


def read(body: str, **parts: str) -> list[str]:
    return texts(open_docx(docx(body, **parts), "a.docx"))


class TestNumbers:
    def test_levels_count_and_begin_anew_below_their_parents(self) -> None:
        body = "".join(
            p(text, num=(1, at))
            for text, at in [
                ("A", 0),
                ("B", 1),
                ("C", 2),
                ("D", 3),
                ("E", 4),
                ("F", 2),
                ("G", 1),
                ("H", 2),
                ("I", 0),
                ("K", 1),
            ]
        )
        assert read(body, numbering=PLAN + num(1, 1)) == [
            "I. A", "1. B", "1.1. C", "a) D", "- E", "1.2. F", "2. G", "2.1. H", "II. I", "1. K",
        ]  # fmt: skip

    def test_a_list_may_start_anew_once(self) -> None:
        again = num(2, 1, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>')
        body = (
            p("A", num=(1, 1))
            + p("B", num=(1, 1))
            + p("C", num=(2, 1))
            + p("D", num=(2, 1))
            + p("E", num=(1, 1))
        )
        assert read(body, numbering=PLAN + num(1, 1) + again) == ["1. A", "2. B", "1. C", "2. D", "3. E"]

    def test_lists_of_one_definition_count_on(self) -> None:
        body = p("A", num=(1, 1)) + p("giữa") + p("B", num=(2, 1))
        assert read(body, numbering=PLAN + num(1, 1) + num(2, 1)) == ["1. A", "giữa", "2. B"]

    def test_a_list_may_bring_a_level_of_its_own(self) -> None:
        own = num(
            2, 1, f'<w:lvlOverride w:ilvl="1">{level(1, "lowerLetter", "(%2)", start=4)}</w:lvlOverride>'
        )
        assert read(p("A", num=(2, 1)), numbering=PLAN + own) == ["(d) A"]

    def test_legal_numbers_are_plain_in_every_place(self) -> None:
        legal = abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", more="<w:isLgl/>"))
        body = p("A", num=(1, 0)) + p("B", num=(1, 0)) + p("C", num=(1, 1))
        assert read(body, numbering=legal + num(1, 1)) == ["I. A", "II. B", "2.1. C"]

    def test_a_level_may_count_through(self) -> None:
        through = abstract(
            1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
        )
        body = "".join(p(text, num=(1, at)) for text, at in [("A", 0), ("B", 1), ("C", 0), ("D", 1)])
        assert read(body, numbering=through + num(1, 1)) == ["I. A", "1. B", "II. C", "2. D"]

    def test_styles_number_their_paragraphs_and_zero_takes_the_number_away(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
        )
        body = (
            p("A", style="Muc")
            + p("B", style="MucCon")
            + p("C", style="Muc", num=(0, 0))
            + p("D", style="Muc")
        )
        assert read(body, numbering=PLAN + num(1, 1), styles=styles) == ["I. A", "II. B", "C", "III. D"]

    def test_a_level_may_name_its_style(self) -> None:
        named = abstract(
            1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", more='<w:pStyle w:val="Hai"/>')
        )
        listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        styles = f'<w:style w:type="paragraph" w:styleId="Hai">{listed}</w:style>'
        assert read(p("A", style="Hai"), numbering=named + num(1, 1), styles=styles) == ["1. A"]

    def test_a_definition_may_be_kept_in_a_list_style(self) -> None:
        linked = abstract(2, more='<w:numStyleLink w:val="Kieu"/>') + abstract(
            1, level(0, "lowerLetter", "%1)"), more='<w:styleLink w:val="Kieu"/>'
        )
        assert read(p("A", num=(5, 0)) + p("B", num=(5, 0)), numbering=linked + num(1, 1) + num(5, 2)) == [
            "a) A",
            "b) B",
        ]

    def test_an_old_font_in_a_label(self) -> None:
        old = abstract(
            1, level(0, "decimal", "§iÒu %1.", more='<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>')
        )
        assert read(p("A", num=(1, 0)), numbering=old + num(1, 1)) == ["Điều 1. A"]

    def test_tables_do_not_stop_a_count(self) -> None:
        body = (
            p("A", num=(1, 0))
            + "<w:tbl><w:tr><w:tc>"
            + p("x", num=(1, 0))
            + "</w:tc></w:tr></w:tbl>"
            + p("B", num=(1, 0))
        )
        assert read(body, numbering=PLAN + num(1, 1)) == ["I. A", "II. x", "III. B"]


class TestLetters:
    def test_runs_in_old_fonts_are_decoded_each_by_its_font(self) -> None:
        body = (
            "<w:p><w:r><w:t xml:space='preserve'>Phấn đấu </w:t></w:r>"
            "<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>®¹t chØ ti</w:t></w:r>"
            "<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t xml:space='preserve'>ªu </w:t></w:r>"
            "<w:r><w:rPr><w:rFonts w:ascii='VNI-Times'/></w:rPr><w:t xml:space='preserve'>thi ñua </w:t></w:r>"
            "<w:r><w:t>năm nay</w:t></w:r></w:p>"
        )
        source = open_docx(docx(body), "a.docx")
        assert texts(source) == ["Phấn đấu đạt chỉ tiêu thi đua năm nay"]
        assert {one.kind for one in source.repairs} == {RepairKind.TCVN3, RepairKind.VNI}
        told = next(one for one in source.repairs if one.after == "tiêu")
        assert source.raw[told.anchor.start : told.anchor.end] == "tiªu" == told.before

    def test_a_font_of_capitals(self) -> None:
        assert read(p("kÕ ho¹ch", run='<w:rFonts w:ascii=".VnTimeH"/>')) == ["KẾ HOẠCH"]

    def test_unicode_under_an_old_font_name_is_left(self) -> None:
        assert read(p("Kế hoạch công tác", run='<w:rFonts w:ascii=".VnTime"/>')) == ["Kế hoạch công tác"]

    def test_capitals_by_format_are_capitals(self) -> None:
        assert read(p("Kế hoạch", run="<w:caps/>")) == ["KẾ HOẠCH"]

    def test_hidden_letters_are_left_out_and_told(self) -> None:
        source = open_docx(docx(p("ẩn", run="<w:vanish/>") + p("hiện")), "a.docx")
        assert texts(source) == ["hiện"]
        assert source.notes == ("hidden_text",)

    def test_the_final_text_of_tracked_changes_is_read(self) -> None:
        body = (
            "<w:p><w:r><w:t xml:space='preserve'>Kết nạp </w:t></w:r>"
            "<w:del w:id='1'><w:r><w:delText>100</w:delText></w:r></w:del>"
            "<w:ins w:id='2'><w:r><w:t>200</w:t></w:r></w:ins></w:p>"
            + p("một", mark='<w:del w:id="3"/>')
            + p(" hai")
        )
        source = open_docx(docx(body), "a.docx")
        assert texts(source) == ["Kết nạp 200", "một hai"]
        assert source.notes == ("tracked_changes",)

    def test_line_breaks_part_and_joined_pages_do_not(self) -> None:
        body = (
            "<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Phát động</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>Một câu </w:t><w:lastRenderedPageBreak/><w:t>dài.</w:t></w:r></w:p>"
        )
        source = open_docx(docx(body), "a.docx")
        assert texts(source) == ["KẾ HOẠCH", "Phát động", "Một câu dài."]
        assert source.pages == 2

    def test_boxes_and_notes_are_read_and_told(self) -> None:
        body = (
            "<w:p><w:r><w:t>Thân bài</w:t></w:r><w:r><w:pict><w:txbxContent>"
            + p("Trong khung")
            + "</w:txbxContent></w:pict></w:r>"
            "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + p("Cuối")
        )
        notes = f'<w:footnote w:id="2">{p("Theo Nghị quyết")}</w:footnote>'
        source = open_docx(docx(body, footnotes=notes), "a.docx")
        assert texts(source) == ["Thân bài", "Trong khung", "Cuối", "Theo Nghị quyết"]
        assert source.notes == ("footnotes", "text_boxes")

    def test_running_heads_are_dropped_but_not_a_letterhead(self) -> None:
        source = open_docx(
            docx(p("Thân"), header=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), footer=p("Trang")), "a.docx"
        )
        assert texts(source) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Thân"]
        assert source.notes == ("running_heads_dropped",)


class TestTables:
    def test_merged_cells_say_how_far_they_reach(self) -> None:
        document = python_docx.Document()
        table = document.add_table(4, 4)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Đơn vị"
        table.cell(0, 1).merge(table.cell(0, 3)).text = "Chỉ tiêu"
        for column, text in enumerate(["Đoàn viên", "CĐCS", "Quỹ"], start=1):
            table.cell(1, column).text = text
        for column, text in enumerate(["CĐCS Mẫu", "120", "-", ""]):
            table.cell(2, column).text = text
        table.cell(3, 0).text = "Cộng"
        made = io.BytesIO()
        document.save(made)
        found = cells(open_source(made.getvalue(), "a.docx"))
        assert (found[0, 0, 0].text, found[0, 0, 0].place.rows) == ("Đơn vị", 2)
        assert (found[0, 0, 1].text, found[0, 0, 1].place.columns) == ("Chỉ tiêu", 3)
        assert [found[0, 1, column].text for column in (1, 2, 3)] == ["Đoàn viên", "CĐCS", "Quỹ"]
        assert [found[0, 2, column].text for column in (0, 1, 2)] == ["CĐCS Mẫu", "120", "-"]
        assert (0, 2, 3) not in found
        assert found[0, 3, 0].text == "Cộng"

    def test_a_head_set_by_tabs_is_two_columns(self) -> None:
        tab = "</w:t><w:tab/><w:t>"
        body = (
            p(f"LĐLĐ TỈNH MẪU{tab}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + p(f"Số: 7/KH-LĐLĐ{tab}Mẫu, ngày 3 tháng 2 năm 2024")
            + p("KẾ HOẠCH")
        )
        source = open_docx(docx(body), "a.docx")
        assert texts(source) == [
            "LĐLĐ TỈNH MẪU", "Số: 7/KH-LĐLĐ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Mẫu, ngày 3 tháng 2 năm 2024", "KẾ HOẠCH",
        ]  # fmt: skip
        assert anchored(source)

    def test_looks_are_told(self) -> None:
        document = python_docx.Document()
        paragraph = document.add_paragraph()
        paragraph.alignment = 1
        paragraph.add_run("KẾ HOẠCH").bold = True
        paragraph.runs[0].font.size = Pt(14)
        document.add_paragraph("thường")
        made = io.BytesIO()
        document.save(made)
        first, second = open_source(made.getvalue(), "a.docx").paragraphs
        assert (first.look.bold, first.look.centred, second.look.bold) == (True, True, False)


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not here")
def test_an_old_word_file_is_read_through_the_converter() -> None:
    source = open_source(b"{\\rtf1\\ansi Ke hoach so 5}", "a.doc")
    assert (source.format, texts(source), source.confidence) == (
        Format.DOC,
        ["Ke hoach so 5"],
        Confidence.HIGH,
    )
