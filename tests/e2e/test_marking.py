"""Marking and replaying in a browser: a union marks itself on a phone, a department verifies, and every point is
opened down to who gave it and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.test_pages import faults
from tests.score.marking import begun, mark_oneself, move, points, unit
from thidua.score.actions.marking.place import advise_order, decide_order

pytestmark = pytest.mark.browser


def test_marking_and_replaying(cast: Cast, signed_in: Callable[..., Any]) -> None:
    made = begun(cast)
    for code in ("TQ-NH", "TQ-GD"):
        mark_oneself(cast, made, code, points(I_1=18, II_1=8, III_1=36, III_2=28))
    phone = signed_in("son_duong_officer", 390)
    phone.get_by_role("link", name=re.compile("Bắt đầu tự chấm")).or_(
        phone.get_by_role("link", name=re.compile("^Tự chấm điểm"))
    ).first.click()
    phone.wait_for_url("**/tu-cham")
    for place, typed in enumerate(("20", "10", "40")):
        phone.fill(f"input[name=b-{place}-points]", typed)
        phone.locator(f"input[name=b-{place}-points]").blur()
    phone.get_by_text("Đã lưu lúc").first.wait_for()
    phone.reload()
    assert phone.locator("input[name=b-0-points]").input_value() == "20"
    phone.fill("input[name=b-3-points]", "28,5")
    phone.get_by_role("button", name="Gửi điểm tự chấm").click()
    phone.wait_for_url(f"**/dot/{made.pk}")
    assert "98,50" in phone.locator("main").inner_text()

    made = move(cast, made, "to_verifying")
    head = signed_in("head_of_department")
    head.get_by_role("link", name=re.compile("^Thẩm định")).first.click()
    head.wait_for_url("**/tham-dinh")
    key = f"{unit(made, cast, 'TQ-SD').pk}-0"
    head.fill(f"input[name=v-{key}-points]", "17")
    head.fill(f"input[name=r-{key}]", "Ba chi bộ chưa có tổ công đoàn")
    head.get_by_role("button", name="Lưu thẩm định").click()
    head.wait_for_load_state()
    head.get_by_role("button", name=re.compile("^Xác nhận các mục còn lại")).click()
    head.wait_for_load_state()
    office = signed_in("province_officer")
    office.goto(f"/cham-diem/dot/{made.pk}/tham-dinh")
    key = f"{unit(made, cast, 'TQ-SD').pk}-1"
    office.fill(f"input[name=v-{key}-points]", "8,5")
    office.fill(f"input[name=r-{key}]", "Nộp kinh phí chậm")
    office.get_by_role("button", name="Lưu thẩm định").click()
    office.wait_for_load_state()
    office.get_by_role("button", name=re.compile("^Xác nhận các mục còn lại")).click()
    office.wait_for_load_state()

    move(cast, made, "to_explaining", "to_meeting", "to_council")
    advise_order(actor=cast.actor("head_of_department"), round_id=made.pk)
    move(cast, made, "to_committee")
    decide_order(actor=cast.actor("chair"), round_id=made.pk)
    move(cast, made, "publish")
    phone.goto(f"/cham-diem/dot/{made.pk}/ket-qua")
    told = phone.locator("main").inner_text()
    assert "94,00" in told
    phone.locator("main").get_by_role("link", name=re.compile("Sơn Dương")).first.click()
    phone.get_by_role("link", name=re.compile(r"Vì sao I\.1 được 17")).click()
    why = phone.locator("main").inner_text()
    assert "Vì sao 17,00?" in why
    assert "Ba chi bộ chưa có tổ công đoàn" in why
    assert "94,00" in why
    assert [*phone.complaints, *head.complaints, *office.complaints] == []


def test_the_pages_of_marking(cast: Cast, signed_in: Callable[..., Any]) -> None:
    """As the province, as a union and as a stranger to the round see them, light and dark, on a desk and a phone."""
    made = begun(cast)
    own = unit(made, cast, "TQ-SD").pk
    member = signed_in("son_duong_officer")
    wrong = faults(member, f"/cham-diem/don-vi/{own}/tu-cham")
    for code in ("TQ-NH", "TQ-SD", "TQ-GD"):
        mark_oneself(cast, made, code, points(I_1=18, II_1=8, III_1=36, III_2=28))
    made = move(cast, made, "to_verifying")
    province = signed_in("province_officer")
    wrong += faults(province, f"/cham-diem/dot/{made.pk}/tham-dinh")
    made = move(cast, made, "to_explaining", "to_meeting")
    way = f"/cham-diem/dot/{made.pk}"
    pages = [
        "/cham-diem/",
        "/cham-diem/bang-diem/",
        "/cham-diem/bang-diem/moi",
        f"/cham-diem/bang-diem/{made.sheet_id}",
        "/cham-diem/dot/moi",
        way,
        f"{way}/hop",
        f"{way}/ket-qua",
        f"{way}/thu",
        f"{way}/do-vung",
        f"/cham-diem/don-vi/{own}",
        f"/cham-diem/don-vi/{own}/vi-sao/I.1",
        f"/cham-diem/don-vi/{own}/vi-sao/III",
        f"/cham-diem/don-vi/{own}/sua/I.1",
    ]
    for one in pages:
        wrong += faults(province, one)
    for one in ("/cham-diem/", way, f"/cham-diem/don-vi/{own}"):
        wrong += faults(member, one)
    assert wrong == []
