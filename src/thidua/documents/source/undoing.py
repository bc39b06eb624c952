"""Takes one repair back: the text stands as it was received there, everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from thidua.documents.source.model import Paragraph, Repair, RepairKind, Source


def undone(source: Source, repair: Repair) -> Source:
    """The Source without this repair. Raises ValueError when it is none of its repairs.

    A join is parted again; letters become what stood there. A suspicion is only dropped: nothing was changed.
    """
    if repair not in source.repairs:
        raise ValueError("not a repair of this source")
    left = tuple(one for one in source.repairs if one != repair)
    if repair.kind is RepairKind.SUSPECTED:
        return replace(source, repairs=left)
    undo = _parted if repair.kind is RepairKind.JOINED else _restored
    paragraphs = tuple(piece for one in source.paragraphs for piece in undo(one, repair))
    return replace(source, paragraphs=paragraphs, repairs=left)


def _parted(paragraph: Paragraph, repair: Repair) -> Iterator[Paragraph]:
    """Where the text jumps over what stood between the two parts."""
    cut = _index(paragraph, repair.anchor.end)
    if cut is None or cut == 0 or paragraph.raw_at[cut - 1] > repair.anchor.start:
        yield paragraph
        return
    end = cut - len(repair.after) if repair.after else cut
    yield replace(paragraph, text=paragraph.text[:end], raw_at=(*paragraph.raw_at[:end], repair.anchor.start))
    yield replace(paragraph, text=paragraph.text[cut:], raw_at=paragraph.raw_at[cut:])


def _index(paragraph: Paragraph, place: int) -> int | None:
    return next((at for at, stands in enumerate(paragraph.raw_at[:-1]) if stands == place), None)


def _restored(paragraph: Paragraph, repair: Repair) -> Iterator[Paragraph]:
    """What was changed, found by where it stands in the text as received."""
    start, end = repair.anchor.start, repair.anchor.end
    at = paragraph.raw_at
    if not (at[0] <= start and end <= at[-1]) and not (repair.after == "" and at[0] <= end <= at[-1]):
        yield paragraph
        return
    first = next(number for number, place in enumerate(at) if place >= start)
    last = next((number for number, place in enumerate(at) if place >= end), len(at) - 1)
    changed = paragraph.text[first:last]
    if changed != repair.after:  # another repair lies over it
        yield paragraph
        return
    text = paragraph.text[:first] + repair.before + paragraph.text[last:]
    places = tuple(min(start + number, end - 1) for number in range(len(repair.before)))
    yield replace(paragraph, text=text, raw_at=(*at[:first], *places, *at[last:]))
