"""Keys of a sheet that nobody reads: a misspelt "cap" would change points in silence, so it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from thidua.algebra.scoring.sheet import Warned

_ALL: Final = frozenset("id name max parent bonus verified_by self_counts note".split())
_BRANCH: Final = frozenset("items cap min take".split())
_LEAF: Final = frozenset("kind gate mean source".split())
# What a kind reads; "cap" of another kind would look as if it did something.
_BY_KIND: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(names.split())
    for kind, names in {
        "proportional": "direction penalty",
        "threshold": "comparator value of",
        "bands": "bands otherwise of",
        "per_occurrence": "points cap event start each",
        "survey": "",
        "peer_relative": "half_at_target leader",
        "judged": "by min",
        "lateness": "steps each cap",
    }.items()
}
_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "bands": frozenset("from above below to exactly points name note".split()),
    "steps": frozenset("days points name note".split()),
}
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    "sheet": frozenset("name version source rounding note".split()),
    "totals": frozenset("bonus_cap penalty_cap bonus_from max note".split()),
}
_TOP: Final = frozenset("sheet totals criteria vetoes ties awards note".split())
_ROUNDING: Final = frozenset("places mode to at note".split())
_LISTS: Final[Mapping[str, frozenset[str]]] = {
    "vetoes": frozenset("when event effect of points note".split()),
    "awards": frozenset("award name count note".split()),
}


def unknown_keys(data: object) -> Iterator[Warned]:
    """Of a sheet that has been read, so that its shape is known to be right."""
    if not isinstance(data, Mapping):
        return
    yield from _of(data, _TOP, "")
    for name, known in _HEADS.items():
        yield from _of(data.get(name), known, name)
    head = data.get("sheet")
    if isinstance(head, Mapping):
        yield from _of(head.get("rounding"), _ROUNDING, "sheet.rounding")
    for name, known in _LISTS.items():
        rows = data.get(name)
        for at, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
            yield from _of(row, known, f"{name}[{at}]")
    yield from _criteria(data.get("criteria"), "criteria")


def _criteria(rows: object, place: str) -> Iterator[Warned]:
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        here = f"{place}[{number}]"
        yield from _of(row, _known(row), here)
        if isinstance(row, Mapping):
            if isinstance(row.get("bonus"), Mapping) and row.get("kind") != "proportional":
                yield _unread("bonus", here)  # of any other kind it says yes or no
            for name, known in _PARTS.items():
                parts = row.get(name)
                for at, part in enumerate(parts if isinstance(parts, list | tuple) else ()):
                    yield from _of(part, known, f"{here}.{name}[{at}]")
            yield from _criteria(row.get("items"), f"{here}.items")


def _known(row: object) -> frozenset[str]:
    kind = row.get("kind") if isinstance(row, Mapping) else None
    own = _BY_KIND.get(str(kind), frozenset()) if kind is not None else frozenset()
    return _ALL | (_BRANCH if kind is None else _LEAF | own)


def _of(told: object, known: frozenset[str], place: str) -> Iterator[Warned]:
    for key in told if isinstance(told, Mapping) else ():
        if str(key) not in known:
            yield _unread(str(key), place)


def _unread(key: str, place: str) -> Warned:
    return Warned("key_unknown", f"{place}.{key}".lstrip("."), {"key": key[:40], "place": place or key[:40]})
