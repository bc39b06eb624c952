"""Excel in and out: exact values, restored zeros, and files made to break the reader."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from thidua.documents.sheet_forms import FormColumn, write_form
from thidua.documents.sheets import (
    Caps,
    SheetEmpty,
    SheetTooLarge,
    SheetUnreadable,
    as_text,
    day_of_serial,
    read_rows,
    restore_phone,
    write_rows,
)

HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def with_sheet(xml: bytes, *, name: str = "xl/worksheets/sheet1.xml", stored: bool = False) -> bytes:
    """A workbook whose first sheet is this XML."""
    plain = io.BytesIO(write_rows(["a"], [["b"]]))
    made = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", how) as new:
        for part in old.namelist():
            new.writestr(part, xml if part == name else old.read(part))
    return made.getvalue()


class TestReading:
    def test_values_come_exact_and_clean(self) -> None:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
            page = book.add_worksheet("Danh sách")
            page.write_row(0, 0, ["  Đoàn   viên ", 0.1, 42, True])
            page.write_datetime(2, 0, dt.datetime(2017, 2, 7), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
            page.write_formula(2, 1, "=1+1", None, 2)
            page.write_string(2, 2, "Thuỷ")
        sheet = read_rows(made.getvalue())
        assert sheet.name == "Danh sách"
        assert [(row.number, row.cells) for row in sheet.rows] == [
            (1, ("Đoàn viên", Decimal("0.1"), Decimal(42), True)),
            (3, (dt.date(2017, 2, 7), Decimal(2), "Thuỷ", None)),
        ]

    def test_hidden_and_empty_sheets_are_passed_over(self) -> None:
        made = io.BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
            book.add_worksheet("Trống")
            hidden = book.add_worksheet("Ẩn")
            hidden.write(0, 0, "không đọc")
            hidden.hide()
            book.add_worksheet("Có").write(0, 0, "đọc")
        assert read_rows(made.getvalue()).name == "Có"
        with pytest.raises(SheetEmpty):
            read_rows(made.getvalue(), sheet="Trống")
        with pytest.raises(SheetEmpty):
            read_rows(made.getvalue(), sheet="Ẩn")

    @pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0old"])
    def test_what_is_no_workbook(self, content: bytes) -> None:
        with pytest.raises(SheetUnreadable):
            read_rows(content)

    def test_a_zip_that_is_no_workbook(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            packed.writestr("word/document.xml", "<x/>")
        with pytest.raises(SheetUnreadable):
            read_rows(made.getvalue())


class TestBombs:
    def test_a_flood_in_a_small_packet(self) -> None:
        flood = with_sheet(HEAD + b"<sheetData/>" + b" " * (60 * 2**20) + b"</worksheet>")
        assert len(flood) < 200_000
        with pytest.raises(SheetTooLarge) as refused:
            read_rows(flood, caps=Caps(unpacked=50 * 2**20))
        assert refused.value.params["what"] == "unpacked"

    def test_a_flood_that_lies_about_its_size(self) -> None:
        flood = bytearray(with_sheet(HEAD + b"<sheetData/>" + b" " * (60 * 2**20) + b"</worksheet>"))
        honest = (60 * 2**20 + len(HEAD) + 24).to_bytes(4, "little")
        assert flood.count(honest) == 2
        with pytest.raises((SheetUnreadable, SheetTooLarge)):
            read_rows(bytes(flood.replace(honest, (1000).to_bytes(4, "little"))))

    @pytest.mark.parametrize(
        "cells",
        [
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            b"<row r='1'><c r='A1'><v>1</v></c></row><row r='900000'><c  r = 'zz900000'><v>1</v></c></row>",
            b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD200"><v>1</v></c></row>',
        ],
    )
    def test_a_cell_so_far_away_that_the_parser_would_take_all_memory(self, cells: bytes) -> None:
        far = with_sheet(HEAD + b"<sheetData>" + cells + b"</sheetData></worksheet>")
        tracemalloc.start()
        try:
            with pytest.raises(SheetTooLarge) as refused:
                read_rows(far)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert refused.value.params["what"] == "cells"
        assert most < 20 * 2**20

    def test_a_place_beyond_excel(self) -> None:
        cells = b'<row r="1"><c r="ZZZZ999999999"><v>1</v></c></row>'
        with pytest.raises(SheetUnreadable):
            read_rows(with_sheet(HEAD + b"<sheetData>" + cells + b"</sheetData></worksheet>"))

    def test_letters_of_two_bytes_hide_nothing(self) -> None:
        cells = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
        with pytest.raises(SheetUnreadable):
            read_rows(with_sheet((HEAD.decode() + cells).encode("utf-16")))

    def test_a_place_cut_in_two_by_the_reader_is_still_seen(self) -> None:
        cells = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        far = b'<row r="1048000"><c r="XFD1048000"><v>1</v></c></row></sheetData></worksheet>'
        for shift in range(0, 60, 7):
            padding = b" " * (2**20 - len(HEAD) - len(cells) - shift)
            with pytest.raises(SheetTooLarge):
                read_rows(with_sheet(HEAD + cells + padding + far))

    def test_caps_on_rows_and_bytes(self) -> None:
        content = write_rows(["a"], [[n] for n in range(30)])
        with pytest.raises(SheetTooLarge):
            read_rows(content, caps=Caps(rows=30))
        assert len(read_rows(content, caps=Caps(rows=31)).rows) == 31
        with pytest.raises(SheetTooLarge):
            read_rows(content, caps=Caps(packed=100))
        with pytest.raises(SheetTooLarge):
            read_rows(content, caps=Caps(parts=3))


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "phone"),
        [
            (Decimal(912345678), "0912345678"),
            (Decimal(2073864125), "02073864125"),
            ("912345678", "0912345678"),
            ("0912 345 678", "0912345678"),
            ("0912.345.678", "0912345678"),
            ("+84 912-345-678", "0912345678"),
            ("84912345678", "0912345678"),
            ("０９１２３４５６７８", "0912345678"),
            (None, ""),
            ("12", "12"),
            ("không có", "khong co"),
        ],
    )
    def test_phones_get_their_zero_back(self, cell: Decimal | str | None, phone: str) -> None:
        assert restore_phone(cell) == phone

    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            (Decimal(42773), dt.date(2017, 2, 7)),
            ("42773", dt.date(2017, 2, 7)),
            (Decimal(31085), dt.date(1985, 2, 7)),
            (Decimal(1985), None),  # a year, not a serial
            (Decimal("42773.5"), None),
            ("07/02/2017", None),
            (None, None),
        ],
    )
    def test_a_date_that_lost_its_format(self, cell: Decimal | str | None, day: dt.date | None) -> None:
        assert day_of_serial(cell) == day

    def test_cells_in_words(self) -> None:
        cells = (None, True, Decimal(1234), Decimal("1.5"), dt.date(2017, 2, 7), "x")
        assert [as_text(cell) for cell in cells] == ["", "có", "1234", "1,5", "07/02/2017", "x"]


class TestWriting:
    def test_what_looks_like_a_formula_stays_text(self) -> None:
        bait = ["=1+1", '=HYPERLINK("http://x","y")', "+84 912", "-5", "@SUM(A1)", "{=1}", "\tx"]
        content = write_rows(["Tên"], [[one] for one in bait])
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml")
            links = [name for name in packed.namelist() if "rels" in name and "sheet1" in name]
        assert b"<f>" not in sheet
        assert b"<f " not in sheet
        assert links == []
        assert [row.cells[0] for row in read_rows(content).rows[1:]] == [one.strip() for one in bait]

    def test_anything_can_be_written(self) -> None:
        line = [
            "a\x00\x0b\ufffe😀",
            "x" * 40_000,
            Decimal("1.5"),
            Decimal(3),
            dt.date(2017, 2, 7),
            None,
            False,
        ]
        read = read_rows(write_rows([f"c{n}" for n in range(7)], [line])).rows[1].cells
        assert read[0] == "a😀"
        assert len(str(read[1])) == 32_767
        assert read[2:] == (Decimal("1.5"), Decimal(3), dt.date(2017, 2, 7), None, False)

    def test_no_rows_and_equal_columns(self) -> None:
        assert [row.cells for row in read_rows(write_rows(["a", "b"], [])).rows] == [("a", "b")]
        with pytest.raises(ValueError, match="differ"):
            write_rows(["a", "a"], [])

    def test_a_form_keeps_text_as_text_and_lists_long_choices(self) -> None:
        columns = [
            FormColumn("Số điện thoại", note="10 chữ số", required=True),
            FormColumn("Loại", choices=tuple(f"loại rất dài số {n}" for n in range(60))),
            FormColumn("Số lao động", shape="count"),
        ]
        content = write_form(
            columns, title="=Mẫu", guidance=["Hướng dẫn"], examples=[("0912000111", "x", "5")]
        )
        sheet = read_rows(content)
        assert sheet.rows[0].cells[0] == "=Mẫu"
        assert sheet.rows[1].cells == ("Số điện thoại *", "Loại", "Số lao động")
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            xml = packed.read("xl/worksheets/sheet1.xml").decode()
            styles = packed.read("xl/styles.xml").decode()
        assert 'numFmtId="49"' in styles  # "@"
        assert xml.count("<dataValidation ") == 2
        assert "&apos;Hướng dẫn&apos;!$C$" in xml or "'Hướng dẫn'!$C$" in xml
        assert "<f>" not in xml.split("<dataValidations")[0]
