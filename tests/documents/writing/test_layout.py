"""What a made Word file says of itself: margins, fonts, sizes, styles, and what stays together."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length

from tests.documents.writing.samples import DAY, EVERY, LONG, a_decision, a_plan, frame
from thidua.documents.writing.blocks import Official, issued
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.docx_xml import style_id
from thidua.documents.writing.kinds.plan import Plan, plan
from thidua.documents.writing.layout import Layout, layout, layouts

LOOK = layout()


def opened(document: Official, look: Layout | None = None) -> Any:
    return docx.Document(io.BytesIO(to_docx(document, look)))


def every_paragraph(made: Any) -> Iterator[Any]:
    """Those in cells too, in reading order."""
    for element in made.element.body.iter(qn("w:p")):
        yield docx.text.paragraph.Paragraph(element, made)


def of_style(made: Any, code: str) -> list[Any]:
    wanted = style_id(code)
    return [one for one in every_paragraph(made) if one.style.style_id == wanted]


def millimetres(length: Length | None) -> float:
    assert length is not None
    return round(length.mm, 1)


@pytest.mark.parametrize("kind", EVERY)
def test_every_page_is_a4_with_margins_that_the_decree_allows(kind: str) -> None:
    for section in opened(EVERY[kind]()).sections:
        turned = section.orientation == WD_ORIENT.LANDSCAPE
        sides = (millimetres(section.page_width), millimetres(section.page_height))
        assert sides == ((297.0, 210.0) if turned else (210.0, 297.0))
        for side, length in {
            "top": section.top_margin,
            "bottom": section.bottom_margin,
            "left": section.left_margin,
            "right": section.right_margin,
        }.items():
            allowed = LOOK.margins[side]
            assert allowed.least - 0.1 <= millimetres(length) <= allowed.most + 0.1, side


@pytest.mark.parametrize("kind", EVERY)
def test_every_paragraph_has_a_style_of_the_layout_and_no_size_of_its_own(kind: str) -> None:
    made = opened(EVERY[kind]())
    known = {style_id(code) for code in LOOK.styles}
    for paragraph in every_paragraph(made):
        if not paragraph.text:
            continue
        assert paragraph.style.style_id in known
        assert [run.font.size for run in paragraph.runs if run.font.size] == []


@pytest.mark.parametrize("code", LOOK.styles)
def test_styles_are_what_the_decree_says(code: str) -> None:
    told = LOOK.styles[code]
    style = opened(a_plan()).styles[told.name]
    assert told.size.least <= style.font.size.pt <= told.size.most
    assert bool(style.font.bold) == told.bold
    assert bool(style.font.italic) == told.italic


def test_letters_are_times_new_roman_in_every_script() -> None:
    made = opened(a_plan())
    fonts = made.styles.element.find(f".//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert made.element.body.find(f".//{qn('w:rFonts')}") is None


def test_running_text_is_indented_justified_and_spaced() -> None:
    style = opened(a_plan()).styles["Nội dung"]
    shape = style.paragraph_format
    assert 10 <= millimetres(shape.first_line_indent) <= 12.7
    assert shape.space_before.pt >= 6
    assert 1 <= shape.line_spacing <= 1.5
    assert shape.alignment is not None and shape.alignment.name == "JUSTIFY"


def test_pages_are_numbered_on_top_in_the_middle_from_the_second_on() -> None:
    for section in opened(a_decision()).sections:
        assert section.different_first_page_header_footer
        assert [one.text for one in section.first_page_header.paragraphs if one.text] == []
        (number,) = section.header.paragraphs
        assert number.alignment.name == "CENTER"
        assert "PAGE" in number._p.xml
        begins = section._sectPr.find(qn("w:pgNumType"))
        assert begins.get(qn("w:start")) == "1"


def test_headings_stay_with_what_follows_and_the_signature_on_one_page() -> None:
    made = opened(a_plan())
    assert made.styles["Đề mục"].paragraph_format.keep_with_next
    assert made.styles["Tiểu mục"].paragraph_format.keep_with_next
    foot = made.tables[-1]
    paragraphs = [one for cell in foot.rows[0].cells for one in cell.paragraphs]
    assert all(one.paragraph_format.keep_with_next for one in paragraphs)
    assert foot.rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None
    last = [one for one in made.paragraphs if one.text][-1]
    assert last.paragraph_format.keep_with_next


def test_headings_are_found_in_the_navigation_pane() -> None:
    made = opened(a_plan())
    level = made.styles["Đề mục"].element.find(f".//{qn('w:outlineLvl')}")
    assert level.get(qn("w:val")) == "0"
    assert [one.text for one in of_style(made, "heading")][:2] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. KHẨU HIỆU",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Liên đoàn Lao động tỉnh Sông Mây",
        "Tổng Liên đoàn Lao động Việt Nam",
        "Công đoàn các Khu công nghiệp và Khu chế xuất thành phố Sông Mây",
        LONG,
    ],
)
def test_long_names_break_between_words_that_do_not_belong_together(name: str) -> None:
    made = opened(plan(frame("KH", "Thi đua", issuer=name), Plan()))
    (issuer,) = of_style(made, "issuer")
    lines = issuer.text.split("\n")
    assert " ".join(lines) == name.upper()
    assert len(lines) <= 5
    torn = {
        "LIÊN|ĐOÀN",
        "LAO|ĐỘNG",
        "VIỆT|NAM",
        "CÔNG|ĐOÀN",
        "THÀNH|PHỐ",
        "TRÁCH|NHIỆM",
        "HỮU|HẠN",
        "CÔNG|TY",
    }
    for above, below in pairwise(lines):
        assert f"{above.split()[-1]}|{below.split()[0]}" not in torn
        assert len(below.split()) > 1


def test_a_draft_carries_blanks_and_an_issued_document_its_number() -> None:
    draft = opened(a_plan())
    (number,) = of_style(draft, "number")
    (day,) = of_style(draft, "place_date")
    assert number.text.replace("\u00a0", "_") == "Số: _____/KH-LĐLĐ"
    assert day.text.replace("\u00a0", "_") == "Sông Mây, ngày_____tháng_____năm 2027"
    assert [one.text for one in of_style(draft, "draft")] == ["DỰ THẢO"]

    sent = opened(issued(a_plan(), number=7, day=DAY))
    assert [one.text for one in of_style(sent, "number")] == ["Số: 07/KH-LĐLĐ"]
    assert [one.text for one in of_style(sent, "place_date")] == ["Sông Mây, ngày 07 tháng 02 năm 2027"]
    assert of_style(sent, "draft") == []


def test_the_annexes_name_the_document_that_they_belong_to() -> None:
    made = opened(issued(a_decision(), number=12, day=DAY))
    assert [one.text for one in of_style(made, "annex_number")] == ["Phụ lục I", "Phụ lục II"]
    reference = of_style(made, "annex_reference")[0].text.replace("\n", " ")
    assert (
        reference
        == "(Kèm theo Quyết định số 12/QĐ-LĐLĐ ngày 07 tháng 02 năm 2027 của Liên đoàn Lao động tỉnh Sông Mây)"
    )
    table = made.tables[-2]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert table.rows[1].cells[1].text == "Công đoàn ngành “Số 1” & <khu>"


def test_signature_and_recipients_stand_as_offices_write_them() -> None:
    made = opened(a_plan())
    assert [one.text for one in of_style(made, "capacity")] == [
        "TM. BAN THƯỜNG VỤ",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]
    assert [one.text for one in of_style(made, "signer")] == ["Lê Thị Hoa Mơ"]
    assert [one.text for one in of_style(made, "recipient")] == [
        "- Tổng Liên đoàn Lao động Việt Nam (để b/c);",
        "- Ban Dân vận & Mặt trận tỉnh (phối hợp);",
        "- Các LĐLĐ huyện, thành phố, CĐ ngành (để thực hiện);",
        "- Lưu: VT, CSPL.",
    ]


def test_points_follow_the_vietnamese_alphabet() -> None:
    made = opened(EVERY["quy chế cụm"]())
    marks = [one.text.split()[0] for one in made.paragraphs if one.text[1:2] == ")"]
    assert marks == ["a)", "b)", "c)", "d)", "đ)"]
    assert [one.text for one in of_style(made, "article")] == [
        "Điều 1. Phạm vi, đối tượng áp dụng",
        "Điều 2. Nguyên tắc",
        "Điều 3. Cụm trưởng",
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx(a_decision()) == to_docx(a_decision())


def test_what_xml_forbids_is_left_out_and_everything_else_kept() -> None:
    made = opened(plan(frame("KH", "A & B <c> “d” \"e\" 'g'\x07\ud800"), Plan(opening=("x &amp; y </w:t>",))))
    assert of_style(made, "title")[0].text == "A & B <c> “d” \"e\" 'g'"
    assert of_style(made, "body")[0].text == "X &amp; y </w:t>./."


def test_the_layout_says_where_it_comes_from() -> None:
    for one in layouts().values():
        assert one.document
        assert one.confidence in {"verified", "secondary", "recalled", "unsure"}
        for measure in (
            *one.margins.values(),
            one.first_line,
            one.spacing,
            *(s.size for s in one.styles.values()),
        ):
            assert measure.least <= measure.chosen <= measure.most
    assert LOOK.confirmed
    assert not layout("union_933_2024").confirmed


def test_the_layout_of_the_union_is_an_option() -> None:
    made = opened(a_plan(), layout("union_933_2024"))
    section = made.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [millimetres(side) for side in sides] == [20.0, 20.0, 30.0, 15.0]
