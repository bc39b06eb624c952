"""The pages of the room: whole, and as the inside of an opened line."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.rollup.test_bulk import sixty
from tests.rollup.test_lines import HOUSE, reader
from tests.rollup.world import World, spec
from thidua.algebra.thresholds import AtLeast
from thidua.federation.models import Body
from thidua.kernel import clock, events
from thidua.kernel.door import Actor, Grant, Reach
from thidua.kernel.errors import Absent
from thidua.rollup.desk import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World(spec())


def officer(unit: Body, reach: Reach = Reach.SUBTREE) -> Actor:
    held = frozenset({"rollup.view", "launch.view", "federation.view"})
    return Actor(None, "Lê Thị Mận", unit.pk, unit.path, (Grant("officer", unit.pk, unit.path, reach, held),))


def settle() -> None:
    while events.deliver():
        pass


def get(
    world: World,
    view: Callable[..., HttpResponse],
    *ids: int,
    actor: Actor,
    partial: bool = False,
    **query: str,
) -> str:
    request: Any = RequestFactory().get(
        "/tong-hop/", query, headers={"HX-Request": "true"} if partial else None
    )
    request.actor, request.shows_period = actor, None
    request.period_at_hand = lambda: None
    with clock.standing_on(world.today):
        answer = view(request, *ids)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_lines_of_my_unit(world: World) -> None:
    world.target("joined", AtLeast(Fraction(2000)), name="Đoàn viên mới", unit_of_measure="đoàn viên")
    world.target("briefed", AtLeast(Fraction(1)), name="Học tập nghị quyết")
    world.send(world.head(world.base(world.upper())), joined=12, briefed=3, workers=4)
    settle()
    page = get(world, pages.home, actor=officer(world.province))
    assert "Đoàn viên mới" in page
    assert "12/2.000" in page
    assert "3/4" in page
    assert "6 tháng đầu năm" in page
    filtered = get(world, pages.home, actor=officer(world.province), **{"trang-thai": "exceeded"})
    assert "Không có chỉ tiêu nào ở trạng thái này" in filtered


def test_a_chair_sees_the_total_above_and_no_way_inside(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(10)), name="Đoàn viên mới")
    mine = world.base(world.upper())
    world.send(world.head(mine), joined=12)
    chair = officer(mine, Reach.UNIT)
    settle()
    page = get(world, pages.unit_page, world.period.pk, world.province.pk, actor=chair)
    assert "12/10" in page
    assert f"/tong-hop/{world.period.pk}/{world.province.pk}/{target.pk}/" not in page
    with pytest.raises(Absent):
        get(world, pages.unit_page, world.period.pk, world.upper().pk, actor=chair)


def test_where_a_figure_comes_from(world: World) -> None:
    target = world.target(
        "joined", AtLeast(Fraction(2000)), name="Đoàn viên mới", unit_of_measure="đoàn viên"
    )
    path, heads = sixty(world)
    upper = Body.objects.get(path=path)
    ids = (world.period.pk, upper.pk, target.pk)
    settle()
    page = get(world, pages.figure, *ids, actor=officer(world.province))
    assert "60/60 đơn vị đã báo cáo, 22 trực tiếp" in page
    assert "<b>620</b> lấy từ số nhập gộp" in page
    assert "1–30 trong 60" in page
    assert "chưa khớp" not in page
    second = get(world, pages.figure, *ids, actor=officer(world.province), trang="2")
    assert "31–60 trong 60" in second
    unit = heads[0].unit
    own = get(world, pages.figure, world.period.pk, unit.pk, target.pk, actor=officer(world.province))
    assert "Báo cáo của đơn vị" in own
    assert "<b>19</b>" in own


def test_the_inside_of_an_opened_line_has_no_frame(world: World) -> None:
    target = world.target("joined", AtLeast(Fraction(5)))
    world.send(world.head(world.base(world.upper("Sơn Dương"))), joined=12)
    ids = (world.period.pk, world.province.pk, target.pk)
    settle()
    inside = get(world, pages.figure, *ids, actor=officer(world.province), partial=True)
    assert "<html" not in inside
    assert "Sơn Dương" in inside
    assert f'href="/tong-hop/{ids[0]}/{ids[1]}/{ids[2]}/"' in inside


def test_a_page_costs_at_most_25_queries(world: World) -> None:
    for code in ("joined", "net", "briefed", "works", "fund", "strong", "weak", "inspected", "coverage"):
        target = world.target(code, AtLeast(Fraction(1)))
    for _ in range(15):
        world.send(world.head(world.base(world.upper())), joined=1, visits=1)
    settle()
    person = officer(world.province)
    with CaptureQueriesContext(connection) as told:
        get(world, pages.home, actor=person)
    assert len(told) <= 25
    with CaptureQueriesContext(connection) as told:
        get(world, pages.figure, world.period.pk, world.province.pk, target.pk, actor=person)
    assert len(told) <= 25 + 10


def test_nobody_without_a_movement_is_left_alone(world: World) -> None:
    stranger = world.unit("province", None)
    assert "Chưa có phong trào nào" in get(world, pages.home, actor=officer(stranger))
    assert HOUSE.unit_id is None
    assert reader(stranger).unit_id == stranger.pk
