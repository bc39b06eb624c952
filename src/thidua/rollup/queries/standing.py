"""Which period a person means when nobody said: the one being reported, else the last that was."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import Actor, listing
from thidua.launch.models import Period

_ORDER = {"open": 0, "closed": 1, "planned": 2}


def periods_for(actor: Actor, unit: Body) -> list[Period]:
    """The periods of the movements that concern the unit, newest year first; one query."""
    above = paths.upwards(unit.path)
    found = listing(Period, actor=actor).filter(cycle__movement__issuer__path__in=above)
    return list(
        found.select_related("cycle__movement").order_by("-cycle__year", "measured_from", "cutoff_on", "pk")
    )


def chosen(periods: Sequence[Period], period_id: object) -> Period | None:
    """The period asked for when it is one of these, else the one at hand."""
    wanted = [one for one in periods if str(one.pk) == str(period_id)]
    newest = sorted(periods, key=lambda one: (-one.cycle.year, _ORDER.get(one.state, 3), -one.pk))
    return next(iter([*wanted, *newest]), None)
