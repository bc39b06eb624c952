"""Bulk entries: the book total stands until the units below report themselves, and nothing counts twice."""

from __future__ import annotations

import pytest

from tests.rollup.oracle import differences
from tests.rollup.page import number, table
from tests.rollup.test_roll import JOINED, total
from tests.rollup.world import World, spec
from thidua.kernel import events
from thidua.report.models import Report
from thidua.rollup.models import Agg

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(spec("joined", "fund"))


def row(world: World, path: str) -> Agg:
    return Agg.objects.get(period_id=world.period.pk, tree="then", path=path, bloc="")


def sixty(world: World) -> tuple[str, list[Report]]:
    """Sixty unions under one upper union, of which 22 report 410 in all."""
    upper = world.upper()
    heads = [world.head(world.base(upper)) for _ in range(60)]
    for head in heads[:21]:
        world.send(head, joined=19)
    world.send(heads[21], joined=410 - 21 * 19)
    book = world.head(upper, kind="bulk")
    world.book(book, {JOINED: 1030})
    world.to(book, "sent", told="report.bulk_changed")
    return upper.path, heads


def test_the_bulk_part_shrinks_as_units_report(world: World) -> None:
    path, heads = sixty(world)
    events.deliver()
    position = world.stored_form.vector.index(JOINED)
    held = row(world, path)
    assert held.sent_bulk is not None
    assert held.sent_bulk_n is not None
    assert (held.sent[position], held.sent_bulk[position]) == (1030, 620)
    assert (held.sent_n[position], held.sent_bulk_n[position]) == (22, 38)
    world.send(heads[30], joined=15)
    events.deliver()
    held = row(world, path)
    assert held.sent_bulk is not None
    assert (held.sent[position], held.sent_bulk[position], held.sent_n[position]) == (1030, 605, 23)
    assert (held.sent_reports, held.expected_reports) == (23, 60)
    assert total(world, world.province.path) == 1030
    assert total(world, world.province.path, "accepted") == 0
    assert differences(world.period.pk) == []


def test_the_table_of_the_page(world: World) -> None:
    path, heads = sixty(world)
    more = {0: [], 1: [15], 2: [685, *[0] * 36]}
    waiting = iter(heads[22:])
    for step, (_words, direct, in_books, bulk, whole, share) in enumerate(table("step (60 unions)")):
        for joined in more[step]:
            world.send(next(waiting), joined=joined)
        events.deliver()
        held = row(world, path)
        position = world.stored_form.vector.index(JOINED)
        part = held.sent_bulk[position] if held.sent_bulk else 0
        assert (held.sent[position] - part, 1030, part, held.sent[position]) == (
            number(direct),
            number(in_books),
            number(bulk),
            number(whole),
        )
        assert f"{held.sent_n[position]}/60" == share


def test_each_line_is_filled_up_by_its_own_reports(world: World) -> None:
    path, heads = sixty(world)
    for head in heads[:10]:
        world.to(head, "accepted")
    book = Report.objects.get(kind="bulk", period=world.period)
    world.to(book, "accepted")
    events.deliver()
    held = row(world, path)
    position = world.stored_form.vector.index(JOINED)
    assert held.sent_bulk is not None
    assert held.accepted_bulk is not None
    assert (held.sent[position], held.accepted[position]) == (1030, 1030)
    assert (held.sent_bulk[position], held.accepted_bulk[position]) == (620, 1030 - 190)
    assert differences(world.period.pk) == []


def test_direct_reports_above_the_books_win(world: World) -> None:
    path, heads = sixty(world)
    world.send(heads[40], joined=700)
    events.deliver()
    assert total(world, path) == 1110
    assert differences(world.period.pk) == []


def test_an_own_entry_of_the_upper_union_stands_beside_its_books(world: World) -> None:
    upper = world.upper()
    world.send(world.head(world.base(upper)), fund=30)
    world.send(world.head(upper), fund=5)
    book = world.head(upper, kind="bulk", covered=2)
    world.book(book, {"sum:fund@*": 100})
    world.to(book, "sent", told="report.bulk_changed")
    events.deliver()
    assert total(world, upper.path, key="sum:fund@*") == 105
    assert differences(world.period.pk) == []


def test_books_above_books_count_what_those_below_stand_for(world: World) -> None:
    sector = world.upper()
    district = world.upper(parent=sector)
    world.send(world.head(world.base(district)), joined=10)
    for _ in range(4):
        world.head(world.base(district))
    for unit, total_in_books in ((district, 25), (sector, 60)):
        book = world.head(unit, kind="bulk")
        world.book(book, {JOINED: total_in_books})
        world.to(book, "sent", told="report.bulk_changed")
    events.deliver()
    assert (total(world, district.path), total(world, sector.path)) == (25, 60)
    assert differences(world.period.pk) == []


def test_a_book_total_of_a_unit_without_anything_below_stands_alone(world: World) -> None:
    unit = world.base(world.upper())
    book = world.head(unit, kind="bulk")
    world.book(book, {JOINED: 12})
    world.to(book, "sent", told="report.bulk_changed")
    events.deliver()
    assert total(world, unit.path) == total(world, world.province.path) == 12
    assert differences(world.period.pk) == []
    world.to(book, "draft", told="report.taken_back")
    events.deliver()
    assert total(world, world.province.path) == 0
    assert differences(world.period.pk) == []
