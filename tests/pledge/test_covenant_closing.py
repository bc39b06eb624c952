"""The closing statement: only out of figures that are frozen for good, judged by what was signed, part of the chain."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse

from tests.cast import Cast, hear_everything
from tests.pledge.covenants import NEIGHBOUR, SEAT, decide, in_force, party
from thidua.kernel import clock
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.close_period import close_period
from thidua.pledge.actions.covenants.close import Actual, close_covenant
from thidua.pledge.errors import ActualsMissing
from thidua.pledge.models import Closing, Covenant
from thidua.pledge.queries.covenants.chain import verify, verify_all
from thidua.rollup.actions.freeze_edition import freeze_edition


def frozen(cast: Cast) -> None:
    """The half-year is closed and its figures are frozen."""
    head = cast.actor("head_of_department")
    close_period(actor=head, period_id=cast.period.pk)
    hear_everything()
    freeze_edition(actor=head, period_id=cast.period.pk)
    hear_everything()


def test_nothing_is_closed_without_frozen_figures(cast: Cast) -> None:
    covenant = in_force(cast)
    seat = cast.client(SEAT)
    where = reverse("desk:close_covenant", args=[covenant.pk])
    assert "Chưa có số liệu đã khóa" in seat.get(where).content.decode()
    seat.post(where)
    assert not Closing.objects.exists()
    with pytest.raises(ActualsMissing):
        close_covenant(actor=cast.actor(SEAT), covenant_id=covenant.pk, actuals={}, cites="")


def test_the_statement_says_what_was_promised_and_what_was_reached(cast: Cast) -> None:
    covenant = in_force(cast)
    frozen(cast)
    seat = cast.client(SEAT)
    where = reverse("desk:close_covenant", args=[covenant.pk])
    page = seat.get(where).content.decode()
    assert "Bản tổng hợp số 1" in page
    assert cast.client(NEIGHBOUR).get(where).status_code == 403  # the seat closes
    answer = seat.post(where)
    assert answer.status_code == 302
    closing = Closing.objects.get()
    told = json.loads(closing.text)
    assert told["cites"].startswith("Bản tổng hợp số 1")
    lines = {(one["no"], one["party"]): one for one in told["lines"]}
    version = covenant.versions.get()
    assert told["version"] == version.number
    members = lines[3, party(covenant, "TQ-NH").pk]
    assert members["promised"].startswith("Từ 70")
    assert members["state"] in {"not_achieved", "not_reported", "achieved", "exceeded", "not_due"}
    covenant = Covenant.objects.get()
    assert (covenant.state, covenant.head) == ("closed", closing.digest)
    assert verify(covenant) is None
    assert (
        "Kết quả đã ghi khi tổng kết"
        in seat.get(reverse("desk:living_covenant", args=[covenant.pk])).content.decode()
    )
    Closing.objects.update(text=closing.text.replace("Bản", "bản"))
    (broken,) = verify_all()
    assert broken.cause == "closing"


def test_closing_waits_for_the_seat_when_the_year_is_over(cast: Cast) -> None:
    in_force(cast)
    codes = {one.code for one in waiting_for(cast.actor(SEAT))}
    assert "pledge.close_covenant" not in codes
    with clock.standing_on(dt.date(2018, 1, 5)):
        codes = {one.code for one in waiting_for(cast.actor(SEAT))}
    assert "pledge.close_covenant" in codes


def test_a_closed_covenant_follows_nothing_more(cast: Cast) -> None:
    covenant = in_force(cast)
    told = {(3, party(covenant, "TQ-NH").pk): Actual("80", "80", "exceeded")}
    close_covenant(actor=cast.actor(SEAT), covenant_id=covenant.pk, actuals=told, cites="Bản tổng hợp số 1")
    decide(cast, {"TQ-NH": "90"}, number=41)
    hear_everything()
    assert covenant.versions.count() == 1
