"""Launching beyond one's own ceremony, on a phone: a great work with its photos, an example of a bloc, tasks of a
cluster; and who has opened the plan, on a desk."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.chromium import violations
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.launch.models import LaunchEvent, LaunchTask, PaperOpened

pytestmark = pytest.mark.browser
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def as_wide_as_the_phone(page: Any, name: str) -> None:
    """Nothing sticks out sideways, and axe finds nothing; THIDUA_SHOTS keeps what it looks like."""
    if shots := os.environ.get("THIDUA_SHOTS"):
        page.screenshot(path=str(Path(shots) / f"{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.evaluate(
        "window.scrollTo(0, document.body.scrollHeight)"
    )  # there the bar at the foot covers nothing
    assert violations(page) == []


@pytest.mark.row("L03")
def test_a_launch_on_a_great_work_is_planned_held_and_shown(
    cast: Cast, signed_in: Callable[..., Any]
) -> None:
    officer = signed_in("son_duong_officer", 390, has_touch=True)
    officer.goto("/phat-dong/")
    officer.get_by_role("link", name="Sự kiện", exact=True).first.click()
    expect(officer.get_by_text("Chưa có sự kiện nào")).to_be_visible()
    as_wide_as_the_phone(officer, "events-empty")
    officer.get_by_role("link", name=re.compile("công trình trọng điểm")).click()
    officer.get_by_label("Tên công trình").fill("Cầu Kim Xuyên")
    officer.get_by_label("Chủ đầu tư").fill("Sở Giao thông Vận tải")
    officer.get_by_label(re.compile("đã đăng ký gắn biển")).check()
    officer.get_by_label("Ngày dự kiến").fill("01/05/2017")
    as_wide_as_the_phone(officer, "event-form")
    officer.get_by_role("button", name="Lưu").click()
    expect(officer.get_by_text("Sở Giao thông Vận tải")).to_be_visible()
    officer.goto("/")
    officer.get_by_role("link", name="Ghi kết quả: Cầu Kim Xuyên", exact=True).click()
    officer.get_by_label("Nơi tổ chức").fill("Bờ sông Lô")
    officer.get_by_label("Số người dự").fill("150")
    as_wide_as_the_phone(officer, "event-hold")
    officer.get_by_role("button", name="Lưu").click()
    photos = [{"name": f"anh-{n}.png", "mimeType": "image/png", "buffer": PNG + bytes([n])} for n in (1, 2)]
    officer.get_by_label("Thêm ảnh hoặc tệp").set_input_files(photos)
    officer.get_by_role("button", name="Gửi tệp").click()
    expect(officer.get_by_role("link", name="anh-2.png")).to_be_visible()
    as_wide_as_the_phone(officer, "event")
    event = LaunchEvent.objects.get()
    assert (event.attendance, event.files.count(), event.work_registered) == (150, 2, True)
    above = signed_in("province_officer", 390)
    above.goto(f"/phong-trao/nam/{cast.cycle.pk}/su-kien")
    expect(above.get_by_role("link", name="Cầu Kim Xuyên")).to_be_visible()
    as_wide_as_the_phone(above, "events")
    assert [*officer.complaints, *above.complaints] == []


@pytest.mark.row("K09")
def test_a_member_does_what_its_cluster_gave_it(cast: Cast, signed_in: Callable[..., Any]) -> None:
    _cluster(cast)
    leader = signed_in("na_hang_officer", 390, has_touch=True)
    leader.goto(f"/phong-trao/nam/{cast.cycle.pk}/su-kien")
    leader.get_by_role("link", name=re.compile("Cụm, khối thi đua phát động")).click()
    leader.get_by_label("Cụm, khối thi đua").select_option(label="Cụm các huyện")
    leader.get_by_role("button", name="Lưu").click()
    expect(leader.get_by_text("0/2 thành viên đã được giao việc")).to_be_visible()
    leader.get_by_label("LĐLĐ huyện Sơn Dương").check()
    leader.get_by_label("Việc", exact=True).fill("Mở lớp viết sáng kiến")
    leader.get_by_label("Hạn").fill("30/09/2017")
    as_wide_as_the_phone(leader, "tasks-form")
    leader.get_by_role("button", name="Giao việc").click()
    expect(leader.get_by_text("1/2 thành viên đã được giao việc")).to_be_visible()
    member = signed_in("son_duong_officer", 390, has_touch=True)
    member.get_by_role("link", name="Làm việc cụm giao: Mở lớp viết sáng kiến", exact=True).click()
    member.locator("summary", has_text="Đã xong").click()
    member.get_by_label("Kết quả").fill("32 người dự")
    as_wide_as_the_phone(member, "task")
    member.get_by_role("button", name="Ghi đã xong").click()
    expect(member.get_by_text("32 người dự")).to_be_visible()
    assert LaunchTask.objects.get().is_done
    assert [*leader.complaints, *member.complaints] == []


def test_who_has_opened_the_plan(cast: Cast, signed_in: Callable[..., Any]) -> None:
    chair = signed_in("school_chair", 390, has_touch=True)
    chair.goto(f"/van-ban/{cast.plan.pk}")
    above = signed_in("na_hang_officer", 390)
    above.goto(f"/van-ban/{cast.plan.pk}")
    above.get_by_role("link", name="Ai đã mở văn bản").click()
    expect(above.get_by_text("CĐCS UBND xã Năng Khả")).to_be_visible()
    as_wide_as_the_phone(above, "openings")
    above.get_by_role("link", name="Đã mở", exact=True).click()
    expect(above.get_by_text("CĐCS Trường Tiểu học Hồng Thái")).to_be_visible()
    assert set(PaperOpened.objects.values_list("unit__code", flat=True)) == {"TQ-NH-001", "TQ-NH"}
    assert [*chair.complaints, *above.complaints] == []


def _cluster(cast: Cast) -> None:
    officer, year = cast.actor("province_officer"), cast.cycle.year
    made = found_cluster(actor=officer, host_id=cast.units["TQ"].pk, name="Cụm các huyện", year=year)
    for code in ("TQ-NH", "TQ-SD"):
        add_member(actor=officer, cluster_id=made.pk, year=year, unit_id=cast.units[code].pk)
    settle_leader(
        actor=officer,
        cluster_id=made.pk,
        year=year,
        leader_id=cast.units["TQ-NH"].pk,
        way="meeting",
        settled_on=dt.date(2017, 1, 18),
        minutes="Hai đơn vị nhất trí.",
    )
