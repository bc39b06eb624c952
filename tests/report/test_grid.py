from __future__ import annotations

import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.report.acts import entry, fill, sent
from tests.report.conftest import Story, add_unit, make_story
from thidua.documents.sheets import SheetTooLarge
from thidua.kernel.errors import NotYours
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.match import match
from thidua.kernel.models import IntakeRow
from thidua.report.actions.queue_lines import queue_lines
from thidua.report.actions.review import return_with_reasons
from thidua.report.actions.save_grid import GridOutcome, paste_grid, save_grid
from thidua.report.errors import GridEmpty, StrangeUnit
from thidua.report.queries.bulk import standing
from thidua.report.queries.grid import grid
from thidua.report.queries.pasted import Line, rows_of_text

HEAD = "STT\tĐơn vị\tĐoàn viên mới kết nạp\tfund\tGhi chú"


def paste(story: Story, *lines: str, head: str = HEAD) -> GridOutcome:
    rows = rows_of_text("\r\n".join((head, *lines)))
    return paste_grid(actor=story.officer(), unit=story.upper, period=story.period, rows=rows)


def test_sixty_units_arrive_as_one_sheet_and_no_line_is_dropped(db: None) -> None:
    """Story 19."""
    story = make_story()
    names = [f"CĐCS Trường số {n}" for n in range(1, 59)]
    for n, name in enumerate(names):
        add_unit(f"S{n}", "grassroots", story.upper, name=name, bloc="school")
    story.open()
    lines = [f"{n}\t{name}\t{n}\t1.000.000" for n, name in enumerate(names, start=1)]
    strange = ["59\tCĐCS Cty TNHH Lạ\t5\t0", f"60\t{names[0]}\t7\t0"]
    outcome = paste(story, *lines, *strange)
    assert len(outcome.rows) == 58
    assert all(row.saved and not row.problems for row in outcome.rows)
    assert [(one.unit_text, one.cells["admitted"], one.reason) for one in outcome.unmatched] == [
        ("CĐCS Cty TNHH Lạ", "5", "unknown"),
        (names[0], "7", "twice"),
    ]
    assert outcome.unknown_columns == ["Ghi chú"]
    assert len(outcome.rows) + len(outcome.unmatched) == 60


def queued(outcome: GridOutcome) -> list[IntakeRow]:
    return list(IntakeRow.objects.filter(intake_id=outcome.queue_id).order_by("number"))


def test_lines_without_a_unit_wait_until_a_person_says_which(story: Story) -> None:
    outcome = paste(story, "1\tCĐCS May SD\t60\t", f"2\t{story.school.name}\t5\t", "3\t\t9\t")
    assert [(row.state, row.cells["+admitted"]) for row in queued(outcome)] == [
        ("unmatched", "60"),
        ("problem", "9"),
    ]
    first = queued(outcome)[0]
    officer = story.officer()
    match(
        actor=officer,
        intake_id=first.intake_id,
        row_id=first.pk,
        body_id=story.factory.pk,
        body_path=story.factory.path,
    )
    apply(actor=officer, intake_id=first.intake_id)
    assert entry(story.report(), "admitted")["value"] == "60"
    assert story.report().on_behalf
    assert [row.state for row in queued(outcome)] == ["applied", "problem"]


def test_the_same_lines_sent_twice_wait_once(story: Story) -> None:
    first, again = (paste(story, "1\tLạ\t60\t") for _time in range(2))
    assert first.queue_id == again.queue_id
    assert IntakeRow.objects.count() == 1


def test_a_second_line_of_a_unit_waits_and_what_cannot_be_read_is_told(story: Story) -> None:
    school = story.school.name
    outcome = paste(story, f"1\t{school}\t5\t", f"2\t{school}\tnhiều\t", f"3\t{story.factory.name}\t1\t")
    (row,) = queued(outcome)
    assert (row.state, row.problems[0]["code"]) == ("problem", "formats.number_unreadable")
    assert entry(story.report(story.school), "admitted")["value"] == "5"


def test_a_unit_of_another_union_is_no_line_of_this_table(story: Story) -> None:
    add_unit("T1-1-1", "part", story.factory, name="Tổ may 1")
    outcome = paste(story, "1\tTổ may 1\t5\t")
    (row,) = queued(outcome)
    assert (row.state, row.problems[0]["code"]) == ("problem", "report.strange_unit")


def test_a_table_that_is_too_long_is_refused_whole() -> None:
    with pytest.raises(SheetTooLarge):
        rows_of_text("a\tb\n" * 5_001)


@pytest.mark.parametrize(
    "written",
    [
        "CĐCS CÔNG TY MAY SƠN DƯƠNG",
        unicodedata.normalize("NFD", "CĐCS Công ty May Sơn Dương"),
        "  CĐCS  Công ty May Sơn Dương ",
        "t1-1",
        "Xí nghiệp May cũ",
    ],
)
def test_units_are_found_by_code_name_and_confirmed_other_name(story: Story, written: str) -> None:
    from thidua.formats.text import matching_key

    story.factory.aliases.create(name="Xí nghiệp May cũ", matching_key=matching_key("Xí nghiệp May cũ"))
    outcome = paste(story, f"1\t{written}\t60\t0")
    assert [row.report_id for row in outcome.rows] == [story.report().pk]
    assert entry(story.report(), "admitted")["value"] == "60"


def test_what_cannot_be_read_comes_back_at_its_cell_and_empty_cells_change_nothing(story: Story) -> None:
    paste(story, f"1\t{story.factory.name}\t60\t5.000.000")
    outcome = paste(story, f"1\t{story.factory.name}\t-\t")
    (row,) = outcome.rows
    assert [(one.element, one.code) for one in row.problems] == [("admitted", "formats.number_unreadable")]
    assert entry(story.report(), "fund")["value"] == "5000000"


def test_a_figure_that_a_unit_does_not_have_is_said(story: Story) -> None:
    outcome = paste(story, f"{story.school.name}\tcó\t3", head="Đơn vị\tmeals\tadmitted")
    (row,) = outcome.rows
    assert [(one.element, one.code) for one in row.problems] == [("meals", "report.unknown_element")]
    assert entry(story.report(story.school), "admitted")["value"] == "3"


def test_a_table_without_heads_or_lines_is_refused(story: Story) -> None:
    for head, lines in (("", ()), ("a\tb", ("1\t2",)), (HEAD, ())):
        with pytest.raises(GridEmpty):
            paste(story, *lines, head=head)


def test_the_wrong_period_is_refused(story: Story) -> None:
    story.period.reports.all().delete()
    with pytest.raises(StrangeUnit):
        paste(story, f"1\t{story.factory.name}\t60\t0")


def test_a_unit_that_writes_itself_is_refused_alone(story: Story) -> None:
    fill(story)
    own, school = story.report(), story.report(story.school)
    outcome = save_grid(
        actor=story.officer(),
        rows={own.pk: {"admitted": "1"}, school.pk: {"admitted": "2"}, 10**9: {"x": "1"}},
    )
    assert [(row.saved, row.refusal.code if row.refusal else "") for row in outcome.rows] == [
        (False, "report.in_its_own_hands"),
        (True, ""),
    ]


def test_the_grid_shows_drafts_only_of_those_entered_for(story: Story) -> None:
    fill(story)
    save_grid(actor=story.officer(), rows={story.report(story.school).pk: {"admitted": "2"}})
    shown = grid(actor=story.officer(), unit=story.upper, period=story.period).whole()
    by_unit = {row.report.unit_id: row for row in shown.rows}
    assert by_unit[story.factory.pk].cells == {}
    assert not by_unit[story.factory.pk].may_enter
    assert by_unit[story.school.pk].cells["admitted"]["text"] == "2"
    assert by_unit[story.school.pk].may_enter
    assert "meals" not in by_unit[story.school.pk].asked


def test_the_grid_takes_the_same_queries_for_two_and_for_seventy_units(story: Story) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            shown = grid(actor=story.officer(), unit=story.upper, period=story.period).whole()
        assert shown.rows
        return len(caught)

    save_grid(actor=story.officer(), rows={story.report(story.school).pk: {"admitted": "2"}})
    few = count()
    for n in range(68):
        add_unit(f"S{n}", "grassroots", story.upper, bloc="school")
    story.open()
    assert count() == few == 6  # the form by itself: joined, its long definition would come with every row


def test_lines_that_wait_are_not_shown_to_who_may_not_enter(story: Story) -> None:
    lines = [Line(2, "CĐCS không rõ", {"members": "12"})]
    officer = story.officer()
    queue_lines(actor=officer, unit=story.upper, period=story.period, lines=lines)
    for actor in (story.chair(), story.officer(story.other_upper)):
        with pytest.raises(NotYours):
            queue_lines(actor=actor, unit=story.upper, period=story.period, lines=lines)


def test_columns_stand_in_the_order_of_the_form_the_whole_before_its_part(story: Story) -> None:
    codes = [
        one.element.code
        for one in grid(actor=story.officer(), unit=story.upper, period=story.period).whole().questions
    ]
    on_the_form = [code for part in story.report().form.layout for code in part["elements"]]
    assert codes == [code for code in on_the_form if code in codes]
    assert codes.index("members_start") < codes.index("members") < codes.index("women")
    books = [line.book.element.code for line in standing(story.report(story.upper), None).lines]
    assert books == sorted(books, key=on_the_form.index)


def test_a_returned_report_shows_what_the_union_above_may_correct(story: Story) -> None:
    report = sent(story, admitted="61")
    return_with_reasons(actor=story.officer(), report_id=report.pk, reason="Xem lại số kết nạp.")
    row = grid(actor=story.officer(), unit=story.upper, period=story.period).whole().rows[0]
    assert (row.report.unit, row.cells["admitted"]["text"], bool(row.may_enter)) == (
        story.factory,
        "61",
        True,
    )
