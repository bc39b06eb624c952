"""An official document as PDF/A-2b: the same set lines on pages, with fonts of our own.

Typst is given nothing but its layout, the data and the fonts beside it, so that the same document gives the
same bytes on every machine. Its compiler keeps one core busy; many documents go to several processes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from thidua.documents.writing.blocks import Official
from thidua.documents.writing.layout import Layout, Style, layout
from thidua.documents.writing.lines import Item, Line, Pair, Rule, Set, Sheet
from thidua.documents.writing.measure import FONTS
from thidua.documents.writing.typeset import typeset
from thidua.formats.errors import CodedError
from thidua.formats.text import for_xml

_TEMPLATE = Path(__file__).parent / "paper.typ"
STANDARD: Final = "a-2b"
_NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')
_BEFORE_ALL = 1970  # the year of a draft that names none


class NotPrintable(CodedError):
    """The text holds a sign that the fonts of official documents do not have. Params: ``sign``."""

    code = "documents.not_printable"


def to_pdf(document: Official, look: Layout | None = None) -> bytes:
    """The document as PDF/A-2b. Raises NotPrintable."""
    chosen = look or layout()
    told = document.head
    title = " ".join(part for part in (told.kind, told.title) if part)
    day = told.day or dt.date(told.year or _BEFORE_ALL, 1, 1)
    return printed(typeset(document, chosen), chosen, title=title, author=told.issuer, day=day)


def printed(sheets: tuple[Sheet, ...], look: Layout, *, title: str, author: str, day: dt.date) -> bytes:
    """Set sheets as PDF/A-2b, which must carry a date: that of the document."""
    data = {
        "title": for_xml(title),
        "author": for_xml(author),
        "page": _page(look),
        "styles": {code: _style(one, look) for code, one in look.styles.items()},
        "sheets": [
            {"landscape": one.landscape, "items": [_told(item) for item in one.items]} for one in sheets
        ],
    }
    return compiled(_TEMPLATE.name, data, day)


def compiled(template: str, data: dict[str, Any], day: dt.date) -> bytes:
    """A layout beside this module, filled with ``data``, as PDF/A-2b. Raises NotPrintable."""
    try:
        made, warnings = _compiler().compile_with_warnings(
            str(_TEMPLATE.parent / template),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp()),
        )
    except typst.TypstError as problem:
        sign = _NO_SIGN.search(str(problem))
        if sign is None:
            raise
        raise NotPrintable(sign=sign[1]) from problem
    if warnings or not isinstance(made, bytes):
        raise RuntimeError("; ".join(str(one) for one in warnings))
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def _page(look: Layout) -> dict[str, float]:
    sides = {side: span.chosen for side, span in look.margins.items()}
    return {"width": look.page_width, "height": look.page_height, "number": look.page_number.chosen, **sides}


def _style(one: Style, look: Layout) -> dict[str, Any]:
    return {
        "size": one.size.chosen,
        "bold": one.bold,
        "italic": one.italic,
        "align": one.align,
        "keep": one.keep,
        "outline": one.outline,
        "before": look.before.chosen if one.running else one.before,
        "spacing": look.spacing.chosen if one.running else 1,
        "first_line": look.first_line.chosen if one.running else 0,
    }


def _told(item: Item) -> dict[str, Any]:
    match item:
        case Line():
            runs = [{"text": for_xml(run.text), "bold": run.bold, "italic": run.italic} for run in item.runs]
            return {
                "is": "line",
                "style": item.style,
                "runs": runs,
                "keep": item.keep,
                "align": item.align,
                "indent": item.indent,
                "before": item.before,
                "sides": item.sides,
            }
        case Rule():
            return {"is": "rule", "length": item.length}
        case Set(table):
            columns = [
                {"title": for_xml(one.title), "share": one.share, "align": one.align.value}
                for one in table.columns
            ]
            return {
                "is": "table",
                "columns": columns,
                "rows": [_row(row) for row in table.rows],
                "total": _row(table.total),
            }
        case Pair():
            rows = [[{"items": [_told(one) for one in part]} for part in row] for row in item.rows]
            return {"is": "pair", "rows": rows, "widths": item.widths, "keep": item.keep}


def _row(cells: tuple[str, ...]) -> list[str]:
    return [for_xml(cell) for cell in cells]
