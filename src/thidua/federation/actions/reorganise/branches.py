"""Moving any number of branches of today's tree at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from thidua.federation.models import Body
from thidua.kernel import clock, paths

_PARENTS = """
update federation_body b set parent_id = v.parent_id, version = b.version + 1, changed_at = %(now)s
  from unnest(%(ids)s::bigint[], %(parents)s::bigint[]) as v(id, parent_id) where b.id = v.id"""

# Of branches within branches the nearest says the new place. A path ends with its own id, so that no two
# bodies meet on the way.
_PATHS = """
with moved(old, new) as (
    select old collate "C", new collate "C" from unnest(%(old)s::text[], %(new)s::text[]) as m(old, new)
), nearest as (
    select distinct on (b.id) b.id, m.new || substr(b.seat, length(m.old) + 1) as seat
      from moved m join federation_body b on b.seat >= m.old and b.seat < left(m.old, -1) || '/'
     order by b.id, length(m.old) desc
)
update federation_body b set seat = n.seat, path = case when b.path = '' then '' else n.seat end
  from nearest n where b.id = n.id"""

_LISTS = """
with moved(old, new) as (
    select old collate "C", new collate "C" from unnest(%(old)s::text[], %(new)s::text[]) as m(old, new)
), nearest as (
    select distinct on (l.id) l.id, m.new || substr(l.unit_path, length(m.old) + 1) as path
      from moved m join kernel_intake l on l.unit_path >= m.old and l.unit_path < left(m.old, -1) || '/'
     order by l.id, length(m.old) desc
)
update kernel_intake l set unit_path = n.path from nearest n where l.id = n.id"""


def move_branches(parents: Mapping[int, int]) -> None:
    """Puts each unit with its branch under its new parent; the caller has seen that no ring comes of it.

    Four statements, whatever the number of units and of what stands below them.
    """
    if not parents:
        return
    above = {**_parents_today({*parents, *parents.values()}), **parents}
    old = dict(Body.objects.filter(pk__in=parents).values_list("pk", "path"))
    told: dict[str, Any] = {
        "ids": list(parents),
        "parents": list(parents.values()),
        "old": [old[pk] for pk in parents],
        "new": [path_under(pk, above) for pk in parents],
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PARENTS, told)
        cursor.execute(_PATHS, told)
        cursor.execute(_LISTS, told)


def _parents_today(unit_ids: set[int]) -> dict[int, int]:
    """Everybody in these units' paths → its parent; roots are not there."""
    found: dict[int, int] = {}
    for path in Body.objects.filter(pk__in=unit_ids).values_list("path", flat=True):
        steps = paths.ids(path)
        found |= dict(zip(steps[1:], steps, strict=False))
    return found


def path_under(unit_id: int, above: Mapping[int, int]) -> str:
    """The path of a unit when ``above`` says who stands over whom."""
    climbed = [unit_id]
    while (step := above.get(climbed[-1])) is not None:
        climbed.append(step)
    return "".join(f"{one}{paths.SEPARATOR}" for one in reversed(climbed))
