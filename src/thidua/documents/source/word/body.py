"""The body of a Word file, walked in reading order: paragraphs, tables, boxes, notes at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from thidua.documents.source.building import Draft, Written
from thidua.documents.source.columns import parted
from thidua.documents.source.errors import SourceHostile, SourceTooLarge
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import Look, Note, Place, Repair, RepairKind
from thidua.documents.source.repair import in_font
from thidua.documents.source.syllables import is_syllable
from thidua.documents.source.word.numbering import Numbering
from thidua.documents.source.word.parts import Element, Parts, W, child, local, switch, value, whole
from thidua.documents.source.word.runs import LINE, NO_BREAK, PAGE, Met, Piece, mark_is_deleted, pieces_of
from thidua.documents.source.word.styles import Styles

_CONTENTS = re.compile(r"(?:TOC|Mclc)\d*(?:Heading)?$", re.I)
_HEAD = re.compile(r"CỘNG H[ÒO]A|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN|Số\s*:|ngày\s.*tháng\s.*năm", re.I)


@dataclass
class Walk:
    """Where the walk is, and what it has gathered."""

    written: Written
    drafts: list[Draft]
    repairs: list[Repair]
    met: Met
    page: int = 1
    tables: int = 0
    cells: int = 0


class Body:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.named("styles"))
        self._numbering = Numbering(parts.named("numbering"), self._styles)
        self.walk = Walk(Written(), [], [], Met(set(), [], []))
        self._pending: list[Piece] = []

    def read(self) -> Walk:
        self._head_of_pages()
        self._blocks(self._parts.body, None, 0)
        self._notes()
        self.walk.drafts = self._side_by_side(self.walk.drafts)
        return self.walk

    def _side_by_side(self, drafts: list[Draft]) -> list[Draft]:
        """Heads that were set in two columns by tabs or blanks instead of a table."""
        told: list[Draft] = []
        for outside, group in groupby(drafts, key=lambda draft: draft.place is None):
            run = list(group)
            if outside:
                pieces = parted([draft.marked for draft in run], self._next_table)
                told += [replace(run[one.line], marked=one.marked, place=one.place) for one in pieces]
            else:
                told += run
        return told

    def _next_table(self) -> int:
        self.walk.tables += 1
        return self.walk.tables - 1

    def _blocks(self, parent: Element, place: Place | None, depth: int) -> None:
        if depth > self._parts.caps.nesting:
            raise SourceHostile(what="nesting")
        for one in parent:
            match local(one):
                case "p":
                    self._paragraph(one, place, depth)
                case "tbl":
                    self._table(one, depth)
                case "del" | "moveFrom":
                    self.walk.met.notes.add(Note.TRACKED_CHANGES)
                case "AlternateContent":
                    self._blocks(next(iter(one), one), place, depth + 1)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "Choice":
                    self._blocks(one, place, depth + 1)

    # --- Paragraphs

    def _paragraph(self, paragraph: Element, place: Place | None, depth: int) -> None:
        walk, properties = self.walk, child(paragraph, "pPr")
        style = value(properties, "pStyle")
        if style and _CONTENTS.match(style):
            walk.met.notes.add(Note.CONTENTS_DROPPED)
            return
        if switch(properties, "pageBreakBefore"):
            walk.page += 1
        pieces = [*self._pending, *pieces_of(paragraph, style, self._styles, walk.met)]
        self._pending = []
        if mark_is_deleted(properties):
            walk.met.notes.add(Note.TRACKED_CHANGES)
            self._pending = pieces
            return
        numbering = child(properties, "numPr")
        label = self._numbering.label(value(numbering, "numId"), whole(numbering, "ilvl"), style)
        centred = (value(properties, "jc") or self._styles.justified(style)) == "center"
        self._put(pieces, label, centred, place)
        if child(child(properties, "sectPr"), "type") is None and child(properties, "sectPr") is not None:
            walk.page += 1
        boxes, walk.met.boxes = walk.met.boxes, []
        for box in boxes:
            self._blocks(box, place, depth + 1)

    def _put(self, pieces: list[Piece], label: str, centred: bool, place: Place | None) -> None:
        """One draft for each line; the label stands before the first."""
        if len(self.walk.drafts) > self._parts.caps.paragraphs:
            raise SourceTooLarge(what="paragraphs", limit=self._parts.caps.paragraphs)
        line: list[Piece] = []
        for piece in pieces:
            if piece.text == PAGE:
                self.walk.page += 1
                if piece.letters is NO_BREAK:
                    continue
            if piece.text in (LINE, PAGE):
                if self._line(line, label, centred, place):
                    label = ""
                line = []
            else:
                line.append(piece)
        self._line(line, label, centred, place)

    def _line(self, pieces: list[Piece], label: str, centred: bool, place: Place | None) -> bool:
        text = "".join(piece.text for piece in pieces)
        if not text.strip():
            return False
        lead = f"{label} " if label else ""
        marked = self.walk.written.put(lead + text)
        marked = self._in_fonts(marked, len(lead), pieces)
        letters = [piece.letters for piece in pieces if piece.text.strip()]
        look = Look(
            bold=all(one.bold for one in letters), italic=all(one.italic for one in letters), centred=centred
        )
        self.walk.drafts.append(Draft(marked, look=look, place=place, page=self.walk.page))
        return True

    def _in_fonts(self, marked: Marked, start: int, pieces: list[Piece]) -> Marked:
        """The runs in an old font, decoded. Neighbours in one font go together: words are cut between runs."""
        spans: list[tuple[int, int, RepairKind, bool]] = []
        at = start
        for piece in pieces:
            end = at + len(piece.text)
            kind = _old_font(piece.letters.font)
            if kind is not None:
                told = (kind[0], kind[1])
                if spans and spans[-1][1] == at and spans[-1][2:] == told:
                    spans[-1] = (spans[-1][0], end, *told)
                else:
                    spans.append((at, end, *told))
            at = end
        for first, last, encoding, capitals in reversed(spans):
            middle = marked.part(first, last)
            if middle.text.strip() and _is_old(middle.text):
                decoded, repairs = in_font(middle, encoding, capitals=capitals)
                marked = _put_between(marked, first, last, decoded)
                self.walk.repairs += repairs
        return marked

    # --- Tables

    def _table(self, table: Element, depth: int) -> None:
        number = self._next_table()
        rows = [_cells(row) for row in _rows(table)]
        for at, row in enumerate(rows):
            for cell in row:
                if cell.goes_on:
                    continue
                self.walk.cells += 1
                if self.walk.cells > self._parts.caps.cells:
                    raise SourceTooLarge(what="cells", limit=self._parts.caps.cells)
                place = Place(number, at, cell.column, _reach(rows, at, cell), cell.columns)
                self._blocks(cell.element, place, depth + 1)
                self._pending = []

    # --- Beside the body

    def _head_of_pages(self) -> None:
        """Running heads are left out, but for one that holds the head of the document."""
        for root in self._parts.all_named("header"):
            text = "".join(one.text or "" for one in root.iter(W + "t"))
            if _HEAD.search(text):
                self._blocks(root, None, 0)
            elif text.strip():
                self.walk.met.notes.add(Note.RUNNING_HEADS_DROPPED)
        for root in self._parts.all_named("footer"):
            if any(letter.isalpha() for one in root.iter(W + "t") for letter in one.text or ""):
                self.walk.met.notes.add(Note.RUNNING_HEADS_DROPPED)

    def _notes(self) -> None:
        """Notes stand behind the body, in the order they are called."""
        called, self.walk.met.footnotes = self.walk.met.footnotes, []
        if not called:
            return
        self.walk.met.notes.add(Note.FOOTNOTES)
        for kind in ("footnote", "endnote"):
            root = self._parts.named(f"{kind}s")
            found = {} if root is None else {one.get(W + "id"): one for one in root}
            for name in called:
                its_kind, _, number = name.partition(":")
                if its_kind == kind and (note := found.get(number)) is not None:
                    self._blocks(note, None, 0)


@dataclass(frozen=True)
class Cell:
    element: Element
    column: int
    columns: int
    goes_on: bool  # the rest of a cell above


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "tr":
            if child(child(one, "trPr"), "del") is None:
                yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(one)


def _cells(row: Element) -> list[Cell]:
    cells: list[Cell] = []
    column = whole(child(row, "trPr"), "gridBefore") or 0
    for one in _cell_elements(row):
        properties = child(one, "tcPr")
        wide = min(max(whole(properties, "gridSpan") or 1, 1), 1000)
        merge = child(properties, "vMerge")
        cells.append(Cell(one, column, wide, merge is not None and merge.get(W + "val") != "restart"))
        column += wide
    return cells


def _cell_elements(row: Element) -> Iterator[Element]:
    for one in row:
        if local(one) == "tc":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cell_elements(one)


def _reach(rows: list[list[Cell]], at: int, cell: Cell) -> int:
    """How many rows a cell goes down."""
    down = 1
    while at + down < len(rows):
        below = next((one for one in rows[at + down] if one.column == cell.column), None)
        if below is None or not below.goes_on:
            break
        down += 1
    return down


# --- Old fonts


def _old_font(name: str | None) -> tuple[RepairKind, bool] | None:
    """.VnTime, VNI-Times; .VnTimeH shows every letter as a capital."""
    told = (name or "").strip().lower()
    if told.startswith(".vn"):
        return RepairKind.TCVN3, told.endswith("h")
    return (RepairKind.VNI, False) if told.startswith("vni-") else None


def _is_old(text: str) -> bool:
    """Not where the text was retyped in Unicode and only the font's name stayed."""
    try:
        text.encode("cp1252")
    except UnicodeError:
        return "\u00ad" in text or not any(letter > "\u00ff" and letter.isalpha() for letter in text)
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    return not words or not all(is_syllable(word) for word in words) or len(words) < 4


def _put_between(marked: Marked, first: int, last: int, middle: Marked) -> Marked:
    text = marked.text[:first] + middle.text + marked.text[last:]
    return Marked(text, (*marked.at[:first], *middle.at[:-1], *marked.at[last:]))
