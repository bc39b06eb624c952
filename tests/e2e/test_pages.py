"""Every main page, as four persons see it: on a desk and on a phone, light and dark.

axe finds nothing, the console is silent, nothing sticks out sideways, and the page is what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.chromium import RULES, RULES_OF_COLOUR, violations
from thidua.federation.models import Body, Person
from thidua.kernel.door import system
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Paper, RegisterEntry
from thidua.report.models import Report
from thidua.rollup.actions.freeze_edition import freeze_edition
from thidua.rollup.actions.restate import restate_touched

pytestmark = pytest.mark.browser

SETTINGS = ((1280, "light", RULES), (390, "light", RULES), (390, "dark", RULES_OF_COLOUR))


def faults(page: Any, address: str) -> list[str]:
    """What is wrong with the page at an address, in every width and theme; nothing is the wish."""
    page.complaints.clear()
    answer = page.goto(address)
    told = [] if answer.status == 200 else [f"{address}: {answer.status}"]
    for width, theme, rules in SETTINGS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 844})
        # As tall as the page: what the bar at the foot of a phone covers can be scrolled free.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(844, height)})
        told += [f"{address} {width} {theme}: {one}" for one in (*violations(page, rules), *_layout(page))]
    return told + [f"{address}: {one}" for one in page.complaints]


def _layout(page: Any) -> Iterable[str]:
    if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        yield f"{beyond} px stick out"
    if page.locator("h1:visible").count() != 1:
        yield "a page has one title"


def every(page: Any, addresses: Iterable[str]) -> list[str]:
    return [fault for address in addresses for fault in faults(page, address)]


def test_the_doors(cast: Cast, opened: Callable[..., Any]) -> None:
    assert every(opened(), ["/dang-nhap", "/dang-nhap/don-vi"]) == []


def test_the_officer_of_the_province(cast: Cast, signed_in: Callable[..., Any]) -> None:
    decision = cast.decide_assignments()
    draft = start_paper(
        actor=cast.actor("province_officer"),
        movement_id=cast.movement.pk,
        seat_id=cast.units["TQ"].pk,
        kind=Paper.Kind.PLAN,
        title="Kế hoạch bổ sung",
        year=2017,
    )
    unit, report = cast.units["TQ"].pk, cast.report("TQ").pk
    person = Person.objects.filter(home_id=unit)[0].pk
    pages = [
        "/",
        "/phong-trao/",
        "/phong-trao/?trang-thai=not_reported",
        "/phat-dong/",
        "/phat-dong/phong-trao-moi",
        f"/phong-trao/{cast.movement.pk}/sua",
        f"/phong-trao/{cast.movement.pk}/van-ban-moi",
        f"/phong-trao/nam/{cast.cycle.pk}/bac-thang",
        f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu",
        f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu/them",
        f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu/them/units_training_enough",
        f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu/tu-dat/each_unit",
        f"/chi-tieu/{cast.targets['t05'].pk}/sua",
        f"/phong-trao/nam/{cast.cycle.pk}/ky-bao-cao",
        f"/phong-trao/nam/{cast.cycle.pk}/de-nghi",
        "/van-ban/",
        f"/van-ban/{cast.plan.pk}",
        f"/van-ban/{draft.pk}",
        f"/van-ban/{draft.pk}/soan",
        f"/van-ban/{decision.pk}/giao",
        "/so-van-ban/",
        f"/bao-cao/ai-chua-gui/{cast.cycle.pk}/",
        f"/bao-cao/ai-chua-gui/{cast.cycle.pk}/?cap=co-so",
        f"/bao-cao/ky/{cast.period.pk}/duyet/",
        f"/bao-cao/{report}/nhap/",
        f"/bao-cao/{report}/bang/",
        f"/bao-cao/{report}/nhap-gop/",
        "/tong-hop/",
        f"/tong-hop/{cast.period.pk}/{unit}/{cast.targets['t13'].pk}/",
        f"/so-chi-tieu/{cast.period.pk}/{unit}/{cast.targets['t13'].pk}/",
        f"/so-chi-tieu/{cast.period.pk}/{unit}/{cast.targets['t26'].pk}/?chia=equal&du-phong=2",
        f"/so-chi-tieu/{cast.period.pk}/{unit}/{cast.targets['t27'].pk}/",
        "/to-chuc/",
        "/to-chuc/?q=na+hang",
        f"/to-chuc/{unit}",
        f"/to-chuc/{unit}/nguoi",
        f"/to-chuc/{unit}/danh-sach",
        f"/to-chuc/nguoi/{person}",
        "/tai-khoan/quan-ly",
        f"/tai-khoan/quan-ly/{cast.accounts['na_hang_officer'].pk}",
        "/tim?q=na+hang",
    ]
    assert every(signed_in("province_officer"), pages) == []


def test_the_officer_of_an_upper_union(cast: Cast, signed_in: Callable[..., Any]) -> None:
    sent = cast.report("TQ-NH-001")
    unit, report = cast.units["TQ-NH"].pk, cast.report("TQ-NH").pk
    pages = [
        "/",
        "/phong-trao/",
        f"/phong-trao/nam/{cast.cycle.pk}/chi-tieu-duoc-giao",
        f"/van-ban/{cast.plan.pk}/dung-ke-hoach",
        f"/bao-cao/ai-chua-gui/{cast.cycle.pk}/",
        f"/bao-cao/ky/{cast.period.pk}/duyet/",
        f"/bao-cao/{sent.pk}/",
        f"/bao-cao/{report}/bang/",
        f"/bao-cao/{report}/nhap-gop/",
        f"/tong-hop/{cast.period.pk}/{unit}/",
        "/tai-khoan/quan-ly/mo",
    ]
    assert every(signed_in("na_hang_officer"), pages) == []


def test_the_chair_of_a_grassroots_union(cast: Cast, signed_in: Callable[..., Any]) -> None:
    unit, report = cast.units["TQ-SD-001"].pk, cast.report("TQ-SD-001").pk
    pages = [
        "/",
        "/phong-trao/",
        f"/phong-trao/nam/{cast.cycle.pk}/phat-dong",
        "/bao-cao/cua-don-vi/",
        f"/bao-cao/{report}/",
        f"/bao-cao/{report}/nhap/",
        f"/bao-cao/{report}/gui/",
        "/bao-cao/hoat-dong/",
        "/bao-cao/hoat-dong/them/",
        "/tong-hop/",
        "/to-chuc/",
        f"/to-chuc/{unit}",
        f"/to-chuc/{unit}/nguoi/them",
        "/tai-khoan",
        "/tai-khoan/lam-thay",
        "/tai-khoan/doi-ma",
        "/tai-khoan/ma-ket-noi",
        "/chon",
        "/tim",
    ]
    assert every(signed_in("garment_chair", has_touch=True), pages) == []


def test_the_clerk(cast: Cast, signed_in: Callable[..., Any]) -> None:
    book = RegisterEntry.objects.get(paper=cast.plan).register_id
    pages = ["/", "/van-ban/", f"/van-ban/{cast.plan.pk}", "/so-van-ban/", f"/so-van-ban/{book}"]
    assert every(signed_in("clerk"), pages) == []


def test_catalogue_and_refusals(cast: Cast, signed_in: Callable[..., Any]) -> None:
    page = signed_in("administrator")
    pages = ["/danh-muc/", "/danh-muc/titles", "/danh-muc/titles/advanced_worker", "/danh-muc/?q=bang+khen"]
    assert every(page, pages) == []
    strange = faults(page, "/to-chuc/999999")
    assert [one for one in strange if "404" not in one] == []


def test_the_branches_of_the_tree_open_where_they_stand(cast: Cast, signed_in: Callable[..., Any]) -> None:
    page = signed_in("province_officer", 390)
    page.goto("/to-chuc/")
    page.get_by_text("LĐLĐ huyện Na Hang").first.click()
    expect(page.get_by_role("link", name=str(cast.units["TQ-NH-001"]), exact=True)).to_be_visible()
    assert page.complaints == []


def test_the_work_of_the_foot_of_a_phone_covers_nothing_at_the_end(
    cast: Cast, signed_in: Callable[..., Any]
) -> None:
    page = signed_in("garment_chair", 390)
    for address in ("/", f"/bao-cao/{cast.report('TQ-SD-001').pk}/"):
        page.goto(address)
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        last = page.locator("footer.sole").bounding_box()
        bar = page.locator(".tabs").bounding_box()
        assert last["y"] + last["height"] <= bar["y"] + 1


def test_editions_and_the_tree_of_today(cast: Cast, signed_in: Callable[..., Any]) -> None:
    period, province = cast.period.pk, cast.units["TQ"].pk
    house = system("tests")
    first = freeze_edition(actor=house, period_id=period)
    Report.objects.filter(pk=cast.report("TQ-NH-001").pk).update(exempt=True)
    second = freeze_edition(actor=house, period_id=period, reason="Một đơn vị được miễn báo cáo")
    Body.objects.filter(pk=cast.units["TQ-SD-001"].pk).update(ended_on=cast.period.cutoff_on)
    restate_touched()
    target, unit = cast.targets["t13"].pk, cast.units["TQ-NH-001"].pk
    pages = [
        f"/tong-hop/{period}/{province}/?cay=hien-nay",
        f"/tong-hop/{period}/{province}/{target}/?cay=hien-nay",
        f"/phong-trao/{cast.movement.pk}?cay=hien-nay",
        f"/tong-hop/{period}/ban/",
        f"/tong-hop/ban/{first.pk}/",
        f"/tong-hop/ban/{second.pk}/thay-doi/",
        f"/tong-hop/ban/{second.pk}/{province}/{target}/",
        f"/tong-hop/ban/{second.pk}/{unit}/{target}/",
    ]
    page = signed_in("head_of_department")
    assert every(page, pages) == []
    page.goto(pages[0])
    expect(page.get_by_role("link", name="Theo cây hiện nay")).to_have_attribute("aria-current", "true")
    page.goto(pages[5])
    expect(page.get_by_text("đổi diện phải báo cáo")).to_be_visible()
