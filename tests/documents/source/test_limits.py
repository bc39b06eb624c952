"""Files made to harm, damaged ones and wrong ones: a coded refusal within limits, never a traceback, never a hang."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.source.making import NAMESPACES, docx, p, package, pdf, texts
from thidua.documents.source import passing
from thidua.documents.source.caps import CAPS
from thidua.documents.source.errors import (
    ConverterMissing,
    SourceDamaged,
    SourceEmpty,
    SourceHostile,
    SourceLocked,
    SourceRefused,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnknown,
)
from thidua.documents.source.legacy_office import as_docx
from thidua.documents.source.opening import open_source
from thidua.documents.source.reader import read_here
from thidua.documents.source.sniff import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", SourceEmpty),
            (b" \r\n\t ", SourceEmpty),
            (b"\xef\xbb\xbf", SourceEmpty),
            (docx(p("")), SourceEmpty),
            (b"<html><body> </body></html>", SourceEmpty),
            (b"PK\x03\x04 and no more", SourceDamaged),
            (b"%PDF-1.7 and no more", SourceDamaged),
            (docx(p("một"))[:-40], SourceDamaged),
            (package({"word/document.xml": "<w:document>"}), SourceDamaged),
            (package({"word/other.xml": "<a/>"}), SourceDamaged),
            (package({"xl/workbook.xml": "<a/>"}), SourceUnknown),
            (package({"one.txt": "một"}), SourceUnknown),
            (OLE + "EncryptedPackage".encode("utf-16-le"), SourceLocked),
            (OLE + "Workbook".encode("utf-16-le"), SourceUnknown),
            (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, SourceUnknown),
        ],
    )
    def test_each_is_refused_by_its_cause(self, content: bytes, refusal: type[SourceRefused]) -> None:
        with pytest.raises(refusal):
            open_source(content, "kehoach.docx")

    def test_the_name_does_not_matter(self) -> None:
        assert texts(open_source(docx(p("Kế hoạch")), "a.pdf")) == ["Kế hoạch"]
        assert texts(open_source(pdf("Kế hoạch"), "a.docx")) == ["Kế hoạch"]
        assert texts(open_source("Kế hoạch".encode(), "a.docx")) == ["Kế hoạch"]
        assert texts(open_source(b"<html><p>X</p></html>", "a.doc")) == ["X"]

    def test_a_pdf_with_a_password(self) -> None:
        with pytest.raises(SourceLocked):
            open_source(_locked_pdf(), "a.pdf")

    def test_a_file_too_large_is_not_even_opened(self, tmp_path: Path) -> None:
        file = tmp_path / "a.docx"
        with file.open("wb") as made:
            made.truncate(200 * 2**20)
        with pytest.raises(SourceTooLarge) as told:
            open_source(file)
        assert told.value.params == {"what": "bytes", "limit": "50 MB"}

    def test_without_a_converter_it_says_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(ConverterMissing):
            as_docx(b"{\\rtf1}", "a.doc")


def _locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: its check words belong to none that is empty."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = (
        b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<61> <61>] >>\nstartxref\n%d\n%%%%EOF"
        % len(made)
    )
    return made + table + trailer


class TestHostileFiles:
    def test_a_flood_packed_small(self) -> None:
        flood = b"<w:document " + NAMESPACES.encode() + b"><w:body>" + b" " * (CAPS.xml + 10)
        with pytest.raises(SourceTooLarge):
            open_source(package({"word/document.xml": flood}), "a.docx")

    def test_a_part_that_lies_about_its_size(self) -> None:
        content = bytearray(package({"word/document.xml": b"<a>" + b" " * 5_000_000}))
        at = content.rfind(b"PK\x01\x02")
        content[at + 24 : at + 28] = struct.pack("<I", 10)
        with pytest.raises(SourceRefused):
            open_source(bytes(content), "a.docx")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_and_outside_files(self, encoding: str) -> None:
        xml = (
            f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
        )
        with pytest.raises(SourceHostile):
            open_source(package({"word/document.xml": xml.encode(encoding)}), "a.docx")

    def test_entities_of_a_web_page_name_no_file(self) -> None:
        page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><html><body><p>chữ &a;</p></body></html>'
        source = open_source(page.encode(), "a.html")
        assert Path("/etc/hostname").read_text().strip() not in source.raw

    def test_nesting_without_end(self) -> None:
        for inner in ("<w:sdt>" * 3000, "<w:tbl><w:tr><w:tc>" * 40 + p("x") + "</w:tc></w:tr></w:tbl>" * 40):
            with pytest.raises((SourceHostile, SourceDamaged)):
                open_source(docx(inner), "a.docx")
        with pytest.raises(SourceRefused):
            open_source(b"<html>" + b"<table><tr><td>" * 4000 + b"x", "a.html")

    def test_a_table_without_end(self) -> None:
        row = "<w:tr>" + f"<w:tc>{p('1')}</w:tc>" * 100 + "</w:tr>"
        with pytest.raises(SourceTooLarge):
            open_source(docx("<w:tbl>" + row * 700 + "</w:tbl>"), "a.docx")
        wide = "<table>" + "<tr><td rowspan=1000 colspan=1000>x</td></tr>" * 3 + "</table>"
        with pytest.raises(SourceTooLarge):
            open_source(wide.join(("<html>", "</html>")).encode(), "a.html")

    def test_styles_that_rest_on_one_another_in_a_circle(self) -> None:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
            for one, other in (("A", "B"), ("B", "A"))
        )
        assert texts(open_source(docx(p("x", style="A"), styles=styles), "a.docx")) == ["x"]

    def test_more_pages_than_anybody_writes(self) -> None:
        with pytest.raises(SourceTooLarge):
            open_source(pdf("#pagebreak()\n" * 12), "a.pdf", caps=replace(CAPS, pages=10))

    def test_memory_ends_in_a_refusal(self) -> None:
        body = "<w:p/>" * 3_500_000
        with pytest.raises(SourceTooLarge):
            open_source(docx(body), "a.docx", caps=replace(CAPS, memory=120 * 2**20))

    @pytest.mark.parametrize("text", ["|a" * 70_000, "a\tb\n" * 70_000, "\n".join("a" * 70_000)])
    def test_text_files_have_their_limits_too(self, text: str) -> None:
        with pytest.raises(SourceTooLarge):
            open_source(text.encode(), "a.txt")

    def test_time_ends_in_a_refusal(self) -> None:
        heavy = docx(p("Phấn đấu thùc hiÖn tèt " * 200) * 4000)
        with pytest.raises((SourceTooSlow, SourceTooLarge)):
            open_source(heavy, "a.docx", caps=replace(CAPS, seconds=1))

    def test_a_picture_of_a_million_times_a_million(self) -> None:
        head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
        chunk = b"IHDR" + head
        png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        with pytest.raises(SourceRefused):
            open_source(png, "a.png")


def read_or_refused(content: bytes, name: str = "a.docx") -> None:
    """In this very process, so that thousands can be tried: what may escape is a refusal only."""
    try:
        source = read_here(content, name, kind_of(content, name))
    except SourceRefused:
        return
    assert passing.heard(passing.told(source)) == source


class TestFuzz:
    @given(st.binary(max_size=600))
    def test_any_bytes(self, content: bytes) -> None:
        read_or_refused(content)

    @given(
        st.binary(max_size=200),
        st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\x89PNG\r\n"]),
    )
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def test_any_bytes_under_a_known_head(self, content: bytes, head: bytes) -> None:
        read_or_refused(head + content)

    WORD = docx(
        p("Kế hoạch", num=(1, 0)) + "<w:tbl><w:tr><w:tc>" + p("ô") + "</w:tc></w:tr></w:tbl>",
        numbering="",
        styles="",
    )
    PAPER = pdf("Kế hoạch\n#table(columns: 2, [a], [b], [c], [d])")

    @given(st.integers(min_value=0, max_value=len(WORD)))
    @settings(deadline=None)
    def test_a_word_file_cut_short(self, length: int) -> None:
        read_or_refused(self.WORD[:length])

    @given(st.lists(st.tuples(st.integers(0, len(PAPER) - 1), st.integers(0, 255)), max_size=12))
    @settings(max_examples=40, deadline=None)
    def test_a_pdf_with_wrong_bytes(self, wrong: list[tuple[int, int]]) -> None:
        content = bytearray(self.PAPER)
        for at, byte in wrong:
            content[at] = byte
        read_or_refused(bytes(content))

    @given(st.text(alphabet='<>/w:prtblcsd="1 \\xa0', max_size=300))
    def test_any_body(self, body: str) -> None:
        read_or_refused(docx(body))

    @given(
        st.lists(
            st.sampled_from(["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>chữ</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>",
                             "</w:tr>", "<w:tc>", "</w:tc>", "<w:numPr><w:numId w:val='x'/></w:numPr>", "<w:pPr/>", "<w:br/>",
                             "<w:gridSpan w:val='-5'/>", "<w:sym w:char='zz'/>", "<w:ins>", "</w:ins>"]),
            max_size=30,
        )
    )  # fmt: skip
    def test_any_order_of_its_words(self, parts: list[str]) -> None:
        read_or_refused(docx("".join(parts)))


def test_what_comes_out_of_the_process_is_what_was_read_in_it() -> None:
    content = docx(
        p("Phấn đấu thùc hiÖn tèt", num=(1, 0)) + "<w:tbl><w:tr><w:tc>" + p("ô") + "</w:tc></w:tr></w:tbl>"
    )
    assert open_source(content, "a.docx") == read_here(content, "a.docx", kind_of(content, "a.docx"))


def test_reading_twice_reads_the_same() -> None:
    content = pdf("Kế hoạch phát động thi đua\n#table(columns: 2, [a], [b], [c], [d])")
    assert open_source(content, "a.pdf") == open_source(content, "a.pdf")


def test_the_reader_knows_no_django() -> None:
    asked = "import sys, thidua.documents.source.worker; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_package_with_more_parts_than_an_office_writes() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
        for number in range(CAPS.parts):
            packed.writestr(f"word/{number}", "")
    with pytest.raises(SourceTooLarge):
        open_source(made.getvalue(), "a.docx")
