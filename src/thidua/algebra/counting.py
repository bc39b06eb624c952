"""Counting people and families once, however many registrations they make."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def count_once(subjects: Iterable[Hashable]) -> int:
    """Distinct subjects: 141 registrations by 97 people are 97.

    >>> count_once(["an", "binh", "an"])
    2
    """
    return len(set(subjects))


def count_families(members: Iterable[tuple[Hashable, Hashable | None]]) -> int:
    """Families of (person, household): two spouses in one are one; without a household each counts."""
    return count_once(
        ("person", person) if household is None else ("household", household) for person, household in members
    )
