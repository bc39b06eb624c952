"""A cluster elects its leader: asked by the province, voted on a phone, counted, written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.test_pages import every
from thidua.federation.models import Ballot, Body, Leadership, Regulation

pytestmark = pytest.mark.browser


def press(page: Any) -> None:
    page.locator("main form button[type=submit]").first.click()


def test_a_leader_is_elected_by_ballot_on_the_phone(cast: Cast, signed_in: Callable[..., Any]) -> None:
    officer = signed_in("province_officer", 390)
    officer.goto("/cum-thi-dua/moi")
    officer.fill("input[name=name]", "Cụm các huyện")
    press(officer)
    officer.wait_for_url("**/cum-thi-dua/*/2017")
    here = f"/cum-thi-dua/{Body.objects.get(form='cluster').pk}/2017"
    for code in ("TQ-NH", "TQ-SD"):
        officer.goto(f"{here}/them-thanh-vien")
        officer.fill("input[name=unit]", code)
        press(officer)
        officer.wait_for_url(f"**{here}")
    officer.goto(here)
    officer.get_by_role("link", name="Bỏ phiếu chọn cụm trưởng").click()
    press(officer)
    officer.wait_for_url("**/bo-phieu/*")
    assert "0/2" in officer.inner_text("main")

    for who in ("na_hang_chair", "son_duong_chair"):
        chair = signed_in(who, 390)
        chair.goto("/")
        chair.get_by_role("link", name="Bỏ phiếu: Chọn cụm trưởng năm 2017").first.click()
        chair.wait_for_url("**/bo-phieu/*")
        address = f"/cum-thi-dua/bo-phieu/{Ballot.objects.get().pk}"
        assert every(chair, [address, here, "/cum-thi-dua/"]) == []
        chair.set_viewport_size({"width": 390, "height": 844})
        chair.goto(address)
        chair.get_by_label("LĐLĐ huyện Sơn Dương").check()
        press(chair)
        chair.get_by_text("Mã phiếu của đơn vị").wait_for()

    officer.goto(address)
    officer.get_by_role("button", name="Đóng và kiểm phiếu").click()
    officer.get_by_text("Nhiều phiếu nhất").wait_for()
    assert "2/2 phiếu" in officer.inner_text("main")
    assert every(officer, [address]) == []
    officer.set_viewport_size({"width": 390, "height": 844})
    officer.goto(address)
    officer.get_by_role("link", name="Ghi LĐLĐ huyện Sơn Dương là cụm trưởng").click()
    press(officer)
    officer.wait_for_url(f"**{here}")
    assert Leadership.objects.get().leader == cast.units["TQ-SD"]

    officer.get_by_role("button", name="Soạn quy chế").click()
    officer.wait_for_url("**/soan")
    press(officer)
    officer.wait_for_url("**/quy-che/*")
    rule = f"/cum-thi-dua/quy-che/{Regulation.objects.get().pk}"
    forms = [
        f"{here}/cum-truong",
        f"{here}/tong-ket",
        f"{here}/mo-nam-sau",
        f"{rule}/soan",
        f"{rule}/thong-qua",
    ]
    assert every(officer, [here, rule, *forms]) == []
