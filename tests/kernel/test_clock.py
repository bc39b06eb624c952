from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from thidua.kernel import clock
from thidua.kernel.models import Installation


@pytest.mark.django_db
def test_a_demonstration_stands_still_on_its_day() -> None:
    Installation.objects.create(pk=1, scenario="x", pinned_on=dt.date(2017, 7, 18))
    clock.forget()
    assert clock.today() == dt.date(2017, 7, 18)
    with clock.standing_on(dt.date(2017, 12, 31)):
        assert clock.today() == dt.date(2017, 12, 31)
    Installation.objects.all().delete()
    clock.forget()
    assert clock.today() == timezone.localdate()


@pytest.mark.django_db
def test_django_reads_vietnamese_dates_day_first() -> None:

    from django.forms import DateField

    assert DateField().clean("07/02/2017") == dt.date(2017, 2, 7)
    assert DateField().clean("7/2/2017") == dt.date(2017, 2, 7)
