"""Levels of the union, from the confederation down."""

from __future__ import annotations

from thidua.federation.models import UnitKind


def levels_below(level: str) -> list[str]:
    """The levels under ``level``, but not the parts of a grassroots union: they build no plans."""
    order = [one for one in UnitKind.Level.values if one != UnitKind.Level.PART]
    return order[order.index(level) + 1 :] if level in order else []
