"""Launch events, papers on their way and reviews for programs: the same refusals as on the pages."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import Cast
from tests.web.api.conftest import Callers
from thidua.launch.models import LaunchEvent, Paper, PaperOpened


@pytest.fixture
def own_plan(cast: Cast) -> Paper:
    """Na Hang's plan under that of the province, out."""
    return Paper.objects.create(
        movement=cast.movement,
        issuer=cast.units["TQ-NH"],
        seat=cast.units["TQ-NH"],
        kind="plan",
        parent=cast.plan,
        year=cast.cycle.year,
        state="issued",
        number=7,
        symbol="KH-LĐLĐ",
        issued_on=dt.date(2017, 2, 27),
        title="Kế hoạch hành động",
    )


def test_a_program_that_reads_the_plan_has_opened_it(cast: Cast, caller: Callers) -> None:
    caller("school_chair").get(f"/papers/{cast.plan.pk}")
    caller("province_officer").get(f"/papers/{cast.plan.pk}")
    assert list(PaperOpened.objects.values_list("unit__code", flat=True)) == ["TQ-NH-001"]
    above = caller("na_hang_officer")
    assert above.get(f"/papers/{cast.plan.pk}/openings") == [{"level": "grassroots", "units": 4, "opened": 1}]
    told = above.get(f"/papers/{cast.plan.pk}/openings/units", opened=True)["items"]
    assert [(one["unit"]["code"], one["opened_by"]) for one in told] == [("TQ-NH-001", "Bàn Thị Mẩy")]
    assert above.get(f"/papers/{cast.plan.pk}/openings/units")["total"] == 3
    status, refusal = caller("stranger").refused("get", f"/papers/{cast.plan.pk}/openings")
    assert (status, refusal["code"]) == (404, "kernel.absent")


def test_an_event_is_planned_held_and_refused_in_words(cast: Cast, caller: Callers) -> None:
    officer, cycle = caller("na_hang_officer"), cast.cycle.pk
    told = {"seat_id": cast.units["TQ-NH"].pk, "kind": "pilot", "bloc": "school"}
    status, refusal = officer.refused("post", f"/cycles/{cycle}/events", told)
    assert (status, refusal["code"]) == (422, "launch.pilot_incomplete")
    made = officer.post(f"/cycles/{cycle}/events", **told, at_id=cast.units["TQ-NH-001"].pk)
    assert (made["at"]["code"], made["held_on"], made["files"]) == ("TQ-NH-001", None, [])
    held = officer.post(f"/events/{made['id']}/held", on="2017-03-10", attendance=26)
    assert (held["held_on"], held["version"]) == ("2017-03-10", 2)
    status, refusal = officer.refused("post", f"/events/{made['id']}/held", {"on": "2030-01-01"})
    assert (status, refusal["code"]) == (422, "launch.in_the_future")
    status, _refusal = caller("son_duong_officer").refused("get", f"/events/{made['id']}")
    assert status == 404
    # The union that is the example sees it, and does not write it.
    assert caller("school_chair").get(f"/events/{made['id']}")["name"] == LaunchEvent.objects.get().name
    status, _refusal = caller("school_chair").refused(
        "post", f"/events/{made['id']}/held", {"on": "2017-03-11"}
    )
    assert status == 403


def test_a_plan_goes_up_once(cast: Cast, caller: Callers, own_plan: Paper) -> None:
    officer, clerk = caller("na_hang_officer"), caller("clerk")
    sent = {"channel": "official_letter", "sent_on": "2017-03-03"}
    status, refusal = officer.refused("post", f"/papers/{own_plan.pk}/sent-up", sent)
    assert (status, refusal["code"]) == (422, "launch.letter_missing")
    told = officer.post(f"/papers/{own_plan.pk}/sent-up", **sent, letter="15/CV-LĐLĐ")
    assert (told["letter"], told["received_on"], told["number"]) == ("15/CV-LĐLĐ", None, None)
    status, refusal = officer.refused("post", f"/papers/{own_plan.pk}/sent-up", {**sent, "letter": "16/CV"})
    assert (status, refusal["code"]) == (409, "launch.already_sent")
    status, _refusal = officer.refused(
        "post", f"/papers/{own_plan.pk}/received", {"received_on": "2017-03-04"}
    )
    assert status == 403
    clerk.post(f"/papers/{own_plan.pk}/received", received_on="2017-03-04", number=210)
    page = clerk.get(f"/units/{cast.units['TQ'].pk}/plans-in")
    assert [(one["unit"]["code"], one["number"]) for one in page["items"]] == [("TQ-NH", 210)]


def test_a_review_is_written_down_by_the_caller_of_the_movement(cast: Cast, caller: Callers) -> None:
    review = cast.movement.reviews.create(
        kind="yearly", from_year=2017, until_year=2017, due_on=dt.date(2017, 7, 10)
    )
    path = f"/movements/{cast.movement.pk}/reviews/{review.pk}/held"
    status, _refusal = caller("na_hang_officer").refused("post", path, {"on": "2017-07-11"})
    assert status == 403
    assert caller("province_officer").post(path, on="2017-07-11")["held_on"] == "2017-07-11"
