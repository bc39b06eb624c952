"""A member's own registrations: theirs to see whatever their role."""

from __future__ import annotations

from django.db.models import Q

from thidua.federation.models import Person
from thidua.pledge.models import Registration


def own_registrations(person: Person) -> list[Registration]:
    """The latest year first; a family's stand with both spouses."""
    found = Registration.objects.filter(Q(person=person) | Q(spouse=person)).select_related(
        "scheme__cycle__movement", "title", "unit", "person", "spouse", "outcome__decision", "listed"
    )
    return list(found.order_by("-scheme__cycle__year", "title__position", "-pk")[:100])
