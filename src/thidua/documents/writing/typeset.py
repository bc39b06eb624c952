"""Blocks become lines with a style each, in reading order: what the Word file, the PDF and the plain text share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from thidua.documents.writing.blocks import (
    Annex,
    Block,
    Division,
    Head,
    Look,
    Marker,
    Official,
    Paragraph,
    Table,
)
from thidua.documents.writing.closing import foot
from thidua.documents.writing.layout import Layout
from thidua.documents.writing.lines import Item, Line, Pair, Rule, Run, Set, Sheet, line
from thidua.documents.writing.markers import marked, roman
from thidua.documents.writing.measure import broken, falls_so, narrowed, width
from thidua.formats.vi import format_long_date

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BLANK = "\u00a0" * 5  # room for a stamp or a pen
_LEAST_LEFT = 58.0  # millimetres that the names on the left need
_BESIDE_TITLE = 10.0  # millimetres kept free on both sides of a title
_PADDING = 4.0  # of a cell, both sides, and a little air
_STYLE_OF_LOOK = {
    Look.BODY: "body",
    Look.BASIS: "basis",
    Look.FORMULA: "formula",
    Look.AUTHORITY: "authority",
    Look.SLOGAN: "slogan",
}


def typeset(document: Official, layout: Layout) -> tuple[Sheet, ...]:
    """The pages of the text, then those of each annex: every sheet begins a page and is numbered from 1."""
    main = Sheet(
        (
            _head(document.head, layout),
            *_naming(document.head, layout),
            *_addressees(document.addressees),
            *_closed(list(_body(document.blocks, count(1))), layout),
            *foot(document, layout),
        )
    )
    several = len(document.annexes) > 1
    annexes = (
        _annex(annex, roman(at) if several else "", document.head, layout)
        for at, annex in enumerate(document.annexes, 1)
    )
    return (main, *annexes)


# --- The head


def written_number(head: Head) -> str:
    """
    >>> written_number(Head(issuer="", symbol="KH-LĐLĐ", number=6))
    '06/KH-LĐLĐ'
    """
    return f"{_BLANK if head.number is None else f'{head.number:02d}'}/{head.symbol}"


def written_day(head: Head) -> str:
    """The date, with a blank for what is not known yet.

    >>> written_day(Head(issuer="", year=2027, month=2)).replace(_BLANK, "_")
    'ngày_tháng 02 năm 2027'
    """
    if head.day is not None:
        return format_long_date(head.day)
    month = _BLANK if head.month is None else f" {head.month:02d} " if head.month < 3 else f" {head.month} "
    return f"ngày{_BLANK}tháng{month}năm {head.year if head.year is not None else _BLANK}".rstrip()


def _head(head: Head, layout: Layout) -> Pair:
    styles = layout.styles
    dated = ", ".join(part for part in (head.place, written_day(head)) if part)
    right = max(
        width(NATIONAL_NAME, styles["national_name"].size.chosen, bold=True),
        width(MOTTO, styles["motto"].size.chosen, bold=True),
        width(dated, styles["place_date"].size.chosen, italic=True),
    )
    room = layout.room()
    right = min(right + _PADDING, room - _LEAST_LEFT)
    left = room - right
    return Pair(
        rows=(
            (tuple(_names(head, left, layout)), tuple(_nation(layout))),
            (tuple(_numbers(head, left, layout)), (line("place_date", dated),)),
        ),
        widths=(left, right),
    )


def _names(head: Head, room: float, layout: Layout) -> Iterator[Item]:
    if head.superior:
        yield _fitted("superior", head.superior.upper(), room, layout)
    issuer = _fitted("issuer", head.issuer.upper(), room, layout)
    yield issuer
    yield _rule_under(issuer, layout, room)


def _nation(layout: Layout) -> Iterator[Item]:
    yield line("national_name", NATIONAL_NAME)
    yield line("motto", MOTTO)
    yield Rule(width(MOTTO, layout.styles["motto"].size.chosen, bold=True))


def _numbers(head: Head, room: float, layout: Layout) -> Iterator[Item]:
    if head.symbol or head.number is not None:
        yield line("number", f"Số: {written_number(head)}")
    if head.title and not head.kind:
        yield _fitted("about", f"V/v {head.title}", room, layout)
    if head.draft:
        yield line("draft", "DỰ THẢO")


def _fitted(style: str, text: str, room: float, layout: Layout) -> Line:
    """Broken where a reader would break it: by a measure in which it falls so by itself, else by hand. ``room``
    is the width of the page or of the cell."""
    look = layout.styles[style]
    lines = broken(text, room - _PADDING, look.size.chosen, bold=look.bold, italic=look.italic)
    if len(lines) == 1:
        return line(style, lines[0])
    measure = falls_so(lines, room, look.size.chosen, bold=look.bold, italic=look.italic)
    if measure is None:
        return line(style, "\n".join(lines))
    return Line(style, (Run(" ".join(lines)),), sides=(room - measure) / 2)


def _narrowed(style: str, text: str, layout: Layout) -> Line:
    """A title that flows by itself into good lines, so that it can be changed without undoing line breaks."""
    look = layout.styles[style]
    room = layout.room()
    measure = narrowed(text, room - 2 * _BESIDE_TITLE, look.size.chosen, bold=look.bold)
    return Line(style, (Run(text),), sides=(room - measure) / 2)


def _rule_under(above: Line, layout: Layout, room: float = 0) -> Rule:
    """A part of the longest line above it; ``room`` is that of a line that the page has to break."""
    look = layout.styles[above.style]
    longest = max(width(part, look.size.chosen, bold=look.bold) for part in above.text.split("\n"))
    if above.sides:
        longest = min(longest, (room or layout.room()) - 2 * above.sides)
    return Rule(min(longest, room or layout.room()) * layout.rule_share.chosen)


def _naming(head: Head, layout: Layout) -> Iterator[Item]:
    """What kind of document it is, and about what; a letter says it under its number."""
    if not head.kind:
        return
    yield line("kind", head.kind.upper())
    if head.title:
        title = _narrowed("title", head.title, layout)
        yield title
        yield _rule_under(title, layout)


def _addressees(names: Sequence[str]) -> Iterator[Item]:
    if len(names) == 1:
        yield Line("addressee", (Run(f"Kính gửi: {names[0]}"),), align="center")
    elif names:
        yield Line("addressee", (Run("Kính gửi:"),), indent=25)
        for at, name in enumerate(names, 1):
            yield Line(
                "addressee", (Run(f"- {name}{'.' if at == len(names) else ';'}"),), indent=45, before=3
            )


# --- The text


def _body(blocks: Sequence[Block], articles: Iterator[int], above: str = "") -> Iterator[Item]:
    for marker, block in marked(blocks, articles, above):
        match block:
            case Paragraph():
                style = _STYLE_OF_LOOK[block.look]
                yield line(style, block.text.upper() if block.look is Look.AUTHORITY else block.text)
            case Table():
                yield Set(block)
            case Division():
                yield from _division(marker, block)
                yield from _body(block.blocks, articles, marker)


def _division(marker: str, one: Division) -> Iterator[Item]:
    match one.marker:
        case Marker.PART | Marker.CHAPTER:
            yield line("part_number", marker)
            yield line("part_title", one.title.upper())
        case Marker.HEADING:
            yield line("heading", f"{marker} {one.title.upper()}")
        case Marker.ARTICLE if one.title:
            yield Line("article", (Run(f"{marker} {one.title}"),), keep=True)
        case Marker.ARTICLE:
            yield Line("body", (Run(marker, bold=True), Run(f" {one.text}")))
            return
        case Marker.NUMBER | Marker.SUBNUMBER if one.title:
            yield line("subheading", f"{marker} {one.title}")
        case _:
            title = (Run(f"{one.title} ", bold=True),) if one.title else ()
            yield Line("body", (Run(f"{marker} "), *title, Run(one.text)), keep=bool(one.blocks))
            return
    if one.text:
        yield line("body", one.text)


def _closed(items: list[Item], layout: Layout) -> list[Item]:
    """The last sentence with the sign that nothing follows; it stays with the signature."""
    last = items[-1] if items else None
    if isinstance(last, Line):
        *runs, end = last.runs
        told = replace(end, text=f"{end.text.rstrip('. ')}{layout.closing}")
        items[-1] = replace(last, runs=(*runs, told), keep=True)
    return items


# --- Annexes


def _annex(annex: Annex, number: str, head: Head, layout: Layout) -> Sheet:
    room = layout.room(landscape=annex.landscape)
    kind = head.kind[:1].upper() + head.kind[1:].lower() if head.kind else "Công văn"
    day = written_day(head)
    of_what = f"(Kèm theo {kind} số {written_number(head)} {day} của {head.issuer})"
    reference = _fitted("annex_reference", of_what, room, layout)
    items = (
        line("annex_number", f"Phụ lục {number}".strip()),
        _fitted("annex_title", annex.title.upper(), room, layout),
        reference,
        _rule_under(reference, layout, room),
        *_body(annex.blocks, count(1)),
    )
    return Sheet(items, landscape=annex.landscape)
