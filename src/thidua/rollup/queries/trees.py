"""Where the tree of today tells something else of a unit, and which units below it have ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict

from thidua.algebra.indicators import EachUnit, Indicator, Measured
from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.replica import reading
from thidua.rollup.models import Placed, Tree
from thidua.rollup.queries.measuring import measure
from thidua.rollup.queries.sums import NodeSums, PeriodSums

PAGE = 30
PARAMETER = "cay"  # of an address
NAMES = {"hien-nay": Tree.TODAY}

# A report tells of a difference when it left the unit, came to it, ended, or stands elsewhere within it. A unit
# that moved with everything below it is the same inside. A report that nobody waits for tells nothing.
_DIFFERS = """
with place as (
    select path from rollup_agg where period_id = %(period)s
        and tree in ('then', 'today', 'ended') and node_id = %(unit)s and bloc = ''
    union select path from rollup_placed where period_id = %(period)s
        and tree in ('then', 'today', 'ended') and node_id = %(unit)s)
select exists (
    select 1 from place join rollup_placed p on p.period_id = %(period)s and p.came_from is not null
        and p.came_from >= place.path and p.came_from < left(place.path, -1) || '/'
    join report_report r on r.id = p.report_id and (not r.exempt or r.state in ('sent', 'accepted'))
    where p.tree = 'ended'
        or substr(p.came_from, length(place.path) + 1) <> regexp_replace(p.path, %(above)s, '')
) or exists (
    select 1 from place join rollup_placed p on p.period_id = %(period)s and p.came_from is not null
        and p.tree in ('today', 'ended') and p.path >= place.path and p.path < left(place.path, -1) || '/'
    join report_report r on r.id = p.report_id and (not r.exempt or r.state in ('sent', 'accepted'))
    where p.tree = 'ended'
        or substr(p.path, length(place.path) + 1) <> regexp_replace(p.came_from, %(above)s, ''))"""


def tree_named(name: str | None) -> Tree:
    """The tree that an address asks for."""
    return NAMES.get(name or "", Tree.THEN)


def differs_at(period_id: int, unit_id: int) -> bool:
    """Whether this unit is told differently by the tree of today; for periods that are restated. One query."""
    told: dict[str, int | str] = {
        "period": period_id,
        "unit": unit_id,
        "above": rf"^([0-9]+[.])*?{int(unit_id)}[.]",
    }
    with reading().cursor() as cursor:
        cursor.execute(_DIFFERS, told)
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class EndedUnit:
    """A unit that nobody living goes on for, with what it had sent."""

    unit: Body
    measured: Measured

    @property
    def ended_on(self) -> dt.date | None:
        return self.unit.ended_on


@dataclass(frozen=True)
class Ended:
    """One page of them, by name."""

    page: Page[Body]
    units: tuple[EndedUnit, ...]


def ended_units(sums: PeriodSums, below: NodeSums | None, indicator: Indicator, page: int | str = 1) -> Ended:
    """The ended units with reports at or below a node of the ended; four queries."""
    branch = Q(path="")  # of no report
    for path in below.paths if below else ():
        branch |= paths.within("path", path)
    there = Placed.objects.filter(branch, period_id=sums.period_id, tree=Tree.ENDED)
    units = Body.objects.filter(pk__in=there.values("node_id")).select_related("kind", "parent")
    chosen = Paginator(units.order_by("sort_key", "pk"), PAGE).get_page(page)
    found = sums.by(Tree.ENDED).at_units([unit.pk for unit in chosen.object_list])
    each = indicator.indicator if isinstance(indicator, EachUnit) else indicator
    told = tuple(EndedUnit(unit, measure(each, found[unit.pk].sent)) for unit in chosen.object_list)
    return Ended(chosen, told)


def tree_links(query: QueryDict) -> dict[str, str]:
    """The same address by either tree."""
    kept = query.copy()
    kept.pop(PARAMETER, None)
    then = kept.urlencode()
    kept[PARAMETER] = next(name for name, tree in NAMES.items() if tree is Tree.TODAY)
    return {"then": f"?{then}", "today": f"?{kept.urlencode()}"}


def suffix(tree: Tree) -> str:
    """What keeps to the tree in the address of another page."""
    return next((f"?{PARAMETER}={name}" for name, one in NAMES.items() if one is tree), "")
