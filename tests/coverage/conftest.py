from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.coverage.desk import Desks, desk_of
from tests.coverage.year import Year, tell_the_year


@pytest.fixture
def desks(cast: Cast) -> Desks:
    """``desks("province_officer")`` is that account at its screen and at its token."""
    return lambda code: desk_of(cast, code)


@pytest.fixture
def year(cast: Cast) -> Year:
    """The year is over: everybody has reported, everything is accepted; see ``year.py``."""
    return tell_the_year(cast)
