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
