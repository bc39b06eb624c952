"""Signing a covenant: a chairwoman on a phone looks at her figure, proposes more, the leader accepts and settles,
she signs with her PIN, the leader signs and records who signed on stage, and the page says that it binds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast, hear_everything, read
from tests.chromium import violations
from tests.pledge.covenants import NEIGHBOUR, SEAT, sent_round
from thidua.pledge.models import Covenant, Signature
from thidua.pledge.queries.covenants.chain import verify

pytestmark = pytest.mark.browser
PIN = read("cast.yaml")["pin"]


def as_wide_as_the_phone(page: Any) -> None:
    """Nothing sticks out sideways, and axe finds nothing; on a phone so long that the tabs at its foot cover nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    usual = page.viewport_size
    page.set_viewport_size({**usual, "height": 12_000})
    assert violations(page) == []
    page.set_viewport_size(usual)


@pytest.mark.row("K06")
def test_signing_a_covenant(cast: Cast, signed_in: Callable[..., Any]) -> None:
    covenant = sent_round(cast)
    hear_everything()
    chair = signed_in(NEIGHBOUR, 390, has_touch=True)
    chair.get_by_role("link", name=re.compile("Xem con số")).first.click()
    chair.wait_for_url(f"**/giao-uoc/{covenant.pk}/con-so")
    as_wide_as_the_phone(chair)
    first = chair.locator("section[id^=dieu-]").first
    first.get_by_role("link", name=re.compile("^Đề xuất con số khác")).click()
    first.get_by_label(re.compile("^Con số đề xuất")).fill("1")
    first.get_by_role("button", name="Gửi đề xuất").click()
    expect(chair.get_by_text("thấp hơn chỉ tiêu được giao")).to_be_visible()
    as_wide_as_the_phone(chair)
    chair.get_by_role("button", name="Đồng ý với các con số").click()
    expect(chair.get_by_text("đơn vị đồng ý với các con số")).to_be_visible()
    as_wide_as_the_phone(chair)

    leader = signed_in(SEAT)
    leader.goto(f"/giao-uoc/{covenant.pk}")
    leader.get_by_role("button", name="Chốt lời văn để ký").click()
    expect(leader.get_by_text("các bên được mời ký")).to_be_visible()

    chair.goto("/")
    chair.get_by_role("link", name=re.compile("Ký giao ước")).first.click()
    chair.wait_for_url(f"**/giao-uoc/{covenant.pk}/ky")
    as_wide_as_the_phone(chair)
    chair.get_by_label("Gõ lại mã PIN của bạn").fill("111222")
    chair.get_by_role("button", name="Ký giao ước").click()
    expect(chair.get_by_text("Mã PIN chưa đúng").first).to_be_visible()
    assert not Signature.objects.exists()
    chair.get_by_label("Gõ lại mã PIN của bạn").fill(PIN)
    chair.get_by_role("button", name="Ký giao ước").click()
    expect(chair.get_by_text("Giao ước có hiệu lực khi mọi bên ký xong")).to_be_visible()
    assert Signature.objects.get().name == cast.people[NEIGHBOUR].name

    leader.goto(f"/giao-uoc/{covenant.pk}/ky")
    leader.get_by_label("Gõ lại mã PIN của bạn").fill(PIN)
    leader.get_by_role("button", name="Ký giao ước").click()
    leader.wait_for_url(f"**/giao-uoc/{covenant.pk}")
    leader.get_by_role("link", name="Ghi chữ ký tại lễ ký").click()
    assert violations(leader) == []
    leader.get_by_label("Người ký").fill("Vũ Thị Bích")
    scan = {"name": "ky.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 signed on stage"}
    leader.get_by_label(re.compile("^Ảnh hoặc bản quét")).set_input_files(scan)
    leader.get_by_role("button", name="Ghi chữ ký").click()
    expect(leader.get_by_text("giao ước có hiệu lực")).to_be_visible()
    assert violations(leader) == []

    chair.goto(f"/giao-uoc/{covenant.pk}/theo-doi")
    as_wide_as_the_phone(chair)
    chair.locator("details.target summary").first.click()
    expect(chair.get_by_text("bên đã đạt").first).to_be_visible()
    chair.goto(f"/giao-uoc/{covenant.pk}/cac-ban")
    expect(chair.get_by_text("còn nguyên vẹn")).to_be_visible()
    as_wide_as_the_phone(chair)
    assert Covenant.objects.get().state == "in_force"
    assert verify(Covenant.objects.get()) is None
    # The page of a refusal answers 422, which the browser's console notes.
    told = [one for one in [*chair.complaints, *leader.complaints] if "422" not in str(one)]
    assert told == []
