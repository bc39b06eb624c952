"""A table pasted from a sheet: which column is which figure, which line is which unit. Nothing is dropped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from thidua.algebra.forms import FormSpec
from thidua.documents.sheets import SheetTooLarge
from thidua.federation.models import Alias, Body
from thidua.formats import text
from thidua.kernel.languages import spelled
from thidua.report.errors import GridEmpty

MOST_ROWS = 5_000
_UNIT = (_("Đơn vị"), _("Tên đơn vị"), _("Mã đơn vị"), "công đoàn cơ sở", "cđcs")
_NUMBER = (_("TT"), "stt", "số tt")
_UNIT_HEADS, NUMBER_HEADS = spelled(*_UNIT), spelled(*_NUMBER)
_NO_FIGURE = spelled(*_UNIT, *_NUMBER)  # a sheet may have both the code and the name of a unit


@dataclass(frozen=True)
class Line:
    """One line of the table: the unit as it is written, and the figures as they are written."""

    number: int
    unit_text: str
    cells: Mapping[str, str]
    reason: str = ""  # why it was not taken in: unknown, several, twice


@dataclass(frozen=True)
class Pasted:
    """``unknown_columns`` are heads that are no figure of the form; their cells are not read."""

    lines: list[Line]
    unknown_columns: list[str]


@dataclass(frozen=True)
class Matched:
    """Lines with their unit; and those whose unit is not found, not the only one, or already named above."""

    found: list[tuple[Line, int]]
    unmatched: list[Line]


def rows_of_text(pasted: str) -> list[list[str]]:
    """Lines and cells of text copied from a sheet (tabs), with quoted cells. Raises SheetTooLarge."""
    reader = csv.reader(io.StringIO(pasted.replace("\r\n", "\n")), delimiter="\t")
    rows: list[list[str]] = []
    for row in reader:
        if len(rows) >= MOST_ROWS:
            raise SheetTooLarge(what="rows", limit=MOST_ROWS)
        rows.append([cell.strip() for cell in row])
    return rows


def read_table(form: FormSpec, rows: Sequence[Sequence[str]]) -> Pasted:
    """Finds the head line and reads what follows. Heads are codes or names of figures. Raises GridEmpty."""
    heads = heads_of(form)
    for number, row in enumerate(rows):
        columns = {place: heads[key] for place, cell in enumerate(row) if (key := text.fold(cell)) in heads}
        if columns:
            return _read(rows, number, columns)
    raise GridEmpty()


def heads_of(form: FormSpec) -> dict[str, str]:
    """What a column may be headed, folded → the code of the figure."""
    found: dict[str, str] = {}
    for question in form.questions:
        for name in (question.element.code, question.element.name):
            if name:
                found[text.fold(name)] = question.element.code
    return found


def _read(rows: Sequence[Sequence[str]], at: int, columns: Mapping[int, str]) -> Pasted:
    place = _unit_column(rows[at], columns)
    unknown = [
        cell
        for number, cell in enumerate(rows[at])
        if cell and number != place and number not in columns and text.fold(cell) not in _NO_FIGURE
    ]
    lines = [
        Line(number, _at(row, place), {code: row[at] for at, code in columns.items() if _at(row, at)})
        for number, row in enumerate(rows[at + 1 :], start=at + 2)
        if any(row)
    ]
    if not lines:
        raise GridEmpty()
    return Pasted(lines, unknown)


def _at(row: Sequence[str], place: int) -> str:
    """Sheets leave out empty cells at the end of a row."""
    return row[place] if place < len(row) else ""


def _unit_column(head: Sequence[str], columns: Mapping[int, str]) -> int:
    """The column headed "Đơn vị", else the first that is neither a figure nor a running number."""
    free = [place for place in range(len(head)) if place not in columns]
    named = [place for place in free if head[place] in _UNIT_HEADS]
    plain = [place for place in free if head[place] not in NUMBER_HEADS]
    for candidates in (named, plain):
        if candidates:
            return candidates[0]
    raise GridEmpty()


def match(lines: Iterable[Line], units: Iterable[Body]) -> Matched:
    """By code, name, short name or confirmed other name, up to spelling habit; one query for other names."""
    called = _called(list(units))
    found: list[tuple[Line, int]] = []
    unmatched: list[Line] = []
    taken: set[int] = set()
    for line in lines:
        keys = (text.clean(line.unit_text).casefold(), text.matching_key(line.unit_text))
        meant: set[int] = next((called[key] for key in keys if key in called), set())
        unit_id = next(iter(meant)) if len(meant) == 1 else None
        if unit_id is None:
            unmatched.append(replace(line, reason="several" if meant else "unknown"))
        elif unit_id in taken:
            unmatched.append(replace(line, reason="twice"))
        else:
            taken.add(unit_id)
            found.append((line, unit_id))
    return Matched(found, unmatched)


def _called(units: Sequence[Body]) -> dict[str, set[int]]:
    called: dict[str, set[int]] = {}
    for unit in units:
        names = [text.matching_key(name) for name in (unit.name, unit.short_name) if name]
        for key in (text.clean(unit.code).casefold(), *names):
            called.setdefault(key, set()).add(unit.pk)
    aliases = Alias.objects.filter(body__in=[unit.pk for unit in units])
    for body_id, key in aliases.values_list("body_id", "matching_key"):
        called.setdefault(key, set()).add(body_id)
    return called
