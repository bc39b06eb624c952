"""What every test may count on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test.utils import override_settings
from hypothesis import settings

from thidua.kernel import clock

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.stage import Houses

# The machine that runs the tests is shared; a law does not fail because a neighbour is busy.
settings.register_profile("thidua", deadline=None)
settings.load_profile("thidua")


@pytest.fixture(autouse=True)
def _no_pinned_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks the database what day it is, so that counted queries are those of the code under test."""
    monkeypatch.setattr(clock, "_known", (float("inf"), None))


@pytest.fixture
def settled_cast(request: pytest.FixtureRequest, houses: Houses, db: None) -> Iterator[Cast]:
    """The cast in the house that ``tests/stage.py`` keeps; where a test commits, built anew."""
    from tests.cast import TODAY, on_stage  # late: the tests of plain Python rooms load no models

    if "_in_the_house_of_the_cast" not in request.fixturenames:
        with on_stage() as made:
            yield made
        return
    with clock.standing_on(TODAY):
        yield houses.cast()


@pytest.fixture
def cast(settled_cast: Cast) -> Cast:
    """The province of ``scenarios/cast.yaml`` with its movement of 2017; see ``tests/cast.py``."""
    return settled_cast


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Counts in the frame are kept for some seconds; a test begins without them."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _static_files_as_they_are() -> Iterator[None]:
    """Pages are drawn without collecting static files first."""
    from django.conf import settings as house

    Path(house.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**house.STORAGES, "staticfiles": plain}):
        yield
