"""Events have their effect exactly once, whatever fails in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.db import transaction

from thidua.kernel import events
from thidua.kernel.models import OutboxRow

EVENT = "tests.happened"


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """What a hearer heard; it refuses number 13."""
    taken: list[int] = []

    @events.hears(EVENT, "tests")
    def hear(batch: Sequence[events.Ids]) -> None:
        numbers = [ids["number"] for ids in batch]
        if 13 in numbers:
            raise ValueError("thirteen")
        taken.extend(numbers)

    yield taken
    events._HEARERS.pop(EVENT)


def tell(*numbers: int) -> None:
    with transaction.atomic():
        for number in numbers:
            events.emit(EVENT, number=number)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_heard_once(heard: list[int]) -> None:
    tell(1, 2)
    assert events.deliver() == 2
    assert events.deliver() == 0
    assert heard == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_rolled_back_action_is_never_heard(heard: list[int]) -> None:
    def act_and_fail() -> None:
        with transaction.atomic():
            events.emit(EVENT, number=1)
            raise KeyError

    with pytest.raises(KeyError):
        act_and_fail()
    assert events.deliver() == 0
    assert heard == []


@pytest.mark.django_db
def test_telling_outside_a_transaction_is_a_mistake_of_the_programmer(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        events.emit(EVENT, number=1)


@pytest.mark.django_db(transaction=True)
def test_one_bad_event_does_not_hold_up_the_others(
    heard: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    tell(1, 13, 2)
    events.deliver()
    assert heard == [1, 2]
    (stuck,) = OutboxRow.objects.all()
    assert stuck.ids == {"number": 13}
    assert "thirteen" in stuck.problem
    for _again in range(events.PATIENCE):
        events.deliver()
    stuck.refresh_from_db()
    assert stuck.tries == events.PATIENCE
    assert "could not be heard" in caplog.text
