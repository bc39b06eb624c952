from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.score.grading.year import TODAY, Year, make_year
from thidua.kernel.clock import standing_on


@pytest.fixture
def year(cast: Cast) -> Iterator[Year]:
    with standing_on(TODAY):
        yield make_year(cast)
