"""Expands the name patterns of a scenario's tree, as `tree.yaml` describes it.

The data test only asks whether there are enough different names; a loader has to produce the same list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Tree = Mapping[str, Any]
_BLANK = re.compile(r"\{(\w+)\}")


def possible_names(tree: Tree, upper: Mapping[str, Any], stratum: str) -> list[str]:
    """All names that one stratum of one upper union may use, in order, without repetition."""
    named = [entry["name"] for entry in upper.get("named", {}).get(stratum, ())]
    patterns: Sequence[str] = tree["patterns"][upper["names"]].get(stratum, ())
    expanded = [name for pattern in patterns for name in _expand(tree, upper, pattern)]
    return list(dict.fromkeys([*named, *expanded]))


def _expand(tree: Tree, upper: Mapping[str, Any], pattern: str) -> Iterator[str]:
    blanks = set(_BLANK.findall(pattern)) - {"own_district", "kind"}
    if not blanks:
        yield _fill(pattern, upper, {})
    elif blanks == {"trade", "word"}:
        yield from (_fill(pattern, upper, pair) for pair in _pairs(tree))
    else:
        (blank,) = blanks
        yield from (_fill(pattern, upper, values) for values in _values(tree, upper, blank))


def _values(tree: Tree, upper: Mapping[str, Any], blank: str) -> Iterator[dict[str, str]]:
    if blank == "place":
        for kind, places in upper["places"].items():
            yield from ({"kind": kind, "place": place} for place in places)
    elif blank == "district":
        yield from ({"district": district} for district in tree["districts"])
    elif blank == "district_committee":
        yield {blank: tree["words"][blank][upper["district"]]}
    else:
        yield from ({blank: word} for word in tree["words"][blank])


def _pairs(tree: Tree) -> Iterator[dict[str, str]]:
    trades, words = tree["words"]["trade"], tree["words"]["word"]
    for step in range(len(words)):
        for place, trade in enumerate(trades):
            yield {"trade": trade, "word": words[(place + step) % len(words)]}


def _fill(pattern: str, upper: Mapping[str, Any], values: Mapping[str, str]) -> str:
    return pattern.format_map({"own_district": upper.get("district", ""), **values})
