"""What every room's tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The province of ``scenarios/cast.yaml`` with its movement of 2017; see ``tests/cast.py``."""
    from tests.cast import on_stage  # late: the tests of plain Python rooms load no models

    with on_stage() as made:
        yield made
