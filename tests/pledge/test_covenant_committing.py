"""What is signed above the assignment becomes the assignment; nothing else of a covenant touches it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cast import HOUSE, Cast
from thidua.kernel.errors import NotYours
from thidua.kernel.models import OutboxRow
from thidua.launch.actions.commit_assignments import Committed, commit_assignments
from thidua.launch.models import Assignment

ON = dt.date(2017, 3, 15)
SOURCE = "Giao ước 03/GƯ-LĐLĐ, bản 1"


def at_least(number: int) -> dict[str, str]:
    return {"comparator": ">=", "value": str(number)}


def commit(cast: Cast, target: str, unit: str, threshold: dict[str, Any]) -> int:
    figure = Committed(cast.targets[target].pk, cast.units[unit].pk, threshold)
    return commit_assignments(actor=HOUSE, figures=[figure], on=ON, source=SOURCE)


def current(cast: Cast, target: str, unit: str) -> Assignment | None:
    return Assignment.objects.filter(target=cast.targets[target], unit=cast.units[unit], current=True).first()


def test_more_is_a_new_version_that_cites_the_covenant(cast: Cast) -> None:
    cast.decide_assignments()
    before = current(cast, "t03", "TQ-NH")
    assert before is not None
    assert commit(cast, "t03", "TQ-NH", at_least(75)) == 1
    now = current(cast, "t03", "TQ-NH")
    assert now is not None
    assert (now.number, now.threshold, now.answer) == (before.number + 1, at_least(75), "taken")
    assert (now.cited, now.from_on, now.decision) == (SOURCE, ON, None)
    before.refresh_from_db()
    assert before.current is False
    told = OutboxRow.objects.filter(event="launch.assignments_changed")
    assert {one.ids["cycle_id"] for one in told} == {cast.cycle.pk}


@pytest.mark.parametrize("number", [70, 69, 0])
def test_as_much_or_less_changes_nothing(cast: Cast, number: int) -> None:
    """Less cannot be signed; should a decision have come in between, it stands."""
    cast.decide_assignments()
    before = current(cast, "t03", "TQ-NH")
    assert before is not None
    assert before.threshold == at_least(70)
    waiting = OutboxRow.objects.count()
    assert commit(cast, "t03", "TQ-NH", at_least(number)) == 0
    assert current(cast, "t03", "TQ-NH") == before
    assert OutboxRow.objects.count() == waiting


def test_where_nothing_was_assigned_it_is_the_first_version(cast: Cast) -> None:
    assert commit(cast, "t03", "TQ-NH-001", at_least(5)) == 1
    now = current(cast, "t03", "TQ-NH-001")
    assert now is not None
    assert (now.number, now.cited) == (1, SOURCE)


def test_the_body_that_set_the_target_keeps_its_own_threshold(cast: Cast) -> None:
    assert commit(cast, "t03", "TQ", at_least(9999)) == 0
    assert current(cast, "t03", "TQ") is None


def test_done_again_it_writes_nothing_twice(cast: Cast) -> None:
    assert [commit(cast, "t03", "TQ-NH", at_least(75)) for _ in range(2)] == [1, 0]
    assert Assignment.objects.filter(unit=cast.units["TQ-NH"]).count() == 1


def test_it_is_the_houses_alone(cast: Cast) -> None:
    with pytest.raises(NotYours):
        commit_assignments(actor=cast.actor("chair"), figures=[], on=ON, source=SOURCE)
