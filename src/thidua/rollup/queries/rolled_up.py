"""How far a period is rolled up, and what came before it; one query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.kernel.replica import reading

# The period before is the one of the same movement that was cut off last before this one and that most of those
# who were asked answered: a month that a few units reported is nothing to compare a quarter with.
_ROLLED_UP = """
select r.form_ids, r.restated_at is not null, e.period_id, coalesce(e.restated, false), e.cutoff_on
from rollup_rolled r left join lateral (
    select o.period_id, o.restated_at is not null as restated, p.cutoff_on
    from launch_period me join launch_cycle mine on mine.id = me.cycle_id
    join launch_cycle c on c.movement_id = mine.movement_id
    join launch_period p on p.cycle_id = c.id and p.cutoff_on < me.cutoff_on
    join rollup_rolled o on o.period_id = p.id
    join launch_movement m on m.id = mine.movement_id
    where me.id = r.period_id and exists (
        select 1 from rollup_agg a where a.period_id = p.id and a.tree = 'then' and a.bloc = ''
        and a.node_id = m.seat_id and a.sent_reports * 2 >= a.expected_reports)
    order by p.cutoff_on desc, p.id desc limit 1
) e on true
where r.period_id = %s"""


@dataclass(frozen=True)
class RolledUp:
    """``restated``: some report stands elsewhere today than where it was stamped, so the trees differ."""

    form_ids: tuple[int, ...] = ()
    restated: bool = False
    earlier_id: int | None = None
    earlier_restated: bool = False
    earlier_on: dt.date | None = None  # cut off on

    @property
    def trees_differ(self) -> bool:
        """Whether a change since the period before may come from the tree."""
        return self.earlier_id is not None and (self.restated or self.earlier_restated)


def rolled_up(period_id: int) -> RolledUp:
    """Nothing known of a period that was never rolled up."""
    with reading().cursor() as cursor:
        cursor.execute(_ROLLED_UP, [period_id])
        row = cursor.fetchone()
    return RolledUp(tuple(row[0]), *row[1:]) if row else RolledUp()
