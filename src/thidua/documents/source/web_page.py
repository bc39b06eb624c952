"""An HTML page becomes a Source: scripts and styles dropped, lists with their numbers, tables as places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from thidua.documents.source.building import Draft, Written, build
from thidua.documents.source.caps import Caps
from thidua.documents.source.encodings import decoded
from thidua.documents.source.errors import SourceDamaged, SourceEmpty, SourceHostile, SourceTooLarge
from thidua.documents.source.model import Format, Look, Place, Source
from thidua.documents.source.word.numbering import Level, label_of

_DROPPED = frozenset(
    "script style head noscript template iframe object svg nav input select textarea button form audio video".split()
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote section article header footer main center address "
    "figure figcaption pre table tr td th thead tbody tfoot caption hr body html aside".split()
)
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_WIDEST = 1000


@dataclass
class Walk:
    written: Written
    caps: Caps
    drafts: list[Draft] = field(default_factory=list)
    line: list[tuple[str, bool]] = field(default_factory=list)
    lead: str = ""
    tables: int = 0
    cells: int = 0


def open_html(content: bytes, name: str, caps: Caps) -> Source:
    """Raises SourceDamaged, SourceEmpty, SourceHostile, SourceTooLarge."""
    if len(content) > caps.text_bytes:
        raise SourceTooLarge(what="bytes", limit=caps.text_bytes)
    text, _encoding = decoded(content)
    try:
        root = html.document_fromstring(
            _DECLARATION.sub("", text),
            parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise SourceDamaged(format="html") from problem
    walk = Walk(Written(), caps)
    _inside(root, walk, _State())
    _end_line(walk, _State())
    if not walk.drafts:
        raise SourceEmpty()
    return build(name, Format.HTML, walk.written.raw, walk.drafts)


@dataclass(frozen=True)
class _State:
    bold: bool = False
    centred: bool = False
    place: Place | None = None
    kept: bool = False  # line ends count: <pre>
    depth: int = 0


def _inside(element: html.HtmlElement, walk: Walk, state: _State) -> None:
    if state.depth > 200:
        raise SourceHostile(what="nesting")
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _DROPPED or not tag:
        return
    inner = _State(
        bold=state.bold or tag in _BOLD or "font-weight:bold" in _styled(element),
        centred=state.centred or tag == "center" or _is_centred(element),
        place=state.place,
        kept=state.kept or tag == "pre",
        depth=state.depth + 1,
    )
    if tag in _BLOCKS:
        _end_line(walk, state)
    if tag == "br":
        _end_line(walk, state)
    elif tag == "table":
        _table(element, walk, inner)
    elif tag in ("ul", "ol"):
        _list(element, walk, inner)
    else:
        _say(element.text, walk, inner)
        for one in element:
            _inside(one, walk, inner)
            _say(one.tail, walk, inner)
    if tag in _BLOCKS:
        _end_line(walk, inner)


def _styled(element: html.HtmlElement) -> str:
    return (element.get("style") or "").replace(" ", "").lower()


def _is_centred(element: html.HtmlElement) -> bool:
    return (element.get("align") or "").lower() == "center" or "text-align:center" in _styled(element)


def _say(text: str | None, walk: Walk, state: _State) -> None:
    if not text:
        return
    lines = text.split("\n") if state.kept else [re.sub(r"[ \t\r\n\f]+", " ", text)]
    for number, line in enumerate(lines):
        if number:
            _end_line(walk, state)
        walk.line.append((line, state.bold))


def _end_line(walk: Walk, state: _State) -> None:
    text = "".join(piece for piece, _bold in walk.line)
    if text.strip():
        if len(walk.drafts) >= walk.caps.paragraphs:
            raise SourceTooLarge(what="paragraphs", limit=walk.caps.paragraphs)
        bold = all(is_bold for piece, is_bold in walk.line if piece.strip())
        look = Look(bold=bold, centred=state.centred)
        walk.drafts.append(Draft(walk.written.put(walk.lead + text.strip()), look=look, place=state.place))
        walk.lead = ""
    walk.line = []


_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _list(element: html.HtmlElement, walk: Walk, state: _State) -> None:
    kind = _KINDS.get(element.get("type") or "", "decimal")
    start = element.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    for one in element:
        if one.tag == "li":
            if element.tag == "ol":
                walk.lead = label_of({0: Level(kind, "%1.", 1, False, None, None)}, {0: number}, 0) + " "
                number += 1
            else:
                walk.lead = "- "
        _inside(one, walk, state)
        walk.lead = ""


def _table(table: html.HtmlElement, walk: Walk, state: _State) -> None:
    number = walk.tables
    walk.tables += 1
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            walk.cells += rows * columns
            if walk.cells > walk.caps.cells:
                raise SourceTooLarge(what="cells", limit=walk.caps.cells)
            taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
            place = Place(number, row, column, rows, columns)
            _inside(cell, walk, _State(state.bold, False, place, False, state.depth + 1))
            column += columns


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in one if row.tag == "tr")


def _span(cell: html.HtmlElement, name: str) -> int:
    told = cell.get(name) or "1"
    return min(max(int(told), 1), _WIDEST) if told.isdecimal() and len(told) < 6 else 1
