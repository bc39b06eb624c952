from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.federation.cast import World, make_world
from thidua.kernel import clock


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.standing_on(dt.date(2017, 7, 18)):
        yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()
