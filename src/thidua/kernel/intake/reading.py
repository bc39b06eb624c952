"""From a sheet to lines: finding the head among titles and remarks, and naming the cells by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.documents.sheets import Row, Sheet, as_text
from thidua.formats import text
from thidua.kernel.intake.errors import ColumnsMissing, NothingToRead
from thidua.kernel.intake.registry import Column
from thidua.kernel.languages import in_every_language

HEAD_WITHIN = 20  # rows in which the head is looked for
OTHER = "+"  # before the title of a column that the kind does not know; it goes back with the errors

NUMBER_TITLE = gettext_lazy("Dòng gốc")
ERROR_TITLE = gettext_lazy("Lỗi")
_NUMBER_KEY = "number"


@dataclass(frozen=True)
class Read:
    """A row as text by column key. ``corrects`` is the number of the row that it corrects, or None."""

    number: int
    cells: dict[str, str]
    corrects: int | None = None


def lines_of(sheet: Sheet, columns: Sequence[Column]) -> list[Read]:
    """The rows below the head. Raises ColumnsMissing (no row holds all required titles), NothingToRead."""
    place, head = _head(sheet.rows, columns)
    read = [_read(row, head) for row in sheet.rows[place + 1 :]]
    filled = [one for one in read if any(value for key, value in one.cells.items())]
    if not filled:
        raise NothingToRead()
    return filled


def _head(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[int, dict[int, str]]:
    """The row that holds most of the titles, and its column keys by place."""
    known = _known_titles(columns)
    best: tuple[int, dict[int, str]] = (0, {})
    for place, row in enumerate(rows[:HEAD_WITHIN]):
        keys = _keys(row, known)
        if _hits(keys) > _hits(best[1]):
            best = (place, keys)
    missing = [str(one.title) for one in columns if one.required and one.key not in best[1].values()]
    if missing:
        found = [key.removeprefix(OTHER) for key in best[1].values()]
        raise ColumnsMissing(missing=", ".join(missing), found=", ".join(found) or _("không có"))
    return best


def _hits(keys: Mapping[int, str]) -> int:
    return sum(not key.startswith(OTHER) for key in keys.values())


def _known_titles(columns: Iterable[Column]) -> dict[str, str]:
    """In every language: a form fetched in English is sent in by somebody who reads Vietnamese."""
    known = {_title_key(title): _NUMBER_KEY for title in in_every_language(NUMBER_TITLE)}
    known |= {_title_key(title): "" for title in in_every_language(ERROR_TITLE)}
    for column in columns:
        for title in (*in_every_language(column.title), column.key, *column.also):
            known.setdefault(_title_key(title), column.key)
    return known


def _title_key(title: str) -> str:
    """Marks, capitals, stars and what stands in brackets do not count."""
    folded = text.fold(title.partition("(")[0])
    return "".join(letter for letter in folded if letter.isalnum())


def _keys(row: Row, known: Mapping[str, str]) -> dict[int, str]:
    keys: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        title = as_text(cell)
        key = known.get(_title_key(title), f"{OTHER}{title}") if title else ""
        if key and key not in keys.values():
            keys[place] = key
    return keys


def _read(row: Row, head: Mapping[int, str]) -> Read:
    cells = {
        key: text.clean(as_text(row.cells[place])) for place, key in head.items() if place < len(row.cells)
    }
    cells = {key: value for key, value in cells.items() if value}
    corrects = cells.pop(_NUMBER_KEY, "")
    return Read(row.number, cells, int(corrects) if corrects.isdecimal() else None)
