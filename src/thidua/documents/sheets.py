"""Excel in and out: read rows of a sheet with caps, write lists. No Django here.

Two traps decide the shape. A number cell has lost the zero that a phone number began with, so phones and
identity numbers are restored. And a file of one kilobyte can name a cell in the last row of the last
column: the parser would ask for gigabytes and take the process with it, so the span is measured first.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, TypeAlias

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from rustpy_xlsxwriter import FastExcel

from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_date

Cell: TypeAlias = str | Decimal | dt.date | bool | None


class SheetUnreadable(CodedError):
    """Not an .xlsx workbook, or a damaged one."""

    code = "documents.sheet_unreadable"


class SheetTooLarge(CodedError):
    """Beyond a cap. Params: ``what`` (bytes, unpacked, rows, columns, cells), ``limit``."""

    code = "documents.sheet_too_large"


class SheetEmpty(CodedError):
    """No visible sheet with anything on it."""

    code = "documents.sheet_empty"


@dataclass(frozen=True)
class Caps:
    """How much is read at most. Memory goes with ``cells``: about 60 bytes each."""

    packed: int = 25 * 2**20
    unpacked: int = 200 * 2**20
    parts: int = 2000
    rows: int = 20_100  # a list of 20,000 with its title and head
    columns: int = 200
    cells: int = 2_000_000


CAPS = Caps()


@dataclass(frozen=True)
class Row:
    """One line of a sheet. ``number`` is what Excel shows at its left."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell in (None, "") for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]


def read_rows(source: bytes | Path, *, sheet: str = "", merged: bool = False, caps: Caps = CAPS) -> Sheet:
    """The rows of one visible sheet that hold anything (the first such sheet, or the one named).

    Text comes cleaned (NFC, single spaces), numbers as exact decimals, dates as dates. Formulas are never
    run: the value last stored in the file is read. ``merged`` gives every cell of a merged range the value that
    the file keeps in its first cell alone. Raises SheetUnreadable, SheetTooLarge, SheetEmpty.
    """
    content = source if isinstance(source, bytes) else _content_of(source, caps)
    _guard(content, caps)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _first_filled(book, sheet, merged, caps)
    except (CalamineError, ValueError, KeyError, OSError) as problem:
        raise SheetUnreadable() from problem


def _content_of(path: Path, caps: Caps) -> bytes:
    if path.stat().st_size > caps.packed:
        raise SheetTooLarge(what="bytes", limit=caps.packed)
    return path.read_bytes()


def _first_filled(book: CalamineWorkbook, wanted: str, merged: bool, caps: Caps) -> Sheet:
    for told in book.sheets_metadata:
        hidden = told.visible != SheetVisibleEnum.Visible or told.typ != SheetTypeEnum.WorkSheet
        if hidden or (wanted and told.name != wanted):
            continue
        page = book.get_sheet_by_name(told.name)
        lines = page.to_python(skip_empty_area=False)
        if merged:
            _spread(lines, page.merged_cell_ranges or ())
        rows = tuple(row for row in _rows(lines) if not row.is_empty)
        if len(rows) > caps.rows:
            raise SheetTooLarge(what="rows", limit=caps.rows)
        if rows:
            return Sheet(told.name, rows)
    raise SheetEmpty()


def _spread(lines: list[list[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A merged range holds its value in its first cell; a file may name ranges beyond its cells."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(lines) or left >= len(lines[top]):
            continue
        for line in lines[top : bottom + 1]:
            for place in range(left, min(right + 1, len(line))):
                line[place] = lines[top][left]


def _rows(lines: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        yield Row(number, tuple(_cell(value) for value in line))


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return value
        case float() | int():
            return _exact(value)
        case dt.datetime():
            return value if value.time() != dt.time() else value.date()
        case dt.date():
            return value
        case str():
            return text.clean(value) or None
        case None:
            return None
    return text.clean(str(value))


def _exact(value: float) -> Cell:
    if not math.isfinite(value):
        return None
    whole = int(value)
    return Decimal(whole) if whole == value else Decimal(repr(value))


# --- Before anything is parsed


# RuntimeError: locked with a password; NotImplementedError: packed in a way nobody else uses.
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def _guard(content: bytes, caps: Caps) -> None:
    """Unpacks the parts once, counting, so that neither a packed flood nor a far cell reaches the parser."""
    if len(content) > caps.packed:
        raise SheetTooLarge(what="bytes", limit=caps.packed)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _guard_parts(packed, caps)
    except _DAMAGED as problem:
        raise SheetUnreadable() from problem


def _guard_parts(packed: zipfile.ZipFile, caps: Caps) -> None:
    parts = packed.infolist()
    if len(parts) > caps.parts:
        raise SheetTooLarge(what="parts", limit=caps.parts)
    if sum(part.file_size for part in parts) > caps.unpacked:
        raise SheetTooLarge(what="unpacked", limit=caps.unpacked)
    left = caps.unpacked
    for part in parts:
        with packed.open(part) as stream:
            left -= _measure(stream, part.filename, left, caps)


_PLACE = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{0,4})\$?(\d{1,9})""")
_LONGEST_PLACE = 40
_CHUNK = 2**20


def _measure(stream: IO[bytes], name: str, left: int, caps: Caps) -> int:
    """Reads one part to its end; for sheets also measures the span of its cells. Returns its true size."""
    size, last_row, last_column, tail = 0, 0, 0, b""
    is_sheet = name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml")
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise SheetTooLarge(what="unpacked", limit=caps.unpacked)
        if not is_sheet:
            continue
        if b"\0" in chunk:  # UTF-16 would hide its cells from the measure
            raise SheetUnreadable()
        for letters, digits in _PLACE.findall(tail + chunk):
            last_row = max(last_row, int(digits))
            last_column = max(last_column, _column_number(letters))
        tail = chunk[-_LONGEST_PLACE:]
    _check_span(last_row, last_column, caps)
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_span(last_row: int, last_column: int, caps: Caps) -> None:
    if last_column > 16_384 or last_row > 1_048_576:
        raise SheetUnreadable()
    if last_row * max(last_column, 1) > caps.cells:
        raise SheetTooLarge(what="cells", limit=caps.cells)


# --- What cells mean


def as_text(cell: Cell) -> str:
    """A cell as a Vietnamese reader writes it: 1234, 1,5, 07/02/2017, có."""
    match cell:
        case None:
            return ""
        case bool():
            return "có" if cell else "không"
        case Decimal():
            return format(cell, "f").replace(".", ",")
        case dt.datetime():
            return f"{format_date(cell.date())} {cell:%H:%M}"
        case dt.date():
            return format_date(cell)
    return cell


def restore_phone(cell: Cell) -> str:
    """A Vietnamese phone number as digits from 0: +84 and 84 become 0, and the zero that a number cell
    lost comes back. What is no phone number is returned as its digits, for the caller to refuse.

    >>> restore_phone(Decimal(912345678)), restore_phone("+84 912.345.678"), restore_phone("0912 345 678")
    ('0912345678', '0912345678', '0912345678')
    """
    told = text.fold(as_text(cell))
    digits = "".join(str(int(letter)) for letter in told if letter.isdecimal())
    if any(letter.isalpha() for letter in told):
        return told
    if digits.startswith("84") and len(digits) in (11, 12):
        return f"0{digits[2:]}"
    if len(digits) in (9, 10) and digits[:1] not in ("0", ""):
        return f"0{digits}"
    return digits


_FIRST_DAY = dt.date(1899, 12, 30)  # Excel counts a 29/02/1900 that never was
_LAST_SERIAL = 73_050  # 31/12/2099


def day_of_serial(cell: Cell) -> dt.date | None:
    """The date that a bare number stands for when a date cell lost its format; None for any other cell."""
    whole = cell if isinstance(cell, Decimal) else None
    if whole is None and isinstance(cell, str) and re.fullmatch(r"[1-9]\d{3,4}", cell):
        whole = Decimal(cell)
    if whole is None or whole != whole.to_integral_value() or not 2200 <= whole <= _LAST_SERIAL:
        return None  # below that, a person more likely wrote a year
    return _FIRST_DAY + dt.timedelta(days=int(whole))


# --- Writing

_LONGEST_CELL = 32_767


def safe(value: object) -> object:
    """A value that a cell can hold: no characters that XML forbids, no text longer than Excel takes."""
    if isinstance(value, str):
        return text.for_xml(value)[:_LONGEST_CELL]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def write_rows(
    columns: Sequence[str], lines: Iterable[Sequence[object]], *, sheet: str = "Danh sách"
) -> bytes:
    """An .xlsx list with a bold, frozen head. Text that looks like a formula stays text; dates are
    dd/mm/yyyy. ``lines`` is streamed: memory does not grow with it. Raises ValueError on equal columns."""
    if len(set(columns)) != len(columns):
        raise ValueError("columns must differ")
    made = io.BytesIO()
    book = FastExcel(made).format(datetime_format="dd/mm/yyyy", bold_headers=True).freeze(row=1)
    records = _records(columns, lines)
    book.sheet(sheet[:31], records, autofilter=True, column_width=22.0).save()
    return made.getvalue()


def _records(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterator[Mapping[str, object]]:
    none_yet = True
    for line in lines:
        none_yet = False
        yield dict(zip(columns, map(safe, line), strict=True))
    if none_yet:  # the head comes from the first record
        yield dict.fromkeys(columns)
