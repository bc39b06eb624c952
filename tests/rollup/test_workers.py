"""Several workers at once, and workers that are killed: nothing is lost and nothing is counted twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from tests.long import LONG
from tests.rollup.oracle import differences
from tests.rollup.test_histories import torn
from tests.rollup.test_roll import JOINED, total
from tests.rollup.trees import Rebuilding
from tests.rollup.world import World, spec
from thidua.federation.models import Body
from thidua.kernel import events
from thidua.kernel.models import OutboxRow
from thidua.report.models import Report
from thidua.rollup.actions import roll as roll_up
from thidua.rollup.actions.roll import rebuild, roll
from thidua.rollup.models import Tree
from thidua.rollup.queries import notes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return World(spec("joined", "fund"))


@pytest.fixture
def heads(world: World) -> list[Report]:
    uppers = [world.upper() for _ in range(3)]
    found = [world.head(world.base(uppers[n % 3])) for n in range(12)]
    rebuild(period_id=world.period.pk)
    return found


def at_once(*works: Callable[[], None]) -> None:
    """Runs the works in threads, each with its own connection; the first failure is raised."""
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_two_workers_at_once(world: World, heads: list[Report]) -> None:
    done = threading.Event()

    def worker() -> None:
        while not done.is_set() or OutboxRow.objects.exists():
            events.deliver(most=2)

    def people() -> None:
        try:
            for round_of_sending in range(1, 5):
                for head in heads:
                    world.send(head, joined=round_of_sending, fund=10)
        finally:
            done.set()

    at_once(worker, worker, people)
    assert OutboxRow.objects.count() == 0
    assert total(world, world.province.path) == 4 * 12
    assert differences(world.period.pk) == []


def test_a_rebuild_beside_a_worker(world: World, heads: list[Report]) -> None:
    def people_and_worker() -> None:
        for head in heads:
            world.send(head, joined=2)
            events.deliver()

    def rebuilding() -> None:
        for _ in range(6):
            rebuild(period_id=world.period.pk)

    at_once(people_and_worker, rebuilding)
    assert total(world, world.province.path) == 24
    assert differences(world.period.pk) == []


def test_a_slow_worker_does_not_write_over_what_came_meanwhile(
    world: World, heads: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its statement has read before the report came; without the lock the difference would be from its old note."""
    written = notes.hear
    begun = threading.Event()

    def slowly(form_ids: tuple[int, ...]) -> str:
        statement = written(form_ids)
        if begun.is_set():
            return statement
        begun.set()
        assert "from difference where" in statement
        return statement.replace(
            "from difference where", "from difference, (select pg_sleep(0.8)) as nap where"
        )

    monkeypatch.setattr(notes, "hear", slowly)

    def quick() -> None:
        begun.wait()
        time.sleep(0.2)
        world.send(heads[0], joined=5)
        events.deliver()

    def slow() -> None:
        with transaction.atomic():
            world.fill(heads[0], joined=4)
            Report.objects.filter(pk=heads[0].pk).update(state="sent")
        roll(period_id=world.period.pk, report_ids=[heads[0].pk, heads[3].pk])  # of the same upper union

    at_once(slow, quick)
    assert OutboxRow.objects.count() == 0
    assert total(world, world.province.path) == 5
    assert differences(world.period.pk) == []


def test_what_is_sent_between_two_statements_of_a_worker_is_counted_once(
    world: World, heads: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes are taken, differences added; then people go on, and nodes that hold books are computed anew from
    the notes. Nothing may be computed from what nobody was told of yet."""
    book = world.head(Body.objects.get(pk=heads[1].unit.parent_id), kind="bulk")
    world.book(book, {JOINED: 30})
    world.to(book, "sent", told="report.bulk_changed")
    while events.deliver():
        pass
    computed = roll_up.cascade
    interrupted: list[int] = []

    def people() -> None:
        for head in heads:
            world.send(head, joined=9, fund=1)

    def after_people(period_id: int, tree: Tree, nodes: set[str], *more: Any) -> None:
        if not interrupted:
            interrupted.append(period_id)
            # Below the same nodes and the one with books: it is told, but heard later.
            at_once(people)
        computed(period_id, tree, nodes, *more)

    monkeypatch.setattr(roll_up, "cascade", after_people)
    world.send(heads[0], joined=5)
    world.send(heads[1], joined=7)
    events.deliver(most=2)
    assert interrupted
    assert total(world, world.province.path) == 5 + 30
    while events.deliver():
        pass
    assert total(world, world.province.path) == 9 * 12
    assert differences(world.period.pk) == []


def start(mode: str) -> subprocess.Popen[str]:
    database = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.rollup.worker_process", database, mode],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_worker_killed_before_it_commits_leaves_the_work_to_the_next(
    world: World, heads: list[Report]
) -> None:
    for head in heads[:5]:
        world.send(head, joined=3)
    process = start("die")
    assert process.wait(timeout=20) == -signal.SIGKILL
    assert total(world, world.province.path) == 0
    assert OutboxRow.objects.count() == 5
    while events.deliver():
        pass
    assert total(world, world.province.path) == 15
    assert differences(world.period.pk) == []


def test_a_worker_killed_at_any_moment_loses_nothing(world: World, heads: list[Report]) -> None:
    process = start("loop")
    for number, head in enumerate([*heads, *heads]):
        world.send(head, joined=number)
        if number % 8 == 5:
            process.kill()
            process.wait(timeout=20)
            process = start("loop")
    until = time.monotonic() + 20
    while OutboxRow.objects.exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait(timeout=20)
    assert OutboxRow.objects.count() == 0
    assert total(world, world.province.path) == sum(range(12, 24))
    assert differences(world.period.pk) == []


KILLS = 60 if LONG else 4


@pytest.mark.long
def test_a_worker_killed_at_random_while_the_tree_changes_leaves_every_tree_exact(
    world: World, heads: list[Report]
) -> None:
    """Nine times out of ten it dies with a batch half done: sums of some levels, of one tree and not the other."""
    chance = random.Random(KILLS)
    uppers = list(Body.objects.filter(parent=world.province).order_by("pk"))
    changes: list[Rebuilding] = []
    for _ in range(KILLS):
        process = start("loop")
        for head in chance.sample(heads, 4):
            world.send(head, joined=chance.randint(0, 90), fund=chance.randint(0, 90))
        if changes and chance.random() < 0.3:
            changes.pop().undo()
        else:
            changes.append(reshaped(world, chance.choice(heads), chance.choice(uppers)))
        time.sleep(chance.random() * 0.08)
        process.kill()
        process.wait(timeout=20)
    while events.deliver():
        pass
    assert OutboxRow.objects.count() == 0
    assert differences(world.period.pk) == []
    assert torn(world.period.pk) == []


def reshaped(world: World, head: Report, upper: Body) -> Rebuilding:
    change = Rebuilding(world.province)
    with transaction.atomic():
        if head.pk % 5 == 0:
            change.end(head.unit)
        else:
            change.move(head.unit, upper)
        change.tell()
    return change
