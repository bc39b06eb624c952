"""Home, from the chair of each person: what waits, by deadline, and the exact place behind the button."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.test import Client

from tests.cast import Cast
from tests.web.desk.everything_waits import ALL_WAIT, CHAIR, everything_waits
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.waiting import waiting_for
from thidua.report.models import Chase, Report

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


def test_home_asks_little_when_every_room_wants_something_at_once(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    everything_waits(cast)
    told = {one.code: one for one in waiting_for(cast.actor(CHAIR))}
    assert set(told) >= ALL_WAIT
    assert told["score.mark_oneself"].due_on == dt.date(2017, 7, 24)  # the last day of the present phase
    for who in (CHAIR, "na_hang_officer", "province_officer", "garment_chair"):
        client = cast.client(who)
        client.get("/")
        with django_assert_max_num_queries(HOME_QUERIES):  # type: ignore[operator]
            client.get("/")


def test_the_number_beside_the_menu_is_told_by_the_page_itself(cast: Cast) -> None:
    client = cast.client("na_hang_officer")
    assert client.get("/viec/con").content.decode() not in ("", "0")
    assert cast.client("garment_worker").get("/viec/con").content == b""


def test_the_number_holds_for_a_while_and_until_one_does_something_oneself(cast: Cast) -> None:
    client = cast.client("na_hang_officer")
    asks = 'hx-get="/viec/con"'
    assert asks in client.get("/to-chuc/").content.decode()
    assert client.get("/viec/con").cookies["da-dem"]["max-age"] == 60
    assert asks not in client.get("/to-chuc/").content.decode()
    client.post("/tai-khoan/ngon-ngu", {"language": "vi"})
    assert asks in client.get("/to-chuc/").content.decode()
    assert asks not in client.get("/").content.decode()  # home has just counted


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


def test_home_leads_to_all_who_have_not_sent_and_says_whose_they_are(cast: Cast) -> None:
    """Two days before the day of grassroots unions: one tap, whether the officer is one step above or two."""
    officer = cast.client("province_officer")
    owed = Report.objects.filter(period=cast.period, kind="own", unit__kind__level="grassroots", exempt=False)
    assert owed.count() > 3
    page = officer.get("/").content.decode()
    assert f"Nhắc {owed.count()} cơ sở chưa gửi báo cáo" in page
    assert f"0/{owed.count()} đã gửi. Còn thiếu: " in page
    biggest = max(
        (cast.units[code] for code in ("TQ-NH", "TQ-SD", "TQ-GD")), key=lambda unit: below(owed, unit)
    )
    assert f"{biggest} {below(owed, biggest)}" in page
    board = f"/bao-cao/ai-chua-gui/{cast.cycle.pk}/?cap=co-so"
    assert f'href="{board}"' in page
    asked = officer.get(board).content.decode()
    assert f"Nhắc tất cả ({owed.count()})" in asked
    officer.post(board, {"how": "phone", "whom": "all"})
    assert Chase.objects.count() == owed.count()

    mine = below(owed, cast.units["TQ-NH"])
    page = cast.client("na_hang_officer").get("/").content.decode()
    assert f"Nhắc {mine} cơ sở" in page
    assert "Nhắc" not in cast.client("school_chair").get("/").content.decode()


def below(owed: QuerySet[Report], unit: Body) -> int:
    return owed.filter(unit__path__startswith=unit.path).count()


def test_nobody_is_to_be_reminded_long_before_the_day(cast: Cast) -> None:
    with clock.standing_on(dt.date(2017, 7, 10)):
        assert "Nhắc" not in cast.client("province_officer").get("/").content.decode()
    with clock.standing_on(dt.date(2017, 7, 22)):
        page = cast.client("province_officer").get("/").content.decode()
    assert "Quá hạn 2 ngày" in page
    assert "Nhắc 3 đơn vị chưa gửi báo cáo" in page  # the unions between, whose own day is 25/07


def test_the_english_house_speaks_english(cast: Cast) -> None:
    """Days of the week, the usual names of periods, units of measure and kinds of unit."""
    client = cast.client("na_hang_officer")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    home = client.get("/").content.decode()
    assert "Tuesday, 18/07/2017" in home
    assert "6 tháng đầu năm" not in home
    assert "First half of the year" in home
    unit = client.get(f"/to-chuc/{cast.units['TQ-NH'].pk}").content.decode()
    assert "district federation of labour" in unit
    targets = client.get(f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu").content.decode().replace("\xa0", " ")
    assert "2.000 members" in targets
