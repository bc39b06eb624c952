"""Slogans with a blank, as each unit hangs them: on the page, in Word, and as banners to print."""

from __future__ import annotations

import io
from typing import Any

import docx
import pypdfium2
import pytest
from django.urls import reverse

from tests.launch.cast import Cast
from tests.launch.desk import SignIn, opened
from tests.launch.papers import start, write
from thidua.launch.models import Movement, Paper

pytestmark = pytest.mark.usefixtures("addresses")


@pytest.fixture
def plan(cast: Cast, movement: Movement) -> Paper:
    made = start(cast, movement)
    write(cast, made, "slogans", text="Công đoàn … đoàn kết & sáng tạo", blank_for="locality")
    write(cast, made, "slogans", text="Thi đua là yêu nước")
    return made


def taken(client: Any, name: str, paper: Paper, query: str = "", status: int = 200) -> bytes:
    answer = client.get(reverse(f"launch:{name}", args=[paper.pk]) + query)
    assert answer.status_code == status
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_each_unit_has_its_own_name_in_the_blank(plan: Paper, sign_in: SignIn) -> None:
    client = sign_in("officer", "TQ")
    page = opened(client, "paper", plan.pk)
    assert reverse("launch:slogans", args=[plan.pk]) in page
    own = opened(client, "slogans", plan.pk)
    assert "Công đoàn Tuyên Quang đoàn kết &amp; sáng tạo" in own
    assert "Na Hang" not in own
    everyone = client.get(reverse("launch:slogans", args=[plan.pk]) + "?don-vi=tat-ca").content.decode()
    assert "Công đoàn Na Hang đoàn kết &amp; sáng tạo" in everyone
    made = docx.Document(io.BytesIO(taken(client, "slogans_word", plan, "?don-vi=tat-ca")))
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert ["1", "LĐLĐ tỉnh Tuyên Quang", "Công đoàn Tuyên Quang đoàn kết & sáng tạo"] in cells
    assert any("Công đoàn Na Hang đoàn kết & sáng tạo" in row for row in cells)


def test_banners_are_as_large_as_asked(plan: Paper, sign_in: SignIn) -> None:
    content = taken(sign_in("officer", "TQ"), "banners", plan, "?rong=3&cao=0,7&le=0,015")
    document = pypdfium2.PdfDocument(content)
    left, bottom, right, top = document[0].get_trimbox()
    assert len(document) == 2
    document.close()
    assert (right - left) / 72 * 25.4 == pytest.approx(3000, abs=0.1)
    assert (top - bottom) / 72 * 25.4 == pytest.approx(700, abs=0.1)


@pytest.mark.parametrize("size", ["?rong=30", "?cao=abc", "?le=1", "?rong="])
def test_a_size_that_nobody_prints_is_said(plan: Paper, sign_in: SignIn, size: str) -> None:
    told = taken(sign_in("officer", "TQ"), "banners", plan, size, status=422).decode()
    assert "Hãy nhập lại kích thước theo mét" in told


def test_a_paper_without_slogans_says_so(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    bare = start(cast, movement)
    client = sign_in("officer", "TQ")
    assert "Văn bản này chưa có khẩu hiệu nào" in opened(client, "slogans", bare.pk)
    taken(client, "banners", bare, status=422)
