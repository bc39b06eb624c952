"""The way of a report on a phone: typed, kept, sent, returned for one figure, mended, taken back, accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast, hear_everything
from thidua.report.models import Report

pytestmark = pytest.mark.browser


def _boxes(page: Any) -> list[Any]:
    return list(page.locator("form[data-autosave] .box-number input:not([readonly])").all())


def _fill(page: Any) -> None:
    for box in _boxes(page):
        if box.is_visible() and box.input_value() == "":
            box.fill("7")
    for choice in page.locator("form[data-autosave] select").all():
        choice.select_option("1")


def _send(page: Any) -> None:
    page.locator(".foot .button-primary").click()
    doubts = page.get_by_label("Đã kiểm tra, số đúng")
    if doubts.count():
        doubts.check()
    page.get_by_role("button", name=re.compile("^Gửi ")).click()
    expect(page.get_by_text("Đã gửi báo cáo cho")).to_be_visible()


def test_five_minutes_on_a_phone(cast: Cast, signed_in: Callable[..., Any]) -> None:
    report = cast.report("TQ-SD-001")
    chair = signed_in("garment_chair", 390, has_touch=True)
    chair.goto(f"/bao-cao/{report.pk}/nhap/")
    before = chair.locator("#con-lai").inner_text()
    _fill(chair)
    expect(chair.locator("[data-save-bar]").get_by_text("Đã lưu lúc")).to_be_visible(timeout=20_000)
    expect(chair.locator("#con-lai")).not_to_have_text(before)
    chair.reload()
    assert all(box.input_value() for box in _boxes(chair) if box.is_visible())

    _send(chair)
    officer = signed_in("son_duong_officer")
    officer.goto(f"/bao-cao/{report.pk}/duyet/")
    officer.locator("input[name^=w-]").first.fill("Nhiều hơn danh sách đã gửi")
    officer.get_by_role("button", name="Trả lại").click()
    expect(officer.get_by_text("Đã trả lại báo cáo")).to_be_visible()

    chair.goto(f"/bao-cao/{report.pk}/nhap/")
    link = chair.get_by_role("link", name="Nhiều hơn danh sách đã gửi")
    target = link.get_attribute("href").removeprefix("#")
    chair.locator(f"[id='{target}']").fill("9")
    _send(chair)
    chair.get_by_role("button", name="Lấy lại để sửa").click()
    _send(chair)

    officer.goto(f"/bao-cao/{report.pk}/duyet/")
    officer.get_by_role("button", name="Duyệt", exact=True).click()
    expect(officer.get_by_text("Đã duyệt báo cáo")).to_be_visible()
    assert Report.objects.get(pk=report.pk).state == "accepted"
    hear_everything()
    assert [*chair.complaints, *officer.complaints] == []


def test_without_a_network_nothing_typed_is_lost(cast: Cast, signed_in: Callable[..., Any]) -> None:
    chair = signed_in("garment_chair", 390)
    chair.goto(f"/bao-cao/{cast.report('TQ-SD-001').pk}/nhap/")
    chair.context.set_offline(True)
    box = next(one for one in _boxes(chair) if one.is_visible())
    box.fill("5")
    expect(chair.locator("[data-save-bar]").get_by_text("Chưa lưu lên được")).to_be_visible(timeout=20_000)
    chair.context.set_offline(False)
    expect(chair.locator("[data-save-bar]").get_by_text("Đã lưu lúc")).to_be_visible(timeout=20_000)
    chair.reload()
    assert next(one for one in _boxes(chair) if one.is_visible()).input_value() == "5"
