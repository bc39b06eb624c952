"""Whoever stands in for another is told so on their own home page, with how much waits there."""

from __future__ import annotations

import pytest

from tests.cast import TODAY, Cast
from thidua.access.models import Holding
from thidua.kernel.waiting import waiting_for


@pytest.fixture
def stand_in(cast: Cast) -> Holding:
    return Holding.objects.create(
        account=cast.accounts["garment_worker"],
        role="grassroots_chair",
        unit=cast.units["TQ-NH-001"],
        delegated_by=cast.accounts["school_chair"],
        from_on=TODAY,
        until_on=TODAY,
        reason="Đi công tác",
    )


def test_the_home_page_names_whom_one_stands_in_for(cast: Cast, stand_in: Holding) -> None:
    client, chair = cast.client("garment_worker"), cast.accounts["school_chair"].name
    page = client.get("/").content.decode()
    assert "Bạn đang được giao làm thay" in page
    assert f"Làm thay {chair}" in page
    waits = len(waiting_for(cast.actor("school_chair")))
    assert waits > 0
    assert f"{waits} việc đang chờ" in client.get("/viec/lam-thay").content.decode()


def test_at_the_desk_of_the_other_the_same_jobs_wait_and_the_bar_says_whose_they_are(
    cast: Cast, stand_in: Holding
) -> None:
    client, chair = cast.client("garment_worker"), cast.accounts["school_chair"]
    client.post("/doi-don-vi", {"desk": f"{stand_in.unit_id}-{chair.pk}"})
    page = client.get("/").content.decode()
    assert f"làm thay {chair.name}" in page
    assert "Gửi báo cáo 6 tháng đầu năm" in page
    assert "Bạn đang được giao làm thay" not in page


def test_others_are_told_nothing(cast: Cast, stand_in: Holding) -> None:
    client = cast.client("na_hang_officer")
    assert "được giao làm thay" not in client.get("/").content.decode()
    assert cast.accounts["school_chair"].name not in client.get("/viec/lam-thay").content.decode()
