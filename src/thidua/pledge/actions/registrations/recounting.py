"""Counting who has registered, for the units that a change touched. Recomputed, never added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.events import emit_many
from thidua.pledge.models import Coverage, Scheme
from thidua.pledge.queries.registrations.counting import counting_units, homes_within

_GONE = "select unit_id, into_id from federation_succession where whole and into_id = any(%(into)s::bigint[])"
_HOMES = """
with wanted as (select unnest(%(units)s::bigint[]) as unit_id),
homes as (select * from unnest(%(homes)s::bigint[], %(counted_at)s::bigint[]) as pair(home_id, unit_id))
"""
# No person is counted twice: it is asked of each person whether there is a registration, not how many.
_PEOPLE = f"""
{_HOMES},
people as (
    select homes.unit_id, person.sex, coalesce(person.direct_worker, false) as direct,
           exists (select 1 from pledge_registrant stands
                    where stands.scheme_id = %(scheme)s and stands.person_id = person.id) as registered
      from homes join federation_person person on person.home_id = homes.home_id and person.left_on is null
),
counted as (
    select unit_id, count(*) as known, count(*) filter (where sex = 'female') as known_women,
           count(*) filter (where direct) as known_direct, count(*) filter (where registered) as people,
           count(*) filter (where registered and sex = 'female') as women,
           count(*) filter (where registered and direct) as direct
      from people group by unit_id
)
update pledge_coverage held
   set known = coalesce(counted.known, 0), known_women = coalesce(counted.known_women, 0),
       known_direct = coalesce(counted.known_direct, 0), people = coalesce(counted.people, 0),
       women = coalesce(counted.women, 0), direct = coalesce(counted.direct, 0)
  from wanted left join counted on counted.unit_id = wanted.unit_id
 where held.scheme_id = %(scheme)s and held.unit_id = wanted.unit_id
"""  # noqa: S608  joined from constants of this room; all values are parameters
# A person's line goes with the person; a collective's, a family's, a work's stays where it was registered.
_LINES = f"""
{_HOMES},
live as (
    select homes.unit_id, line.kind, line.title_id from homes
      join federation_person person on person.home_id = homes.home_id
      join pledge_registration line on line.person_id = person.id
     where line.scheme_id = %(scheme)s and line.kind = 'individual' and line.state in ('proposed', 'listed')
    union all
    select homes.unit_id, line.kind, line.title_id from homes
      join pledge_registration line on line.unit_id = homes.home_id
     where line.scheme_id = %(scheme)s and line.kind <> 'individual' and line.state in ('proposed', 'listed')
)
insert into pledge_titlecount (scheme_id, unit_id, kind, title_id, lines)
select %(scheme)s, unit_id, kind, title_id, count(*) from live group by unit_id, kind, title_id
"""  # noqa: S608  joined from constants of this room; all values are parameters
_SUM = """
update pledge_coverage held
   set lines = coalesce((select sum(one.lines) from pledge_titlecount one
                          where one.scheme_id = held.scheme_id and one.unit_id = held.unit_id
                            and one.title_id is not null), 0)
 where held.scheme_id = %(scheme)s and held.unit_id = any(%(units)s::bigint[])
"""


def recount(scheme_id: int, unit_ids: Iterable[int]) -> None:
    """Counts the units anew, within the caller's transaction, and tells later rooms.

    The rows are held first: of two who register at one unit at once the second counts what the first has written.
    """
    units = sorted(set(counting_units(unit_ids).values()))
    if not units:
        return
    prepare(scheme_id, units)
    held = Coverage.objects.select_for_update().filter(scheme_id=scheme_id, unit__in=units)
    list(held.order_by("unit_id").values_list("pk"))
    pairs = _homes(units)
    asked: dict[str, Any] = {
        "scheme": scheme_id,
        "units": units,
        "homes": [home for home, _unit in pairs],
        "counted_at": [unit for _home, unit in pairs],
    }
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, asked)
        cursor.execute(
            "delete from pledge_titlecount where scheme_id = %(scheme)s and unit_id = any(%(units)s)", asked
        )
        cursor.execute(_LINES, asked)
        cursor.execute(_SUM, asked)
    emit_many("pledge.coverage_changed", ({"scheme_id": scheme_id, "unit_id": one} for one in units))


def _homes(units: list[int]) -> list[tuple[int, int]]:
    """(home, unit where its people and lines are counted): the units themselves, the groups within them and within
    those, and whatever has merged into any of them, which has no people left but what it registered as a unit."""
    newest = homes_within(units, connection)
    pairs, walked = list(newest.items()), set[int]()
    with connection.cursor() as cursor:
        while newest:
            cursor.execute(_GONE, {"into": list(newest)})
            gone = cursor.fetchall()
            newest = {unit: newest[into] for unit, into in gone if unit not in walked}
            pairs += newest.items()
            walked |= set(newest)
    return pairs


def prepare(scheme_id: int, unit_ids: Iterable[int]) -> None:
    """A row for each of these units, where there is none yet."""
    rows = (Coverage(scheme_id=scheme_id, unit_id=one) for one in unit_ids)
    Coverage.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)


def recount_all(scheme: Scheme) -> None:
    """Every grassroots union below the body whose movement it is, and whoever has registered besides."""
    seat = scheme.cycle.movement.seat
    below = Body.objects.filter(paths.within("path", seat.path), kind__level="grassroots", ended_on=None)
    known = Coverage.objects.filter(scheme=scheme).values_list("unit_id", flat=True)
    recount(scheme.pk, {*below.values_list("pk", flat=True), *known})
