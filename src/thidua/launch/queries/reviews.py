"""The reviews of a movement of several years."""

from __future__ import annotations

from thidua.launch.models import Movement, Review


def reviews_of(movement: Movement) -> list[Review]:
    """In the order of their years; those of one year by their day."""
    return list(movement.reviews.order_by("until_year", "due_on", "pk"))
