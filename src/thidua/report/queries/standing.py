"""Where a unit stands on a day: its path, bloc and the attributes that strata are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.federation.models import Body
from thidua.federation.queries.times import attributes_at


@dataclass(frozen=True)
class Standing:
    """What is stamped on a report; ``strata`` are JSON scalars by attribute name."""

    path: str
    bloc: str = ""
    strata: dict[str, Any] = field(default_factory=dict)


def standings(units: Iterable[Body], on: dt.date) -> dict[int, Standing]:
    """Of many units with one query; ``units`` come with their kind. The path is today's line of management,
    the attributes those of the cut-off day."""
    units = list(units)
    facts = attributes_at(units, on)
    return {unit.pk: _standing(unit, facts[unit.pk]) for unit in units}


def _standing(unit: Body, facts: Mapping[str, Any]) -> Standing:
    """A unit of the tree has a union unless a fact says otherwise; days become text for JSON."""
    known = {name: value for name, value in facts.items() if value is not None}
    strata = {"has_union": True, **{name: _plain(value) for name, value in known.items()}}
    return Standing(unit.path, str(strata.get("bloc", "")), strata)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
