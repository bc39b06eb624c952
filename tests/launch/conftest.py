from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from tests.launch import cast as people
from tests.launch.cast import INSURED, NEW_MEMBERS, WEAK_UNIONS, Cast, day
from tests.launch.desk import SignIn, signing_in
from thidua.kernel import clock
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.set_target import add_target
from thidua.launch.models import Movement, Target


@pytest.fixture
def story_day() -> dt.date:
    return day(3, 20)


@pytest.fixture(autouse=True)
def _standing(story_day: dt.date) -> Iterator[None]:
    with clock.standing_on(story_day):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return people.build()


@pytest.fixture
def addresses(settings, tmp_path) -> None:
    """The pages of this room and of its frame, by their addresses."""
    settings.ROOT_URLCONF = "tests.launch.urls"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    return signing_in(cast)


@pytest.fixture
def movement(preparing: Movement) -> Movement:
    """Launched, so that units below know of it."""
    preparing.state, preparing.launched_on = "launched", day(1, 1)
    preparing.save()
    return preparing


@pytest.fixture
def preparing(cast: Cast) -> Movement:
    """Called, and known at its own unit only."""
    return call_movement(
        actor=cast.actor("officer", "TQ"),
        seat_id=cast.unit("TQ").pk,
        name="Thi đua trong CNVCLĐ năm 2017",
        from_on=day(1, 1),
        until_on=day(12, 31),
    )


@pytest.fixture
def announced(movement: Movement) -> Movement:
    """The movement is launched: units below know of it."""
    Movement.objects.filter(pk=movement.pk).update(state="launched", launched_on=day(2, 28))
    movement.refresh_from_db()
    return movement


@pytest.fixture
def targets(cast: Cast, movement: Movement) -> SimpleNamespace:
    officer = cast.actor("officer", "TQ")
    cycle = movement.cycles.get()

    def add(code: str, name: str, indicator: dict, threshold: dict, unit: str) -> Target:
        return add_target(
            actor=officer,
            cycle_id=cycle.pk,
            code=code,
            name=name,
            indicator=indicator,
            threshold=threshold,
            unit_of_measure=unit,
        )

    floor = {"comparator": ">=", "value": 2000}
    return SimpleNamespace(
        cycle=cycle,
        members=add("new_members", "Đoàn viên mới", NEW_MEMBERS, floor, "đoàn viên"),
        insured=add("insured", "Tham gia BHXH", INSURED, {"comparator": ">=", "value": 85, "unit": "%"}, "%"),
        weak=add("weak", "Không có CĐCS yếu", WEAK_UNIONS, {"comparator": "=0"}, "CĐCS"),
    )
