"""Who has registered in the groups of one grassroots union. Counted when it is asked: one union has few people."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.replica import reading
from thidua.pledge.models import Registration, Scheme

_BY_GROUP = """
with recursive homes(home_id, group_id) as (
    select part.id, part.id from federation_body part
      join federation_unitkind kind on kind.id = part.kind_id and kind.level = 'part'
     where part.parent_id = %(unit)s and part.ended_on is null
    union all
    select part.id, homes.group_id from homes join federation_body part on part.parent_id = homes.home_id
      join federation_unitkind kind on kind.id = part.kind_id and kind.level = 'part'
)
select group_id, count(id)::int, count(id) filter (where stands)::int,
       count(id) filter (where sex = 'female')::int, count(id) filter (where sex = 'female' and stands)::int,
       count(id) filter (where direct_worker)::int, count(id) filter (where direct_worker and stands)::int
  from (select homes.group_id, person.id, person.sex, person.direct_worker,
               exists (select 1 from pledge_registrant one
                        where one.scheme_id = %(scheme)s and one.person_id = person.id) as stands
          from homes left join federation_person person
            on person.home_id = homes.home_id and person.left_on is null) people
 group by group_id
"""


@dataclass(frozen=True)
class Group:
    """A group with those within it: its people in the register, and how many of them have registered; of women and of
    direct workers likewise."""

    unit: Body
    known: int
    people: int
    known_women: int = 0
    women: int = 0
    known_direct: int = 0
    direct: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.people, self.known) if self.known else None


def by_group(scheme: Scheme, unit: Body) -> list[Group]:
    """The groups directly in a unit, the least covered first. Two queries."""
    with reading().cursor() as cursor:
        cursor.execute(_BY_GROUP, {"unit": unit.pk, "scheme": scheme.pk})
        rows = cursor.fetchall()
    units = Body.objects.select_related("kind").in_bulk([row[0] for row in rows])
    found = [Group(units[row[0]], *row[1:]) for row in rows]
    return sorted(found, key=lambda one: (one.share if one.share is not None else 2, one.unit.sort_key))


def of_group(lines: QuerySet[Registration], group: Body) -> QuerySet[Registration]:
    """Of a union's list the lines of the people of one group and the groups within it: its leader sees no others."""
    return lines.filter(paths.within("person__home__path", group.path))
