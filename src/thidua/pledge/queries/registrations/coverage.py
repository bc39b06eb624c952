"""Who has registered: of a unit, by the units below it, by bloc, by title. Exact: people, not lines.

Everything comes from the counts that ``recounting`` keeps, one row a unit, so no page reads registrations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from thidua.federation.models import Attribute, Body
from thidua.kernel import clock
from thidua.kernel.paths import AFTER_SEPARATOR
from thidua.kernel.replica import reading
from thidua.pledge.models import Scheme
from thidua.pledge.queries.registrations.counting import homes_within

CONFIRMED = ("confirmed", "consolidated")

# The units that the scheme asks, with what is known of each. How many people a unit has is what it states, or its
# register of people where that holds more; a unit that states nothing and lists nobody is unknown, never zero.
# Schools belong to the school year once there is one; the office of a union above is asked by nobody. Whoever has
# registered all the same is counted where it did.
COVERED = """
with covered as (
    select unit.id, unit.path, held.people, held.women, held.direct, held.lines, held.known_women, held.known_direct,
           coalesce(bloc.value #>> '{}', '') as bloc,
           nullif(greatest(coalesce((size.value)::bigint, 0), held.known), 0) as base,
           coalesce(listed.state in ('confirmed', 'consolidated'), false) as confirmed
      from pledge_coverage held
      join federation_body unit on unit.id = held.unit_id and unit.ended_on is null
      left join federation_unitkind kind on kind.id = unit.kind_id
      left join federation_attribute size on size.unit_id = unit.id and size.name = %(base)s
       and size.from_on <= %(day)s and (size.until_on is null or size.until_on >= %(day)s)
      left join federation_attribute bloc on bloc.unit_id = unit.id and bloc.name = 'bloc'
       and bloc.from_on <= %(day)s and (bloc.until_on is null or bloc.until_on >= %(day)s)
      left join pledge_unitlist listed on listed.scheme_id = held.scheme_id and listed.unit_id = unit.id
     where held.scheme_id = %(scheme)s and unit.path >= %(first)s and unit.path < %(last)s
       and (held.people > 0 or kind.level = 'grassroots' and case %(asked)s when 'schools' then bloc.value = '"school"'::jsonb
            when 'others' then bloc.value is distinct from '"school"'::jsonb else true end)
)
"""
_SUMS = """
count(*)::int, count(*) filter (where base is null)::int, count(*) filter (where confirmed)::int,
coalesce(sum(base), 0)::int, coalesce(sum(people), 0)::int, coalesce(sum(known_women), 0)::int,
coalesce(sum(women), 0)::int, coalesce(sum(known_direct), 0)::int, coalesce(sum(direct), 0)::int,
coalesce(sum(lines), 0)::int
"""


@dataclass(frozen=True)
class Figures:
    """Counts over units. ``base`` is how many people they have together, of the ``units - unknown`` that say so."""

    units: int = 0
    unknown: int = 0
    confirmed: int = 0
    base: int = 0
    people: int = 0
    known_women: int = 0
    women: int = 0
    known_direct: int = 0
    direct: int = 0
    lines: int = 0

    @property
    def share(self) -> Fraction | None:
        """Of all people the registered; None when nobody knows how many people there are."""
        return Fraction(self.people, self.base) if self.base else None

    @property
    def women_share(self) -> Fraction | None:
        return Fraction(self.women, self.known_women) if self.known_women else None

    @property
    def direct_share(self) -> Fraction | None:
        return Fraction(self.direct, self.known_direct) if self.known_direct else None

    @property
    def missing(self) -> int:
        return self.base - self.people

    @property
    def not_confirmed(self) -> int:
        return self.units - self.confirmed

    def as_data(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Overview:
    """A branch as a whole and by bloc ("" is a unit whose bloc nobody has said)."""

    whole: Figures
    blocs: Mapping[str, Figures]


@dataclass(frozen=True)
class Below:
    """One unit directly below, with its branch. ``state`` of its own list, "" when it has none."""

    unit: Body
    figures: Figures
    list_id: int | None
    state: str


@dataclass(frozen=True)
class TitleLine:
    """``lines`` under one title, or of works or topics."""

    kind: str
    title_id: int | None
    name: str
    lines: int


def asked(scheme: Scheme, path: str) -> dict[str, Any]:
    """What ``COVERED`` is filled with."""
    schools = scheme.calendar == Scheme.Calendar.SCHOOL_YEAR
    apart = schools or Scheme.objects.filter(cycle=scheme.cycle_id, calendar="school_year").exists()
    whose = "schools" if schools else ("others" if apart else "all")
    base = Attribute.Name.MEMBERS if scheme.base == Scheme.Base.MEMBERS else Attribute.Name.WORKERS
    return {
        "scheme": scheme.pk,
        "base": base.value,
        "day": clock.today(),
        "asked": whose,
        "first": path,
        "last": path[:-1] + AFTER_SEPARATOR,
    }


def coverage_of(scheme: Scheme, unit: Body) -> Figures:
    return overview(scheme, unit).whole


def overview(scheme: Scheme, unit: Body) -> Overview:
    """The branch of a unit; two queries."""
    statement = f"""
        {COVERED} select grouping(bloc), bloc, {_SUMS} from covered group by grouping sets ((), (bloc))
    """  # noqa: S608  joined from constants of this room; all values are parameters
    rows = _rows(statement, asked(scheme, unit.path))
    whole = next((Figures(*row[2:]) for row in rows if row[0] == 1), Figures())
    return Overview(whole, {row[1]: Figures(*row[2:]) for row in rows if row[0] == 0})


def below(
    scheme: Scheme, unit: Body, *, first: int = 0, most: int = 50, waiting: bool = False
) -> tuple[list[Below], int]:
    """The units directly below, those that have not confirmed first, then the least covered; and how many there
    are. ``waiting`` gives only those that have not confirmed. Four queries."""
    statement = f"""
        {COVERED}, grouped as (
            select split_part(substr(path, %(length)s + 1), '.', 1)::bigint as child, {_SUMS}
              from covered where path <> %(first)s group by 1
        ), named(child, units, unknown, confirmed, base, people, known_women, women, known_direct, direct, lines)
            as (select * from grouped)
        select count(*) over (), named.*, listed.id, coalesce(listed.state, '')
          from named join federation_body unit on unit.id = named.child
          left join pledge_unitlist listed on listed.scheme_id = %(scheme)s and listed.unit_id = named.child
         where not %(waiting)s or coalesce(listed.state, '') not in ('confirmed', 'consolidated')
         order by coalesce(listed.state, '') in ('confirmed', 'consolidated'),
                  case when base = 0 then 1.0 else people::numeric / base end, unit.sort_key, unit.id
         limit %(most)s offset %(skip)s
    """  # noqa: S608  joined from constants of this room; all values are parameters
    told = {
        **asked(scheme, unit.path),
        "length": len(unit.path),
        "most": most,
        "skip": first,
        "waiting": waiting,
    }
    rows = _rows(statement, told)
    units = Body.objects.select_related("kind").in_bulk([row[1] for row in rows])
    found = [Below(units[row[1]], Figures(*row[2:12]), row[12], row[13]) for row in rows]
    return found, rows[0][0] if rows else 0


def by_title(scheme: Scheme, unit: Body) -> list[TitleLine]:
    """Lines of a branch under each title, in the order of the scheme; works and topics last. Two queries."""
    statement = f"""
        {COVERED}
        select counted.kind, counted.title_id, coalesce(title.name, ''), sum(counted.lines)::int
          from covered join pledge_titlecount counted
            on counted.unit_id = covered.id and counted.scheme_id = %(scheme)s
          left join pledge_schemetitle title on title.id = counted.title_id
         group by counted.kind, counted.title_id, title.name, title.position
         order by title.position nulls last, counted.title_id, counted.kind
    """  # noqa: S608  joined from constants of this room; all values are parameters
    return [TitleLine(*row) for row in _rows(statement, asked(scheme, unit.path))]


def _rows(statement: str, told: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    with reading().cursor() as cursor:
        cursor.execute(statement, told)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows


def people_registered(cycle_id: int, unit_ids: Iterable[int]) -> dict[int, int | None]:
    """Each unit → how many of its people have registered in a year of a movement, under either calendar; None
    while its list is open and nobody has: nothing is known yet, which is not zero. For the figures that reports
    take from here. Three queries."""
    wanted = list(unit_ids)
    statement = """
        with homes as (select * from unnest(%(homes)s::bigint[], %(at)s::bigint[]) as pair(home_id, unit_id))
        select homes.unit_id, count(*)::int from homes
          join federation_person person on person.home_id = homes.home_id and person.left_on is null
         where exists (select 1 from pledge_registrant stands join pledge_scheme scheme on scheme.id = stands.scheme_id
                        where stands.person_id = person.id and scheme.cycle_id = %(cycle)s)
         group by homes.unit_id
    """
    homes = homes_within(wanted, reading())
    told = {"homes": list(homes), "at": list(homes.values()), "cycle": cycle_id}
    counted = dict(_rows(statement, told))
    said = """
        select distinct listed.unit_id from pledge_unitlist listed join pledge_scheme scheme on scheme.id = listed.scheme_id
         where scheme.cycle_id = %(cycle)s and listed.unit_id = any(%(units)s::bigint[])
           and listed.state in ('confirmed', 'consolidated')
    """
    confirmed = {row[0] for row in _rows(said, {"units": wanted, "cycle": cycle_id})}
    return {pk: counted.get(pk, 0 if pk in confirmed else None) for pk in wanted}
