from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django import template

register = template.Library()
K = TypeVar("K")
V = TypeVar("V")


@register.filter
def of_key(found: Mapping[K, V], key: K) -> V | None:
    """What a view found for the row at hand, by its key."""
    return found.get(key)
