"""How the sums lie in the database: open, so that adding up never unpacks."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.rollup.test_pages import settle
from tests.rollup.world import World
from thidua.algebra.elements import Element
from thidua.algebra.forms import form_of
from thidua.algebra.indicators import Total
from thidua.rollup.models import Agg

# Twice as wide as the widest plan known: rows of sums of three thousand bytes.
WIDE = [f"figure_{n}" for n in range(60)]


@pytest.mark.django_db
def test_arrays_of_sums_and_of_reports_are_never_packed() -> None:
    """Packed, each would be unpacked once for every position that is added up."""
    world = World(form_of([Total(Element(name)) for name in WIDE]))
    upper = world.upper()
    for _unit in range(3):
        world.send(world.head(world.base(upper)), **dict.fromkeys(WIDE, 1000003))
    settle()
    assert Agg.objects.filter(period_id=world.period.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where pg_column_compression(sent) is not null"
            " or pg_column_compression(accepted_n) is not null) from rollup_agg where period_id = %s",
            [world.period.pk],
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select count(*), count(*) filter (where pg_column_compression(vals) is not null)"
            " from report_values where period_id = %s and array_length(vals, 1) > 60",
            [world.period.pk],
        )
        assert cursor.fetchone() == (3, 0)
