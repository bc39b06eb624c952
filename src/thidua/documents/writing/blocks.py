"""An official document as blocks: what is written, not how it looks.

The same blocks become a Word file, a PDF/A and plain text. Nothing is invented for what is not known: a number
or a day that the clerk has not given yet is ``None`` and is written as a blank.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias


class Marker(StrEnum):
    """What stands before a division; its number follows from its place among its neighbours."""

    PART = "part"  # Phần I, its title in capitals below
    CHAPTER = "chapter"  # Chương I, likewise
    ARTICLE = "article"  # Điều 1.
    HEADING = "heading"  # I.
    NUMBER = "number"  # 1.
    SUBNUMBER = "subnumber"  # 1.1., under a NUMBER
    POINT = "point"  # a) b) c) d) đ) e)
    DASH = "dash"  # -
    PLUS = "plus"  # +


class Look(StrEnum):
    """How a paragraph stands; ``BODY`` is running text."""

    BODY = "body"
    BASIS = "basis"  # Căn cứ …, in italics
    FORMULA = "formula"  # QUYẾT ĐỊNH:, between the bases and the articles
    AUTHORITY = "authority"  # who decides, in capitals above the bases
    SLOGAN = "slogan"


class Capacity(StrEnum):
    """On whose behalf somebody signs: Nghị định 30/2020/NĐ-CP, article 13 and annex I."""

    COLLECTIVE = "TM."  # for a body that decides together
    COLLECTIVE_OF_PARTY = "T/M"  # the same, as committees of the Party write it
    DEPUTY = "KT."  # a deputy for the head
    BY_ORDER = "TL."
    DELEGATED = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True)
class Paragraph:
    text: str
    look: Look = Look.BODY


@dataclass(frozen=True)
class Division:
    """A marked piece of the text. ``title`` is a heading of its own line; ``text`` goes on after the marker."""

    marker: Marker
    title: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """``share``: its part of the width, against the others'."""

    title: str
    share: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as there are columns; the head is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        uneven = [row for row in (*self.rows, *((self.total,) if self.total else ())) if self.differs(row)]
        if uneven or not self.columns:
            raise ValueError("every row has one cell a column")

    def differs(self, row: tuple[str, ...]) -> bool:
        return len(row) != len(self.columns)


Block: TypeAlias = Paragraph | Division | Table


@dataclass(frozen=True, kw_only=True)
class Head:
    """``kind`` is "" for a letter (công văn), whose ``title`` stands under the number as "V/v …"."""

    issuer: str
    superior: str = ""
    symbol: str = ""  # "KH-LĐLĐ"
    number: int | None = None
    place: str = ""
    day: dt.date | None = None
    month: int | None = None  # of a day that is still blank
    year: int | None = None  # likewise
    kind: str = ""
    title: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Acting:
    """One line of a signature: "KT. CHỦ TỊCH", for whom it is signed."""

    capacity: Capacity
    whom: str

    @property
    def line(self) -> str:
        return f"{self.capacity} {self.whom}"


@dataclass(frozen=True)
class Signature:
    """``acting`` from the body down; ``office`` of whoever signs, "" where the last line of ``acting`` is it
    (Q. CHỦ TỊCH). ``party`` heads a signature where several stand side by side."""

    office: str = ""
    name: str = ""
    acting: tuple[Acting, ...] = ()
    party: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The upper-case lines above the name."""
        told = (self.party, *(one.line for one in self.acting), self.office)
        return tuple(line.upper() for line in told if line)


@dataclass(frozen=True)
class Recipient:
    """``purpose`` as offices write it: "để b/c", "chỉ đạo", "phối hợp"."""

    name: str
    purpose: str = ""


@dataclass(frozen=True)
class Annex:
    """Numbered in Roman where there are several; its pages are numbered on their own."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Official:
    """``signatures``: one stands beside "Nơi nhận"; several (minutes, a covenant) stand two by two."""

    head: Head
    blocks: tuple[Block, ...]
    addressees: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    archive: str = ""  # "VT, CS-PL"
    annexes: tuple[Annex, ...] = ()


def issued(
    drafted: Official, *, number: int, day: dt.date, symbol: str = "", signature: Signature | None = None
) -> Official:
    """The document as the clerk sends it: numbered, dated, no longer a draft; the text stays what was signed."""
    if number < 1:
        raise ValueError("numbers of a year begin with 1")
    head = replace(drafted.head, number=number, day=day, symbol=symbol or drafted.head.symbol, draft=False)
    signatures = (signature,) if signature is not None else drafted.signatures
    return replace(drafted, head=head, signatures=signatures)
