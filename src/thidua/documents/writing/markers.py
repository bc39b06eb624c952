"""Numbers and letters before divisions, as official documents count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thidua.documents.writing.blocks import Block, Division, Marker

# Points follow the Vietnamese alphabet: đ has its place; letters with a hat or a horn and f, j, w, z are no points.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """
    >>> roman(1), roman(4), roman(19)
    ('I', 'IV', 'XIX')
    """
    told = ""
    for value, letters in _ROMAN:
        while number >= value:
            told, number = told + letters, number - value
    return told


def point(number: int) -> str:
    """The letter of a point; after y come aa, bb.

    >>> [point(at) for at in (1, 4, 5, 6, 7, 24)]
    ['a', 'd', 'đ', 'e', 'g', 'aa']
    """
    round_of, at = divmod(number - 1, len(_LETTERS))
    return _LETTERS[at] * (round_of + 1)


def marked(blocks: Sequence[Block], articles: Iterator[int], above: str = "") -> Iterator[tuple[str, Block]]:
    """Every block with its marker, "" where it has none. ``above`` is the number that "1.1." begins with.

    Each kind of marker counts from 1 among the blocks of one division; articles count through the whole
    document, which is what ``articles`` counts.
    """
    counts: dict[Marker, int] = {}
    for block in blocks:
        if not isinstance(block, Division):
            yield "", block
            continue
        is_article = block.marker is Marker.ARTICLE
        counts[block.marker] = number = next(articles) if is_article else counts.get(block.marker, 0) + 1
        yield _written(block.marker, number, above), block


def _written(marker: Marker, number: int, above: str) -> str:
    match marker:
        case Marker.PART:
            return f"Phần {roman(number)}"
        case Marker.CHAPTER:
            return f"Chương {roman(number)}"
        case Marker.HEADING:
            return f"{roman(number)}."
        case Marker.ARTICLE:
            return f"Điều {number}."
        case Marker.NUMBER:
            return f"{number}."
        case Marker.SUBNUMBER:
            return f"{above}{number}."
        case Marker.POINT:
            return f"{point(number)})"
        case Marker.DASH:
            return "-"
        case Marker.PLUS:
            return "+"
