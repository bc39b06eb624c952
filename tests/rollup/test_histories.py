"""Laws: after any history of reports the sums are exactly those of the records, and a rebuild agrees."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.rollup.oracle import differences
from tests.rollup.test_roll import JOINED
from tests.rollup.world import World, spec
from thidua.kernel import events
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.models import Agg

UNITS = 7
BOOKS = 3
figures = st.fixed_dictionaries(
    {
        "joined": st.integers(0, 50),
        "start": st.integers(0, 90),
        "end": st.integers(0, 90),
        "workers": st.integers(0, 200),
    },
    optional={
        "briefed": st.integers(0, 200),
        "fund": st.integers(0, 2**40),
        "strong": st.sampled_from([True, False, None]),
        "weak": st.booleans(),
        "visits": st.integers(0, 3),
        "works": st.integers(0, 9),
    },
)
units = st.integers(0, UNITS - 1)
moves = st.one_of(
    st.tuples(st.just("send"), units, figures),
    st.tuples(
        st.sampled_from(["taken_back", "returned", "accepted", "reopened", "restated", "exempt"]),
        units,
        st.none(),
    ),
    st.tuples(st.just("move"), units, st.integers(0, 2)),
    st.tuples(st.just("book"), st.integers(0, BOOKS - 1), st.integers(0, 400)),
    st.tuples(st.just("withdraw"), st.integers(0, BOOKS - 1), st.none()),
    st.tuples(st.just("roll"), st.just(0), st.none()),
)
STATE = {"taken_back": "draft", "returned": "returned", "accepted": "accepted", "reopened": "returned"}


class History:
    """A province with two upper unions, one of them with a branch of its own."""

    def __init__(self) -> None:
        self.world = World(spec())
        first, second = self.world.upper(), self.world.upper()
        branch = self.world.upper(parent=second)
        self.places = (first, second, branch)
        blocs = ("enterprise", "school", "")
        bases = [self.world.base(self.places[n % 3]) for n in range(UNITS - 1)]
        self.heads = [self.world.head(unit, bloc=blocs[n % 3]) for n, unit in enumerate(bases)]
        self.heads.append(self.world.head(first, bloc="union_organisation"))
        self.books: dict[int, Report] = {}

    def play(self, move: str, number: int, told: object) -> None:
        if move in ("book", "withdraw"):
            self.book(move, number, told)
        elif move == "roll":
            events.deliver()
        else:
            self.report(move, self.heads[number], told)

    def report(self, move: str, report: Report, told: object) -> None:
        report.refresh_from_db()
        if move == "send":
            self.world.send(report, **told)  # type: ignore[arg-type]
        elif move == "restated":
            self.world.fill(report, joined=51, start=1, end=3)
            self.world.tell(report, "report.restated")
        elif move == "exempt":
            report.exempt = not report.exempt
            report.save()
            self.world.recount(report)
            self.world.tell(report, "report.derived_changed")
        elif move == "move":
            self.world.restamp(report, f"{self.places[int(str(told))].path}{report.unit_id}.")
            self.world.tell(report)
        else:
            self.world.to(report, STATE[move], told=f"report.{move}")

    def book(self, move: str, number: int, told: object) -> None:
        if number not in self.books:
            self.books[number] = self.world.head(self.places[number], kind="bulk", covered=number or None)
        if told is not None:
            self.world.book(self.books[number], {JOINED: int(str(told)), "sum:fund@*": int(str(told)) * 1000})
        state = "draft" if move == "withdraw" else "sent"
        self.world.to(self.books[number], state, told="report.bulk_changed")


def stored(period_id: int) -> dict[tuple[str, str], object]:
    return {
        (row.path, row.bloc): (
            row.sent,
            row.sent_n,
            row.accepted,
            row.accepted_n,
            row.sent_bulk,
            row.sent_bulk_n,
        )
        for row in Agg.objects.filter(period_id=period_id)
    }


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would cost minutes on a database
)
@given(st.lists(moves, min_size=1, max_size=14))
def test_the_sums_are_those_of_the_records_after_any_history(
    db: None, history: list[tuple[str, int, object]]
) -> None:
    with transaction.atomic():
        played = History()
        for move, number, told in history:
            played.play(move, number, told)
        events.deliver()
        period_id = played.world.period.pk
        if Agg.objects.filter(period_id=period_id).exists():
            assert differences(period_id) == []
        before = stored(period_id)
        rebuild(period_id=period_id)
        assert differences(period_id) == []
        if before:
            assert stored(period_id).keys() == before.keys()
        transaction.set_rollback(True)
