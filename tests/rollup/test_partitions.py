"""Sums and places by period: what stands is taken along, and a new period gets its own part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.rollup.oracle import differences
from tests.rollup.test_roll import JOINED, total
from tests.rollup.world import World, spec
from thidua.kernel import events, partitions
from thidua.rollup.actions.restate import restate
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.models import Agg, Counted, Placed, Rolled

BEFORE = [("rollup", "0001_initial")]
BEFORE_AGG = """
insert into rollup_agg (period_id, node_id, path, parent_path, bloc, sent, sent_n, accepted, accepted_n,
    expected_reports, sent_reports, accepted_reports, bulk_reports, computed_at)
values (%(period)s, 5, '1.5.', '1.', '', '{7}', '{1}', '{0}', '{0}', 2, 1, 0, 0, now())"""
BEFORE_PLACED = """
insert into rollup_placed (report_id, period_id, path, parent_path) values (%(report)s, %(period)s, '1.5.77.', '1.5.')"""
PARTS = """
select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = %s::regclass order by 1"""


def parts(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [table])
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def as_it_was(transactional_db: None) -> Iterator[None]:
    MigrationExecutor(connection).migrate(BEFORE)
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("as_it_was")
def test_sums_and_places_of_an_existing_installation_are_taken_along() -> None:
    with connection.cursor() as cursor:
        for number in (41, 42):
            cursor.execute(BEFORE_AGG, {"period": number})
            cursor.execute(BEFORE_PLACED, {"period": number, "report": 100 + number})
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert parts("rollup_agg") == ["rollup_agg_41", "rollup_agg_42"]
    row = Agg.objects.get(period_id=41)
    assert (row.tree, row.path, row.sent, row.expected_reports) == ("then", "1.5.", [7.0], 2)
    placed = Placed.objects.get(period_id=42)
    assert (placed.tree, placed.report_id, placed.node_id, placed.came_from) == ("then", 142, 77, None)
    MigrationExecutor(connection).migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from rollup_agg")
        assert cursor.fetchone() == (0,)  # nothing here is a record: the worker fills it again


@pytest.mark.django_db
def test_a_period_gets_its_part_when_it_is_first_rolled_up() -> None:
    world = World(spec())
    world.send(world.head(world.base(world.upper())), joined=3)
    assert f"rollup_agg_{world.period.pk}" not in parts("rollup_agg")
    events.deliver()
    assert f"rollup_agg_{world.period.pk}" in parts("rollup_agg")
    assert f"rollup_placed_{world.period.pk}" in parts("rollup_placed")
    rebuild(period_id=world.period.pk)  # and only once
    assert total(world, world.province.path, key=JOINED) == 3
    assert differences(world.period.pk) == []


@pytest.mark.django_db
def test_a_period_can_be_dropped_by_itself() -> None:
    first, second = World(spec()), World(spec())
    for world in (first, second):
        world.send(world.head(world.base(world.upper())), joined=3)
    events.deliver()
    with connection.cursor() as cursor:
        for table in ("rollup_agg", "rollup_placed", "rollup_counted"):
            cursor.execute(f"drop table {table}_{first.period.pk}")
    Rolled.objects.filter(pk=first.period.pk).delete()
    assert differences(second.period.pk) == []
    rebuild(period_id=first.period.pk)
    assert differences(first.period.pk) == []


@pytest.mark.django_db
@pytest.mark.parametrize("tree_changes", [False, True])
def test_sums_that_were_made_before_notes_were_kept_are_never_added_to(tree_changes: bool) -> None:
    """Without a note everything a report says would seem new."""
    world = World(spec())
    report = world.send(world.head(world.base(world.upper())), joined=3)
    events.deliver()
    Counted.objects.filter(period_id=world.period.pk).delete()
    Rolled.objects.filter(pk=world.period.pk).update(noted=False)
    if tree_changes:
        restate(period_id=world.period.pk)
    else:
        world.send(report, joined=4)
        events.deliver()
    assert Counted.objects.get(period_id=world.period.pk).report_id == report.pk
    assert total(world, world.province.path, key=JOINED) == (3 if tree_changes else 4)
    world.send(report, joined=5)
    events.deliver()
    assert differences(world.period.pk) == []


@pytest.mark.django_db
def test_a_part_has_the_keys_of_its_table() -> None:
    partitions.ensure("rollup_agg", 4711)
    partitions.ensure("rollup_agg", 4711)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_indexes where tablename = 'rollup_agg_4711'")
        assert cursor.fetchone() == (3,)
