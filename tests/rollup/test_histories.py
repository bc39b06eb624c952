"""Laws: after any history of reports the sums are exactly those of the records, and a rebuild agrees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.long import LONG
from tests.rollup.oracle import differences
from tests.rollup.test_roll import JOINED
from tests.rollup.trees import Rebuilding
from tests.rollup.world import World, spec
from thidua.federation.models import Body
from thidua.kernel import events, paths
from thidua.report.models import Form, Report
from thidua.rollup.actions import cascade, note, place, place_today, whole
from thidua.rollup.actions.restate import restate
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.models import Agg, Rolled

UNITS = 7
BOOKS = 3
BLOCS = ("enterprise", "school", "")
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
    st.tuples(st.sampled_from(["move", "bloc"]), units, st.integers(0, 2)),
    st.tuples(st.just("below"), units, units),
    st.tuples(st.just("book"), st.integers(0, BOOKS - 1), st.integers(0, 400)),
    st.tuples(st.just("withdraw"), st.integers(0, BOOKS - 1), st.none()),
    st.tuples(st.sampled_from(["under", "into"]), units, units),
    st.tuples(st.sampled_from(["over", "carried_on"]), units, st.none()),
    st.tuples(st.just("undo"), st.just(0), st.none()),
    # What is rolled up often is added up difference by difference; the rest comes in one batch.
    st.tuples(st.just("roll"), st.integers(0, 1), st.none()),
    st.tuples(st.just("heard_again"), units, st.none()),
)
# How a level is computed and when PostgreSQL counts anew depends on how much there is: (FEW, MANY_NODES, MANY).
WAYS = {"by a kept plan": (64, 200, 1000), "by a plan of its own": (0, 200, 0), "in parts": (0, 1, 0)}
STATE = {"taken_back": "draft", "returned": "returned", "accepted": "accepted", "reopened": "returned"}


class History:
    """A province with two upper unions, one of them with a branch of its own."""

    def __init__(self) -> None:
        self.world = World(spec())
        first, second = self.world.upper(), self.world.upper()
        branch = self.world.upper(parent=second)
        self.places = (first, second, branch)
        bases = [self.world.base(self.places[n % 3]) for n in range(UNITS - 1)]
        self.heads = [self.world.head(unit, bloc=BLOCS[n % 3]) for n, unit in enumerate(bases)]
        self.heads.append(self.world.head(first, bloc="union_organisation"))
        self.books: dict[int, Report] = {}
        self.changes: list[Rebuilding] = []

    def play(self, move: str, number: int, told: object) -> None:
        if move in ("under", "into", "over", "carried_on", "undo"):
            self.tree(move, number, told)
        elif move in ("book", "withdraw"):
            self.book(move, number, told)
        elif move == "roll":
            events.deliver(most=2000 if number else 1)
        else:
            self.report(move, self.heads[number], told)

    def tree(self, move: str, number: int, told: object) -> None:
        """What a reorganisation may do; a change that no action would allow is passed over."""
        if move == "undo":
            if self.changes:
                self.changes.pop().undo()
            return
        unit = Body.objects.get(pk=self.heads[number].unit_id)
        if move == "carried_on":  # a whole upper union goes on in another, with everything below it
            unit = Body.objects.get(pk=self.places[number % 3].pk)
        other = Body.objects.get(
            pk=self.heads[int(str(told))].unit_id if move == "into" else self.places[(number + 1) % 3].pk
        )
        if unit.ended_on or other.ended_on or other.path.startswith(unit.path):
            return
        change = Rebuilding(self.world.province)
        if move == "under":
            change.move(unit, other)
        elif move == "over":
            change.end(unit)
        else:
            change.merge(unit, other)
        self.changes.append(change)
        change.tell()

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
            self.restamp(report, self.places[int(str(told))].path)
        elif move == "below":  # a unit that had nothing below it gets something, or has lost it again
            self.restamp(report, Report.objects.get(pk=self.heads[int(str(told))].pk).path)
        elif move == "bloc":
            Report.objects.filter(pk=report.pk).update(bloc=BLOCS[int(str(told))])
            self.world.tell(report, "report.moved")
        elif move == "heard_again":
            self.world.tell(report)
        else:
            self.world.to(report, STATE[move], told=f"report.{move}")

    def restamp(self, report: Report, above: str) -> None:
        if report.unit_id not in paths.ids(above):
            self.world.restamp(report, f"{above}{report.unit_id}.")
            self.world.tell(report)

    def book(self, move: str, number: int, told: object) -> None:
        if number not in self.books:
            self.books[number] = self.world.head(self.places[number], kind="bulk", covered=number or None)
        if told is not None:
            self.world.book(self.books[number], {JOINED: int(str(told)), "sum:fund@*": int(str(told)) * 1000})
        state = "draft" if move == "withdraw" else "sent"
        self.world.to(self.books[number], state, told="report.bulk_changed")


@contextmanager
def limits(few: int, many_nodes: int, many: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cascade, "FEW", few)
        patch.setattr(cascade, "MANY_NODES", many_nodes)
        for room in (cascade, note, place, place_today, whole):
            patch.setattr(room, "MANY", many)
        yield


def stored(period_id: int) -> dict[tuple[str, str, str], object]:
    return {
        (row.tree, row.path, row.bloc): (
            row.sent,
            row.sent_n,
            row.accepted,
            row.accepted_n,
            row.sent_bulk,
            row.sent_bulk_n,
        )
        for row in Agg.objects.filter(period_id=period_id)
    }


@pytest.mark.long
@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=500 if LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would cost minutes on a database
)
@given(st.lists(moves, min_size=1, max_size=60 if LONG else 16), st.sampled_from(sorted(WAYS)))
def test_the_sums_are_those_of_the_records_after_any_history(
    db: None, history: list[tuple[str, int, object]], way: str
) -> None:
    with transaction.atomic(), limits(*WAYS[way]):
        played = History()
        for move, number, told in history:
            played.play(move, number, told)
        while events.deliver():
            pass
        period_id = played.world.period.pk
        if Agg.objects.filter(period_id=period_id).exists():
            assert differences(period_id) == []
            assert torn(period_id) == []
        before = stored(period_id)
        rebuild(period_id=period_id)
        restate(period_id=period_id)
        assert differences(period_id) == []
        if before:
            # A change that was taken back may have left the tree of today as that of then.
            kept = {"then"} if not restated(period_id) else {"then", "today", "ended"}
            assert stored(period_id).keys() == {key for key in before if key[0] in kept}
        transaction.set_rollback(True)


def restated(period_id: int) -> bool:
    return Rolled.objects.filter(pk=period_id, restated_at__isnull=False).exists()


def torn(period_id: int) -> list[str]:
    """Where what was is not what is and what has ended; components of all blocs at the roots."""
    if not restated(period_id):
        return []
    wrong = []
    for line in ("sent", "sent_n", "accepted", "accepted_n", "sent_bulk", "accepted_bulk_n"):
        sums = {tree: roots(period_id, tree, line) for tree in ("then", "today", "ended")}
        if sums["then"] != [today + over for today, over in zip(sums["today"], sums["ended"], strict=True)]:
            wrong.append(f"{line}: {sums}")
    return wrong


def roots(period_id: int, tree: str, name: str) -> list[float]:
    form = Form.objects.get(pk=Rolled.objects.get(pk=period_id).form_id)
    total = [0.0] * len(form.vector)
    for row in Agg.objects.filter(period_id=period_id, tree=tree, parent_path="", bloc=""):
        held = getattr(row, name) or [0] * len(total)
        total = [one + other for one, other in zip(total, held, strict=True)]
    return total
