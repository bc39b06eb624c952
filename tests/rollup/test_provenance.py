"""Every total opens to what it is made of, and the parts add up to it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rollup.test_bulk import sixty
from tests.rollup.test_lines import HOUSE, reader
from tests.rollup.world import World, spec
from thidua.algebra.judging import State
from thidua.algebra.thresholds import AtLeast
from thidua.catalogue.wording import say_trace
from thidua.federation.models import Body
from thidua.kernel import clock, events
from thidua.kernel.door import Actor, Reach
from thidua.kernel.errors import Absent
from thidua.launch.models import Target
from thidua.report.models import Activity
from thidua.rollup.errors import InsideNotYours, NotRolledYet
from thidua.rollup.queries.children import children_lines
from thidua.rollup.queries.freshness import freshness
from thidua.rollup.queries.provenance import Provenance, provenance

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(spec())


def explain(world: World, unit: Body, target: Target, actor: Actor = HOUSE) -> Provenance:
    while events.deliver():
        pass
    with clock.standing_on(world.today):
        return provenance(actor=actor, period=world.period, unit=unit, target=target)


@pytest.mark.parametrize("code", ["joined", "net", "briefed", "works", "fund", "strong", "weak", "inspected"])
def test_the_parts_add_up_for_every_kind_of_indicator(world: World, code: str) -> None:
    target = world.target(code, AtLeast(Fraction(1)))
    upper = world.upper()
    world.send(world.head(upper), fund=40)
    for number in range(3):
        world.send(
            world.head(world.base(upper)),
            joined=number,
            start=10,
            end=12 + number,
            workers=20,
            briefed=5,
            works=2,
            fund=7,
            strong=number == 1,
            weak=number == 2,
            visits=number,
        )
    world.head(world.base(upper))
    for unit in (world.province, upper):
        told = explain(world, unit, target)
        assert told.adds_up
        assert told.line.sent.value is not None


def test_a_figure_opens_down_to_the_report(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(1)))
    upper = world.upper("Sơn Dương")
    first, second = (world.head(world.base(upper)) for _ in range(2))
    world.send(first, joined=3)
    world.fill(second, joined=99)
    told = explain(world, world.province, target)
    assert [str(one.unit) for one in told.children] == ["Sơn Dương"]
    told = explain(world, upper, target)
    assert {one.unit.pk: one.state for one in told.children} == {
        first.unit_id: State.NOT_ASSIGNED,
        second.unit_id: State.NOT_ASSIGNED,
    }
    sent, draft = (explain(world, one.unit, target).own[0] for one in (first, second))
    assert (sent.report, sent.adds, sent.answers["joined"]["value"]) == (first, 3, "3")
    assert (draft.counts, draft.measured, draft.answers) == (False, None, {})


def test_the_bulk_part_is_told_where_it_was_entered(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(2000)))
    path, _heads = sixty(world)
    upper = Body.objects.get(path=path)
    told = explain(world, upper, target)
    assert (told.total, told.children_total, told.bulk, told.adds_up) == (1030, 410, 620, True)
    above = explain(world, world.province, target)
    assert (above.total, above.children_total, above.bulk, above.adds_up) == (1030, 1030, 0, True)


def test_records_behind_a_counted_figure(world: World) -> None:
    target = world.target("works", AtLeast(Fraction(1)))
    visited = world.target("inspected", AtLeast(Fraction(1)))
    unit = world.base(world.upper())
    world.stored_form.counting = [
        {"element": "works", "kinds": ["contest"]},
        {"element": "visits", "kinds": ["inspection"], "whose": "subjects"},
    ]
    world.stored_form.save()
    contest = Activity.objects.create(
        unit=unit, kind="contest", held_on=dt.date(2017, 5, 1), title="Hội thi thợ giỏi", by="x"
    )
    Activity.objects.create(unit=unit, kind="contest", held_on=dt.date(2016, 5, 1), title="Năm trước", by="x")
    inspection = Activity.objects.create(
        unit=world.province, kind="inspection", held_on=dt.date(2017, 4, 1), title="Kiểm tra", by="x"
    )
    inspection.subjects.add(unit)
    world.send(world.head(unit), works=1, visits=1)
    (counted,) = explain(world, unit, target).records
    assert (counted.element.code, counted.activities) == ("works", (contest,))
    (counted,) = explain(world, unit, visited).records
    assert counted.activities == (inspection,)


def test_each_child_beside_what_it_was_assigned(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(20)))
    enough, short, silent, exempt = (world.upper(name) for name in ("A", "B", "C", "D"))
    for unit, figure in ((enough, 12), (short, 4), (silent, None), (exempt, 1)):
        report = world.head(world.base(unit))
        if figure is not None:
            world.send(report, joined=figure)
            world.to(report, "accepted")
    for unit in (enough, short, silent):
        world.assign(target, unit, AtLeast(Fraction(10)))
    world.assign(target, exempt, None)
    while events.deliver():
        pass
    with clock.standing_on(world.today):
        told = children_lines(actor=HOUSE, period=world.period, unit=world.province, target=target)
    assert [(str(one.unit), one.state, one.assigned) for one in told] == [
        ("B", State.NOT_ACHIEVED, 10),
        ("C", State.NOT_REPORTED, 10),
        ("A", State.EXCEEDED, 10),
        ("D", State.NOT_APPLICABLE, None),
    ]
    assert [one.line.gap if one.line else None for one in told] == [-6, None, 2, None]
    assert [(one.sent_reports, one.expected_reports) for one in told] == [(1, 1), (0, 1), (1, 1), (1, 1)]


def test_only_those_above_open_a_figure(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(1)))
    upper, other = world.upper(), world.upper()
    mine = world.base(upper)
    world.send(world.head(mine), joined=1)
    chair, officer = reader(mine, Reach.UNIT), reader(upper)
    assert explain(world, mine, target, chair).total == 1
    assert explain(world, upper, target, officer).total == 1
    for actor, unit in ((chair, upper), (chair, world.province), (officer, world.province)):
        with pytest.raises(InsideNotYours):
            explain(world, unit, target, actor)
    for actor, unit in ((chair, other), (officer, other), (chair, world.base(upper))):
        with pytest.raises(Absent):
            explain(world, unit, target, actor)


def test_a_period_without_sums_has_nothing_to_explain(world: World) -> None:
    with pytest.raises(NotRolledYet):
        explain(world, world.province, world.target("joined", AtLeast(Fraction(1))))


def test_the_reader_is_told_when_changes_are_on_their_way(world: World) -> None:
    assert freshness(world.period.pk).at is None
    report = world.send(world.head(world.base(world.upper())), joined=1)
    assert freshness(world.period.pk).waiting == 1
    events.deliver()
    told = freshness(world.period.pk)
    assert (told.waiting, told.updating, told.at is not None) == (0, False, True)
    world.tell(report)
    assert freshness(world.period.pk).updating


@pytest.mark.parametrize("children", [2, 30])
def test_explaining_costs_the_same_for_any_number_of_units(world: World, children: int) -> None:
    target = world.target("joined", AtLeast(Fraction(1)))
    for _ in range(children):
        world.send(world.head(world.base(world.upper())), joined=1)
    events.deliver()
    with clock.standing_on(world.today), CaptureQueriesContext(connection) as told:
        provenance(actor=HOUSE, period=world.period, unit=world.province, target=target)
    assert len(told) == 10


@pytest.mark.parametrize(
    "code", ["joined", "net", "briefed", "works", "fund", "strong", "inspected", "coverage"]
)
def test_without_a_report_nobody_reads_a_zero(world: World, code: str) -> None:
    """A draft or nothing at all: the explanation says that nobody has reported and tells no figure."""
    target = world.target(code, AtLeast(Fraction(1)))
    figures = {"joined": 3, "start": 10, "end": 13, "workers": 20, "briefed": 5, "works": 2, "fund": 7}
    world.send(world.head(world.base(world.upper())), **figures, strong=True, weak=False, visits=1)
    upper = world.upper()
    world.head(world.base(upper))
    told = explain(world, upper, target)
    sentences = " ".join(say_trace(told.line.if_accepted.trace, "đoàn viên"))
    assert "Chưa báo cáo nên chưa có số" in sentences
    for zero in ("Đầu kỳ 0", "Tổng cộng 0", "0/0", "= 0", "Có 0 nơi", "0/1 đơn vị"):
        assert zero not in sentences
