"""The tree and its facts as they stood on a day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from django.db.models import Min, Q

from thidua.federation.models import Alias, Body, Placement
from thidua.kernel import paths
from thidua.kernel.prepared import cursor_of
from thidua.kernel.replica import reading

MANAGES = Placement.Line.MANAGES


def holding_on(day: dt.date) -> Q:
    """Lines that hold on ``day``; both ends belong to a line."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def parent_at(unit: Body, day: dt.date) -> Body | None:
    """Who managed the unit on that day; None above roots and when nobody did."""
    line = unit.placements.filter(holding_on(day), line=MANAGES).select_related("under").first()
    return line.under if line else None


def stands_from(unit: Body) -> dt.date | None:
    """Since when there is this unit: its founding, else the first day that somebody managed it."""
    if unit.founded_on:
        return unit.founded_on
    first: dt.date | None = unit.placements.filter(line=MANAGES).aggregate(first=Min("from_on"))["first"]
    return first


def managers_on(unit_id: int, day: dt.date) -> list[int]:
    """Ids of all managers above a unit on ``day``, nearest first."""
    with reading().cursor() as cursor:
        # union, not union all: lines of the past that were corrected into a ring end here.
        cursor.execute(
            """
            with recursive above(id) as (
                select under_id from federation_placement
                 where unit_id = %(unit)s and line = 'manages' and from_on <= %(day)s
                   and (until_on is null or until_on >= %(day)s)
                union
                select line.under_id from federation_placement line join above on line.unit_id = above.id
                 where line.line = 'manages' and line.from_on <= %(day)s
                   and (line.until_on is null or line.until_on >= %(day)s)
            ) select id from above
            """,
            {"unit": unit_id, "day": day},
        )
        return [row[0] for row in cursor.fetchall()]


def lines_above(unit_ids: Iterable[int], day: dt.date) -> dict[int, int]:
    """Each of these units and of all above them on ``day`` → its manager then, or today's when it had none
    on that day; one query."""
    with reading().cursor() as cursor:
        cursor.execute(
            """
            with recursive up(unit_id, under_id) as (
                select b.id, coalesce(line.under_id, b.parent_id) from federation_body b
                  left join federation_placement line on line.unit_id = b.id and line.line = 'manages'
                   and line.from_on <= %(day)s and (line.until_on is null or line.until_on >= %(day)s)
                 where b.id = any(%(units)s)
                union
                select b.id, coalesce(line.under_id, b.parent_id) from up
                  join federation_body b on b.id = up.under_id
                  left join federation_placement line on line.unit_id = b.id and line.line = 'manages'
                   and line.from_on <= %(day)s and (line.until_on is null or line.until_on >= %(day)s)
            ) select unit_id, under_id from up where under_id is not null
            """,
            {"units": list(unit_ids), "day": day},
        )
        return dict(cursor.fetchall())


def parents_at(day: dt.date) -> dict[int, int]:
    """Each placed unit on that day → its manager."""
    lines = Placement.objects.filter(holding_on(day), line=MANAGES)
    return dict(lines.values_list("unit_id", "under_id"))


def paths_at(day: dt.date) -> dict[int, str]:
    """Paths of the tree as it stood on that day, for every unit with a manager and every manager."""
    over = parents_at(day)
    found: dict[int, str] = {}
    for unit_id in {*over, *over.values()}:
        _path_of(unit_id, over, found)
    return found


def paths_on(unit_ids: Iterable[int], day: dt.date) -> dict[int, str]:
    """Where these units stood on ``day``; who had no manager then (not yet, or no longer there) is found below
    the one of today. One query."""
    wanted = list(unit_ids)
    over = lines_above(wanted, day)
    found: dict[int, str] = {}
    for unit_id in wanted:
        _path_of(unit_id, over, found)
    return {unit_id: found[unit_id] for unit_id in wanted}


def _path_of(unit_id: int, over: Mapping[int, int], found: dict[int, str]) -> str:
    climbed: list[int] = []
    step: int | None = unit_id
    while step is not None and step not in found and step not in climbed:
        climbed.append(step)
        step = over.get(step)
    path = found.get(step, "") if step is not None else ""
    for one in reversed(climbed):
        path = found[one] = paths.below(path, one)
    return path


def units_at(day: dt.date, *, within: Body | None = None) -> list[Body]:
    """Units that stood on ``day`` (founded, not yet ended), below and with ``within`` as the tree was then."""
    standing = Body.objects.filter(
        Q(founded_on=None) | Q(founded_on__lte=day),
        Q(ended_on=None) | Q(ended_on__gte=day),
        form__in=(Body.Form.UNIT, Body.Form.WORKING_GROUP),
    ).select_related("kind")
    placed = paths_at(day)
    units = list(standing)
    # A root has no line of its own, and nobody names it before it has its first unit.
    placed |= {unit.pk: unit.path for unit in units if unit.parent_id is None and unit.pk not in placed}
    chosen = [unit for unit in units if placed.get(unit.pk)]
    if within is not None:
        top = placed.get(within.pk, paths.below("", within.pk))
        chosen = [unit for unit in chosen if paths.covers(top, placed[unit.pk])]
    return sorted(chosen, key=lambda unit: unit.sort_key)


# Asked with every report that is sent, so not as a query of models: those are put into words anew each time.
_HELD = """
select unit_id, name, value from federation_attribute
where unit_id = any(%(units)s) and from_on <= %(day)s and (until_on is null or until_on >= %(day)s)"""


def attributes_at(units: Iterable[Body], day: dt.date) -> dict[int, dict[str, object]]:
    """Facts that rules use, per unit, as of ``day``; what is unknown is not there.

    Beside the dated attributes: ``kind`` (the level's code) and ``founded`` (a date). Two queries for any
    number of units when their kinds are loaded. Stamped on reports.
    """
    units = list(units)
    facts: dict[int, dict[str, object]] = {unit.pk: _own_facts(unit) for unit in units}
    with cursor_of(reading()) as cursor:
        cursor.execute(_HELD, {"units": list(facts), "day": day})
        for unit_id, name, value in cursor.fetchall():
            facts[unit_id][name] = json.loads(value)
    return facts


def _own_facts(unit: Body) -> dict[str, object]:
    facts: dict[str, object] = {}
    if unit.level:
        facts["kind"] = unit.level
    if unit.founded_on:
        facts["founded"] = unit.founded_on
    return facts


def name_at(unit: Body, day: dt.date) -> str:
    """What the unit was called on that day."""
    former = Alias.objects.filter(body=unit, until_on__gte=day).order_by("until_on", "-pk").first()
    return former.name if former else unit.name
