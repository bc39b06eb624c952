"""Where the past of a unit counts on today's tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.replica import reading

# (unit_id, holder_id, path, ended) for the units that are asked for: ``%(units)s`` is an array of ids, or null for
# all. The holder is the last whole successor, or the unit itself. ``union`` ends a ring that no action can make.
PLACES_TODAY = """
with recursive goes_on(unit_id, holder_id) as (
    select b.id, b.id from federation_body b
     where b.path <> '' and (%(units)s::bigint[] is null or b.id = any(%(units)s::bigint[]))
    union
    select g.unit_id, s.into_id from goes_on g
      join federation_succession s on s.unit_id = g.holder_id and s.whole
)
select distinct on (g.unit_id) g.unit_id, b.id as holder_id, b.path, b.ended_on is not null as ended
  from goes_on g join federation_body b on b.id = g.holder_id
 where not exists (select 1 from federation_succession s where s.unit_id = b.id and s.whole)
 order by g.unit_id, b.id"""


@dataclass(frozen=True)
class PlaceToday:
    """``holder_id`` carries the past of the unit today, at ``path``; ``ended`` when nobody living does."""

    holder_id: int
    path: str
    ended: bool


def places_today(unit_ids: Iterable[int] | None = None) -> dict[int, PlaceToday]:
    """Each placed unit (None: of the whole tree) → where its past counts today. One query."""
    wanted = None if unit_ids is None else list(unit_ids)
    with reading().cursor() as cursor:
        cursor.execute(PLACES_TODAY, {"units": wanted})
        return {row[0]: PlaceToday(*row[1:]) for row in cursor.fetchall()}
