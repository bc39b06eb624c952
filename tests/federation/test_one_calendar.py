"""A demonstration stands on one day: everything a page shows of a unit's past is on the same calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.federation.cast import HOUSE, World
from thidua.audit.models import Entry
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.queries.history import history_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 7, 18)  # where the tests of this room stand


def test_units_founded_by_the_thousand_are_noted_on_the_day_of_the_story(world: World) -> None:
    (unit,) = found_units(
        actor=HOUSE, rows=[NewUnit("NH-9", "CĐCS Trường Mầm non Khau Tinh", "grassroots_union", "NH")]
    )
    told = {timezone.localtime(deed.at).date() for deed in history_of(unit)}
    assert told == {DAY}
    assert {timezone.localtime(one.at).date() for one in Entry.objects.all()} == {DAY}
