"""A target line in words: money in millions, the bulk part as what was counted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.rollup.test_bulk import sixty
from tests.rollup.test_lines import lines
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast
from thidua.federation.models import Body
from thidua.formats.vi import NBSP
from thidua.rollup.queries.lines import TargetLine
from thidua.rollup.queries.shown import Shown, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(spec())


def _line(world: World) -> TargetLine:
    world.target("joined", AtLeast(Fraction(2000)), unit_of_measure="đoàn viên")
    path, _ = sixty(world)
    return lines(world, Body.objects.get(path=path))["joined"]


def _told(line: TargetLine, world: World) -> Shown:
    said = shown(line, world.period)
    return replace(said, share=said.share.replace(NBSP, " "), foresight=said.foresight.replace(NBSP, " "))


def test_the_bulk_part_of_a_sum_has_its_unit_and_that_of_a_share_is_a_count(world: World) -> None:
    line = _line(world)
    assert "Nhập gộp 620 đoàn viên" in _told(line, world).foresight
    line.target.unit_of_measure = "%"
    share = replace(line.sent, value=Fraction(812, 950), numerator=Fraction(812), denominator=Fraction(950))
    told = _told(replace(line, sent=share, bulk=Fraction(60)), world).foresight.split(" · ")
    assert "Nhập gộp 60" in told


def test_money_is_told_in_millions_exactly(world: World) -> None:
    line = _line(world)
    line.target.unit_of_measure = "đồng"
    limit = replace(line.limit, threshold=AtLeast(Fraction(700_000_000)))
    for amount, value in ((512_400_000, "512,4/700"), (512_412_345, "512,412345/700"), (0, "0/700")):
        sent = replace(line.sent, value=Fraction(amount), numerator=Fraction(amount))
        assert _told(replace(line, sent=sent, limit=limit), world).value == value
    sent = replace(line.sent, value=Fraction(512_400_000), numerator=Fraction(512_400_000))
    assert _told(replace(line, sent=sent, limit=limit), world).share == "triệu đồng = 73,2 %"


def test_a_share_of_nobody_is_a_dash(world: World) -> None:
    line = _line(world)
    nobody = replace(line.sent, value=None, numerator=None, denominator=Fraction(0))
    assert _told(replace(line, sent=nobody), world).value == "–"


def test_a_forecast_says_how_sure_it_is(world: World) -> None:
    """1/1 to 30/6 are 181 of 365 days."""
    world.target("net", AtLeast(Fraction(2000)), unit_of_measure="đoàn viên")
    world.target("works", AtLeast(Fraction(1)), unit_of_measure="công trình/CĐCS")
    world.target("briefed", AtLeast(Fraction(9, 10)), unit_of_measure="%")
    world.target("joined", AtLeast(Fraction(30)), unit_of_measure="người")
    upper = world.upper()
    world.send(
        world.head(world.base(upper)), start=0, end=1284, works=1, briefed=400, workers=1000, joined=14
    )
    world.send(world.head(world.base(upper)), start=0, end=0, works=0, briefed=0, workers=0, joined=0)
    told = {code: _foreseen(line, world) for code, line in lines(world, world.province).items()}
    assert told == {
        "net": "Dự báo 31/12: 2.589 đoàn viên, có thể vượt",
        "works": "Dự báo 31/12: bình quân 1 công trình/CĐCS, sẽ đạt",
        "briefed": "Dự báo 31/12: 80,7 %, có thể còn thiếu 9,3 điểm %",
        "joined": "Dự báo 31/12: 28 người, còn thiếu 2 người",
    }


def test_a_net_change_may_be_foreseen_to_fall(world: World) -> None:
    world.target("net", AtLeast(Fraction(10)), unit_of_measure="đoàn viên")
    world.send(world.head(world.base(world.upper())), start=412, end=374)
    line = lines(world, world.province)["net"]
    assert _foreseen(line, world) == "Dự báo 31/12: -77 đoàn viên, có thể còn thiếu 87 đoàn viên"


def _foreseen(line: TargetLine, world: World) -> str:
    return _told(line, world).foresight.split(" · ")[0]
