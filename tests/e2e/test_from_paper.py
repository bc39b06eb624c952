"""A paper in a browser: sent in as a Word file, reviewed beside its source, taken over, drafted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.test_pages import every
from thidua.kernel.jobs import carry_out
from thidua.launch.models import Paper, PaperReading, Target, UnfinishedTarget

pytestmark = pytest.mark.browser

PAPER = Path(__file__).resolve().parents[1] / "documents/papers/y-te-viet-nam-2022.docx"


def test_a_word_file_becomes_a_draft(cast: Cast, signed_in: Callable[..., Any]) -> None:
    page = signed_in("province_officer")
    page.goto("/phat-dong/")
    page.get_by_role("link", name="Tạo phong trào từ văn bản").click()
    page.set_input_files("input[type=file]", PAPER)
    page.get_by_role("button", name="Gửi và đọc").click()
    page.get_by_text("Đang đọc văn bản").wait_for()
    reading = PaperReading.objects.get()
    assert reading.progress is not None
    carry_out(progress_id=reading.progress.pk)  # what the worker does
    address = f"/phat-dong/tu-van-ban/{reading.pk}"
    # The page turns by itself; going there meanwhile would be two ways at once.
    page.locator(".sheet[role=status]").wait_for(state="detached")
    page.wait_for_url(f"**{address}")
    page.wait_for_load_state()

    first = reading.items.filter(kind="target").first()
    assert first is not None
    own = [address, f"{address}?loai=target", f"{address}?sua={first.number}", "/phat-dong/tu-van-ban"]
    assert every(page, own) == []
    page.set_viewport_size({"width": 1280, "height": 844})

    page.goto(f"{address}?muc={first.number}#m{first.number}")
    page.locator(f"#m{first.number}").get_by_role("button", name=re.compile("^Nhận")).click()
    page.locator(f"#m{first.number}").get_by_text("Đã nhận").wait_for()
    page.get_by_role("button", name=re.compile(r"^Nhận \d+ mục chắc chắn")).click()
    page.get_by_text(re.compile(r"Đã nhận \d+ mục")).first.wait_for()
    assert page.complaints == []

    confirm = f"{address}/tao"
    assert every(page, [confirm]) == []
    page.set_viewport_size({"width": 1280, "height": 844})
    page.get_by_role("button", name="Tạo dự thảo").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/soan"))
    paper = Paper.objects.get(read_from=reading)
    assert paper.title in page.locator("main").inner_text()
    assert every(page, [f"/van-ban/{paper.pk}/soan"]) == []
    read = reading.items.filter(kind="target", state="accepted").count()
    made = Target.objects.filter(cycle__movement=paper.movement).count()
    assert made + UnfinishedTarget.objects.filter(paper=paper).count() == read > 0
