"""Slogans for every unit: a Word list to choose from and change, and PDF pages that a printer cuts banners from.

A page is the banner with a bleed around it and marks where it is cut; the boxes of the PDF say the same to the
printer's program. Letters are as large as the cloth allows.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from thidua.documents.writing.blocks import Align, Column, Table
from thidua.documents.writing.docx import packed
from thidua.documents.writing.layout import layout
from thidua.documents.writing.lines import Set, Sheet, line
from thidua.documents.writing.measure import broken, width
from thidua.documents.writing.pdf import compiled
from thidua.formats.errors import CodedError
from thidua.formats.text import for_xml

_MM_OF_POINT = 25.4 / 72
_LARGEST = 5000.0  # millimetres: a page of a PDF is at most 14.400 points wide
_SMALLEST = 100.0
_MOST_LINES = 3
_LINE_HEIGHT = 1.25  # of the letters' size
_FILLED = 0.88  # of the banner, in both directions
_TRIED = 100.0  # points: widths go with the size
_MARKS = 20.0  # millimetres outside the bleed, where the cutting marks stand


class BannerSize(CodedError):
    """A banner is between 100 mm and 5 m wide and high, its bleed at most a tenth of its height.
    Params: ``width``, ``height``, ``bleed``."""

    code = "documents.banner_size"


@dataclass(frozen=True)
class Cloth:
    """The finished banner in millimetres, and how far the colour reaches beyond the cut."""

    width: float = 4000
    height: float = 800
    bleed: float = 20

    def __post_init__(self) -> None:
        sides = (self.width, self.height)
        whole = max(sides) + 2 * (self.bleed + _MARKS)
        if not (min(sides) >= _SMALLEST and whole <= _LARGEST and 0 <= self.bleed <= self.height / 10):
            raise BannerSize(width=self.width, height=self.height, bleed=self.bleed)


@dataclass(frozen=True)
class Slogan:
    """``unit`` is whose banner it is; the text already says its name where it left one blank."""

    text: str
    unit: str


def slogans_docx(slogans: Sequence[Slogan], *, issuer: str) -> bytes:
    """A list that a Word user can shorten and change before anything is printed."""
    columns = (Column("TT", 2, Align.CENTRE), Column("Đơn vị", 10), Column("Khẩu hiệu", 20))
    rows = tuple((str(at), one.unit, one.text) for at, one in enumerate(slogans, 1))
    items = (line("issuer", issuer.upper()), line("kind", "KHẨU HIỆU"), Set(Table(columns, rows)))
    return packed((Sheet(items),), layout(), title="Khẩu hiệu", author=issuer)


def banners_pdf(slogans: Sequence[Slogan], cloth: Cloth | None = None) -> bytes:
    """One page a slogan, ready to print. Raises NotPrintable, BannerSize."""
    size = cloth or Cloth()
    data = {
        "width": size.width,
        "height": size.height,
        "bleed": size.bleed,
        "marks": _MARKS,
        "banners": [_set(one, size) for one in slogans],
    }
    return _boxed(compiled("banner.typ", data, dt.date(1970, 1, 1)), size)


def _set(slogan: Slogan, cloth: Cloth) -> dict[str, Any]:
    lines, size = fitted(for_xml(slogan.text).upper(), cloth.width * _FILLED, cloth.height * _FILLED)
    return {"lines": lines, "size": size, "unit": for_xml(slogan.unit)}


def fitted(text: str, room: float, height: float) -> tuple[tuple[str, ...], float]:
    """The text in the lines that let its letters be largest, and their size in points."""
    whole = width(text, _TRIED, bold=True)
    ways = []
    for count in range(1, _MOST_LINES + 1):
        lines = broken(text, whole / count * 1.25, _TRIED, bold=True) if count > 1 else (text,)
        widest = max(width(one, _TRIED, bold=True) for one in lines)
        high = len(lines) * _LINE_HEIGHT * _TRIED * _MM_OF_POINT
        ways.append((min(room / widest, height / high) * _TRIED, lines))
    size, lines = max(ways)
    return lines, size


def _boxed(content: bytes, cloth: Cloth) -> bytes:
    """Says in the PDF itself where the cloth is cut and how far the colour reaches."""
    document = pypdfium2.PdfDocument(content)
    out, bleed = _MARKS / _MM_OF_POINT, cloth.bleed / _MM_OF_POINT
    for page in document:
        wide, high = page.get_size()
        page.set_bleedbox(out, out, wide - out, high - out)
        page.set_trimbox(out + bleed, out + bleed, wide - out - bleed, high - out - bleed)
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()
