"""The words of a page and where they stand, and the lines that are drawn on it.

Places are in points from the top left of the page as it is shown, whatever way it was turned.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

_BREAKS = frozenset(" \t\r\n\u00a0\u2028\u3000")
_HYPHENS = {"\ufffe": "-", "\x02": "-"}  # what the engine writes for a hyphen at the end of a line
_MOST_CHARACTERS = 60_000  # of a page; a full page of small print has 8 000
_MOST_DRAWINGS = 30_000
_LONGEST_WORD = 200  # letters; what is longer was made to harm
_THICKEST = 3.0  # points; what is thicker is an area


@dataclass(frozen=True)
class Word:
    text: str
    x0: float
    x1: float
    y: float  # of the baseline
    size: float  # height of its letters' boxes
    at: int  # index of its first character on the page


@dataclass(frozen=True)
class Rule:
    """A straight line along an axis: at ``at``, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Font:
    name: str
    is_bold: bool


@dataclass(frozen=True)
class Sheet:
    """What stands on one page."""

    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: int
    font: Callable[[int], Font]


Turn = Callable[[float, float], tuple[float, float]]


def sheet_of(page: pdfium.PdfPage) -> Sheet:
    """Everything is taken out at once; ``font`` may be asked while the page is open."""
    width, height = page.get_size()
    turn = _turn(page, width, height)
    letters = page.get_textpage()
    words = tuple(_words(letters.raw, turn))
    across, down, pictures = _drawn(page, turn)

    def font(at: int) -> Font:
        return _font(letters.raw, at)

    return Sheet(width, height, words, across, down, pictures, font)


def _turn(page: pdfium.PdfPage, width: float, height: float) -> Turn:
    """From the page's own space (up from the bottom left, before it is turned) to what is shown."""
    left, bottom, _right, _top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (width - (x - left), y - bottom)
        case 270:
            return lambda x, y: (width - (y - bottom), height - (x - left))
    return lambda x, y: (x - left, height - (y - bottom))


# --- Words


def _words(page: raw.FPDF_TEXTPAGE, turn: Turn) -> Iterator[Word]:
    count = min(raw.FPDFText_CountChars(page), _MOST_CHARACTERS)
    start = None
    letters: list[str] = []
    for at, letter in enumerate(_letters(page, count)):
        if start is not None and (letter in _BREAKS or len(letters) >= _LONGEST_WORD):
            yield from _word(page, letters, start, at - 1, turn)
            start, letters = None, []
        if letter and letter not in _BREAKS:
            if start is None:
                start = at
            letters.append(letter)
    if start is not None:
        yield from _word(page, letters, start, count - 1, turn)


def _letters(page: raw.FPDF_TEXTPAGE, count: int) -> Iterator[str]:
    """One for each character of the page. All at once where the engine tells as many as it counts, which it does
    but for letters beyond the first plane and for damage."""
    room = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(page, 0, count, room) == count + 1:
        text = bytes(room)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\ufffd" not in text:
            yield from ("" if letter == "\0" else _HYPHENS.get(letter, letter) for letter in text)
            return
    for at in range(count):
        yield _letter(raw.FPDFText_GetUnicode(page, at))


def _letter(code: int) -> str:
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    letter = chr(code)
    return _HYPHENS.get(letter, letter)


def _word(page: raw.FPDF_TEXTPAGE, letters: list[str], first: int, last: int, turn: Turn) -> Iterator[Word]:
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(page, first, box):
        return
    corners = [turn(box.left, box.top), turn(box.right, box.bottom)]
    if last != first and raw.FPDFText_GetLooseCharBox(page, last, box):
        corners += [turn(box.left, box.top), turn(box.right, box.bottom)]
        if abs(corners[2][1] - corners[0][1]) > abs(corners[1][1] - corners[0][1]) / 2:
            yield from _word_over_two_lines(page, letters, first, last, turn)
            return
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, first, x, y)
    across = [corner[0] for corner in corners]
    height = abs(corners[1][1] - corners[0][1])
    yield Word("".join(letters), min(across), max(across), turn(x.value, y.value)[1], max(height, 1.0), first)


def _word_over_two_lines(
    page: raw.FPDF_TEXTPAGE, letters: list[str], first: int, last: int, turn: Turn
) -> Iterator[Word]:
    """18/ at the end of one line and CT-TTg on the next: the engine puts no blank between them."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, first, x, y)
    begun = turn(x.value, y.value)[1]
    cut = last
    for at in range(first + 1, last + 1):
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        if abs(turn(x.value, y.value)[1] - begun) > 2:
            cut = at
            break
    if len(letters) != last - first + 1:  # some of its characters are none: where it is cut is not known
        cut = last
    yield from _word(page, letters[: cut - first], first, cut - 1, turn)
    yield from _word(page, letters[cut - first :], cut, last, turn)


def _font(page: raw.FPDF_TEXTPAGE, at: int) -> Font:
    name = ctypes.create_string_buffer(96)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, at, name, 96, flags)
    told = name.value.decode("latin-1")
    told = told.partition("+")[2] or told  # a font that is embedded in part has a mark before its name
    heavy = re.search(r"bold|black|heavy", told, re.I) is not None
    return Font(told, heavy or raw.FPDFText_GetFontWeight(page, at) >= 600)


# --- What is drawn


def _drawn(page: pdfium.PdfPage, turn: Turn) -> tuple[tuple[Rule, ...], tuple[Rule, ...], int]:
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = 0
    count = raw.FPDFPage_CountObjects(page.raw)
    for number in range(min(count, _MOST_DRAWINGS)):
        drawing = raw.FPDFPage_GetObject(page.raw, number)
        kind = raw.FPDFPageObj_GetType(drawing)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            for first, second in _strokes(drawing, turn):
                _sort_in(first, second, across, down)
    return tuple(across), tuple(down), pictures


Point = tuple[float, float]


def _sort_in(first: Point, second: Point, across: list[Rule], down: list[Rule]) -> None:
    wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
    if high <= _THICKEST < wide:
        across.append(Rule((first[1] + second[1]) / 2, *sorted((first[0], second[0]))))
    elif wide <= _THICKEST < high:
        down.append(Rule((first[0] + second[0]) / 2, *sorted((first[1], second[1]))))


def _strokes(drawing: raw.FPDF_PAGEOBJECT, turn: Turn) -> Iterator[tuple[Point, Point]]:
    """Straight parts of a path. A thin filled area is how some programs draw a line."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(drawing, left, bottom, right, top):
        return
    if min(right.value - left.value, top.value - bottom.value) <= _THICKEST:
        yield turn(left.value, bottom.value), turn(right.value, top.value)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(drawing, fill, stroke) or not stroke.value:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawing, matrix)
    begun: Point | None = None
    at: Point | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(drawing), 2000)):
        segment = raw.FPDFPath_GetPathSegment(drawing, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif at is not None:
            yield at, point
        at = point
        if raw.FPDFPathSegment_GetClose(segment) and begun is not None:
            yield point, begun
