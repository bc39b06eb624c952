"""Where a unit stands on a day: its path, bloc and the attributes that strata are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.federation.models import Body
from thidua.federation.queries.times import attributes_at, paths_on
from thidua.kernel import clock


@dataclass(frozen=True)
class Standing:
    """What is stamped on a report; ``strata`` are JSON scalars by attribute name."""

    path: str
    bloc: str = ""
    strata: dict[str, Any] = field(default_factory=dict)


def standings(
    units: Iterable[Body], on: dt.date, *, stamped: Mapping[int, str] | None = None
) -> dict[int, Standing]:
    """Of many units with two queries; ``units`` come with their kind. Place and attributes are those of the
    cut-off day: who was moved after it still reports where it stood. A day to come is not known yet.

    ``stamped`` are places noted before: a unit that still stands there has not moved and is not asked about.
    """
    units = list(units)
    facts = attributes_at(units, on)
    stood = {unit.pk: unit.path for unit in units if unit.path}
    moved = [pk for pk, path in stood.items() if stamped is None or stamped.get(pk) != path]
    if moved:
        stood |= paths_on(moved, min(on, clock.today()))
    return {unit.pk: _standing(stood.get(unit.pk, ""), facts[unit.pk]) for unit in units}


def _standing(path: str, facts: Mapping[str, Any]) -> Standing:
    """A unit of the tree has a union unless a fact says otherwise; days become text for JSON."""
    known = {name: value for name, value in facts.items() if value is not None}
    strata = {"has_union": True, **{name: _plain(value) for name, value in known.items()}}
    return Standing(path, str(strata.get("bloc", "")), strata)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
