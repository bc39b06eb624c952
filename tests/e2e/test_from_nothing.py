"""A movement from nothing, by pages alone: nobody loads a file, nobody types a definition.

The province calls a movement on a desk, writes its plan, picks one target from the catalogue and makes one of
its own, takes the plan through the office, launches and opens a period; a chair on a phone reports; the upper
union accepts; the province reads the total.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.chromium import violations

pytestmark = pytest.mark.browser

NAME = "Thi đua nước rút chào mừng Quốc khánh năm 2017"
LINES = {
    "purpose": "Hoàn thành sớm nhiệm vụ năm; mỗi cơ sở có việc làm cụ thể.",
    "participants": "Toàn thể đoàn viên, người lao động trong tỉnh.",
    "content": "Giới thiệu đoàn viên ưu tú; lập tủ sách an toàn lao động.",
    "measure": "Giao ban hằng tuần, biểu dương ngay việc tốt.",
}
SHORT = "Nước rút 2017"
PERIOD = "Đợt nước rút"
FIGURES = {"Đoàn viên ưu tú giới thiệu cho Đảng": "3", "Tủ sách an toàn lao động": "1"}
TOLD = {"Đoàn viên ưu tú giới thiệu cho Đảng": "3/20", "Tủ sách an toàn": "1/5"}
Window = Callable[..., Any]


def press(page: Any, words: str) -> None:
    """A button or a link by its words; the page that comes next is there when it returns."""
    page.locator("main button, main a").filter(has_text=re.compile(f"^\\s*{words}")).first.click()
    page.wait_for_load_state()


def fill(page: Any, **told: str) -> None:
    for name, value in told.items():
        page.locator(f"main [name={name}]").fill(value)


def call(page: Any) -> None:
    """The movement, and the draft of its plan."""
    page.goto("/phat-dong/phong-trao-moi")
    fill(page, name=NAME, short_name=SHORT, from_on="1/7/2017", until_on="30/9/2017")
    press(page, "Tạo phong trào")
    fill(page, title="Kế hoạch thi đua nước rút")
    press(page, "Bắt đầu soạn")


def write(page: Any) -> None:
    plan = page.url.split("?")[0]
    for section, text in LINES.items():
        page.goto(f"{plan}?them={section}")
        page.locator(f"#them-{section}").locator("textarea, input[type=text]").first.fill(text)
        page.locator(f"#them-{section} button").click()
        page.wait_for_load_state()


def set_targets(page: Any) -> None:
    """One from the catalogue, found without accents; one of the province's own."""
    page.get_by_role("link", name="Đặt chỉ tiêu của năm").click()
    page.wait_for_url("**/chi-tieu")
    press(page, "Chọn chỉ tiêu đầu tiên")
    fill(page, q="gioi thieu cho dang")
    press(page, "Tìm")
    page.get_by_role("link", name="Đoàn viên ưu tú giới thiệu cho Đảng", exact=True).click()
    fill(page, value="20", group="1", group_name="Xây dựng Đảng")
    assert violations(page) == []
    press(page, "Thêm chỉ tiêu")
    press(page, "Thêm chỉ tiêu")
    page.get_by_role("link", name="Đếm số lượng", exact=True).click()
    page.locator("main [name=figure]").select_option("")
    fill(page, figure_name="Tủ sách an toàn lao động", figure_unit="tủ sách", name="Tủ sách an toàn")
    fill(page, value="5", group="2")
    press(page, "Thêm chỉ tiêu")
    assert page.locator("main table").get_by_text("Tủ sách an toàn").first.is_visible()


def agree(page: Any, paper: str) -> None:
    """The page of a paper asks for one's opinion."""
    page.goto(paper)
    page.locator("#y-kien input[type=radio]").first.check()
    page.locator("#y-kien button").click()
    page.wait_for_load_state()


def take_through_the_office(officer: Any, signed_in: Window, paper: str) -> None:
    """Draft, head of department, standing committee, party committee (on paper), signature, clerk."""
    officer.goto(paper)
    press(officer, "Trình trưởng ban")
    agree(signed_in("head_of_department"), paper)
    officer.goto(paper)
    press(officer, "Trình ban thường vụ")
    chair = signed_in("chair")
    for window in (signed_in("committee_member"), signed_in("second_committee_member"), chair):
        agree(window, paper)
    officer.goto(paper)
    press(officer, "Xin ý kiến cấp ủy")
    clerk = signed_in("clerk")
    clerk.goto(paper)
    clerk.get_by_text("Ghi việc đã làm trên giấy").click()
    clerk.locator("main [name=kind]").select_option("party")
    fill(clerk, who="Ban Thường vụ Tỉnh ủy", done_on="17/7/2017")
    press(clerk, "Ghi lại")
    officer.goto(paper)
    press(officer, "Trình ký")
    chair.goto(paper)
    press(chair, "Ký văn bản")
    clerk.goto(paper)
    fill(clerk, number="48", issued_on="18/7/2017")
    press(clerk, "Phát hành")
    assert clerk.get_by_text("48/KH-LĐLĐ").first.is_visible()


def launch(chair: Any) -> None:
    chair.goto("/phat-dong/")
    row = chair.locator("main tr").filter(has_text=SHORT)
    row.get_by_role("link", name="Phát động", exact=True).click()
    chair.wait_for_url("**/phat-dong")
    fill(chair, on="18/7/2017")
    press(chair, "Phát động")


def open_a_period(officer: Any) -> None:
    """By when figures are counted, by when they come, and the asking itself."""
    officer.goto("/phat-dong/")
    officer.locator("main tr").filter(has_text=SHORT).get_by_role("link", name="Kỳ, hạn").click()
    officer.wait_for_url("**/ky-bao-cao")
    fill(officer, name=PERIOD, measured_from="1/7/2017", ends_on="18/7/2017", cutoff_on="18/7/2017")
    officer.locator("main [name=kind]").select_option("round")
    press(officer, "Thêm kỳ")
    officer.locator("main [name=what]").select_option(label="gửi báo cáo")
    officer.locator("main [name=level]").select_option("grassroots")
    officer.locator("main [name=period]").select_option(index=1)
    fill(officer, due_on="20/7/2017")
    press(officer, "Lưu hạn")
    press(officer, "Mở kỳ")
    assert violations(officer) == []


def report(chair: Any) -> None:
    """From the home page: what is due opens with one tap."""
    chair.goto("/")
    chair.locator("main").get_by_role("link", name=re.compile(PERIOD)).first.click()
    chair.wait_for_url("**/nhap/")
    boxes = chair.locator("main input[inputmode]:visible")
    assert boxes.count() == len(FIGURES)  # what the two targets need, and nothing more
    for label, value in FIGURES.items():
        chair.get_by_label(label).first.fill(value)
        chair.get_by_label(label).first.blur()
    chair.get_by_text("Đã lưu lúc").first.wait_for()
    press(chair, "Xem lại")
    press(chair, "Gửi")
    assert chair.get_by_text("Đã gửi").first.is_visible()


def accept(officer: Any) -> None:
    officer.goto("/")
    officer.get_by_role("link", name=re.compile("^Duyệt")).filter(has_text=PERIOD).first.click()
    officer.get_by_role("link", name=re.compile("Hồng Thái")).first.click()
    press(officer, "Duyệt")


@pytest.mark.row("T01", "P07")
def test_a_movement_from_nothing_to_its_total(cast: Cast, signed_in: Window) -> None:
    officer = signed_in("province_officer")
    call(officer)
    paper = re.sub(r"/soan.*", "", officer.url)
    write(officer)
    set_targets(officer)
    take_through_the_office(officer, signed_in, paper)
    launch(signed_in("chair"))
    open_a_period(officer)
    hear_everything()
    phone = signed_in("school_chair", 390)
    report(phone)
    accept(signed_in("na_hang_officer"))
    hear_everything()
    officer.goto("/phong-trao/")
    officer.get_by_role("link", name=NAME).first.click()
    officer.wait_for_load_state()
    for name, told in TOLD.items():
        assert officer.locator("details.target", has_text=name).locator(".value b").inner_text() == told
    assert [*officer.complaints, *phone.complaints] == []
