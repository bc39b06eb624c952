"""The pages themselves: what stands where on the picture of a page, from typst and from an office program."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from PIL import Image, ImageOps

from tests.documents.writing.samples import DAY, EVERY, a_covenant, a_decision, a_plan, frame
from thidua.documents.writing.blocks import Official, issued
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.kinds.plan import Named, Plan, plan
from thidua.documents.writing.layout import layout
from thidua.documents.writing.office_pdf import can_print, printed_docx
from thidua.documents.writing.pdf import NotPrintable, to_pdf

MM = 72 / 25.4
PER_MM = 4.0  # pixels of a picture


def pictures(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    made = [page.render(scale=PER_MM / MM).to_pil().convert("L") for page in document]
    document.close()
    return made


def inked(picture: Image.Image) -> tuple[float, float, float, float]:
    """Left, top, right and bottom edge of everything printed, in millimetres."""
    box = ImageOps.invert(picture).point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box is not None, "the page is empty"
    left, top, right, bottom = (edge / PER_MM for edge in box)
    return left, top, right, bottom


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    told = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return told


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", EVERY)
def test_nothing_is_printed_outside_the_margins_and_no_page_is_empty(kind: str) -> None:
    stays_inside(to_pdf(EVERY[kind]()))


@pytest.mark.skipif(not can_print(), reason="no office program on this machine")
@pytest.mark.parametrize("kind", ["kế hoạch", "quyết định", "giao ước", "công văn"])
def test_the_word_file_stays_inside_its_margins_as_an_office_program_prints_it(kind: str) -> None:
    document = EVERY[kind]()
    printed = printed_docx(to_docx(document))
    stays_inside(printed)
    assert is_archived(printed)
    # Both ways give the same words: what is in the PDF/A is what stands in the Word file.
    assert sorted(words(" ".join(texts(printed))).split()) == sorted(
        words(" ".join(texts(to_pdf(document)))).split()
    )


def stays_inside(content: bytes) -> None:
    sides = {side: span.chosen for side, span in layout().margins.items()}
    for at, picture in enumerate(pictures(content)):
        left, top, right, bottom = inked(picture)
        wide, high = picture.width / PER_MM, picture.height / PER_MM
        assert left >= sides["left"] - 0.6, at
        assert right <= wide - sides["right"] + 0.6, at
        assert bottom <= high - sides["bottom"] + 0.6, at
        assert top >= 8, at  # the page number stands in the margin on top
        below_the_number = picture.crop((0, round(sides["top"] * PER_MM), picture.width, picture.height))
        assert inked(below_the_number)[3] > 0


def is_archived(content: bytes) -> bool:
    """What a PDF/A says of itself: part 2, level B."""
    told = content.decode("latin-1")
    return bool(re.search(r"pdfaid:part[>=\"]+2", told) and re.search(r"pdfaid:conformance[>=\"]+B", told))


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_is_pdf_a_with_its_fonts_inside(kind: str) -> None:
    content = to_pdf(EVERY[kind]())
    assert is_archived(content)
    told = content.decode("latin-1")
    assert "LiberationSerif" in told
    assert "/FontFile2" in told or "/FontFile3" in told


def test_the_pdf_reads_as_it_was_written() -> None:
    told = words(" ".join(texts(to_pdf(issued(a_plan(), number=7, day=DAY)))))
    assert "Số: 07/KH-LĐLĐ" in told
    assert "Sông Mây, ngày 07 tháng 02 năm 2027" in told
    assert "bảo đảm <an toàn> lao động" in told
    assert "3. Trên 82,5% công đoàn cơ sở đạt danh hiệu vững mạnh." in told
    assert "DỰ THẢO" not in told


def test_pages_are_numbered_from_the_second_and_annexes_on_their_own() -> None:
    firsts = [page.strip().split("\n")[0].strip() for page in texts(to_pdf(a_decision()))]
    assert firsts[0] != "1"
    numbers = [first for first in firsts if first.isdigit()]
    assert numbers == ["2"]  # only the second annex has a second page


def test_the_signature_is_never_alone_on_a_page() -> None:
    """Whatever the length of the text, something of it stands above whoever signs."""
    for count in range(24, 34):
        lines = tuple(f"Việc thứ {at} được giao cho các đơn vị" for at in range(count))
        pages = texts(to_pdf(plan(frame("KH", "Thi đua"), Plan(contents=(Named("", lines),)))))
        signed = next(page for page in pages if "Lê Thị Hoa Mơ" in page)
        assert "TM. BAN THƯỜNG VỤ" in signed
        assert "Việc thứ" in signed


def test_names_of_those_who_sign_side_by_side_stand_level() -> None:
    document = pypdfium2.PdfDocument(to_pdf(a_covenant()))
    heights: dict[str, float] = {}
    for page in document:
        text = page.get_textpage()
        for name in ("Người Ký 5", "Người Ký 6"):
            found = text.search(name).get_next()
            if found:
                heights[name] = text.get_charbox(found[0])[1]
    document.close()
    assert abs(heights["Người Ký 5"] - heights["Người Ký 6"]) < 2


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(a_decision()) == to_pdf(a_decision())


def test_text_is_never_mark_up() -> None:
    document: Official = plan(frame("KH", "#eval(1) *x* $y$ \\"), Plan(opening=("= Tiêu đề #panic()",)))
    told = words(" ".join(texts(to_pdf(document))))
    assert "#eval(1) *x* $y$ \\" in told
    assert "= Tiêu đề #panic()" in told


def test_a_sign_that_no_font_has_is_refused_not_dropped() -> None:
    with pytest.raises(NotPrintable) as refused:
        to_pdf(plan(frame("KH", "Thi đua 漢字"), Plan()))
    assert refused.value.params == {"sign": "漢"}
    assert to_pdf(plan(frame("KH", "Thi đua\x07 A \ud800"), Plan()))
