"""Grading in a browser: a chair marks on a phone, the officer marks beside it, both agree; axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.e2e.test_pages import every
from tests.score.grading.year import FULL, TODAY, Year, make_year
from thidua.kernel import clock
from thidua.score.actions.grading.settle import exempt

pytestmark = pytest.mark.browser

UNIT = "TQ-SD-001"


@pytest.fixture
def year(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Year:
    """Standing at the end of the year, the threads of the server too."""
    monkeypatch.setattr(clock, "_known", (float("inf"), TODAY))
    with clock.standing_on(TODAY):
        return make_year(cast, founded=0, reporting=False)


def test_from_the_phone_of_the_chair_to_the_class(year: Year, signed_in: Callable[..., Any]) -> None:
    chair = signed_in("garment_chair", 390, has_touch=True)
    chair.get_by_role("link", name="Tự chấm xếp loại").first.click()
    for code, text in FULL.items():
        chair.locator(f"[id='c-{code}']").fill("8,5" if code == "1.1" else text)
    expect(chair.locator("[data-save-bar]").get_by_text("Đã lưu lúc")).to_be_visible(timeout=20_000)
    expect(chair.locator("#tinh-hinh").get_by_text("5/6 mục")).to_be_visible(timeout=20_000)
    chair.get_by_label("Không có ai bị kỷ luật").select_option("1")
    chair.get_by_role("button", name="Gửi LĐLĐ huyện Sơn Dương").click()
    expect(chair.get_by_text("Đã gửi phiếu tự chấm")).to_be_visible()

    officer = signed_in("son_duong_officer")
    officer.goto(f"/xep-loai/{year.round.pk}/")
    officer.get_by_role("row", name="May Sơn Dương").get_by_role("link", name="Chấm").click()
    box = officer.locator("[id='c-1.1']")
    expect(box).to_have_value("8,5")
    box.fill("18")
    officer.get_by_label("Lý do chấm khác: Thỏa ước, hội nghị người lao động").fill("Có thỏa ước từ tháng 3")
    officer.get_by_role("button", name="Gửi đơn vị xem điểm").click()
    expect(officer.get_by_text("Đã gửi điểm chấm cho")).to_be_visible()

    chair.goto("/")
    chair.get_by_role("link", name="Trả lời điểm cấp trên chấm").first.click()
    expect(chair.get_by_text("Có thỏa ước từ tháng 3")).to_be_visible()
    chair.get_by_role("button", name="Đồng ý với điểm cấp trên chấm").click()
    expect(chair.get_by_role("heading", name="Vì sao Vững mạnh?")).to_be_visible()
    assert year.of(UNIT).total == 98


def test_every_page_of_grading(year: Year, signed_in: Callable[..., Any]) -> None:
    with clock.standing_on(TODAY):
        year.sent(UNIT, "garment_chair", {**FULL, "1.1": "9"})
        year.agreed("TQ-SD-002", 40)
        exempt(
            actor=year.officer("TQ-SD-003"),
            grading_id=year.gradings["TQ-SD-003"].pk,
            kind="other",
            reason="Thử",
        )
    key, done = year.gradings[UNIT].pk, year.gradings["TQ-SD-002"].pk
    pages = [
        "/xep-loai/",
        "/xep-loai/mo/",
        f"/xep-loai/{year.round.pk}/",
        f"/xep-loai/{year.round.pk}/bang/",
        f"/xep-loai/{year.round.pk}/tong-hop/",
        f"/xep-loai/phieu/{key}/",
        f"/xep-loai/phieu/{key}/cham/",
        f"/xep-loai/phieu/{done}/",
    ]
    assert every(signed_in("son_duong_officer"), pages) == []
    chair = signed_in("secondary_school_chair")
    own = year.gradings["TQ-NH-002"].pk
    assert every(chair, ["/xep-loai/", f"/xep-loai/phieu/{done}/"]) == []
    assert every(signed_in("commune_chair"), [f"/xep-loai/phieu/{own}/tu-cham/"]) == []
