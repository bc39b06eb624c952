"""Keys of a sheet that nobody reads: a misspelt "cap" would change points in silence, so it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from thidua.algebra.scoring.sheet import Warned

_CRITERION: Final = frozenset(
    "id name max items parent bonus kind direction comparator value bands otherwise points cap event gate"
    " half_at_target leader by min steps source verified_by self_counts note".split()
)
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "bands": frozenset("from above below to exactly points name note".split()),
    "steps": frozenset("days points name note".split()),
}
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    "sheet": frozenset("name version source rounding note".split()),
    "totals": frozenset("bonus_cap max note".split()),
}


def unknown_keys(data: object) -> Iterator[Warned]:
    """Of a sheet that has been read, so that its shape is known to be right."""
    if not isinstance(data, Mapping):
        return
    for name, known in _HEADS.items():
        yield from _of(data.get(name), known, name)
    yield from _criteria(data.get("criteria"), "criteria")


def _criteria(rows: object, place: str) -> Iterator[Warned]:
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        here = f"{place}[{number}]"
        yield from _of(row, _CRITERION, here)
        if isinstance(row, Mapping):
            for name, known in _PARTS.items():
                parts = row.get(name)
                for at, part in enumerate(parts if isinstance(parts, list | tuple) else ()):
                    yield from _of(part, known, f"{here}.{name}[{at}]")
            yield from _criteria(row.get("items"), f"{here}.items")


def _of(told: object, known: frozenset[str], place: str) -> Iterator[Warned]:
    for key in told if isinstance(told, Mapping) else ():
        if str(key) not in known:
            yield Warned("key_unknown", f"{place}.{key}", {"key": str(key)[:40], "place": place})
