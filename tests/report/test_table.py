"""The page of units × figures: what was refused is told on top and at its row, and stays on the page."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client

from tests.report.acts import accepted, entry, fill
from tests.report.conftest import Story, add_unit, make_story
from tests.report.test_pages import sign_in, url, words
from thidua.documents.sheets import read_rows, write_rows
from thidua.report.actions.save_grid import save_grid
from thidua.report.models import Report


@pytest.fixture
def officer(story: Story, client: Client) -> Client:
    return sign_in(client, "officer", story.upper)


def summary(page: str) -> str:
    found = re.search(r"data-summary-of-errors.*?</ul>", page, re.DOTALL)
    return found.group() if found else ""


def place(story: Story) -> str:
    return url("grid", story.report(story.upper).pk)


def test_a_locked_report_pasted_over_is_refused_at_its_row_and_not_counted(
    story: Story, officer: Client
) -> None:
    """Story 19: sixty lines come at once, and nobody may believe a refused one was written."""
    locked = accepted(story)
    pasted = f"Đơn vị\tadmitted\n{story.factory.name}\t61\n{story.school.name}\t3"
    page = words(officer.post(place(story), {"pasted": pasted}))
    assert "Đã ghi 1 đơn vị." in page
    assert f'href="#row-{locked.pk}"' in summary(page)
    assert "1 đơn vị chưa ghi được" in summary(page)
    assert f'id="row-{locked.pk}"' in page
    assert "chưa ghi: 61" in page
    assert "CĐCS Công ty May Sơn Dương\t61" in page  # the pasted text is still in its box
    assert entry(story.report(), "admitted")["text"] == "60"


def test_when_nothing_could_be_written_nothing_is_said_to_be(story: Story, officer: Client) -> None:
    accepted(story)
    answer = officer.post(place(story), {"pasted": f"Đơn vị\tadmitted\n{story.factory.name}\t61"})
    assert answer.status_code == 422
    assert "Đã ghi" not in words(answer)


def test_an_unreadable_cell_is_linked_from_the_top_and_keeps_its_text(story: Story, officer: Client) -> None:
    report = story.report()
    page = words(officer.post(place(story), {f"g-{report.pk}-admitted": "mười"}))
    assert f'href="#g-{report.pk}-admitted"' in summary(page)
    assert 'value="mười"' in page
    assert "1 ô cần sửa" in summary(page)
    assert "chưa đọc được thành số" in words(officer.get(place(story)))  # also when the page is opened later


def test_pasted_figures_are_grouped_like_typed_ones(story: Story, officer: Client) -> None:
    officer.post(place(story), {"pasted": f"Đơn vị\tadmitted\tfund\n{story.school.name}\t1234\t6600000"})
    report = story.report(story.school)
    assert (entry(report, "admitted")["text"], entry(report, "fund")["text"]) == ("1.234", "6.600.000")
    assert 'value="6.600.000"' in words(officer.get(place(story)))


def test_typed_cells_are_kept_when_a_table_is_pasted_or_refused_too(story: Story, officer: Client) -> None:
    report = story.report()
    typed = {f"g-{report.pk}-admitted": "12", f"was-{report.pk}-admitted": ""}
    answer = officer.post(place(story), {**typed, "pasted": "a\tb\n1\t2"})
    assert answer.status_code == 422
    assert entry(story.report(), "admitted")["text"] == "12"
    assert "a\tb" in words(answer)


def test_a_row_that_was_locked_since_keeps_what_was_typed_on_the_page(story: Story, officer: Client) -> None:
    report = story.report()
    fill(story)  # the unit began to write itself after the officer opened the page
    page = words(officer.post(place(story), {f"g-{report.pk}-admitted": "7777"}))
    assert "chưa ghi: 7777" in page
    assert f'href="#row-{report.pk}"' in summary(page)


def test_two_officers_in_one_cell_are_told_and_both_figures_stay(story: Story, officer: Client) -> None:
    report = story.report()
    opened = report.version
    save_grid(actor=story.officer(name="Hứa Thị Sen"), rows={report.pk: {"admitted": "5", "women": "2"}})
    cells = {f"g-{report.pk}-admitted": "7", f"was-{report.pk}-admitted": "", f"v-{report.pk}": str(opened)}
    page = words(officer.post(place(story), cells))
    assert "Hứa Thị Sen vừa ghi «5» vào ô này; bạn ghi «7»." in page
    assert 'value="7"' in page
    assert entry(story.report(), "admitted")["text"] == "5"
    again = {**cells, f"was-{report.pk}-admitted": "5", f"v-{report.pk}": str(story.report().version)}
    officer.post(place(story), again)
    assert entry(story.report(), "admitted")["text"] == "7"


def test_a_guessed_report_is_refused_without_a_name_or_a_figure(story: Story, officer: Client) -> None:
    strange = story.report(story.stranger) if story.period.reports.filter(unit=story.stranger) else None
    other = strange or story.report(story.other_upper)
    page = words(officer.post(place(story), {f"g-{other.pk}-admitted": "1", f"g-{10**9}-x": "1"}))
    assert str(other.unit) not in summary(page)
    assert entry(other, "admitted") == {}


def test_the_table_goes_out_as_a_sheet_and_comes_back(story: Story, officer: Client) -> None:
    fill(story, story.school)
    own = story.report(story.upper)
    sheet = read_rows(officer.get(url("grid_sheet", own.pk)).content)
    head, *lines = [[str(cell or "") for cell in row.cells] for row in sheet.rows]
    assert head[:2] == ["Mã đơn vị", "Tên đơn vị"]
    assert [line[1] for line in lines] == [story.factory.name, story.school.name]
    assert lines[1][2:] == [""] * (len(head) - 2)  # the school writes itself: its draft is its own
    at = head.index("Đoàn viên mới kết nạp")
    lines[0][at] = "61"
    back = io.BytesIO(write_rows(head, lines))
    back.name = "bang.xlsx"
    answer = officer.post(place(story), {"sheet": back})
    assert answer.status_code == 302  # nothing to say: the page comes fresh
    assert entry(story.report(), "admitted")["text"] == "61"


def test_a_sheet_of_fifty_megabytes_is_refused_with_words(story: Story, officer: Client) -> None:
    heavy = io.BytesIO(b"PK\x03\x04" + b"\0" * (50 * 2**20))
    heavy.name = "bang.xlsx"
    answer = officer.post(place(story), {"sheet": heavy})
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)


def test_a_line_without_a_figure_is_told_and_changes_nothing(story: Story, officer: Client) -> None:
    pasted = f"Đơn vị\tadmitted\n{story.factory.name}\t\n{story.school.name}\tx y"
    page = words(officer.post(place(story), {"pasted": pasted}))
    assert "1 dòng không có số nào" in page


def crowd(client: Client) -> tuple[Story, list[str]]:
    """Forty schools more than the story has: two pages of the table."""
    story = make_story()
    names = [f"CĐCS Trường số {n:02}" for n in range(1, 41)]
    for n, name in enumerate(names):
        add_unit(f"S{n}", "grassroots", story.upper, name=name, bloc="school")
    story.open()
    sign_in(client, "officer", story.upper)
    return story, names


@pytest.mark.django_db
def test_a_long_table_comes_page_by_page_and_is_saved_page_by_page(client: Client) -> None:
    story, names = crowd(client)
    first, second = words(client.get(place(story))), words(client.get(f"{place(story)}?trang=2"))
    assert sum(name in first for name in names) + sum(name in second for name in names) == len(names)
    assert not [name for name in names if name in first and name in second]
    assert "Lưu, sang trang sau" in first
    assert "Lưu, sang trang sau" not in second
    report = Report.objects.get(unit__name=next(name for name in names if name in first))
    answer = client.post(place(story), {f"g-{report.pk}-admitted": "7", "tiep": "2"})
    assert answer["Location"].endswith("?trang=2")
    assert entry(report, "admitted")["text"] == "7"


@pytest.mark.django_db
def test_what_was_refused_on_another_page_is_shown_on_this_one(client: Client) -> None:
    """A table of all units is pasted; the unit whose figure cannot be read stands on the second page."""
    story, names = crowd(client)
    second = words(client.get(f"{place(story)}?trang=2"))
    name = next(name for name in names if name in second)
    report = Report.objects.get(unit__name=name)
    page = words(client.post(place(story), {"pasted": f"Đơn vị\tadmitted\n{names[0]}\t4\n{name}\tmười"}))
    assert f'href="#g-{report.pk}-admitted"' in summary(page)
    assert f'id="g-{report.pk}-admitted"' in page
    assert 'value="mười"' in page
