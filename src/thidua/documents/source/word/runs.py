"""The letters of one paragraph: pieces with their look, deleted and hidden ones left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.documents.source.model import Note
from thidua.documents.source.word.parts import Element, W, child, local, value
from thidua.documents.source.word.styles import Letters, Styles

LINE, PAGE = "\n", "\f"

_GONE = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "delInstrText", "fldData"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_SYMBOLS = {
    "F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F02D": "-", "F02B": "+", "F0B3": "≥", "F0A3": "≤",
    "F0A8": "□", "F06F": "□", "F0FE": "☑", "F0B4": "×", "F0B1": "±", "F0E0": "→", "F0AE": "→",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    text: str
    letters: Letters


@dataclass
class Met:
    """What was passed on the way and is told as notes."""

    notes: set[Note]
    footnotes: list[str]
    boxes: list[Element]


def pieces_of(paragraph: Element, style: str | None, styles: Styles, met: Met) -> Iterator[Piece]:
    """In order. Breaks of line and page come as pieces of their own (``LINE``, ``PAGE``)."""
    return _inside(paragraph, styles.letters(style), styles, met)


def _inside(element: Element, ground: Letters, styles: Styles, met: Met) -> Iterator[Piece]:
    for one in element:
        name = local(one)
        if name in _CHANGES:
            met.notes.add(Note.TRACKED_CHANGES)
        if name in _GONE:
            continue
        if name == "r":
            yield from _run(one, ground, styles, met)
        elif name == "AlternateContent":
            yield from _inside(_chosen(one), ground, styles, met)
        elif name == "t":  # of a formula
            yield Piece(one.text or "", ground)
        elif name == "txbxContent":
            met.boxes.append(one)
        else:  # hyperlink, smartTag, sdt, ins, fldSimple, oMath …
            yield from _inside(one, ground, styles, met)


def _chosen(alternatives: Element) -> Element:
    """The same thing said twice, for new programs and for old: one of them."""
    return next(iter(alternatives), alternatives)


def _run(run: Element, ground: Letters, styles: Styles, met: Met) -> Iterator[Piece]:
    properties = child(run, "rPr")
    letters = ground
    if properties is not None:
        if (named := value(properties, "rStyle")) is not None:
            letters = styles.character(named).over(letters)
        letters = Letters.of(properties).over(letters)
    if letters.hidden:
        met.notes.add(Note.HIDDEN_TEXT)
        return
    for one in run:
        match local(one):
            case "t":
                text = one.text or ""
                yield Piece(text.upper() if letters.capitals else text, letters)
            case "tab" | "ptab":
                yield Piece("\t", letters)
            case "br":
                yield Piece(PAGE if one.get(W + "type") in ("page", "column") else LINE, letters)
            case "cr":
                yield Piece(LINE, letters)
            case "noBreakHyphen":
                yield Piece("-", letters)
            case "sym":
                yield Piece(_symbol(one), letters)
            case "lastRenderedPageBreak":
                yield Piece(PAGE, NO_BREAK)
            case "footnoteReference" | "endnoteReference":
                met.footnotes.append(f"{local(one)[:-9]}:{one.get(W + 'id')}")
            case "commentReference":
                met.notes.add(Note.COMMENTS)
            case "drawing" | "pict" | "object" | "AlternateContent":
                _drawn(one, met)


NO_BREAK = Letters()
"""A page that Word began inside a paragraph by itself: nothing is broken there."""


def _symbol(element: Element) -> str:
    code = (element.get(W + "char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:  # a symbol font laid over plain letters
        number -= 0xF000
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _drawn(element: Element, met: Met) -> None:
    """A drawing holds no letters of the paragraph; a box in it holds paragraphs of its own."""
    inside = _chosen(element) if local(element) == "AlternateContent" else element
    boxes = list(inside.iter(W + "txbxContent"))
    outer = [box for box in boxes if not any(local(one) == "txbxContent" for one in box.iterancestors())]
    met.boxes += outer
    if boxes:
        met.notes.add(Note.TEXT_BOXES)
    elif local(element) != "AlternateContent":
        met.notes.add(Note.PICTURES)


def mark_is_deleted(properties: Element | None) -> bool:
    """The end of the paragraph was deleted with changes tracked: the next one goes on in it."""
    return (
        child(child(properties, "rPr"), "del") is not None
        or child(child(properties, "rPr"), "moveFrom") is not None
    )
