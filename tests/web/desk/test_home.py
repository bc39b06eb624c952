"""Home, from the chair of each person: what waits, by deadline, and the exact place behind the button."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

# With the frame around it. The number of jobs and units does not change them.
HOME_QUERIES = 25


@pytest.mark.parametrize(
    ("who", "title", "button"),
    [
        ("school_chair", "Gửi báo cáo 6 tháng đầu năm", "/bao-cao/"),
        ("na_hang_officer", "Ban hành kế hoạch", "/van-ban/"),
    ],
)
def test_the_first_job_opens_its_place(cast: Cast, who: str, title: str, button: str) -> None:
    page = cast.client(who).get("/").content.decode()
    assert title in page
    assert f'href="{button}' in page
    assert "Thứ Ba, 18/07/2017" in page


def test_a_member_without_jobs_is_told_what_comes(cast: Cast) -> None:
    page = cast.client("garment_worker").get("/").content.decode()
    assert "Đã xong" in page


@pytest.mark.parametrize("who", ["school_chair", "na_hang_officer", "province_officer"])
def test_home_asks_the_database_little(cast: Cast, who: str, django_assert_max_num_queries: object) -> None:
    client = cast.client(who)
    client.get("/")
    with django_assert_max_num_queries(HOME_QUERIES):  # type: ignore[operator]
        client.get("/")


def test_the_number_beside_the_menu_is_told_by_the_page_itself(cast: Cast) -> None:
    client = cast.client("na_hang_officer")
    assert client.get("/viec/con").content.decode() not in ("", "0")
    assert cast.client("garment_worker").get("/viec/con").content == b""


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap")


def test_english_is_chosen_and_kept(cast: Cast) -> None:
    client = cast.client("school_chair")
    client.post("/tai-khoan/ngon-ngu", {"language": "en"})
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "To do" in page


def test_a_chair_is_told_the_days_of_their_own_level(cast: Cast) -> None:
    page = cast.client("school_chair").get("/").content.decode()
    assert "Cơ sở gửi báo cáo" in page
    assert "Cấp trên cơ sở duyệt báo cáo cấp dưới" not in page
    assert "Cấp trên cơ sở duyệt báo cáo cấp dưới" in cast.client("na_hang_officer").get("/").content.decode()
