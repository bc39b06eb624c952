"""Every way a figure enters, on a desk and on a phone, light and dark: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.test_pages import every
from thidua.launch.models import Period
from thidua.report.actions.keep_activity import Told, add_activity
from thidua.report.actions.plan_form import stop_counting
from thidua.report.actions.record_external import record_external
from thidua.report.actions.restate import restate
from thidua.report.models import Activity, Report

pytestmark = pytest.mark.browser


def visit(cast: Cast) -> Activity:
    subjects = frozenset({cast.units["TQ-NH-003"].pk, cast.units["TQ-NH-004"].pk})
    told = Told("inspection", cast.period.cutoff_on, "Kiểm tra hợp đồng lao động", subjects=subjects)
    return add_activity(actor=cast.actor("na_hang_officer"), unit_id=cast.units["TQ-NH"].pk, told=told)


def letter(cast: Cast) -> Report:
    return record_external(
        actor=cast.actor("na_hang_officer"),
        own_id=cast.report("TQ-NH-003").pk,
        figures={"inspections": "2"},
        source_body="Thanh tra Sở Lao động - Thương binh và Xã hội",
        source_number="45/TTr-LĐTBXH",
        source_on=cast.period.cutoff_on,
    )


def test_the_form_of_the_year(cast: Cast, signed_in: Callable[..., Any]) -> None:
    stop_counting(actor=cast.actor("province_officer"), cycle_id=cast.cycle.pk, element="briefed")
    form = f"/bao-cao/bieu/{cast.cycle.pk}/"
    pages = [
        form,
        f"{form}?phien-ban=1",
        f"{form}dem/briefed/",
        f"{form}dem/inspections/",
        f"{form}dem/workers/",
        f"{form}phep-kiem/",
        f"{form}phep-kiem/?loai=identity",
        f"{form}phep-kiem/?loai=plausible",
        f"{form}o-rieng/",
        f"{form}de-muc/",
    ]
    assert every(signed_in("province_officer"), pages) == []


def test_what_is_stated_beside_the_report(cast: Cast, signed_in: Callable[..., Any]) -> None:
    made, own, below = visit(cast), cast.report("TQ-NH").pk, cast.report("TQ-NH-003").pk
    letter(cast)
    pages = [
        f"/bao-cao/{own}/cap-tren-ghi/",
        f"/bao-cao/{below}/cap-tren-ghi/",
        f"/bao-cao/{below}/co-quan-khac/",
        f"/bao-cao/{cast.report('TQ-NH-004').pk}/co-quan-khac/",
        f"/bao-cao/{below}/mien/",
        "/bao-cao/hoat-dong/",
        "/bao-cao/hoat-dong/?cua=cap-duoi",
        "/bao-cao/hoat-dong/them/",
        f"/bao-cao/hoat-dong/{made.pk}/",
        f"/bao-cao/{own}/",
    ]
    assert every(signed_in("na_hang_officer"), pages) == []
    assert every(signed_in("province_officer"), [f"/bao-cao/hoat-dong/{made.pk}/"]) == []


def test_a_correction_after_closing(cast: Cast, signed_in: Callable[..., Any]) -> None:
    head = letter(cast)
    Period.objects.filter(pk=cast.period.pk).update(state="closed")
    officer = cast.actor("na_hang_officer")
    restate(actor=officer, report_id=head.pk, changes={"inspections": "3"}, reason="Văn bản đính chính")
    pages = [f"/bao-cao/{head.pk}/dinh-chinh/", f"/bao-cao/{head.pk}/"]
    assert every(signed_in("na_hang_officer"), pages) == []


def test_unions_visited_are_searched_on_a_phone(cast: Cast, signed_in: Callable[..., Any]) -> None:
    page = signed_in("na_hang_officer", 390, has_touch=True)
    page.goto("/bao-cao/hoat-dong/them/")
    page.select_option("[name=kind]", "inspection")
    page.fill("[name=held_on]", "12/06/2017")
    page.fill("[name=title]", "Kiểm tra an toàn lao động")
    page.fill("#tim-don-vi", "nong san")
    page.keyboard.press("Enter")
    page.get_by_label("CĐCS Công ty TNHH Nông sản Khau Lâm").check()
    page.fill("#tim-don-vi", "lam nghiep")
    page.get_by_role("button", name="Tìm đơn vị").click()
    assert page.get_by_label("CĐCS Công ty TNHH Nông sản Khau Lâm").is_checked()
    page.get_by_label("CĐCS Công ty Lâm nghiệp huyện Na Hang").check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/bao-cao/hoat-dong/")
    assert Activity.objects.get().subjects.count() == 2
    assert page.complaints == []
