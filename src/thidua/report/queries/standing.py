"""Where a unit stands on a day: its path, bloc and the attributes that strata are made from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from thidua.federation.models import Attribute, Body


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
    facts = _facts([unit.pk for unit in units], on)
    return {unit.pk: _standing(unit, facts[unit.pk]) for unit in units}


def _facts(unit_ids: list[int], on: dt.date) -> dict[int, dict[str, Any]]:
    facts: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Attribute.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), unit_id__in=unit_ids, from_on__lte=on
    )
    for unit_id, name, value in rows.order_by("from_on").values_list("unit_id", "name", "value"):
        facts[unit_id][name] = value
    return facts


def _standing(unit: Body, facts: dict[str, Any]) -> Standing:
    own: dict[str, Any] = {"kind": unit.level, "has_union": True}
    if unit.founded_on:
        own["founded"] = unit.founded_on.isoformat()
    strata = {**own, **{name: value for name, value in facts.items() if value is not None}}
    return Standing(unit.path, str(strata.get("bloc", "")), strata)
