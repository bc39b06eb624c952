"""Whose accounts and roles a reorganisation of the tree touches."""

from __future__ import annotations

from django.db.models import Count, Q

from thidua.access.states import OPEN
from thidua.federation.models import Body
from thidua.federation.questions import Reorganising
from thidua.kernel.questions import Answer


def answer(subject: Reorganising) -> Answer:
    """Roles held at a unit end with it (``actors.standing``); accounts there stay, to be given a new unit."""
    held = Q(holdings__until_on=None) | Q(holdings__until_on__gte=subject.from_on)
    counts = Body.objects.filter(pk__in=subject.ending).aggregate(
        accounts=Count("accounts", filter=Q(accounts__state=OPEN), distinct=True),
        roles=Count("holdings", filter=held, distinct=True),
    )
    return Answer("access", counts)
