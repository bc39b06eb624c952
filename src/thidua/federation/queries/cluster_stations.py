"""What stands in a cluster's year besides its own: rooms after this one tell it, the cluster's page shows it.

@tells_cluster_year
def covenant_of(actor, cluster, year):
    yield Station("pledge", _("Giao ước"), "done", _("7/7 đã ký"), reverse(…))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from thidua.federation.models import Body
from thidua.kernel.door import Actor


@dataclass(frozen=True)
class Station:
    """A stop on the line of the year. ``state``: done, open, here or later; ``order`` is its place on the line:
    members 10, leader 20, regulation 30, plan 40, covenant 50, reports 60, marking 70, ballot of honour 80,
    summary 90."""

    code: str
    label: str
    state: str
    figure: str = ""
    url: str = ""
    date: str = ""
    order: int = 50
    day: dt.date | None = None


Teller: TypeAlias = Callable[[Actor, Body, int], Iterable[Station]]
_TELLERS: list[Teller] = []


def tells_cluster_year(teller: Teller) -> Teller:
    """Registers a room's teller; a few queries at most. It tells only what this actor may see."""
    _TELLERS.append(teller)
    return teller


def told_beside(actor: Actor, cluster: Body, year: int) -> list[Station]:
    return [one for teller in _TELLERS for one in teller(actor, cluster, year)]
