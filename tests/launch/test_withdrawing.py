"""Withdrawing an assignment decision: what stood before stands again, and the history keeps it all."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, text
from tests.launch.papers import issue, start
from tests.launch.test_assignment import current
from tests.launch.test_assignment import fill as assign
from thidua.audit.models import Entry
from thidua.kernel import events
from thidua.kernel.models import OutboxRow
from thidua.launch.actions.answer_assignment import take_all
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.send_on import send_on
from thidua.launch.errors import DecisionFollowed, ReasonMissing
from thidua.launch.models import Assignment, Movement, Paper
from thidua.launch.queries.thresholds import own_thresholds

ALL = {"NH": "500", "SD": "800", "GD": "400", "DU": "300"}


def decide(cast: Cast, movement: Movement, target, typed: dict[str, str], number: int) -> Paper:
    decision = start(cast, movement, kind="assignment_decision")
    assign(cast, decision, target, typed)
    return issue(cast, decision, number=number)


def withdraw(cast: Cast, decision: Paper, reason: str = "Giao nhầm số") -> Paper:
    return withdraw_paper(actor=cast.actor("chair", "TQ"), paper_id=decision.pk, reason=reason)


@pytest.fixture
def first(cast: Cast, movement: Movement, targets: SimpleNamespace) -> Paper:
    return decide(cast, movement, targets.members, ALL, 20)


@pytest.fixture
def second(cast: Cast, movement: Movement, targets: SimpleNamespace, first: Paper) -> Paper:
    """A change for two of the four."""
    return decide(cast, movement, targets.members, {"NH": "600", "GD": "–"} | {"SD": "1100"}, 21)


def test_the_only_decision_leaves_nothing_assigned(
    cast: Cast, first: Paper, targets: SimpleNamespace
) -> None:
    withdraw(cast, first)
    assert current(targets.members) == {}
    assert own_thresholds([targets.members], cast.unit("NH")) == {targets.members.pk: None}
    rows = Assignment.objects.filter(decision=first)
    assert {(row.current, row.withdrawn_on) for row in rows} == {(False, day(3, 20))}
    assert rows.count() == 4


def test_what_stood_before_stands_again_with_its_answer(
    cast: Cast, movement: Movement, first: Paper, targets: SimpleNamespace
) -> None:
    take_all(actor=cast.actor("officer", "NH"), cycle_id=movement.cycles.get().pk, unit_id=cast.unit("NH").pk)
    second = decide(cast, movement, targets.members, {"NH": "600"}, 21)
    assert current(targets.members)["NH"] == "600"
    withdraw(cast, second)
    assert current(targets.members) == ALL
    again = Assignment.objects.get(unit=cast.unit("NH"), current=True)
    assert (again.decision, again.number, again.answer) == (first, 1, "taken")
    gone = Assignment.objects.get(decision=second)
    assert (gone.number, gone.withdrawn_on) == (2, day(3, 20))


def test_exempt_and_untouched_cells(cast: Cast, first: Paper, second: Paper, targets) -> None:
    assert current(targets.members) == {"NH": "600", "SD": "1100", "GD": "–", "DU": "300"}
    withdraw(cast, second)
    assert current(targets.members) == ALL


@pytest.fixture
def heard() -> Iterator[None]:
    """Somebody hears that assignments changed, so that the row can be seen."""
    events._HEARERS["launch.assignments_changed"]["tests"] = lambda batch: None
    yield
    events._HEARERS["launch.assignments_changed"].pop("tests")


@pytest.mark.usefixtures("heard")
def test_it_is_told_and_audited(cast: Cast, first: Paper, movement: Movement) -> None:
    OutboxRow.objects.all().delete()
    withdraw(cast, first)
    told = OutboxRow.objects.get(hearer="tests")
    assert told.ids == {"cycle_id": movement.cycles.get().pk, "paper_id": first.pk}
    entry = Entry.objects.get(did="launch.assignments_withdrawn")
    assert (entry.data, entry.reason) == ({"count": 4}, "Giao nhầm số")


def test_a_later_decision_must_go_first(cast: Cast, first: Paper, second: Paper, targets) -> None:
    with pytest.raises(DecisionFollowed) as refused:
        withdraw(cast, first)
    assert "21/QĐ-LĐLĐ" in refused.value.say().why
    first.refresh_from_db()
    assert first.state == "issued"
    assert current(targets.members)["NH"] == "600"
    withdraw(cast, second)
    withdraw(cast, first)
    assert current(targets.members) == {}


def test_issued_again_it_is_a_new_version(cast: Cast, first: Paper, targets: SimpleNamespace) -> None:
    withdraw(cast, first)
    send_on(actor=cast.actor("officer", "TQ"), paper_id=first.pk, move="revise")
    first.refresh_from_db()
    issue(cast, first)
    assert current(targets.members) == ALL
    assert sorted(
        Assignment.objects.filter(unit=cast.unit("NH")).values_list("number", "withdrawn_on", "current")
    ) == [(1, day(3, 20), False), (2, None, True)]
    withdraw(cast, first)
    assert current(targets.members) == {}


def test_a_decision_after_a_withdrawn_one_counts_on(
    cast: Cast, movement: Movement, first: Paper, second: Paper, targets: SimpleNamespace
) -> None:
    withdraw(cast, second)
    third = decide(cast, movement, targets.members, {"NH": "700"}, 22)
    row = Assignment.objects.get(decision=third)
    assert (row.number, row.current) == (3, True)
    withdraw(cast, third)
    assert current(targets.members) == ALL


def test_a_reason_is_asked(cast: Cast, first: Paper) -> None:
    with pytest.raises(ReasonMissing):
        withdraw(cast, first, reason=" ")


@pytest.mark.usefixtures("addresses")
def test_over_the_page(cast: Cast, first: Paper, second: Paper, targets, sign_in: SignIn) -> None:
    chair = sign_in("chair", "TQ")
    page = text(chair.get(reverse("launch:paper", args=[first.pk])))
    assert "lại có hiệu lực" in page
    refused = text(chair.post(reverse("launch:withdraw", args=[first.pk]), {"reason": "Nhầm"}, follow=True))
    assert "đã được quyết định sau điều chỉnh" in refused
    chair.post(reverse("launch:withdraw", args=[second.pk]), {"reason": "Nhầm"})
    assert current(targets.members) == ALL
