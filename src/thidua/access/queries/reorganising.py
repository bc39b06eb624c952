"""Whose accounts and roles a reorganisation of the tree touches."""

from __future__ import annotations

from thidua.access.models import Account, Holding
from thidua.access.queries.actors import coming_or_current
from thidua.access.states import OPEN
from thidua.federation.questions import Reorganising
from thidua.kernel.questions import Answer


def answer(subject: Reorganising) -> Answer:
    """Roles held at a unit end with it (``actors.standing``); accounts there stay, to be given a new unit."""
    accounts = Account.objects.filter(unit__in=subject.ending, state=OPEN).count()
    held = Holding.objects.filter(coming_or_current(subject.from_on), unit__in=subject.ending)
    return Answer("access", {"accounts": accounts, "roles": held.count()})
