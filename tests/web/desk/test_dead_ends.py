"""Nobody is led to a page that refuses them: every link of a page opens."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.cast import Cast, hear_everything
from thidua.report.models import Report

PAGES = ("/", "/phong-trao/", "/phat-dong/", "/van-ban/", "/chon")
_LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')


def links(page: str) -> set[str]:
    return {one.replace("&amp;", "&") for one in _LINK.findall(page)} - {"/dang-xuat"}


@pytest.mark.parametrize("who", ["garment_worker", "school_chair", "na_hang_officer", "clerk"])
def test_every_link_opens(cast: Cast, who: str) -> None:
    hear_everything()
    client = cast.client(who)
    seen: set[str] = set()
    for start in (*PAGES, f"/phong-trao/{cast.movement.pk}"):
        page = client.get(start, follow=True)
        assert page.status_code == 200, start
        seen |= links(page.content.decode())
    refused = {one: client.get(one, follow=True).status_code for one in sorted(seen)}
    assert {one: status for one, status in refused.items() if status >= 400} == {}


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("garment_worker", "/phat-dong/phong-trao-moi", 403),
        ("garment_worker", "/phong-trao/{movement}/van-ban-moi", 403),
        ("garment_worker", "/van-ban/{plan}/dung-ke-hoach", 403),
        ("school_chair", "/phong-trao/{movement}/sua", 403),
        ("school_chair", "/phong-trao/{movement}/nam-moi", 403),
        ("garment_worker", "/phong-trao/{movement}", 200),
    ],
)
def test_a_form_that_would_be_refused_is_not_offered(cast: Cast, who: str, address: str, status: int) -> None:
    where = address.format(movement=cast.movement.pk, plan=cast.plan.pk)
    assert cast.client(who).get(where).status_code == status


def test_a_member_who_types_the_address_of_the_totals_is_told_whose_they_are(cast: Cast) -> None:
    answer = cast.client("garment_worker").get("/tong-hop/")
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 403
    assert "Trang Tổng hợp của CĐCS Công ty May Sơn Dương chưa mở cho vai trò của bạn." in page
    assert "xem ở trang Phong trào" in page
    # Somebody else's unit still looks absent.
    other = f"/tong-hop/{cast.period.pk}/{cast.units['TQ-NH'].pk}/"
    assert cast.client("garment_worker").get(other).status_code == 404


def test_the_button_of_launching_is_for_whoever_may_launch(cast: Cast) -> None:
    cast.movement.state = "preparing"
    cast.movement.save()
    where = f"/phong-trao/{cast.movement.pk}/phat-dong"
    assert where in cast.client("chair").get("/phat-dong/").content.decode()
    assert where not in cast.client("province_officer").get("/phat-dong/").content.decode()


def test_words_in_pieces_and_with_nul_are_taken_in_whole(cast: Cast) -> None:
    report, client = cast.report("TQ-NH-001"), cast.client("school_chair")
    sent = "Chị em hăng hái thi đua"
    typed = unicodedata.normalize("NFD", sent).replace(" ", " \0")
    page = client.post(f"/bao-cao/{report.pk}/nhap/", {"n-strengths": typed}, follow=True)
    assert sent in page.content.decode()  # on the page of the last look, before sending
    report.refresh_from_db()
    assert report.narrative["strengths"] == sent


def test_a_form_that_is_refused_as_a_whole_shows_what_was_typed_and_leads_back(cast: Cast) -> None:
    report = cast.report("TQ-NH-001")
    Report.objects.filter(pk=report.pk).update(state="sent")
    form = f"/bao-cao/{report.pk}/nhap/"
    typed = {"n-strengths": "Cả tổ gửi sớm", "version": "3", "token": "not-to-be-seen"}
    answer = cast.client("school_chair").post(form, typed, headers={"Referer": f"http://testserver{form}"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<li>Cả tổ gửi sớm</li>" in page
    assert f'href="{form}"' in page
    assert "not-to-be-seen" not in page
