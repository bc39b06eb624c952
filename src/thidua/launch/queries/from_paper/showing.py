"""The source as a page shows it: blocks of paragraphs, cut where a proposal or a repair begins and ends.

Places are offsets into the text as received. Spans may overlap in any way: a piece of text knows all that covers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from thidua.launch.models import PaperReading, ReadItem

# What a page holds: enough to read on, little enough for a phone on a weak line.
LETTERS_A_PAGE = 3200
ITEMS_A_PAGE = 20
LETTERS_A_BLOCK = 900
# Repairs that change no letter that a person sees.
SILENT = frozenset({"normalised", "joined", "markup"})


@dataclass(frozen=True)
class Piece:
    """A run of text. ``tags`` are the proposals that begin here."""

    text: str
    tags: tuple[ReadItem, ...] = ()
    tone: str = ""  # accepted, at, waiting; "" when nothing covers it
    repair: int | None = None
    before: str = ""  # what stood in the file, where a repair is shown
    suspected: bool = False


@dataclass(frozen=True)
class Shown:
    """A paragraph in pieces."""

    pieces: tuple[Piece, ...]
    heading: bool
    page: int | None


@dataclass
class Block:
    """Some paragraphs and the proposals that begin in them."""

    start: int
    end: int
    paragraphs: list[list[Any]] = field(default_factory=list)
    items: list[ReadItem] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    @property
    def kinds(self) -> list[tuple[str, list[ReadItem]]]:
        """Proposals by kind; within a kind those that must be read again come first."""
        told = sorted(self.items, key=lambda one: (one.kind, _DOUBT[one.confidence], one.number))
        by_kind = {kind: list(rows) for kind, rows in groupby(told, key=lambda one: one.kind)}
        return sorted(by_kind.items(), key=lambda one: min(row.number for row in one[1]))


_DOUBT = {"low": 0, "medium": 1, "high": 2}


def sections_of(reading: PaperReading, items: Sequence[ReadItem]) -> list[list[Block]]:
    """The pages of a source, each some blocks; proposals about something absent stand with the first block."""
    blocks = _blocks(reading.paragraphs)
    if not blocks:
        blocks = [Block(0, len(reading.raw))]
    at = 0
    for item in sorted(items, key=lambda one: -1 if one.start is None else one.start):
        while item.start is not None and at + 1 < len(blocks) and item.start >= blocks[at + 1].start:
            at += 1
        blocks[at].items.append(item)
    return _pages(blocks)


def _blocks(paragraphs: Iterable[list[Any]]) -> list[Block]:
    found: list[Block] = []
    for one in paragraphs:
        start, end, heading, _page = one
        last = found[-1] if found else None
        full = last is not None and last.end - last.start > LETTERS_A_BLOCK
        if last is None or full or (heading and last.end - last.start > LETTERS_A_BLOCK // 3):
            found.append(Block(start, end, [one]))
        else:
            last.paragraphs.append(one)
            last.end = end
    return found


def _pages(blocks: Iterable[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = []
    letters = items = 0
    for block in blocks:
        for part in _parted(block):
            size, count = part.end - part.start, len(part.items)
            if not pages or letters + size > LETTERS_A_PAGE or items + count > ITEMS_A_PAGE:
                pages.append([])
                letters = items = 0
            pages[-1].append(part)
            letters, items = letters + size, items + count
    return pages


def _parted(block: Block) -> Iterable[Block]:
    """A block with more proposals than a page holds is shown again with the rest of them."""
    if len(block.items) <= ITEMS_A_PAGE:
        return [block]
    return [
        Block(block.start, block.end, block.paragraphs, block.items[at : at + ITEMS_A_PAGE])
        for at in range(0, len(block.items), ITEMS_A_PAGE)
    ]


def page_with(pages: Sequence[Sequence[Block]], number: int) -> int:
    """Which page, from 1, has the proposal; 1 when none has."""
    for at, blocks in enumerate(pages, start=1):
        if any(item.number == number for block in blocks for item in block.items):
            return at
    return 1


def block_at(pages: Sequence[Sequence[Block]], place: int) -> tuple[int, int]:
    """Page, from 1, and block of it, from 1, that hold a place of the text; the first when none does."""
    for at, blocks in enumerate(pages, start=1):
        for number, block in enumerate(blocks, start=1):
            if block.start <= place < block.end:
                return at, number
    return 1, 1


def cut(reading: PaperReading, blocks: Iterable[Block], items: Iterable[ReadItem], *, at: int = 0) -> None:
    """Fills ``shown`` of the blocks; ``at`` is the number of the proposal that a person looks at."""
    placed = [one for one in items if one.start is not None and one.end is not None]
    for block in blocks:
        near = [one for one in placed if _touches(one.start, one.end, block.start, block.end)]
        repairs = [
            (index, one)
            for index, one in enumerate(reading.repairs)
            if _touches(one["start"], one["end"], block.start, block.end)
        ]
        cutter = _Cutter(reading.raw, near, repairs, at)
        block.shown = [
            Shown(tuple(cutter.pieces(start, end)), heading, page)
            for start, end, heading, page in block.paragraphs
        ]


def _touches(start: int | None, end: int | None, first: int, last: int) -> bool:
    return start is not None and end is not None and start < last and end > first


def _apart(repairs: Iterable[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
    """Without repairs that reach into one another: the first of them is shown."""
    told: list[tuple[int, dict[str, Any]]] = []
    for index, one in sorted(repairs, key=lambda pair: (pair[1]["start"], pair[1]["end"])):
        if one["end"] > one["start"] and (not told or one["start"] >= told[-1][1]["end"]):
            told.append((index, one))
    return told


@dataclass(frozen=True)
class _Cutter:
    """Cuts paragraphs of one text. ``at``: the proposal that a person looks at."""

    raw: str
    items: list[ReadItem]
    repairs: list[tuple[int, dict[str, Any]]]
    at: int

    def pieces(self, start: int, end: int) -> Iterable[Piece]:
        here = [one for one in self.items if _touches(one.start, one.end, start, end)]
        mended = _apart(
            pair for pair in self.repairs if _touches(pair[1]["start"], pair[1]["end"], start, end)
        )
        cuts = {start, end}
        for item in here:
            cuts |= {max(start, item.start or 0), min(end, item.end or 0)}
        for _index, one in mended:  # a repair is shown whole, or not cut at all
            first, last = max(start, one["start"]), min(end, one["end"])
            cuts = {point for point in cuts if not first < point < last} | {first, last}
        begun: set[int] = set()
        for first, last in pairwise(sorted(cuts)):
            covering = [one for one in here if _touches(one.start, one.end, first, last)]
            tags = tuple(one for one in covering if one.number not in begun and (one.start or 0) >= start)
            begun |= {one.number for one in covering}
            yield self._piece(first, last, covering, tags, mended)

    def _piece(
        self,
        first: int,
        last: int,
        covering: list[ReadItem],
        tags: tuple[ReadItem, ...],
        mended: list[tuple[int, dict[str, Any]]],
    ) -> Piece:
        text, tone = self.raw[first:last], _tone(covering, self.at)
        found = next(((i, one) for i, one in mended if one["start"] <= first and last <= one["end"]), None)
        if found is None:
            return Piece(text, tags, tone=tone)
        index, one = found
        if one["kind"] == "suspected":
            return Piece(text, tags, tone=tone, repair=index, suspected=True)
        whole = (one["start"], one["end"]) == (first, last)
        text = one["after"] if whole and not one["undone"] else text
        shown = one["kind"] not in SILENT
        return Piece(
            text, tags, tone=tone, repair=index if shown else None, before=one["before"] if shown else ""
        )


def _tone(covering: Sequence[ReadItem], at: int) -> str:
    if not covering:
        return ""
    if any(one.number == at for one in covering):
        return "at"
    states = {one.state for one in covering}
    if "proposed" in states:
        return "waiting"
    return "accepted" if "accepted" in states else ""
