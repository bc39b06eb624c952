"""Ways of grading that the catalogue knows, and the one that a round copies when it opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thidua.algebra.grading import Scheme, read_scheme
from thidua.catalogue.loading import Item
from thidua.catalogue.queries.items import entries, fact, items
from thidua.formats.vi import format_date
from thidua.score.errors import NoScheme

KIND, SERIES = "procedures", "union_rating"


@dataclass(frozen=True)
class Offered:
    """A way of grading in force on a day. ``waits_for``: what an administrator must confirm before it is used."""

    item: Item
    waits_for: tuple[Item, ...]

    @property
    def usable(self) -> bool:
        return not self.waits_for


def offered(on: dt.date) -> list[Offered]:
    """The ways of grading in force on a day, the latest first; three queries at most."""
    known = items(KIND, on)
    found = [one for one in known if one.facts.get("series") == SERIES]
    return [Offered(one, _waits_for(one, known)) for one in sorted(found, key=_begun, reverse=True)]


def _begun(item: Item) -> dt.date:
    return item.valid_from or dt.date.min


def _waits_for(item: Item, known: list[Item]) -> tuple[Item, ...]:
    named = {*_asked_beside(item.figure or item.proposed)}
    needed = [item, *(one for one in known if one.facts.get("series") in named)]
    return tuple(entry.item for entry in entries(needed) if not entry.usable)


def _asked_beside(standard: Any) -> list[str]:
    """Series of the catalogue that complete a scheme: its points, its meaning for figures."""
    told = standard if isinstance(standard, Mapping) else {}
    return [str(told[name]) for name in ("points_by", "figures_by") if name in told]


@dataclass(frozen=True)
class Definition:
    """A scheme as it is copied into a round: its classes and conditions, and its criteria, if it has any."""

    item: Item
    data: dict[str, Any]
    criteria: list[dict[str, Any]]

    @property
    def scheme(self) -> Scheme:
        return read_scheme(self.data)


def definition(code: str, on: dt.date) -> Definition:
    """The scheme ``code`` ("": the latest in force), complete. Raises NoScheme, NeedsConfirmation."""
    found = [one for one in offered(on) if code in ("", one.item.code)]
    if not found:
        raise NoScheme(day=format_date(on))
    item = found[0].item
    standard: dict[str, Any] = fact(KIND, item.code, on)
    points = fact(KIND, standard["points_by"], on) if "points_by" in standard else {}
    figures = (
        fact(KIND, standard["figures_by"], on) if "figures_by" in standard else standard.get("figures", {})
    )
    return Definition(
        item,
        {
            "grades": [_with_points(one, points) for one in standard["grades"]],
            "conditions": list(standard.get("conditions", [])),
            "figures": figures,
        },
        list(standard.get("criteria", [])),
    )


def _with_points(grade: Mapping[str, Any], points: Mapping[str, Any]) -> dict[str, Any]:
    least = points.get(grade["code"], {}).get("from")
    return {**grade, "from": least} if least is not None else dict(grade)
