"""Lines in words: never rounded onto a threshold that is missed, never a zero where nothing was said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.rollup.test_lines import accept_all, lines
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast, MoreThan, Open
from thidua.federation.models import Body
from thidua.rollup.queries.shown import Shown, shown

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


@pytest.fixture
def world() -> World:
    return World(spec())


def line_of(world: World, code: str, unit: Body | None = None) -> Shown:
    return shown(lines(world, unit or world.province)[code], world.period)


def test_a_share_with_its_fraction(world: World) -> None:
    world.target("briefed", MoreThan(Fraction(17, 20)))
    world.send(world.head(world.base(world.upper())), briefed=17850, workers=21000)
    accept_all(world)
    told = line_of(world, "briefed")
    assert (told.rule, told.value, told.share) == (f"Trên 85{NBSP}%", "17.850/21.000", f"={NBSP}85,0{NBSP}%")
    assert (told.state, told.word, told.strict, told.maximum) == ("not_achieved", "Chưa đạt", True, 1)
    assert told.achieved == told.threshold == Fraction(17, 20)


def test_a_count_beside_what_it_should_be(world: World) -> None:
    world.target("joined", AtLeast(Fraction(2000)), unit_of_measure="đoàn viên")
    world.send(world.head(world.base(world.upper())), joined=1284)
    told = line_of(world, "joined")
    assert told.value == "1.284/2.000"
    assert told.share == f"={NBSP}64,2{NBSP}%"
    assert told.rule == f"Từ 2.000{NBSP}đoàn viên trở lên"
    assert (told.state, told.word) == ("sent", "Chưa đạt nếu duyệt hết")
    assert told.foresight == f"Dự báo 31/12/2017: 2.589{NBSP}đoàn viên, sẽ vượt · Đã duyệt –"
    accept_all(world)
    told = line_of(world, "joined")
    assert (told.state, told.completeness) == ("not_achieved", "1/1 đơn vị đã báo cáo")


def test_nothing_said_is_a_dash(world: World) -> None:
    world.target("strong", AtLeast(Fraction(1)))
    world.target("joined", Open(), unit_of_measure="đoàn viên")
    upper = world.upper()
    world.send(world.head(world.base(upper)), weak=False)
    world.head(world.base(upper))
    told = line_of(world, "strong")
    assert (told.value, told.share, told.state, told.achieved) == ("–", "", "not_reported", None)
    told = line_of(world, "joined")
    assert (told.value, told.state, told.word) == ("–", "not_applicable", "Theo tiêu chí")


def test_a_target_about_each_unit(world: World) -> None:
    world.target("coverage", AtLeast(Fraction(1)))
    for visits in (0, 1):
        world.send(world.head(world.base(world.upper())), visits=visits)
    told = line_of(world, "coverage")
    assert told.rule == f"Mỗi đơn vị phải tự đạt từ 40{NBSP}% trở lên; không lấy trung bình"
    assert (told.value, told.share, told.units) == ("1/2", "đơn vị đạt", ("full", "full"))


def test_not_assigned_and_exempt_are_told_apart(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(5)))
    upper = world.upper()
    world.head(world.base(upper))
    world.send(world.head(world.base(upper)), joined=1)
    assert line_of(world, "joined", upper).rule == "Chưa giao"
    world.assign(target, upper, None)
    told = line_of(world, "joined", upper)
    assert (told.rule, told.state, told.word) == ("Không giao", "not_applicable", "Không giao")
