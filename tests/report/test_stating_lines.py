"""Register lines whose unit is not found wait in a list; a person says which unit is meant, none is dropped."""

from __future__ import annotations

import pytest

from tests.report.acts import entry
from tests.report.conftest import GRASSROOTS, Story, add_target, make_story
from thidua.algebra.conditions import FlagIs
from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.measures import UnitShare
from thidua.kernel.door import system
from thidua.kernel.errors import NotYours
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.match import match
from thidua.kernel.models import IntakeRow
from thidua.report.actions.keep_activity import Told, add_activity
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.state_figures import StatedTable, paste_stated
from thidua.report.models import Report

STRONG = Element(
    "graded_strong",
    nature=Nature.FLAG,
    time=Time.MOMENT,
    name="Đạt vững mạnh",
    asked_of=GRASSROOTS,
    source=Source.ABOVE,
)
HEAD = ["Đơn vị", "Đạt vững mạnh", "Được kiểm tra", "Đoàn viên cuối kỳ"]


@pytest.fixture
def story(db: None) -> Story:
    made = make_story()
    add_target(made.cycle, 7, UnitShare(FlagIs(STRONG), GRASSROOTS), made.province)
    counting = [{"element": "inspected", "kinds": ["inspection"], "whose": "subjects"}]
    set_form_plan(actor=system("tests"), cycle_id=made.cycle.pk, counting=counting)
    made.open()
    return made


def paste(story: Story, *lines: list[str]) -> StatedTable:
    own = Report.objects.select_related("period__cycle__movement", "unit", "form").get(
        pk=story.report(story.upper).pk
    )
    return paste_stated(actor=story.officer(), own=own, rows=[HEAD, *lines])


def queued(outcome: StatedTable) -> list[IntakeRow]:
    return list(IntakeRow.objects.filter(intake_id=outcome.queue_id).order_by("number"))


def stated(story: Story, code: str) -> object:
    head = Report.objects.filter(unit=story.school, period=story.period, kind=Report.Kind.DERIVED).first()
    return entry(head, code).get("value") if head else None


def test_a_line_waits_and_is_stated_when_its_unit_is_chosen(story: Story) -> None:
    outcome = paste(
        story,
        ["CĐCS Công ty May Sơn Dương", "có", "2", "5"],
        ["CĐCS Trường Hồng Thái cũ", "x", "4", "9"],
        ["CĐCS Không Có", "", "1", ""],
    )
    assert [row.saved for row in outcome.rows] == [2]
    first, second = queued(outcome)
    # What units type themselves is no business of this list, and said so above the table.
    assert first.cells == {"unit": "CĐCS Trường Hồng Thái cũ", "+graded_strong": "x", "+inspected": "4"}
    assert (first.state, second.state) == ("unmatched", "unmatched")
    officer = story.officer()
    match(
        actor=officer,
        intake_id=first.intake_id,
        row_id=first.pk,
        body_id=story.school.pk,
        body_path=story.school.path,
    )
    apply(actor=officer, intake_id=first.intake_id)
    assert (stated(story, "graded_strong"), stated(story, "inspected")) == ("1", "4")
    assert [row.state for row in queued(outcome)] == ["applied", "unmatched"]


def test_the_same_lines_pasted_again_wait_once(story: Story) -> None:
    first, again = (paste(story, ["CĐCS Không Có", "có", "", ""]) for _time in range(2))
    assert first.queue_id == again.queue_id


def test_what_cannot_be_stated_is_said_at_its_cell(story: Story) -> None:
    what = Told("inspection", story.period.cutoff_on, "Kiểm tra", subjects=frozenset({story.school.pk}))
    add_activity(actor=story.officer(), unit_id=story.upper.pk, told=what)
    outcome = paste(story, ["CĐCS Trường Hồng Thái cũ", "hơi mạnh", "4", ""])
    (row,) = queued(outcome)
    match(
        actor=story.officer(),
        intake_id=row.intake_id,
        row_id=row.pk,
        body_id=story.school.pk,
        body_path=story.school.path,
    )
    (row,) = queued(outcome)
    assert row.state == "problem"
    assert {one["column"]: one["code"] for one in row.problems} == {
        "+graded_strong": "report.flag_unreadable",
        "+inspected": "report.counted_from_records",
    }
    assert stated(story, "inspected") == "1"


def test_who_keeps_no_register_lays_nothing_aside(story: Story) -> None:
    own = Report.objects.select_related("period__cycle__movement", "unit", "form").get(pk=story.report().pk)
    with pytest.raises(NotYours):
        paste_stated(actor=story.chair(), own=own, rows=[HEAD, ["CĐCS Không Có", "có", "", ""]])
