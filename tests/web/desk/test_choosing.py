"""Choosing the movement and the period in the bar."""

from __future__ import annotations

from tests.cast import Cast


def test_a_chosen_period_is_kept(cast: Cast) -> None:
    client = cast.client("province_officer")
    year = cast.periods["year"]
    client.post("/chon/ky", {"period": year.pk, "next": "/"})
    assert (
        f"<b>{year.name}</b>" in client.get("/chon").content.decode()
        or year.name in client.get("/").content.decode()
    )


def test_what_is_not_there_cannot_be_chosen(cast: Cast) -> None:
    client = cast.client("province_officer")
    assert client.post("/chon/ky", {"period": "999999"}).status_code == 404
    assert client.post("/chon/phong-trao", {"movement": "abc"}).status_code == 404


def test_choosing_never_leads_to_another_site(cast: Cast) -> None:
    answer = cast.client("province_officer").post(
        "/chon/phong-trao", {"movement": cast.movement.pk, "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/"
