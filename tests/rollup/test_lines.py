"""Target lines come out as the offices count them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rollup.test_bulk import sixty
from tests.rollup.test_roll import JOINED
from tests.rollup.world import World, spec
from thidua.algebra.judging import State
from thidua.algebra.thresholds import AtLeast, ExactlyZero, MoreThan, Open
from thidua.federation.models import Body
from thidua.kernel import clock, events
from thidua.kernel.door import Actor, Grant, Reach, system
from thidua.kernel.errors import Absent
from thidua.launch.models import Period
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.queries.lines import TargetLine, target_lines

pytestmark = pytest.mark.django_db
HOUSE = system("tests")


def reader(unit: Body, reach: Reach = Reach.SUBTREE) -> Actor:
    grant = Grant("officer", unit.pk, unit.path, reach, frozenset({"rollup.view"}))
    return Actor(1, "Người đọc", unit.pk, unit.path, (grant,))


def lines(
    world: World, unit: Body, actor: Actor = HOUSE, period: Period | None = None
) -> dict[str, TargetLine]:
    while events.deliver():
        pass
    with clock.standing_on(world.today):
        told = target_lines(actor=actor, period=period or world.period, unit=unit)
    return {line.target.code: line for line in told}


def accept_all(world: World) -> None:
    from thidua.report.models import Report

    for report in Report.objects.filter(period=world.period, state="sent"):
        world.to(report, "accepted")


@pytest.fixture
def world() -> World:
    return World(spec())


def test_flow_stock_and_net_change(world: World) -> None:
    """412 members at the start; +60 +7 −25 −4 gives 450; cumulative to November 95 +7 −40 −6 gives 468."""
    target = world.target("net", AtLeast(Fraction(50)), unit_of_measure="đoàn viên")
    unit = world.base(world.upper())
    world.assign(target, unit, AtLeast(Fraction(50)))
    half = world.head(unit)
    world.send(half, start=412, end=412 + 60 + 7 - 25 - 4)
    year = world.open(Period.Kind.YEAR, world.cycle.ends_on, "cả năm")
    closing = world.head(unit, period=year)
    world.send(closing, start=412, end=412 + 95 + 7 - 40 - 6)
    for report in (half, closing):
        world.to(report, "accepted")
    assert lines(world, unit)["net"].accepted.value == 38
    line = lines(world, unit, period=year)["net"]
    assert (line.accepted.value, line.gap, line.state) == (56, 6, State.EXCEEDED)
    assert line.sent.numerator == 56


def test_transfers_between_two_unions_cancel_at_the_province(world: World) -> None:
    world.target("net", AtLeast(Fraction(1)))
    first, second = (world.head(world.base(world.upper())) for _ in range(2))
    world.send(first, start=100, end=93)
    world.send(second, start=50, end=57)
    line = lines(world, world.province)["net"]
    assert (line.sent.value, line.completeness.reported, line.completeness.expected) == (0, 2, 2)


def test_a_bulk_entry_keeps_the_total_and_says_who_reported_directly(world: World) -> None:
    world.target("joined", AtLeast(Fraction(2000)), unit_of_measure="đoàn viên")
    path, heads = sixty(world)
    upper = Body.objects.get(path=path)
    line = lines(world, upper)["joined"]
    assert (line.sent.value, line.bulk, line.completeness.direct) == (1030, 620, 22)
    world.send(heads[30], joined=15)
    line = lines(world, upper)["joined"]
    assert (line.sent.value, line.bulk) == (1030, 605)
    assert (line.completeness.direct, line.completeness.expected, line.completeness.reported) == (23, 60, 60)
    assert lines(world, world.province)["joined"].sent.value == 1030


def test_an_average_does_not_hide_the_union_that_does_not_reach(world: World) -> None:
    """72 visits to 66 enterprises are 66; 43 % over the province, but one union has 15 of 40 = 37,5 %."""
    world.target("inspected", AtLeast(Fraction(70)), unit_of_measure="doanh nghiệp")
    world.target("coverage", AtLeast(Fraction(1)))
    sizes = {"Sơn Dương": (40, 15), "Yên Sơn": (60, 26), "Chiêm Hóa": (54, 25)}
    unions = {name: world.upper(name) for name in sizes}
    twice = 6
    for name, (enterprises, visited) in sizes.items():
        for number in range(enterprises):
            head = world.head(world.base(unions[name]))
            visits = (2 if twice > 0 else 1) if number < visited else 0
            twice -= visits == 2
            world.send(head, visits=visits)
    accept_all(world)
    told = lines(world, world.province)
    assert told["inspected"].accepted.value == 66
    assert told["inspected"].state is State.NOT_ACHIEVED
    coverage = told["coverage"]
    assert [str(Body.objects.get(pk=one)) for one in coverage.failing] == ["Sơn Dương"]
    assert (coverage.accepted.numerator, coverage.accepted.denominator) == (2, 3)
    assert coverage.state is State.NOT_ACHIEVED
    own = lines(world, unions["Sơn Dương"])["coverage"]
    assert (own.accepted.value, own.state) == (Fraction(15, 40), State.NOT_ACHIEVED)
    assert lines(world, unions["Yên Sơn"])["coverage"].state is State.EXCEEDED


def test_a_union_without_any_figure_is_not_failing_and_an_assigned_whole_is_no_unit_s_own(
    world: World,
) -> None:
    """100 % of the unions must reach 40 %: what is assigned is the 100 %, what each is judged by the 40 %."""
    target = world.target("coverage", AtLeast(Fraction(1)))
    reaches, fails, silent = (world.upper(name) for name in ("Yên Sơn", "Sơn Dương", "Lâm Bình"))
    for upper, visits in ((reaches, (1, 0)), (fails, (0, 0))):
        world.assign(target, upper, AtLeast(Fraction(1)))
        for told in visits:
            world.send(world.head(world.base(upper)), visits=told)
    for _ in range(2):
        world.head(world.base(silent))
    accept_all(world)
    whole = lines(world, world.province)["coverage"]
    assert (whole.accepted.numerator, whole.accepted.denominator) == (1, 3)
    assert whole.failing == (fails.pk,)
    assert whole.state is State.NOT_ACHIEVED
    own = {unit: lines(world, unit)["coverage"] for unit in (reaches, fails, silent)}
    assert [one.state for one in own.values()] == [State.EXCEEDED, State.NOT_ACHIEVED, State.NOT_REPORTED]
    assert {one.limit.threshold for one in own.values()} == {AtLeast(Fraction(2, 5))}


def test_floors_strict_and_not(world: World) -> None:
    """Trên 80 %: 40 of 50 is not enough, 38 of 47 with three exempt is."""
    world.target("strong", MoreThan(Fraction(4, 5)))
    world.target("weak", ExactlyZero())
    upper = world.upper()
    heads = [world.head(world.base(upper)) for _ in range(50)]
    for number, head in enumerate(heads):
        world.send(head, strong=number < 40, weak=False)
    accept_all(world)
    assert lines(world, world.province)["strong"].state is State.NOT_ACHIEVED
    for head in (heads[0], heads[1], heads[49]):
        head.refresh_from_db()
        head.exempt = True
        head.save()
        world.recount(head)
        world.tell(head)
    line = lines(world, world.province)["strong"]
    assert (line.accepted.numerator, line.accepted.denominator) == (38, 47)
    assert line.state is State.ACHIEVED
    assert lines(world, world.province)["weak"].state is State.NOT_DUE  # clean, and the year is not over
    world.send(heads[5], strong=True, weak=True)
    world.to(heads[5], "accepted")
    assert lines(world, world.province)["weak"].state is State.NOT_ACHIEVED


def test_not_reported_not_assigned_and_not_applicable_are_different(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(10)))
    upper = world.upper()
    silent, unassigned, outside = (world.base(upper) for _ in range(3))
    for unit in (silent, unassigned, outside):
        world.head(unit)
    rebuild(period_id=world.period.pk)
    world.assign(target, silent, AtLeast(Fraction(10)))
    world.assign(target, outside, None)
    states = [lines(world, unit)["joined"].state for unit in (silent, unassigned, outside)]
    assert states == [State.NOT_REPORTED, State.NOT_ASSIGNED, State.NOT_APPLICABLE]
    assert lines(world, silent)["joined"].sent.value is None


def test_what_is_sent_is_shown_and_what_is_accepted_decides(world: World) -> None:
    world.target("joined", AtLeast(Fraction(10)))
    report = world.send(world.head(world.base(world.upper())), joined=12)
    line = lines(world, world.province)["joined"]
    assert (line.sent.value, line.accepted.value, line.differs) == (12, None, True)
    assert (line.state, line.if_accepted.state) == (State.NOT_REPORTED, State.EXCEEDED)
    world.to(report, "accepted")
    assert lines(world, world.province)["joined"].state is State.EXCEEDED


def test_a_pace_is_foreseen_only_where_it_makes_sense(world: World) -> None:
    world.target("joined", AtLeast(Fraction(2000)))
    world.target("briefed", AtLeast(Fraction(1)))
    world.target("works", AtLeast(Fraction(1)), settles="year_end")
    world.send(world.head(world.base(world.upper())), joined=181, briefed=5, workers=10, works=1)
    told = lines(world, world.province)
    assert told["joined"].forecast == 365
    assert told["briefed"].forecast == 1  # no further than the whole
    assert (told["works"].forecast, told["works"].state) == (None, State.NOT_DUE)


def test_a_target_left_open_is_never_judged(world: World) -> None:
    world.target("briefed", Open())
    world.send(world.head(world.base(world.upper())), briefed=5, workers=10)
    accept_all(world)
    line = lines(world, world.province)["briefed"]
    assert (line.accepted.value, line.state) == (Fraction(1, 2), State.OPEN)


def test_a_target_that_this_period_does_not_ask_is_not_due(world: World) -> None:
    world.target("fund", AtLeast(Fraction(100)))
    world.add_form(spec("joined"))
    world.send(world.head(world.base(world.upper())), joined=1)
    line = lines(world, world.province)["fund"]
    assert (line.asked, line.state) == (False, State.NOT_DUE)


def test_a_period_not_yet_rolled_up_has_lines_without_figures(world: World) -> None:
    world.target("joined", AtLeast(Fraction(1)))
    world.target("coverage", AtLeast(Fraction(1)))
    told = lines(world, world.province)
    assert list(told) == ["joined"]
    assert told["joined"].sent.value is None


def test_a_unit_reads_its_superiors_totals_and_nothing_of_its_siblings(world: World) -> None:
    world.target("coverage", AtLeast(Fraction(1)))
    first, second = world.upper("Sơn Dương"), world.upper("Yên Sơn")
    mine = world.base(first)
    world.send(world.head(mine), visits=0)
    world.send(world.head(world.base(second)), visits=1)
    chair = reader(mine, Reach.UNIT)
    line = lines(world, world.province, actor=chair)["coverage"]
    assert (line.sent.numerator, line.sent.denominator) == (1, 2)
    assert (line.failing, line.children, line.sent.failing) == ((), (), ())
    assert not any(one.code.startswith("each.") for one in line.sent.trace.children)
    assert lines(world, world.province)["coverage"].failing == (first.pk,)
    for stranger in (second, world.base(first)):
        with pytest.raises(Absent):
            lines(world, stranger, actor=chair)


def test_a_unit_that_moved_within_a_period_has_both_parts(world: World) -> None:
    world.target("joined", AtLeast(Fraction(1)))
    old = world.upper()
    unit = world.upper(parent=old)
    first, second = (world.head(world.base(unit)) for _ in range(2))
    world.send(first, joined=3)
    world.send(second, joined=4)
    new = world.upper()
    world.restamp(second, f"{new.path}{unit.pk}.{second.unit_id}.")
    world.tell(second)
    assert lines(world, unit)["joined"].sent.value == 7
    assert lines(world, old)["joined"].sent.value == 3
    assert lines(world, new)["joined"].sent.value == 4


@pytest.mark.parametrize("children", [1, 12])
def test_lines_cost_the_same_for_any_number_of_units(world: World, children: int) -> None:
    for code in ("joined", "net", "briefed", "works", "fund", "strong", "weak", "inspected", "coverage"):
        world.target(code, AtLeast(Fraction(1)))
    for _ in range(children):
        world.send(world.head(world.base(world.upper())), joined=1)
    events.deliver()
    with (
        clock.standing_on(world.today),
        CaptureQueriesContext(
            connection,
        ) as told,
    ):
        assert len(target_lines(actor=HOUSE, period=world.period, unit=world.province)) == 9
    assert len(told) == 10
    assert JOINED in world.stored_form.vector
