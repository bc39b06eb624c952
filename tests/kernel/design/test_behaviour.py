"""The small scripts, seen from outside: what is typed, what is saved, what is said."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(look):
    page = look(width=390)
    page.request.get(page.url + "start-over/")
    return page


def saved(page):
    return page.request.get(page.url.split("#")[0] + "saved/").json()


def bar(page):
    return page.locator("[data-save-bar]")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1234567", "1.234.567"),
        ("1 234 567", "1.234.567"),
        ("1234567,5", "1.234.567,5"),
        ("0012", "12"),
        ("0", "0"),
        ("1.234.567", "1.234.567"),
        ("1.5", "1.5"),
        ("8 triệu", "8 triệu"),
        ("12,34,5", "12,34,5"),
    ],
)
def test_thousands_are_grouped_on_leaving_and_doubtful_numbers_are_left_alone(page, typed, shown):
    box = page.locator("#tong")
    box.fill(typed)
    box.blur()
    expect(box).to_have_value(shown)


def test_zero_is_one_tap(page):
    page.locator("[data-zero=tai-nan]").click()
    expect(page.locator("#tai-nan")).to_have_value("0")


def test_outside_puts_the_number_aside_and_brings_it_back(page):
    box, tick = page.locator("#mai-am"), page.locator("[data-outside=mai-am]")
    tick.check()
    expect(box).to_have_value("")
    expect(box).to_have_attribute("placeholder", "Không thuộc đối tượng")
    assert not box.is_editable()
    tick.uncheck()
    expect(box).to_have_value("6.600.000")
    assert box.is_editable()


def test_zero_takes_the_outside_tick_away(page):
    page.locator("[data-outside=tai-nan]").check()
    page.locator("[data-zero=tai-nan]").click()
    expect(page.locator("#tai-nan")).to_have_value("0")
    expect(page.locator("[data-outside=tai-nan]")).not_to_be_checked()


def test_a_pause_saves_and_the_version_moves_on(page):
    page.locator("#tong").fill("140")
    expect(bar(page)).to_have_attribute("data-state", "saved", timeout=5000)
    expect(bar(page)).to_contain_text("Đã lưu lúc 09:42")
    assert saved(page)["answers"]["tong"] == "140"
    expect(page.locator("[name=version]")).to_have_value("2")
    page.locator("#tong").fill("141")
    expect(page.locator("[name=version]")).to_have_value("3", timeout=5000)
    assert saved(page)["answers"]["tong"] == "141"


def test_writing_on_without_a_pause_is_saved_all_the_same(page):
    page.clock.install()
    for second in range(9):
        page.locator("#tong").fill(str(100 + second))
        page.clock.run_for(1000)  # no pause is long enough
    expect(page.locator("[name=version]")).to_have_value("2", timeout=5000)
    assert int(saved(page)["answers"]["tong"]) >= 107


def test_without_a_network_it_says_so_keeps_the_text_and_saves_later(page):
    page.context.set_offline(True)
    page.locator("#tong").fill("150")
    expect(bar(page)).to_have_attribute("data-state", "offline", timeout=5000)
    expect(page.locator("#tong")).to_have_value("150")
    page.locator("#tong").fill("151")
    page.context.set_offline(False)
    expect(bar(page)).to_have_attribute("data-state", "saved", timeout=5000)
    assert saved(page)["answers"]["tong"] == "151"


def test_somebody_else_saved_in_between(page):
    page.request.get(page.url + "start-over/")
    page.evaluate("document.querySelector('[name=version]').value = '7'")
    page.locator("#tong").fill("160")
    expect(bar(page)).to_have_attribute("data-state", "conflict", timeout=5000)
    expect(bar(page)).to_contain_text("Chị Hoa vừa sửa báo cáo này")
    expect(page.locator("#tong")).to_have_value("160")
    assert saved(page)["answers"] == {}


def test_two_presses_send_once(page):
    page.evaluate(
        """() => { window.refused = []; addEventListener('submit', event => {
        window.refused.push(event.defaultPrevented); event.preventDefault() }) }"""
    )
    button = page.locator("[name=send]")
    button.click()
    button.click()
    assert page.evaluate("window.refused") == [False, True]
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_be_enabled()


def test_leaving_with_something_unsaved_asks_first(page):
    page.context.set_offline(True)
    page.locator("#tong").press_sequentially("9")
    with page.expect_event("dialog", timeout=5000) as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_the_theme_is_chosen_kept_in_a_cookie_and_written_by_the_server(page):
    toggle = page.locator("[data-theme-toggle]")
    expect(toggle).to_contain_text("Nền tối")
    toggle.click()
    expect(toggle).to_contain_text("Nền sáng")
    page.reload()
    assert re.search(r"<html[^>]* data-bs-theme=\"dark\"", page.request.get(page.url).text())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 17)"


def test_a_shared_phone_counts_down_stays_on_a_tap_and_signs_out(look):
    page = look("/shared/", width=390)
    panel = page.locator("[data-sign-out-after]")
    expect(panel).to_be_visible(timeout=6000)
    page.locator("[data-stay]").click()
    expect(panel).to_be_hidden()
    page.wait_for_url("**/signed-out/", timeout=12000)
