"""Set lines: what stands on the page, before it is written as Word, PDF or text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from thidua.documents.writing.blocks import Table


@dataclass(frozen=True)
class Run:
    """A piece of a line; a line break inside it is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Line:
    """One paragraph. ``indent`` and ``sides`` (a narrower measure) in millimetres, ``before`` in points; None
    and "" leave it to the style."""

    style: str
    runs: tuple[Run, ...]
    keep: bool = False
    align: str = ""
    indent: float = 0
    before: float | None = None
    sides: float = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Rule:
    """A thin centred line, in millimetres."""

    length: float


@dataclass(frozen=True)
class Set:
    """A table of the text."""

    table: Table


@dataclass(frozen=True)
class Pair:
    """Two columns without lines: the head, the signature. ``keep``: stays on one page."""

    rows: tuple[tuple[tuple[Item, ...], tuple[Item, ...]], ...]
    widths: tuple[float, float]
    keep: bool = False


Item: TypeAlias = Line | Rule | Set | Pair


@dataclass(frozen=True)
class Sheet:
    items: tuple[Item, ...]
    landscape: bool = False


def line(style: str, text: str) -> Line:
    return Line(style, (Run(text),))


def plain(sheets: Iterable[Sheet]) -> str:
    """The document as plain text: a line a paragraph, columns one after the other, cells parted by tabs."""
    return "\n".join(text for sheet in sheets for item in sheet.items for text in _texts(item)) + "\n"


def _texts(item: Item) -> Iterator[str]:
    match item:
        case Line():
            yield item.text.replace("\n", " ")
        case Set(table):
            yield "\t".join(column.title for column in table.columns)
            yield from ("\t".join(row) for row in table.rows)
            if table.total:
                yield "\t".join(table.total)
        case Pair():
            for left, right in item.rows:
                for part in (*left, *right):
                    yield from _texts(part)
        case Rule():
            return
