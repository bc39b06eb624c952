"""Blank Excel forms to fill in. No Django here."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

from thidua.documents.sheets import safe


@dataclass(frozen=True)
class FormColumn:
    """A column to fill in. ``shape`` is text, count or date; ``choices`` become a drop-down list."""

    title: str
    note: str = ""
    shape: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 20


def write_form(
    columns: Sequence[FormColumn],
    *,
    title: str,
    sheets: tuple[str, str] = ("Danh sách", "Hướng dẫn"),
    guidance: Sequence[str] = (),
    examples: Sequence[Sequence[str]] = (),
    rows: int = 500,
) -> bytes:
    """A blank .xlsx form: title, guidance, head with notes, checked cells, lists to choose from.

    Text cells are formatted as text, so that a typed 0912… keeps its zero. Examples stand on the sheet of
    guidance, never among the rows.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page, told = (book.add_worksheet(name[:31]) for name in sheets)
        _write_head(book, page, columns, title)
        lists = _write_guidance(book, told, columns, guidance, examples)
        for place, column in enumerate(columns):
            page.set_column(
                place, place, column.width, book.add_format({"num_format": _SHAPES[column.shape]})
            )
            _check_cells(page, place, column, listed=lists.get(place, ""), rows=rows)
    return made.getvalue()


_HEAD_ROW = 2


def _write_head(
    book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, columns: Sequence[FormColumn], title: str
) -> None:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F3E9E7"}
    plain, needed = book.add_format(head), book.add_format({**head, "font_color": "#B3261E"})
    page.write_string(0, 0, _fits(title), book.add_format({"bold": True, "font_size": 14}))
    page.set_row(_HEAD_ROW, 36)
    for place, column in enumerate(columns):
        told = f"{column.title} *" if column.required else column.title
        page.write_string(_HEAD_ROW, place, _fits(told), needed if column.required else plain)
        if column.note:
            page.write_comment(_HEAD_ROW, place, column.note)
    page.freeze_panes(_HEAD_ROW + 1, 1)


def _write_guidance(
    book: xlsxwriter.Workbook,
    page: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[FormColumn],
    guidance: Sequence[str],
    examples: Sequence[Sequence[str]],
) -> dict[int, str]:
    """The second sheet; returns, per column with choices, the range that lists them."""
    wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    page.set_column(0, 0, 90, wrap)
    for line, told in enumerate(guidance):
        page.write_string(line, 0, _fits(told), wrap)
    first = len(guidance) + 1
    for line, example in enumerate(
        [tuple(column.title for column in columns), *examples] if examples else ()
    ):
        for place, told in enumerate(example):
            page.write_string(first + line, place + 1, _fits(told), bold if line == 0 else None)
    return _write_choices(page, columns, first + len(examples) + 3)


def _write_choices(
    page: xlsxwriter.worksheet.Worksheet, columns: Sequence[FormColumn], first: int
) -> dict[int, str]:
    ranges: dict[int, str] = {}
    for place, column in enumerate(columns):
        for line, choice in enumerate(column.choices):
            page.write_string(first + line, place + 1, _fits(choice))
        if column.choices:
            letter = xlsxwriter.utility.xl_col_to_name(place + 1)
            last = first + len(column.choices)
            ranges[place] = f"='{page.get_name()}'!${letter}${first + 1}:${letter}${last}"
    return ranges


# 49 is Excel's own text format: what is typed there stays as typed.
_SHAPES: Mapping[str, str | int] = {"text": 49, "count": "#,##0", "date": "dd/mm/yyyy"}


def _check_cells(
    page: xlsxwriter.worksheet.Worksheet, place: int, column: FormColumn, *, listed: str, rows: int
) -> None:
    first, last = _HEAD_ROW + 1, _HEAD_ROW + rows
    # Warnings only: a cell that Excel refuses is typed elsewhere and pasted, and then nobody helps.
    told = {"error_type": "warning", "error_title": column.title[:32], "ignore_blank": True}
    if listed:
        page.data_validation(first, place, last, place, {**told, "validate": "list", "source": listed})
    elif column.shape == "count":
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
        page.data_validation(first, place, last, place, {**told, **rule})


def _fits(told: str) -> str:
    return str(safe(told))
