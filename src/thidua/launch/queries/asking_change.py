"""Targets that units directly below ask to change."""

from __future__ import annotations

from django.db.models import QuerySet

from thidua.federation.models import Body
from thidua.launch.models import Assignment

_MOST = 200


def requests_for(unit: Body, movement_id: int, year: int) -> QuerySet[Assignment]:
    """Unanswered requests to this unit in a year of a movement, in Vietnamese order. One query."""
    found = Assignment.objects.filter(
        unit__parent=unit,
        unit__ended_on=None,
        target__cycle__movement=movement_id,
        target__cycle__year=year,
        current=True,
        answer=Assignment.Answer.ASKS_CHANGE,
    )
    return found.select_related("target", "unit", "decision__issuer").order_by(
        "unit__sort_key", "target__position"
    )[:_MOST]
