"""The tree changed by its own actions, heard by all rooms: figures then, today, and what has ended. Story 8."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tests.cast import HOUSE, Cast, hear_everything
from tests.report.test_reorganised import done, step
from tests.rollup.oracle import differences
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.models import Body
from thidua.kernel.events import emit
from thidua.launch.models import Period
from thidua.report.actions.storing import store
from thidua.report.models import Report
from thidua.rollup.models import Agg, Rolled, Tree
from thidua.rollup.queries.sums import PeriodSums


def sent(cast: Cast, unit: str, fund: int) -> Report:
    """As if its chair had sent it: only the fund, told in đồng."""
    report = cast.report(unit)
    with transaction.atomic():
        store(report, {"shelter_fund": {"answer": "number", "value": str(fund), "text": str(fund)}})
        Report.objects.filter(pk=report.pk).update(state="sent")
        emit("report.sent", report_id=report.pk, period_id=report.period_id)
    return report


def summed(cast: Cast, tree: str, unit: str = "TQ") -> int:
    """The fund of a unit by a tree; nothing where the tree does not know the unit."""
    held = PeriodSums(cast.period.pk).by_tree(cast.units[unit].pk)
    if Tree(tree) not in held:
        return 0
    told = held[Tree(tree)].sent.told.sums
    return next(value for key, value in told.items() if key.startswith("sum:shelter_fund@"))


@pytest.fixture
def closed(cast: Cast) -> Cast:
    """Three unions of Na Hang and one of Sơn Dương have reported; the half-year is closed."""
    for unit, fund in (("TQ-NH-001", 40), ("TQ-NH-002", 30), ("TQ-NH-004", 5), ("TQ-SD-001", 20)):
        sent(cast, unit, fund)
    hear_everything()
    Period.objects.filter(pk=cast.period.pk).update(state="closed")
    return cast


def exact(cast: Cast) -> None:
    assert differences(cast.period.pk) == []
    told = [summed(cast, tree) for tree in ("then", "today", "ended")]
    assert told[0] == told[1] + told[2]


def test_units_move_merge_and_end_and_it_is_taken_back(closed: Cast) -> None:
    assert summed(closed, "then") == 95
    made = done(
        closed,
        step(closed, "move", "TQ-NH-001", "TQ-SD"),
        step(closed, "merge", "TQ-NH-002", "TQ-NH-004"),
        step(closed, "end", "TQ-SD-001"),
    )
    assert [summed(closed, "then", unit) for unit in ("TQ", "TQ-NH", "TQ-SD")] == [95, 75, 20]
    assert [summed(closed, "today", unit) for unit in ("TQ", "TQ-NH", "TQ-SD")] == [75, 35, 40]
    assert [summed(closed, "ended", unit) for unit in ("TQ", "TQ-NH", "TQ-SD")] == [20, 0, 20]
    assert summed(closed, "today", "TQ-NH-004") == 35
    exact(closed)
    undo(actor=HOUSE, reorganisation_id=made.pk)
    hear_everything()
    assert not Rolled.objects.filter(pk=closed.period.pk, restated_at__isnull=False).exists()
    assert not Agg.objects.filter(period_id=closed.period.pk).exclude(tree="then").exists()
    exact(closed)


def test_a_district_ends_and_its_unions_go_to_another(closed: Cast) -> None:
    """Every union of Na Hang moves, and the union of the district goes on in that of Sơn Dương."""
    below = [one.code for one in Body.objects.filter(parent=closed.units["TQ-NH"], ended_on=None)]
    done(
        closed,
        *(step(closed, "move", code, "TQ-SD") for code in below if code in closed.units),
        step(closed, "merge", "TQ-NH", "TQ-SD"),
    )
    assert summed(closed, "then", "TQ-NH") == 75
    assert summed(closed, "today", "TQ-NH") == 0
    assert summed(closed, "today", "TQ-SD") == 95
    assert summed(closed, "ended") == 0
    exact(closed)


def test_story_8_a_correction_of_the_past_changes_two_unions_and_nothing_above(cast: Cast) -> None:
    """Put in the wrong union and corrected for the time before: the open period follows by its stamps."""
    sent(cast, "TQ-NH-001", 14)
    sent(cast, "TQ-SD-001", 6)
    hear_everything()
    before = summed(cast, "then")
    Period.objects.filter(pk=cast.period.pk).update(cutoff_on=dt.date(2017, 7, 15))
    done(cast, step(cast, "move", "TQ-NH-001", "TQ-SD"))
    assert [summed(cast, "then", unit) for unit in ("TQ-NH", "TQ-SD")] == [0, 20]
    done(
        cast,
        step(cast, "move", "TQ-NH-001", "TQ-GD", correcting=True),
        day=dt.date(2017, 7, 1),
    )
    assert [summed(cast, "then", unit) for unit in ("TQ-NH", "TQ-SD", "TQ-GD")] == [0, 6, 14]
    assert summed(cast, "then") == summed(cast, "today") == before
    exact(cast)
