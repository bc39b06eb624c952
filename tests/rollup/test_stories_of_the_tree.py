"""Story 7 at its full size, and what the pages say of it."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rollup.oracle import differences
from tests.rollup.page import number, table
from tests.rollup.test_pages import get, officer, settle
from tests.rollup.test_restating import reporting
from tests.rollup.test_roll import total
from tests.rollup.trees import Rebuilding
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast
from thidua.federation.models import Body, UnitKind
from thidua.kernel import paths
from thidua.launch.models import Period, Target
from thidua.report.models import Report
from thidua.rollup.actions.restate import restate
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.desk import pages
from thidua.rollup.models import Tree
from thidua.rollup.queries.lines import TargetLine, target_lines
from thidua.rollup.queries.trees import differs_at

pytestmark = pytest.mark.django_db

ENDING, ENDED_MEMBERS = 410, 31_500
MOVING, MOVING_MEMBERS = 830, 66_500
MEMBERS = "sum:members@kind=grassroots"
TODAY = {"cay": "hien-nay"}


@pytest.fixture
def world() -> World:
    return World(spec("members", "joined"))


def many(world: World, upper: Body, first: int, count: int) -> list[Body]:
    """Grassroots unions in one go; ids from ``first``."""
    kind, _ = UnitKind.objects.get_or_create(
        code="grassroots", defaults={"name": "grassroots", "level": "grassroots"}
    )
    units = [
        Body(
            pk=first + n, code=f"cs-{first + n}", name=f"Công đoàn cơ sở {first + n}", kind=kind, parent=upper
        )
        for n in range(count)
    ]
    for unit in units:
        unit.path = paths.below(upper.path, unit.pk)
        unit.set_keys()
    return Body.objects.bulk_create(units)


def spread(members: int, over: int) -> list[int]:
    """Whole members, as evenly as it goes."""
    return [members // over + (n < members % over) for n in range(over)]


def report_all(world: World, period: Period, units: list[Body], members: list[int]) -> None:
    heads = Report.objects.bulk_create(
        Report(
            period=period,
            unit=unit,
            form=world.stored_form,
            state="sent",
            path=unit.path,
            bloc="enterprise",
            strata={"kind": "grassroots", "bloc": "enterprise"},
            due_on=period.ends_on,
        )
        for unit in units
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into report_values (report_id, period_id, data, vals) values (%s, %s, %s, %s)",
            [_values(world, head, figure) for head, figure in zip(heads, members, strict=True)],
        )


def _values(world: World, head: Report, figure: int) -> tuple[int, int, str, list[float]]:
    data = {"members": {"answer": "number", "value": str(figure)}}
    return head.pk, head.period_id, json.dumps(data), world._vector(head, data)


def line(world: World, unit: Body, target: Target, period: Period, tree: Tree = Tree.THEN) -> TargetLine:
    found = target_lines(actor=officer(world.province), period=period, unit=unit, tree=tree)
    return next(one for one in found if one.target == target)


def test_story_7_what_ended_is_told_apart_from_admissions(world: World) -> None:
    target = world.target("members", AtLeast(Fraction(1)), name="Đoàn viên", unit_of_measure="đoàn viên")
    june, province = world.period, world.province
    old = [world.upper(f"LĐLĐ huyện {n}") for n in (1, 2)]
    ward = world.upper("Công đoàn phường")
    ending = many(world, old[0], 9_000_000, ENDING)
    moving = many(world, old[1], 9_100_000, MOVING)
    report_all(world, june, ending, spread(ENDED_MEMBERS, ENDING))
    report_all(world, june, moving, spread(MOVING_MEMBERS, MOVING))
    rebuild(period_id=june.pk)
    assert total(world, province.path, key=MEMBERS) == 98_000

    change = Rebuilding(province, dt.date(2017, 7, 1))
    Body.objects.filter(pk__in=[unit.pk for unit in ending]).update(ended_on=change.day)
    for unit in moving:
        unit.path, unit.parent = paths.below(ward.path, unit.pk), ward
        unit.set_keys()
    Body.objects.bulk_update(moving, ["path", "parent", "seat"])
    change.tell()
    settle()
    assert total(world, province.path, key=MEMBERS) == 98_000
    assert total(world, province.path, key=MEMBERS, tree="today") == 66_500
    assert total(world, province.path, key=MEMBERS, tree="ended") == 31_500
    assert total(world, ward.path, key=MEMBERS, tree="today") == 66_500
    assert differences(june.pk) == []
    page = [[number(cell) for cell in row[1:]] for row in table("members at 30/6")]
    assert page == [
        [MOVING, MOVING_MEMBERS, MOVING_MEMBERS, 0],
        [ENDING, ENDED_MEMBERS, 0, ENDED_MEMBERS],
        [ENDING + MOVING, 98_000, 66_500, 31_500],
    ]

    later = world.open("other", dt.date(2017, 9, 30), "Quý III")
    report_all(world, later, moving, spread(MOVING_MEMBERS + 1_200, MOVING))
    rebuild(period_id=later.pk)
    told = line(world, province, target, later).change
    assert told is not None
    assert (told.before, told.change, told.arranged, told.moved) == (98_000, 1_200, 31_500, 0)
    ((_province, before, now, change_told, arranged),) = table("where")
    stands = told.before + told.change - told.arranged
    assert [number(cell) for cell in (before, now, change_told, arranged)] == [98_000, stands, 1_200, 31_500]
    wards = line(world, ward, target, later).change
    assert wards is None  # the ward had nothing to set against
    districts = line(world, old[0], target, later).change
    assert districts is not None
    assert (districts.change, districts.arranged) == (0, 31_500)

    person = officer(province)
    then = get(world, pages.unit_page, june.pk, province.pk, actor=person)
    assert "Theo cây hiện nay" in then
    assert "98.000" in then
    today = get(world, pages.unit_page, june.pk, province.pk, actor=person, **TODAY)
    assert "66.500" in today
    assert "Đã kết thúc 31.500" in today
    lines = get(world, pages.unit_page, later.pk, province.pk, actor=person)
    assert "+1.200 so với 30/06" in lines
    assert "giảm do sắp xếp −31.500" in lines
    assert "30.300" not in lines
    with CaptureQueriesContext(connection) as asked:
        figure = get(world, pages.figure, june.pk, province.pk, target.pk, actor=person, **TODAY)
    assert len(asked) <= 25
    assert "410 đơn vị đã kết thúc" in figure
    assert "Đã kết thúc: 31.500" in figure
    assert "chưa khớp" not in figure
    now = get(world, pages.figure, later.pk, province.pk, target.pk, actor=person)
    for words in ("Giảm do sắp xếp", "−31.500", "+1.200", "67.700"):
        assert words in now


def test_pages_offer_the_choice_only_where_it_makes_a_difference(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(1)), name="Kết nạp", unit_of_measure="đoàn viên")
    district, other, apart = (world.upper(name) for name in ("Huyện", "Thị xã", "Xa lạ"))
    moving, *_ = reporting(world, district, 4, 5)
    reporting(world, apart, 6)
    settle()
    person = officer(world.province)

    def asks(unit: Body) -> bool:
        return "Theo cây hiện nay" in get(world, pages.unit_page, world.period.pk, unit.pk, actor=person)

    with CaptureQueriesContext(connection) as before:
        assert not asks(world.province)
    change = Rebuilding(world.province)
    change.move(moving.unit, other)
    change.tell()
    settle()
    assert [asks(unit) for unit in (world.province, district, other, apart)] == [True, True, True, False]
    with CaptureQueriesContext(connection) as after:
        asks(apart)
    assert len(after) <= len(before) + 1
    figure = get(world, pages.figure, world.period.pk, other.pk, target.pk, actor=person, **TODAY)
    assert f"/tong-hop/{world.period.pk}/{moving.unit_id}/{target.pk}/?cay=hien-nay" in figure


def test_who_moved_with_everything_below_is_the_same_inside(world: World) -> None:
    sector, district = world.upper(), world.upper()
    branch = world.upper(parent=sector)
    reporting(world, branch, 4, 5)
    settle()
    change = Rebuilding(world.province)
    change.move(branch, district)
    change.tell()
    settle()
    assert [differs_at(world.period.pk, unit.pk) for unit in (sector, district, branch)] == [
        True,
        True,
        False,
    ]


def test_a_successor_shows_the_reports_of_those_it_goes_on_for(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(1)), name="Kết nạp", unit_of_measure="đoàn viên")
    first, second = reporting(world, world.upper(), 95, 130)
    settle()
    change = Rebuilding(world.province)
    change.merge(first.unit, second.unit)
    change.tell()
    settle()
    ids = (world.period.pk, second.unit_id, target.pk)
    person = officer(world.province)
    assert "225" in get(world, pages.figure, *ids, actor=person, **TODAY)
    page = get(world, pages.figure, *ids, actor=person, **TODAY)
    assert f"của {first.unit}" in page
    assert "chưa khớp" not in page
    assert f"của {first.unit}" not in get(world, pages.figure, *ids, actor=person)
    ended = get(world, pages.figure, world.period.pk, first.unit_id, target.pk, actor=person)
    assert "95" in ended


def test_units_that_moved_in_are_told_apart_from_admissions(world: World) -> None:
    target = world.target("members", AtLeast(Fraction(1)), unit_of_measure="đoàn viên")
    old, new = world.upper(), world.upper()
    moving, staying = (world.send(world.head(world.base(old)), members=n) for n in (40, 60))
    there = world.send(world.head(world.base(new)), members=10)
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.tell()
    settle()
    later = world.open("other", dt.date(2017, 9, 30), "Quý III")
    for report, members in ((moving, 43), (staying, 59), (there, 12)):
        unit = Body.objects.get(pk=report.unit_id)
        world.send(world.head(unit, period=later), members=members)
    settle()
    told = {unit: line(world, unit, target, later).change for unit in (old, new, world.province)}
    seen = {unit: (one.change, one.arranged, one.moved) for unit, one in told.items() if one}
    assert seen == {old: (-1, 0, -40), new: (5, 0, 40), world.province: (4, 0, 0)}


def test_a_unit_that_ended_after_it_had_reported_twice_is_no_decrease_by_the_tree(world: World) -> None:
    target = world.target("members", AtLeast(Fraction(1)), unit_of_measure="đoàn viên")
    upper = world.upper()
    first = world.send(world.head(world.base(upper)), members=40)
    other = world.send(world.head(world.base(upper)), members=10)
    later = world.open("other", dt.date(2017, 9, 30), "Quý III")
    world.send(world.head(first.unit, period=later), members=43)
    world.send(world.head(other.unit, period=later), members=10)
    settle()
    change = Rebuilding(world.province)
    change.end(first.unit)
    change.tell()
    settle()
    told = line(world, world.province, target, later).change
    assert told is not None
    assert (told.before, told.change, told.arranged, told.moved) == (50, 3, 0, 0)
    assert restate(period_id=later.pk)


def test_who_has_not_reported_yet_has_lost_nothing(world: World) -> None:
    target = world.target("members", AtLeast(Fraction(1)), name="Đoàn viên", unit_of_measure="đoàn viên")
    old, new = world.upper(), world.upper()
    moving, silent = (world.send(world.head(world.base(old)), members=n) for n in (40, 10))
    settle()
    change = Rebuilding(world.province)
    change.move(moving.unit, new)
    change.tell()
    later = world.open("other", dt.date(2017, 9, 30), "Quý III")
    world.send(world.head(Body.objects.get(pk=moving.unit_id), period=later), members=43)
    quiet = world.head(silent.unit, period=later)
    settle()
    person, ids = officer(world.province), (later.pk, world.province.pk)
    assert "so với 30/06" not in get(world, pages.unit_page, *ids, actor=person)
    assert "Chưa đủ báo cáo" in get(world, pages.figure, *ids, target.pk, actor=person)
    world.send(quiet, members=10)
    settle()
    assert "+3 so với 30/06" in get(world, pages.unit_page, *ids, actor=person)


def test_a_month_that_few_reported_is_nothing_to_compare_with(world: World) -> None:
    """Ten units with 1,000 at the half-year; one reports a month; the quarter is set against the half-year."""
    target = world.target("members", AtLeast(Fraction(1)), unit_of_measure="đoàn viên")
    old, new = world.upper(), world.upper()
    heads = [world.send(world.head(world.base(old)), members=100) for _n in range(10)]
    settle()
    month = world.open("month", dt.date(2017, 7, 31), "Tháng 7")
    asked = [world.head(one.unit, period=month) for one in heads]
    world.send(asked[0], members=100)
    settle()
    change = Rebuilding(world.province)
    change.move(heads[0].unit, new)
    change.tell()
    settle()
    quarter = world.open("other", dt.date(2017, 9, 30), "Quý III")
    for one in heads:
        world.send(world.head(Body.objects.get(pk=one.unit_id), period=quarter), members=103)
    settle()
    told = line(world, world.province, target, quarter).change
    assert told is not None
    assert (told.before, told.change) == (1_000, 30)
