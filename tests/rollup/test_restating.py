"""The same period on the tree of today: what moved, what went on in another unit, what ended."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.rollup.oracle import differences
from tests.rollup.test_bulk import sixty
from tests.rollup.test_roll import JOINED, total
from tests.rollup.trees import Rebuilding
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast
from thidua.federation.models import Body
from thidua.kernel import events
from thidua.kernel.door import system
from thidua.kernel.models import Progress
from thidua.report.models import Report
from thidua.rollup.actions import restate as restating
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.models import Agg, Placed, Rolled, Tree
from thidua.rollup.queries.lines import target_lines
from thidua.rollup.queries.shown import told_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(spec())


def settle() -> None:
    while events.deliver():
        pass


def reporting(world: World, upper: Body, *joined: int) -> list[Report]:
    return [world.send(world.head(world.base(upper)), joined=figure) for figure in joined]


def exact(world: World) -> None:
    """Every row is right, and on each line what was is what is and what has ended."""
    assert differences(world.period.pk) == []
    if Rolled.objects.get(pk=world.period.pk).restated_at is None:  # both trees are one
        assert not Placed.objects.filter(period_id=world.period.pk).exclude(tree="then").exists()
        return
    for line in ("sent", "accepted"):
        told = {
            tree: [row.sent if line == "sent" else row.accepted for row in _roots(world, tree)]
            for tree in ("then", "today", "ended")
        }
        sums = {tree: [sum(part) for part in zip(*rows, strict=True)] for tree, rows in told.items()}
        nothing = [0] * len(sums["then"])
        both = zip(sums["today"] or nothing, sums["ended"] or nothing, strict=True)
        assert sums["then"] == [today + ended for today, ended in both]


def _roots(world: World, tree: str) -> list[Agg]:
    return list(Agg.objects.filter(period_id=world.period.pk, tree=tree, parent_path="", bloc=""))


def test_where_nothing_differs_nothing_is_kept(world: World) -> None:
    reporting(world, world.upper(), 1, 2)
    settle()
    Rebuilding(world.province).tell()
    settle()
    assert not Placed.objects.filter(period_id=world.period.pk).exclude(tree="then").exists()
    assert not Agg.objects.filter(period_id=world.period.pk).exclude(tree="then").exists()
    assert Rolled.objects.get(pk=world.period.pk).restated_at is None


def test_a_moved_unit_counts_where_it_stands_today(world: World) -> None:
    old, new = world.upper(), world.upper()
    moving, *_ = reporting(world, old, 5, 7)
    reporting(world, new, 11)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.tell()
    settle()
    assert (total(world, old.path), total(world, new.path)) == (12, 11)
    assert total(world, old.path, tree="today") == 7
    assert total(world, new.path, tree="today") == 16
    assert not Agg.objects.filter(period_id=world.period.pk, tree="ended").exists()
    exact(world)


def test_several_predecessors_add_up_at_who_goes_on(world: World) -> None:
    upper = world.upper()
    first, second, third = reporting(world, upper, 95, 130, 8)
    settle()
    change = Rebuilding(world.province)
    change.merge(first.unit, third.unit)
    change.merge(second.unit, third.unit)
    change.tell()
    settle()
    assert total(world, upper.path, tree="today") == total(world, upper.path) == 233
    placed = Placed.objects.filter(tree="today", path=third.path)
    assert placed.count() == 3
    exact(world)


def test_what_nobody_carries_on_is_told_apart(world: World) -> None:
    upper, other = world.upper(), world.upper()
    ending, _staying = reporting(world, upper, 40, 60)
    reporting(world, other, 2)
    settle()
    change = Rebuilding(world.province)
    change.end(ending.unit)
    change.tell()
    settle()
    root = world.province.path
    assert (total(world, root), total(world, root, tree="today"), total(world, root, tree="ended")) == (
        102,
        62,
        40,
    )
    assert total(world, upper.path, tree="ended") == 40
    exact(world)


def test_units_that_ended_are_told_apart_from_those_that_must_each_reach(world: World) -> None:
    """Of "each union from 40 %" and of a share of units: by the tree of today over the living, the ended beside
    them with how many of them had reached; both together are what was told then."""
    every = world.target("coverage", AtLeast(Fraction(1)))
    share = world.target("strong", AtLeast(Fraction(1, 2)))
    ends, stays = world.upper("Na Hang"), world.upper("Sơn Dương")
    for upper, visited in ((ends, 3), (stays, 1)):
        for number in range(4):
            holds = number < visited
            world.send(world.head(world.base(upper)), visits=int(holds), strong=holds)
    settle()
    change = Rebuilding(world.province)
    for unit in (*Body.objects.filter(parent=ends), ends):
        change.end(unit)
    change.tell()
    settle()
    told = {
        tree: {
            one.target: one
            for one in target_lines(
                actor=system("tests"), period=world.period, unit=world.province, tree=tree
            )
        }
        for tree in (Tree.THEN, Tree.TODAY)
    }
    for target, then, today, ended in ((every, "1/2", "0/1", "1/1"), (share, "4/8", "1/4", "3/4")):
        line, before = told[Tree.TODAY][target], told[Tree.THEN][target]
        assert line.ended is not None
        assert before.ended is None
        assert [told_by(one, line) for one in (before.sent, line.sent, line.ended)] == [then, today, ended]
    assert [int(unit) for unit in told[Tree.TODAY][every].failing] == [stays.pk]


def test_what_ended_below_a_merged_unit_is_told_at_its_successor(world: World) -> None:
    old, new = world.upper(), world.upper()
    ending, _moving = reporting(world, old, 30, 4)
    settle()
    change = Rebuilding(world.province)
    change.end(ending.unit)
    change.merge(old, new)
    change.tell()
    settle()
    assert total(world, new.path, tree="ended") == 30
    assert total(world, new.path, tree="today") == 4
    assert not Agg.objects.filter(tree="ended", path=old.path).exists()
    exact(world)


def test_a_past_that_was_divided_is_told_apart(world: World) -> None:
    upper = world.upper()
    split, one, _two = reporting(world, upper, 50, 1, 1)
    settle()
    change = Rebuilding(world.province)
    change.merge(split.unit, one.unit, whole=False)
    change.tell()
    settle()
    assert total(world, upper.path, tree="ended") == 50
    exact(world)


def test_reports_that_come_later_are_kept_up_to_date_on_both_trees(world: World) -> None:
    old, new = world.upper(), world.upper()
    moving, staying = reporting(world, old, 5, 7)
    reporting(world, new, 1)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.end(staying.unit)
    change.tell()
    settle()
    world.send(moving, joined=6)
    world.to(staying, "accepted")
    settle()
    assert total(world, new.path, tree="today") == 7
    assert total(world, old.path, "accepted", tree="ended") == 7
    exact(world)
    rebuild(period_id=world.period.pk)
    exact(world)


def test_what_books_stand_for_is_brought_along_unchanged(world: World) -> None:
    path, heads = sixty(world)
    other = world.upper()
    settle()
    change = Rebuilding(world.province)
    for head in heads[:3]:
        change.move(head.unit, other)
    change.end(heads[3].unit)
    change.tell()
    settle()
    row = Agg.objects.get(tree="today", path=path, bloc="")
    position = world.stored_form.vector.index(JOINED)
    assert row.sent_bulk is not None
    assert row.sent_bulk[position] == 620  # not 620 and what those have who moved away
    exact(world)
    world.send(heads[30], joined=15)
    settle()
    assert total(world, path) == 1030
    exact(world)
    world.send(heads[0], joined=100)  # reports elsewhere today, and makes the books of then stand for less
    settle()
    exact(world)


def test_the_books_of_a_merged_union_go_on_with_its_successor(world: World) -> None:
    path, _heads = sixty(world)
    other = world.upper()
    book = world.head(other, kind="bulk")
    world.send(world.head(world.base(other)), joined=1)
    world.book(book, {JOINED: 100})
    world.to(book, "sent", told="report.bulk_changed")
    settle()
    change = Rebuilding(world.province)
    change.merge(Body.objects.get(path=path), other)
    change.tell()
    settle()
    assert total(world, other.path, tree="today") == 1130
    exact(world)


def test_taken_back_nothing_remains(world: World) -> None:
    old, new = world.upper(), world.upper()
    moving, ending = reporting(world, old, 5, 7)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.end(ending.unit)
    change.tell()
    settle()
    assert Agg.objects.filter(period_id=world.period.pk, tree="ended").exists()
    change.undo()
    settle()
    assert not Placed.objects.filter(period_id=world.period.pk).exclude(tree="then").exists()
    assert not Agg.objects.filter(period_id=world.period.pk).exclude(tree="then").exists()
    assert Rolled.objects.get(pk=world.period.pk).restated_at is None
    exact(world)


def test_a_corrected_stamp_changes_two_wards_and_nothing_above(world: World) -> None:
    """Story 8: put in the wrong ward and corrected for the time before."""
    wrong, right = world.upper(), world.upper()
    moving, *_ = reporting(world, wrong, 9, 3)
    reporting(world, right, 4)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, right)
    change.tell()
    world.restamp(moving, f"{right.path}{moving.unit_id}.")
    world.tell(moving, "report.moved")
    settle()
    assert (total(world, wrong.path), total(world, right.path)) == (3, 13)
    assert total(world, world.province.path) == 16
    exact(world)


def test_a_report_under_another_place_is_noticed_when_it_comes(world: World) -> None:
    old, new = world.upper(), world.upper()
    reports = reporting(world, old, 1, 2)
    settle()
    world.restamp(reports[0], f"{new.path}{reports[0].unit_id}.")
    world.tell(reports[0], "report.moved")
    settle()
    assert Rolled.objects.get(pk=world.period.pk).restated_at is not None
    exact(world)


def test_where_it_would_take_long_each_period_is_work_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restating, "AT_ONCE", 0)
    old, new = world.upper(), world.upper()
    moving, *_ = reporting(world, old, 1, 2)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.tell()
    settle()
    assert Rolled.objects.get(pk=world.period.pk).restated_at is None
    waiting = Progress.objects.get(kind=restating.RESTATE)
    assert waiting.arguments == {"period_id": world.period.pk}
    assert restating.restate(period_id=world.period.pk) is True
    exact(world)
