"""What every test may count on."""

from __future__ import annotations

import pytest
from hypothesis import settings

from thidua.kernel import clock

# The machine that runs the tests is shared; a law does not fail because a neighbour is busy.
settings.register_profile("thidua", deadline=None)
settings.load_profile("thidua")


@pytest.fixture(autouse=True)
def _no_pinned_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks the database what day it is, so that counted queries are those of the code under test."""
    monkeypatch.setattr(clock, "_known", (float("inf"), None))
