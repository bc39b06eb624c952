"""Entering figures without JavaScript, by keyboard, and when the sign-in ends in the middle."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.e2e.conftest import PIN
from thidua.report.queries.figures import data_of

pytestmark = pytest.mark.browser

NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], summary')]
  .filter(one => one.checkVisibility())
  .filter(one => !(one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent).trim())
  .map(one => one.outerHTML.slice(0, 120))"""
WITHOUT_RING = """() => {
  const here = document.activeElement, box = here.closest('.box, .choice')
  return [here, box].filter(Boolean).some(one => getComputedStyle(one).outlineStyle !== 'none')
    ? '' : here.outerHTML.slice(0, 120)
}"""


def test_a_report_is_typed_kept_and_looked_over_without_javascript(
    cast: Cast, signed_in: Callable[..., Any]
) -> None:
    report = cast.report("TQ-SD-001")
    chair = signed_in("garment_chair", 390, java_script_enabled=False)
    chair.goto(f"/bao-cao/{report.pk}/nhap/")
    box = chair.locator("form[data-autosave] .box-number input").first
    code = box.get_attribute("name").removeprefix("c-")
    box.fill("1234567")
    chair.get_by_role("button", name="Lưu, gửi sau").click()
    expect(chair.get_by_text("Đã lưu. Gửi sau cũng được")).to_be_visible()
    assert data_of(report)[code]["text"] == "1.234.567"
    chair.locator(".foot .button-primary").click()
    expect(chair.get_by_role("heading", name="Xem lại trước khi gửi")).to_be_visible()
    chair.locator("[data-summary-of-errors] a").first.click()
    assert re.search(rf"/bao-cao/{report.pk}/nhap/#c-", chair.url)


def test_the_table_is_typed_and_refused_without_javascript(cast: Cast, signed_in: Callable[..., Any]) -> None:
    officer = signed_in("son_duong_officer", 1280, java_script_enabled=False)
    officer.goto(f"/bao-cao/{cast.report('TQ-SD').pk}/bang/")
    cell = officer.locator("input[name^=g-]").first
    name = cell.get_attribute("name")
    cell.fill("mười")
    officer.get_by_role("button", name="Lưu bảng").click()
    expect(officer.locator(f"[data-summary-of-errors] a[href='#{name}']")).to_be_visible()
    assert officer.locator(f"[name={name}]").input_value() == "mười"


def test_what_was_typed_comes_back_after_signing_in_again(cast: Cast, signed_in: Callable[..., Any]) -> None:
    report = cast.report("TQ-SD-001")
    chair = signed_in("garment_chair", 390)
    chair.goto(f"/bao-cao/{report.pk}/nhap/")
    box = chair.locator("form[data-autosave] .box-number input").first
    chair.context.clear_cookies(name="sessionid")
    box.fill("88")
    expect(chair.locator("[data-save-bar]").get_by_text("Phiên đăng nhập đã hết")).to_be_visible(
        timeout=20_000
    )
    chair.reload()
    chair.fill("input[name=login]", cast.accounts["garment_chair"].login)
    chair.fill("input[name=secret]", PIN)
    chair.locator("form button[type=submit]").first.click()
    chair.get_by_role("button", name="Gửi tiếp").click()
    chair.goto(f"/bao-cao/{report.pk}/nhap/")
    assert chair.locator("form[data-autosave] .box-number input").first.input_value() == "88"


@pytest.mark.parametrize(
    ("person", "place"),
    [
        ("garment_chair", "TQ-SD-001:nhap"),
        ("son_duong_officer", "TQ-SD:bang"),
        ("son_duong_officer", "TQ-SD:nhap-gop"),
    ],
)
def test_every_control_has_a_name_and_shows_where_the_cursor_is(
    cast: Cast, signed_in: Callable[..., Any], person: str, place: str
) -> None:
    unit, page_name = place.split(":")
    page = signed_in(person, 390)
    page.goto(f"/bao-cao/{cast.report(unit).pk}/{page_name}/")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    assert page.evaluate(NAMELESS) == []
    for _step in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(WITHOUT_RING) == ""
