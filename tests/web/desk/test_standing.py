"""The bar says where the page is; a second movement hides nobody's days."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast
from tests.launch.cast import day
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.models import Movement, Period

NEW = "Thi đua nước rút chào mừng đại hội"


@pytest.fixture
def second(cast: Cast) -> Movement:
    """Another movement of the province, launched later and with nothing to do yet."""
    movement = call_movement(
        actor=cast.actor("province_officer"),
        seat_id=cast.units["TQ"].pk,
        name=NEW,
        from_on=day(7, 1),
        until_on=day(12, 31),
    )
    Movement.objects.filter(pk=movement.pk).update(state="launched", launched_on=day(7, 1))
    return movement


def bar(page: str) -> str:
    """What the bar says of movement and period."""
    return re.sub(r"\s+", " ", page.split("<main", 1)[0].rsplit("</nav>", maxsplit=1)[-1])


@pytest.mark.parametrize("who", ["school_chair", "na_hang_officer", "province_officer"])
def test_a_second_movement_hides_nobodys_days(cast: Cast, second: Movement, who: str) -> None:
    page = cast.client(who).get("/").content.decode()
    assert "Chưa có hạn nào" not in page
    assert "gửi báo cáo" in page
    assert NEW not in bar(page)
    assert str(cast.movement) in bar(page)
    assert cast.period.name in bar(page)


def test_days_of_all_my_movements_are_told_together(cast: Cast, second: Movement) -> None:
    second.cycles.get().deadlines.create(what="launch", level="grassroots", due_on=day(7, 19))
    page = cast.client("school_chair").get("/").content.decode()
    coming = page.split("Sắp tới", 1)[1]
    assert coming.index("19/7") < coming.index("20/7")
    assert NEW in coming
    assert str(cast.movement) in coming


def test_a_movement_that_is_not_launched_sets_no_days(cast: Cast, second: Movement) -> None:
    second.cycles.get().deadlines.create(what="launch", level="grassroots", due_on=day(7, 19))
    Movement.objects.filter(pk=second.pk).update(state="preparing")
    assert NEW not in cast.client("school_chair").get("/").content.decode()


def test_the_bar_follows_the_page(cast: Cast, second: Movement) -> None:
    client, year = cast.client("province_officer"), second.cycles.get()
    for address in (f"/phong-trao/nam/{year.pk}/ky-bao-cao", f"/phong-trao/{second.pk}/van-ban-moi"):
        assert NEW in bar(client.get(address).content.decode()), address
    for address in (f"/van-ban/{cast.plan.pk}", f"/phong-trao/nam/{cast.cycle.pk}/bac-thang"):
        assert str(cast.movement) in bar(client.get(address).content.decode()), address


@pytest.mark.parametrize("address", ["/tong-hop/", "/bao-cao/"])
def test_the_choice_in_the_bar_is_what_pages_show(cast: Cast, second: Movement, address: str) -> None:
    """Where the movement chosen has no period the page shows another, and the bar says which."""
    client = cast.client("school_chair")
    client.post("/chon/phong-trao", {"movement": second.pk})
    page = client.get(address, follow=True).content.decode()
    assert cast.period.name in page
    assert str(cast.movement) in bar(page)
    assert NEW not in bar(page)


def test_a_period_asked_for_in_the_address_stands_in_the_bar(cast: Cast) -> None:
    year = cast.periods["year"]
    client = cast.client("province_officer")
    assert year.name in bar(client.get(f"/tong-hop/?ky={year.pk}").content.decode())
    assert cast.period.name in bar(client.get("/tong-hop/").content.decode())


def test_the_period_chosen_is_the_one_that_tong_hop_opens(cast: Cast, second: Movement) -> None:
    client = cast.client("province_officer")
    fresh = add_period(
        actor=cast.actor("province_officer"),
        cycle_id=second.cycles.get().pk,
        kind="round",
        ordinal=1,
        name="Đợt nước rút",
        measured_from=day(7, 1),
        ends_on=day(9, 30),
        cutoff_on=day(9, 30),
    )
    client.post("/chon/phong-trao", {"movement": second.pk})
    page = client.get("/tong-hop/").content.decode()
    assert fresh.name in bar(page)
    assert fresh.name in page.split("<main", 1)[1]


def test_guessed_addresses_tell_nothing_of_a_stranger(cast: Cast) -> None:
    other = Period.objects.order_by("-pk").first()
    assert other is not None
    client = cast.client("province_officer")
    for address in (f"/tong-hop/?ky={other.pk + 999}", "/tong-hop/?ky=x", "/tong-hop/?ky=" + "9" * 40):
        assert client.get(address).status_code == 200
