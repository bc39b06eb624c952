"""The main job in a browser: a chair on a phone reports, the upper union accepts, the province sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.chromium import violations

pytestmark = pytest.mark.browser

SCHOOL = {"workers": "27", "members": "26", "briefed": "27", "introduced": "3", "shelter_fund": "1.350.000"}
INTRODUCED = "đoàn viên ưu tú giới thiệu cho Đảng"


def line(page: Any, cast: Cast, words: str) -> Any:
    page.goto(f"/phong-trao/{cast.movement.pk}")
    return page.locator("details.target", has_text=words).first


def fill(page: Any) -> None:
    """Types as on a phone: the figures that this school has, 0 for the others, yes for the conference."""
    for box in page.locator("main input[inputmode]:visible").all():
        name = box.get_attribute("name") or ""
        if name.startswith("c-") and box.is_enabled():
            box.fill(SCHOOL.get(name[2:], "0"))
            box.blur()
    for choice in page.locator("main select:visible").all():
        choice.select_option(index=1)


@pytest.mark.row("R01")
def test_a_report_travels_from_the_phone_to_the_province(cast: Cast, signed_in: Callable[..., Any]) -> None:
    hear_everything()
    province = signed_in("province_officer", typed=True)
    assert line(province, cast, INTRODUCED).locator(".value b").inner_text() == "–"
    assert violations(province) == []

    chair = signed_in("school_chair", 390, typed=True)
    chair.get_by_role("link", name=re.compile("^Điền")).or_(
        chair.get_by_role("link", name="Gửi báo cáo 6 tháng đầu năm")
    ).first.click()
    chair.wait_for_url("**/nhap/")
    fill(chair)
    chair.get_by_text("Đã lưu lúc").first.wait_for()
    assert violations(chair) == []
    chair.reload()
    assert (
        chair.locator("input[name=c-introduced]").input_value() == "3"
    )  # saved at the pause, not on sending
    chair.locator("button, a").filter(has_text="Xem lại").first.click()
    chair.wait_for_url("**/gui/")
    for box in chair.locator("main input[type=checkbox]:visible").all():
        box.check()
    chair.get_by_role("button", name=re.compile("^Gửi")).first.click()
    chair.wait_for_url(re.compile(r"/bao-cao/\d+/$"))
    assert chair.get_by_text("Đã gửi").first.is_visible()

    hear_everything()
    told = line(province, cast, INTRODUCED)
    assert told.locator(".value b").inner_text() == "3/11"
    assert "Đã duyệt –" in told.inner_text()

    officer = signed_in("na_hang_officer")
    officer.get_by_role("link", name=re.compile("^Duyệt")).first.click()
    officer.get_by_role("link", name=re.compile("Hồng Thái")).first.click()
    assert violations(officer) == []
    officer.get_by_role("button", name=re.compile("^Duyệt")).first.click()
    officer.wait_for_load_state()
    hear_everything()
    told = line(province, cast, INTRODUCED)
    assert told.locator(".value b").inner_text() == "3/11"
    assert "Đã duyệt" not in told.inner_text()  # what is accepted is all that was sent
    assert [*province.complaints, *chair.complaints, *officer.complaints] == []


def test_a_signed_out_phone_loses_nothing(cast: Cast, signed_in: Callable[..., Any]) -> None:
    """The session ends while the chair types; after signing in again the form is there with its words."""
    chair = signed_in("school_chair", 390)
    chair.goto(f"/bao-cao/{cast.report('TQ-NH-001').pk}/nhap/")
    chair.fill("input[name=c-introduced]", "4")
    chair.locator("input[name=c-introduced]").blur()
    chair.get_by_text("Đã lưu lúc").first.wait_for()
    chair.context.clear_cookies()
    chair.goto("/")
    chair.wait_for_url("**/dang-nhap**")
    chair.fill("input[name=login]", cast.accounts["school_chair"].login)
    chair.fill("input[name=secret]", "258036")
    chair.locator("form button[type=submit]").first.click()
    chair.wait_for_url("**/")
    chair.goto(f"/bao-cao/{cast.report('TQ-NH-001').pk}/nhap/")
    assert chair.locator("input[name=c-introduced]").input_value() == "4"
