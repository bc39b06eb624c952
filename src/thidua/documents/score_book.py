"""A workbook to print and to work on: A4 landscape, one page wide, heads repeated. No Django here.

Figures that are figures become numbers of Excel, so that a person can go on computing; words stay words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from thidua.documents.sheets import safe
from thidua.formats.errors import CodedError
from thidua.formats.vi import parse_number

A4 = 9  # Excel's number of the paper
_HEAD_ROW = 2
_NAME = 31  # characters that Excel allows in the name of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
MANY = 12  # columns from which a sheet is printed smaller


@dataclass(frozen=True)
class Page:
    """One sheet: ``rows`` are as long as ``heads``; the first two columns may hold words."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_book(pages: Sequence[Page], *, signatures: Sequence[str] = ()) -> bytes:
    """An .xlsx with one sheet a page, each fitting the width of a landscape A4."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        taken: set[str] = set()
        for page in pages:
            _write(book, page, _named(page.name, taken), signatures)
    return made.getvalue()


def _named(name: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without its forbidden signs, and once."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip(" '")[:_NAME] or "Trang"
    told, number = plain, 2
    while told.casefold() in taken:
        tail = f" {number}"
        told, number = plain[: _NAME - len(tail)] + tail, number + 1
    taken.add(told.casefold())
    return told


def _write(book: xlsxwriter.Workbook, page: Page, name: str, signatures: Sequence[str]) -> None:
    sheet = book.add_worksheet(name)
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "border": 1,
            "bg_color": "#F3E9E7",
        }
    )
    words = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    figure = book.add_format({"num_format": "#,##0.00##", "valign": "top", "border": 1})
    sheet.write_string(0, 0, _fits(page.title), title)
    for column, told in enumerate(page.heads):
        sheet.write_string(_HEAD_ROW, column, _fits(told), head)
        sheet.set_column(column, column, _width(page, column))
    for line, row in enumerate(page.rows, start=_HEAD_ROW + 1):
        for column, told in enumerate(row):
            number = _number(told)
            if number is None:
                sheet.write_string(line, column, _fits(told), words)
            else:
                sheet.write_number(line, column, number, figure)
    _sign(book, sheet, page, signatures)
    _fit(sheet, page)


def _fit(sheet: xlsxwriter.worksheet.Worksheet, page: Page) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)  # one page wide, as many high as it takes
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.repeat_columns(0)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.print_area(0, 0, _HEAD_ROW + len(page.rows) + 4, max(len(page.heads) - 1, 1))
    sheet.set_footer("&L&A&R&P/&N")


def _sign(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, page: Page, signatures: Sequence[str]
) -> None:
    """Who signs, side by side below the table."""
    if not signatures:
        return
    bold = book.add_format({"bold": True, "align": "center"})
    line = _HEAD_ROW + len(page.rows) + 3
    step = max(len(page.heads) // len(signatures), 1)
    for place, told in enumerate(signatures):
        sheet.write_string(line, min(place * step, max(len(page.heads) - 1, 0)), _fits(told), bold)


def _width(page: Page, column: int) -> int:
    longest = max((len(row[column]) for row in page.rows if column < len(row)), default=0)
    most = 14 if len(page.heads) > MANY else 26
    return min(max(longest + 2, 9), most if column > 1 else 32)


def _number(told: str) -> float | None:
    """A double is enough for what a person reads in a cell; exact points stay in the product."""
    try:
        return float(parse_number(told)) if told else None
    except CodedError:
        return None


def _fits(told: str) -> str:
    return str(safe(told))
