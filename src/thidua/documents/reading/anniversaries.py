"""What a movement is in honour of: one item a day or event, with the round that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from thidua.documents.prose.bodies import expanded
from thidua.documents.prose.letters import plain
from thidua.documents.prose.occasions import Occasion, occasions
from thidua.documents.prose.outline import Node
from thidua.documents.prose.passage import Passage
from thidua.documents.reading.items import Anniversary, Item
from thidua.documents.reading.rounds import RoundPlace, places_of_rounds
from thidua.documents.reading.text import ReadingText

_FILLING = set(
    plain("ngày đại hội đại biểu toàn quốc lần thứ của các cấp cuộc kỷ niệm nước và nhiệm kỳ bầu cử").split()
)


def read_anniversaries(text: ReadingText) -> list[Item]:
    rounds = places_of_rounds(text)
    kept: list[Anniversary] = []
    for item in _named(text, rounds):
        at = _known(kept, item)
        if at is None:
            kept.append(item)
        else:
            kept[at] = _added(kept[at], item)
    return list(kept)


def _named(text: ReadingText, rounds: list[RoundPlace]) -> Iterator[Anniversary]:
    title = text.title
    if title is not None:
        yield from (_item(title, one, None) for one in occasions(title.text, text.year))
    for node in text.said:
        for one in occasions(node.text, text.year):
            yield _item(node.passage, one, _round(node, one.start, rounds))


def _item(passage: Passage, one: Occasion, of_round: int | None) -> Anniversary:
    return Anniversary(
        anchor=passage.anchor(one.start, one.end),
        name=one.name,
        years=one.years,
        origin_date=one.origin,
        occasion_date=one.day,
        type="event" if one.event else "anniversary",
        round=of_round,
    )


def _round(node: Node, at: int, rounds: list[RoundPlace]) -> int | None:
    for place in rounds:
        if place.holds(node, at):
            return place.round.ordinal
    return None


def _telling(name: str) -> frozenset[str]:
    words = plain(expanded(name)).split()
    return frozenset(words) - _FILLING or frozenset(words)


def _known(kept: list[Anniversary], item: Anniversary) -> int | None:
    """The same day or event named before; of two the fuller name says all that the shorter does."""
    for at, one in enumerate(kept):
        if (
            one.type == item.type
            and not (one.years and item.years and one.years != item.years)
            and _same(one, item)
        ):
            return at
    return None


def _same(one: Anniversary, other: Anniversary) -> bool:
    first, second = _telling(one.name), _telling(other.name)
    if first == second:
        return True
    if one.type == "event":
        return (first < second or second < first) and _same_kind(one.name, other.name)
    return bool(one.occasion_date and one.occasion_date == other.occasion_date and first & second)


def _same_kind(one: str, other: str) -> bool:
    """A congress is no election; and each congress is known by its number."""
    elections = ["bầu cử" in name.lower() for name in (one, other)]
    numbers = [set(re.findall(r"\b[IVXL]+\b", name)) for name in (one, other)]
    return elections[0] == elections[1] and numbers[0] == numbers[1] and bool(numbers[0])


def _added(known: Anniversary, more: Anniversary) -> Anniversary:
    """The first mention stays; what it left open is taken from the later one, also the round that names it."""
    moved = known.round is None and more.round is not None
    fuller = known.type == "event" and not moved and len(more.name) > len(known.name)
    return replace(
        known,
        name=more.name if fuller else known.name,
        years=known.years or more.years,
        origin_date=known.origin_date or more.origin_date,
        occasion_date=known.occasion_date or more.occasion_date,
        round=known.round or more.round,
        anchor=more.anchor if moved else known.anchor,
    )
