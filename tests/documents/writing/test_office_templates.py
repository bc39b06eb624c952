"""An office's own template: what fills it, and what is refused before anything is run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from tests.documents.writing.samples import DAY, a_decision, a_plan, frame
from thidua.documents.source.errors import SourceHostile
from thidua.documents.writing import office_templates
from thidua.documents.writing.blocks import issued
from thidua.documents.writing.kinds.plan import Plan, plan
from thidua.documents.writing.office_pdf import can_print, printed_docx
from thidua.documents.writing.office_templates import (
    TemplateEmpty,
    TemplateHasCode,
    TemplateNameUnknown,
    TemplateNotWord,
    TemplateReachesOut,
    TemplateSyntax,
    TemplateTooLarge,
    check,
    fill,
)
from thidua.documents.writing.template_language import TemplateForbidden
from thidua.documents.writing.template_words import NAMES

HEAD = (
    "{{ co_quan_chu_quan | upper }}",
    "{{ co_quan_ban_hanh | upper }}",
    "Số: {{ so_ky_hieu }}",
    "{{ dia_danh }}, {{ ngay_thang }}",
    "{{ ten_loai | upper }}",
    "{{ trich_yeu }}",
)
BODY = (
    "{%p for doan in noi_dung %}",
    "{{ doan.chu }}",
    "{%p endfor %}",
    "{%p if luu %}",
    "Lưu: {{ luu }}",
    "{%p endif %}",
)


def word_file(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, held: bytes) -> bytes:
    """The file with one part more, or another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, held)
    return out.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        held = package.read(name)
    return with_part(content, name, change(held))


def said(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs if one.text]


def test_a_template_is_filled_with_what_the_document_holds() -> None:
    template = word_file(*HEAD, *BODY)
    assert check(template, a_plan()) >= {"so_ky_hieu", "noi_dung", "luu"}
    lines = said(fill(template, issued(a_plan(), number=7, day=DAY)))
    assert lines[1:4] == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG MÂY",
        "Số: 07/KH-LĐLĐ",
        "Sông Mây, ngày 07 tháng 02 năm 2027",
    ]
    assert "- Thi đua tăng năng suất, bảo đảm <an toàn> lao động." in lines
    assert lines[-1] == "Lưu: VT, CSPL"


def test_names_with_signs_of_mark_up_stay_what_they_are() -> None:
    odd = "A & B <c> “d” \"e\" 'g' {{ so }} {% if %}"
    lines = said(fill(word_file("{{ trich_yeu }}"), plan(frame("KH", odd + "\x07"), Plan())))
    assert lines == [odd]


def test_rows_of_an_annex_fill_a_table() -> None:
    made = docx.Document()
    table = made.add_table(rows=4, cols=2)
    table.cell(0, 0).text = "{%tr for phu in phu_luc %}"
    table.cell(1, 0).text = "{{ phu.ten }}"
    table.cell(1, 1).text = "{{ phu.bang[0].dong | length }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    table.cell(3, 0).text = "hết"
    out = io.BytesIO()
    made.save(out)
    assert check(out.getvalue(), a_decision()) == {"phu_luc"}
    filled = docx.Document(io.BytesIO(fill(out.getvalue(), a_decision()))).tables[0]
    assert [cell.text for row in filled.rows for cell in row.cells] == [
        *("Chỉ tiêu giao các đơn vị", "12", "Chỉ tiêu giao các đơn vị", "40", "hết", ""),
    ]


def test_unknown_names_are_told_all_at_once_with_the_nearest_known() -> None:
    with pytest.raises(TemplateNameUnknown) as refused:
        check(word_file("{{ so_kihieu }} {{ trich_yeu }} {{ xyz }}"), a_plan())
    assert refused.value.params["names"] == ["so_kihieu", "xyz"]
    assert refused.value.params["nearest"] == ["so_ky_hieu", ""]
    assert refused.value.params["known"] == sorted(NAMES)


def test_an_unknown_part_of_a_name_is_told() -> None:
    with pytest.raises(TemplateNameUnknown) as refused:
        check(word_file("{%p for d in noi_dung %}", "{{ d.mau_sac }}", "{%p endfor %}"), a_plan())
    assert refused.value.params["names"] == ["mau_sac"]


@pytest.mark.parametrize("text", ["{{ trich_yeu", "{% if luu %} lưu", "{{ trich_yeu }", "{{ }}", "{% for %}"])
def test_what_does_not_close_is_told(text: str) -> None:
    with pytest.raises((TemplateSyntax, TemplateEmpty)):
        check(word_file("mở đầu", text), a_plan())


def test_the_place_of_a_slip_is_shown() -> None:
    with pytest.raises(TemplateSyntax) as refused:
        check(word_file("Kính gửi {{ trich_yeu ) }} các đơn vị"), a_plan())
    assert "trich_yeu )" in str(refused.value.params["near"])


@pytest.mark.parametrize(
    "text",
    [
        "{{ trich_yeu.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ trich_yeu.upper() }}",
        "{{ cycler('a') }}",
        "{% for a in range(10) %}{{ a }}{% endfor %}",
        "{% set a = 'b' %}{{ a }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}{{ m() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ trich_yeu | attr('x') }}",
        "{{ trich_yeu | pprint }}",
        "{% for a in noi_dung %}{% for b in noi_dung %}{{ b.chu }}{% endfor %}{% endfor %}",
        "{% for a in noi_dung recursive %}{{ a.chu }}{% endfor %}",
    ],
)
def test_code_is_refused(text: str) -> None:
    with pytest.raises((TemplateForbidden, TemplateNameUnknown)):
        check(word_file("{{ trich_yeu }}", text), a_plan())


def test_code_in_the_properties_of_the_file_is_refused() -> None:
    made = docx.Document()
    made.add_paragraph("{{ trich_yeu }}")
    made.core_properties.title = "{{ ''.__class__ }}"
    out = io.BytesIO()
    made.save(out)
    with pytest.raises((TemplateForbidden, TemplateNameUnknown)):
        check(out.getvalue(), a_plan())


def test_names_in_a_header_count() -> None:
    made = docx.Document()
    made.add_paragraph("{{ trich_yeu }}")
    made.sections[0].header.paragraphs[0].text = "{{ sai_ten }}"
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateNameUnknown):
        check(out.getvalue(), a_plan())


def test_macros_controls_and_embedded_files_are_refused() -> None:
    good = word_file("{{ trich_yeu }}")
    for name in ("word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"):
        with pytest.raises(TemplateHasCode) as refused:
            check(with_part(good, name, b"<x/>"), a_plan())
        assert refused.value.params == {"part": name}


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "file://elsewhere/a.dotm"),
        ("image", "file://elsewhere/a.png"),
        ("oleObject", "x.bin"),
    ],
)
def test_what_is_fetched_from_elsewhere_is_refused(kind: str, target: str) -> None:
    link = (
        f'<Relationship Id="rX" Type="urn:x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    content = changed(
        word_file("{{ trich_yeu }}"),
        "word/_rels/document.xml.rels",
        lambda held: held.replace(b"</Relationships>", link.encode()),
    )
    with pytest.raises(TemplateReachesOut) as refused:
        check(content, a_plan())
    assert refused.value.params == {"target": target}


def test_a_field_that_fetches_is_refused_even_cut_in_pieces() -> None:
    pieces = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (" INCLUDE", 'PICTURE "x" '))
    content = changed(
        word_file("{{ trich_yeu }}"),
        "word/document.xml",
        lambda held: held.replace(b"<w:sectPr", f"<w:p>{pieces}</w:p><w:sectPr".encode(), 1),
    )
    with pytest.raises(TemplateReachesOut):
        check(content, a_plan())


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(TemplateNotWord):
        check(b"%PDF-1.7", a_plan())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(TemplateNotWord):
        check(packed.getvalue(), a_plan())


def test_floods_are_refused_before_they_are_read() -> None:
    good = word_file("{{ trich_yeu }}")
    with pytest.raises(TemplateTooLarge) as refused:
        check(b"PK" + b"\0" * office_templates.LARGEST, a_plan())
    assert refused.value.params["what"] == "bytes"
    with pytest.raises(TemplateTooLarge) as refused:
        check(with_part(good, "word/more.xml", b"<x>" + b" " * 3 * 2**20 + b"</x>"), a_plan())
    assert refused.value.params["what"] == "unpacked"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(SourceHostile):
        check(with_part(good, "word/more.xml", bomb), a_plan())


def test_a_template_without_names_is_refused() -> None:
    with pytest.raises(TemplateEmpty):
        check(word_file("Kính gửi các đơn vị"), a_plan())


@pytest.mark.skipif(not can_print(), reason="no office program on this machine")
def test_its_pdf_is_made_by_the_office_program() -> None:
    content = printed_docx(fill(word_file(*HEAD, *BODY), a_plan()))
    assert content.startswith(b"%PDF-")
    assert b"pdfaid:part" in content
