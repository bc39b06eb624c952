"""Registering in a browser: pasted from Excel by a chair on a phone, by a member alone, confirmed, seen above."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.e2e.test_pages import every
from tests.pledge.registering import GARMENT, opened
from thidua.pledge.models import Registration, UnitList

pytestmark = pytest.mark.browser


def test_registering_from_excel(cast: Cast, signed_in: Callable[..., Any]) -> None:
    scheme = opened(cast)
    unit = cast.units[GARMENT].pk
    own = f"/dang-ky/{scheme.pk}/don-vi/{unit}"

    member = signed_in("garment_worker", 390)
    member.get_by_role("link", name="Đăng ký", exact=True).click()
    member.get_by_label("Danh hiệu, việc đăng ký").select_option(label="Lao động tiên tiến")
    member.get_by_label("Nội dung, phần việc cụ thể").fill("Vượt 10 % định mức, không lỗi quá 1 %")
    member.get_by_role("button", name="Đăng ký").click()
    expect(member.get_by_text("Tự đăng ký, chờ đơn vị")).to_be_visible()
    assert every(member, ["/dang-ky/cua-toi"]) == []

    chair = signed_in("garment_chair", 390)
    chair.get_by_role("link", name=re.compile("Xác nhận danh sách đăng ký")).first.click()
    chair.wait_for_url(f"**{own}/danh-sach")
    chair.get_by_role("link", name="Dán hoặc nhập từ Excel").click()
    chair.get_by_label("Dán từ Excel").fill("Lý Thị Nga\tLĐTT\nMa Thị Mới\tCSTĐCS\nTổ may số 3\tDanh hiệu lạ")
    chair.get_by_role("button", name="Gửi và kiểm tra").click()
    expect(chair.get_by_text("Không có danh hiệu «Danh hiệu lạ»")).to_be_visible()
    assert every(chair, [chair.url.replace(chair.url.split("/to-chuc")[0], "")]) == []
    chair.set_viewport_size({"width": 390, "height": 844})
    chair.get_by_role("button", name="Ghi 2 dòng").click()
    expect(chair.get_by_text("Đã ghi 2 dòng")).to_be_visible()
    assert Registration.objects.count() == 3

    chair.goto(f"{own}/danh-dau")
    chair.get_by_role("checkbox", name="Ma Thị Hiền").check()
    chair.get_by_role("button", name="Ghi những người đã đánh dấu").click()
    expect(chair.get_by_text("Đã ghi 1 người đăng ký")).to_be_visible()
    pages = ("danh-sach", "danh-dau", "tu-excel", "them", "xac-nhan", "ket-qua", "")
    line = Registration.objects.first()
    assert line is not None
    assert every(chair, [*(f"{own}/{page}" for page in pages), f"/dang-ky/dong/{line.pk}"]) == []
    chair.set_viewport_size({"width": 390, "height": 844})
    chair.goto(f"{own}/xac-nhan")
    chair.get_by_label("Hình thức đăng ký").select_option("team")
    chair.get_by_role("button", name="Xác nhận danh sách").click()
    expect(chair.get_by_text("Đã xác nhận danh sách")).to_be_visible()
    assert UnitList.objects.get().state == "confirmed"

    officer = signed_in("son_duong_officer")
    officer.get_by_role("link", name=re.compile("^Đăng ký")).first.click()
    expect(officer.get_by_text("4/248").or_(officer.get_by_text("4/246")).first).to_be_visible()
    province = signed_in("province_officer")
    whole = f"/dang-ky/{scheme.pk}/don-vi/{cast.units['TQ'].pk}/"
    assert every(province, [whole, f"/dang-ky/{scheme.pk}/the-le", f"/dang-ky/mo/{cast.cycle.pk}"]) == []
