"""The gallery as a person meets it: wide, on a phone, light and dark, printed, without JavaScript."""

import pytest

from tests.chromium import violations

pytestmark = pytest.mark.browser

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")]
PLAIN = ["/400/", "/403/", "/404/", "/500/", "/plain/"]

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.closest('p, .lead, .unseen, .skip') && one.type !== 'hidden')
  .filter(one => one.className !== 'skip')
  .map(one => one.matches('[type=checkbox], [type=radio]') ? one.closest('label')
    : one.closest('.job :is(h2, h3)')?.closest('.job') ?? one.closest('.box') ?? one)
  .filter(one => one.getBoundingClientRect().height < 43.5 || one.getBoundingClientRect().width < 39.5)
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_axe_finds_nothing(look, width, theme):
    page = look(width=width, theme=theme)
    assert violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", PLAIN)
def test_axe_finds_nothing_on_plain_pages(look, address, theme):
    page = look(address, width=390, theme=theme)
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 1000, 640, 390, 320])
def test_the_page_never_scrolls_sideways(look, width):
    page = look(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_large_enough_for_a_thumb(look, width):
    assert look(width=width).evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_set_smaller_than_fifteen_pixels(look, width):
    small = look(width=width).evaluate(
        """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
        while (walk.nextNode()) { const box = walk.currentNode.parentElement;
          if (walk.currentNode.data.trim() && box.checkVisibility()
              && parseFloat(getComputedStyle(box).fontSize) < 15)
            found.push(walk.currentNode.data.trim()) }
        return found }"""
    )
    assert small == []


@pytest.mark.parametrize("width", [1280, 1181, 1180, 900, 761, 390, 320])
def test_words_have_room_at_every_width(look, width):
    """No name squeezed into a column of syllables, no two stations written over one another."""
    page = look(width=width)
    names = page.locator(".target .name").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert min(names) >= 200
    overlaps = page.locator(".life .date").evaluate_all(
        """all => all.map(one => { const range = document.createRange(); range.selectNodeContents(one);
        return range.getBoundingClientRect() }).filter(box => box.width)
        .filter((box, at, boxes) => at && box.left < boxes[at - 1].right).length"""
    )
    assert overlaps == 0
    where = page.locator(".where > *")
    assert [where.nth(index).is_visible() for index in range(3)] == [True, True, True]


def test_digits_are_equally_wide_and_letters_come_from_our_own_files(look):
    page = look()
    page.evaluate("document.fonts.ready")
    widths = page.evaluate(
        """() => { const pen = document.createElement('canvas').getContext('2d');
        pen.font = '600 20px "So Deu"'; return [...'0123456789'].map(one => pen.measureText(one).width) }"""
    )
    assert len(set(widths)) == 1
    assert page.evaluate("document.fonts.check('600 16px \"Be Vietnam Pro\"', 'ẵẾ')")


def test_everything_is_there_without_javascript(look):
    page = look(width=390, java_script_enabled=False)
    page.locator("summary", has_text="Xem cả 10 bước").click()
    assert page.locator(".steps li", has_text="Tổng kết").is_visible()
    page.locator("a[href='#muc-luc']").click()
    assert page.locator(".rail a", has_text="Chấm điểm").is_visible()
    assert page.locator("[data-zero]").is_hidden()
    assert page.locator("[data-save-bar]").is_hidden()


def test_paper_carries_no_furniture(look):
    page = look()
    page.emulate_media(media="print")
    for furniture in (".rail", ".bar", ".button", ".tabs", ".picked"):
        assert not page.locator(furniture).first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_axe_is_awake(look):
    """Zero findings mean something only if a planted fault is found."""
    page = look()
    page.evaluate("document.querySelector('label[for=tong]').remove()")
    assert any(one.startswith("label:") for one in violations(page))


def test_the_keyboard_reaches_the_content_first(look):
    page = look()
    page.locator(".skip").focus()
    assert page.locator(".skip").bounding_box()["y"] >= 0
    first = "document.querySelector('a[href], button, input') === document.activeElement"
    assert page.evaluate(first)
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#noi-dung"


def test_a_refused_form_puts_the_reader_on_the_summary_and_its_link_in_the_box(look):
    page = look()
    assert page.evaluate("'summaryOfErrors' in document.activeElement.dataset")
    page.locator("[data-summary-of-errors] a").click()
    assert page.evaluate("document.activeElement.id") == "nu"
