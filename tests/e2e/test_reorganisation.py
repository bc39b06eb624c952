"""Two unions become one, from the phone of the person who keeps the tree: draft, objections, result, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.e2e.test_pages import every, faults
from thidua.federation.models import Body, Reorganisation
from thidua.report.models import Report

pytestmark = pytest.mark.browser

NAME = "Sắp xếp tháng 7"


def test_a_merger_is_drafted_seen_carried_out_and_taken_back(
    cast: Cast, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("administrator", 390)
    province = f"/to-chuc/{cast.units['TQ'].pk}"
    page.goto(f"{province}/sap-xep/them")
    page.fill("input[name=name]", NAME)
    page.fill("input[name=from_on]", "1/7/2017")
    page.fill("input[name=source]", "QĐ 77/QĐ-LĐLĐ ngày 25/6/2017")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/to-chuc/sap-xep/*")
    here = page.url.split("?")[0]
    path = here[here.index("/to-chuc") :]

    page.goto(f"{path}/buoc/merge")
    page.fill("input[name=unit]", "TQ-SD-001")
    page.fill("input[name=into]", "TQ-SD-002")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}*")
    # A report that nobody could send any more stands against it, and the page says whose.
    assert "việc phải giải quyết trước" in page.inner_text("main")
    assert page.get_by_role("link", name="Thực hiện…").count() == 0
    assert every(page, [path, f"{path}/buoc/move", f"{path}/tu-excel", f"{province}/sap-xep"]) == []

    Report.objects.filter(unit=cast.units["TQ-SD-001"]).update(exempt=True, exempt_reason="sáp nhập")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    assert "Không có gì cản trở" in page.inner_text("main")
    page.get_by_role("link", name="Thực hiện…").first.click()
    page.wait_for_url("**/thuc-hien")
    assert faults(page, f"{path}/thuc-hien") == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.fill("input[name=name]", NAME.lower())  # the name, not "are you sure?"
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}*")
    hear_everything()
    assert Body.objects.get(code="TQ-SD-001").ended_on is not None

    ended, taker = (f"/to-chuc/{cast.units[code].pk}" for code in ("TQ-SD-001", "TQ-SD-002"))
    assert every(page, [path, ended, taker]) == []
    page.goto(ended)
    assert "Đã nhập vào" in page.inner_text("main")

    page.goto(f"{path}/hoan-tac")
    page.fill("input[name=name]", NAME)
    page.fill("[name=reason]", "Quyết định bị thu hồi")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}*")
    assert Body.objects.get(code="TQ-SD-001").ended_on is None
    assert Reorganisation.objects.get().state == "undone"
