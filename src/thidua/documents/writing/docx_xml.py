"""Set lines as WordprocessingML. Lengths of Word: twentieths of a point, half points for letters."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from thidua.documents.writing.blocks import Align, Table
from thidua.documents.writing.layout import Layout
from thidua.documents.writing.lines import Item, Line, Pair, Rule, Run, Set, Sheet
from thidua.formats.text import for_xml

_HAIRLINE = 4  # eighths of a point
_NO_LINES = "".join(
    f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_SIDE = 57  # about one millimetre
_EMPTY = "<w:p/>"


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def points(size: float) -> int:
    return round(size * 20)


def style_id(code: str) -> str:
    """
    >>> style_id("place_date")
    'PlaceDate'
    """
    return "".join(part.capitalize() for part in code.split("_"))


def text_of(text: str) -> str:
    """A text inside a run, with its line breaks and tabs; nothing in it can be mark-up."""
    pieces = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in for_xml(text).split("\n"))
    return "<w:br/>".join(pieces)


def run(one: Run) -> str:
    look = f"{'<w:b/><w:bCs/>' if one.bold else ''}{'<w:i/><w:iCs/>' if one.italic else ''}"
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{text_of(one.text)}</w:r>"


def paragraph(one: Line, *, keep: bool = False) -> str:
    told = [f"<w:pStyle w:val={quoteattr(style_id(one.style))}/>"]
    if keep or one.keep:
        told.append("<w:keepNext/>")
    if keep:
        told.append("<w:keepLines/>")
    if one.before is not None:
        told.append(f'<w:spacing w:before="{points(one.before)}"/>')
    if one.sides:
        told.append(f'<w:ind w:left="{twips(one.sides)}" w:right="{twips(one.sides)}" w:firstLine="0"/>')
    if one.indent:
        told.append(f'<w:ind w:left="{twips(one.indent)}" w:firstLine="0"/>')
    if one.align:
        told.append(f'<w:jc w:val="{one.align}"/>')
    return f"<w:p><w:pPr>{''.join(told)}</w:pPr>{''.join(run(each) for each in one.runs)}</w:p>"


def rule(one: Rule, room: float, *, keep: bool = True) -> str:
    """A thin line as the lower edge of an empty paragraph, which Word users can move and delete."""
    side = max(0, twips((room - one.length) / 2))
    kept = "<w:keepNext/>" if keep else ""
    edge = f'<w:pBdr><w:bottom w:val="single" w:sz="{_HAIRLINE}" w:space="1" w:color="000000"/></w:pBdr>'
    gap = '<w:spacing w:before="0" w:after="0" w:line="40" w:lineRule="exact"/>'
    place = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return f"<w:p><w:pPr>{kept}{edge}{gap}{place}</w:pPr></w:p>"


def items(many: Sequence[Item], room: float, layout: Layout, *, keep: bool = False) -> str:
    """Two tables that follow each other would become one: a low paragraph parts them."""
    told = []
    for at, one in enumerate(many):
        told.append(_item(one, room, layout, keep))
        if isinstance(one, Set | Pair) and any(isinstance(two, Set | Pair) for two in many[at + 1 : at + 2]):
            told.append(ending(""))
    return "".join(told)


def _item(one: Item, room: float, layout: Layout, keep: bool) -> str:
    match one:
        case Line():
            return paragraph(one, keep=keep)
        case Rule():
            return rule(one, room)
        case Set(table):
            return _table(table, room)
        case Pair():
            return _pair(one, layout)


def _pair(one: Pair, layout: Layout) -> str:
    widths = [twips(each) for each in one.widths]
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_pair_cells(row, one, layout)}</w:tr>" for row in one.rows
    )
    return f"{_table_head(widths, _NO_LINES, side=0)}{rows}</w:tbl>"


def _pair_cells(row: Sequence[tuple[Item, ...]], one: Pair, layout: Layout) -> str:
    return "".join(
        _cell(items(part, room, layout, keep=one.keep) or _EMPTY, twips(room))
        for part, room in zip(row, one.widths, strict=True)
    )


def _cell(inside: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _table_head(widths: Sequence[int], lines: str, *, side: int) -> str:
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    margins = f'<w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _table(table: Table, room: float) -> str:
    parts = sum(column.share for column in table.columns)
    widths = [twips(room * column.share / parts) for column in table.columns]
    aligned = [column.align for column in table.columns]
    centred = [Align.CENTRE] * len(widths)
    head = _row([column.title for column in table.columns], widths, centred, style="table_head", repeat=True)
    body = "".join(_row(row, widths, aligned, style="table_cell") for row in table.rows)
    total = _row(table.total, widths, aligned, style="table_cell", bold=True) if table.total else ""
    return f"{_table_head(widths, _LINES, side=_CELL_SIDE)}{head}{body}{total}</w:tbl>"


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    aligned: Sequence[Align],
    *,
    style: str,
    bold: bool = False,
    repeat: bool = False,
) -> str:
    told = "".join(
        _cell(paragraph(Line(style, (Run(cell, bold=bold),), align=align.value)), width)
        for cell, width, align in zip(cells, widths, aligned, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if repeat else ''}</w:trPr>{told}</w:tr>"


def ending(properties: str) -> str:
    """The paragraph that ends a section, too low to begin a page of its own."""
    low = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{low}{properties}</w:pPr></w:p>"


def section(sheet: Sheet, layout: Layout, *, header: str) -> str:
    """The page of a sheet: size, margins, its number centred on top from the second page on, counted from 1."""
    wide, high = twips(layout.page_width), twips(layout.page_height)
    turned = ' w:orient="landscape"' if sheet.landscape else ""
    if sheet.landscape:
        wide, high = high, wide
    sides = "".join(f' w:{side}="{twips(span.chosen)}"' for side, span in layout.margins.items())
    above = twips(layout.margins["top"].chosen / 2)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar{sides} w:header="{above}" w:footer="{above}" w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
