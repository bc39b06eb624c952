"""A movement in preparation concerns the people of its own unit, and nobody above or below."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.launch.cast import day
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.models import Movement

NAME = "Thi đua dạy tốt, học tốt"


@pytest.fixture
def of_the_province(cast: Cast) -> Movement:
    return _called(cast, "province_officer", "TQ")


@pytest.fixture
def of_the_school(cast: Cast) -> Movement:
    return _called(cast, "school_chair", "TQ-NH-001")


def _called(cast: Cast, who: str, unit: str) -> Movement:
    return call_movement(
        actor=cast.actor(who),
        seat_id=cast.units[unit].pk,
        name=NAME,
        from_on=day(8, 1),
        until_on=day(12, 31),
    )


LISTS = ("/phat-dong/", "/phong-trao/", "/chon", "/tim?q=dạy tốt", "/")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("who", ["school_chair", "na_hang_officer", "garment_worker"])
def test_units_below_are_not_told(cast: Cast, of_the_province: Movement, who: str, address: str) -> None:
    page = cast.client(who).get(address, follow=True).content.decode()
    assert NAME not in page
    assert "đang chuẩn bị" not in page.lower()


@pytest.mark.parametrize("address", LISTS)
def test_superiors_are_not_told(cast: Cast, of_the_school: Movement, address: str) -> None:
    for who in ("province_officer", "na_hang_officer"):
        assert NAME not in cast.client(who).get(address, follow=True).content.decode()


def test_its_own_people_work_on_it(cast: Cast, of_the_province: Movement) -> None:
    for who in ("province_officer", "chair"):
        assert NAME in cast.client(who).get("/phat-dong/").content.decode()


@pytest.mark.parametrize("who", ["school_chair", "na_hang_officer"])
def test_guessed_addresses_find_nothing(cast: Cast, of_the_province: Movement, who: str) -> None:
    client, year = cast.client(who), of_the_province.cycles.get()
    for address in (
        f"/phong-trao/{of_the_province.pk}",
        f"/phong-trao/{of_the_province.pk}/van-ban-moi",
        f"/phong-trao/nam/{year.pk}/bac-thang",
        f"/phong-trao/nam/{year.pk}/chi-tieu",
        f"/phong-trao/nam/{year.pk}/ky-bao-cao",
        f"/phong-trao/nam/{year.pk}/phat-dong",
        f"/api/v1/movements/{of_the_province.pk}",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert NAME not in answer.content.decode()
    assert NAME not in client.get("/api/v1/movements").content.decode()
    assert client.post("/chon/phong-trao", {"movement": of_the_province.pk}).status_code == 404


def test_once_launched_everybody_below_knows(cast: Cast, of_the_province: Movement) -> None:
    Movement.objects.filter(pk=of_the_province.pk).update(state="launched", launched_on=day(7, 18))
    assert NAME in cast.client("school_chair").get("/phong-trao/").content.decode()
