from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.report.acts import accepted, fill, sent
from tests.report.conftest import Story, add_unit
from tests.report.test_pages import sign_in
from thidua.kernel import clock
from thidua.kernel.door import Actor
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.report.actions.change_due import follow_deadlines
from thidua.report.actions.chase import chase
from thidua.report.actions.review import return_with_reasons, take_back
from thidua.report.models import Chase, Report
from thidua.report.queries.board import Board, board, progress

LATE = dt.date(2017, 7, 23)


def seen_by(actor: Actor, story: Story, unit: object = None, **more: object) -> Board:
    return board(actor=actor, unit=unit or story.upper, cycle=story.cycle, **more)  # type: ignore[arg-type]


def test_late_first_then_returned_then_underway_then_done(story: Story) -> None:
    third = add_unit("T1-3", "grassroots", story.upper, name="CĐCS Bệnh viện", bloc="public_sector")
    story.open()
    accepted(story)
    report = sent(story, story.school)
    return_with_reasons(actor=story.officer(), report_id=report.pk, reason="Sai")
    with clock.standing_on(LATE):
        shown = seen_by(story.officer(), story)
        assert [(row.unit.pk, row.group, row.days_late) for row in shown.rows] == [
            (third.pk, "late", 3),
            (story.school.pk, "watch", 0),
            (story.factory.pk, "done", 0),
        ]
    assert dict(shown.counts) == {"late": 1, "watch": 1, "underway": 0, "done": 1}
    assert shown.chaseable == [story.report(third).pk, report.pk]


def test_in_time_is_judged_by_the_first_sending(story: Story) -> None:
    report = sent(story)
    with clock.standing_on(LATE):
        take_back(actor=story.chair(), report_id=report.pk)
        sent(story)
        told = progress(actor=story.officer(), unit=story.upper, period=story.period)
    assert (told.expected, told.sent, told.in_time, told.late, told.missing) == (2, 1, 1, 1, 1)


def test_excused_units_are_neither_late_nor_expected(story: Story) -> None:
    Report.objects.filter(unit=story.school).update(exempt=True)
    with clock.standing_on(LATE):
        shown = seen_by(story.officer(), story)
        told = progress(actor=story.officer(), unit=story.upper, period=story.period)
        groups = {row.unit.pk: row.group for row in shown.rows}
    assert groups == {story.factory.pk: "late", story.school.pk: "done"}
    assert told.expected == 1


def test_late_lists_are_seen_by_the_unit_and_its_superiors_only(story: Story) -> None:
    assert len(seen_by(story.officer(), story).rows) == 2
    assert len(seen_by(story.officer(story.province), story).rows) == 2
    assert [row.unit for row in seen_by(story.chair(), story).rows] == [story.factory]
    for actor in (story.officer(story.other_upper), story.officer(story.stranger)):
        assert seen_by(actor, story).rows == []


def test_the_province_sees_its_uppers_with_how_many_unions_have_sent(story: Story) -> None:
    sent(story)
    shown = seen_by(story.officer(story.province), story, story.province)
    below = {row.unit.pk: (row.below.sent, row.below.expected) for row in shown.rows}
    assert below == {story.upper.pk: (1, 2), story.other_upper.pk: (0, 0)}


def test_the_list_of_unions_that_owe_a_report(story: Story) -> None:
    sent(story)
    shown = seen_by(story.officer(story.province), story, story.province, grassroots=True)
    assert [row.unit for row in shown.rows] == [story.school]


def test_the_board_takes_the_same_queries_at_any_length(story: Story) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            seen_by(story.officer(), story)
        return len(caught)

    few = count()
    for n in range(120):
        add_unit(f"S{n}", "grassroots", story.upper, bloc="school")
    story.open()
    assert count() == few == 5
    shown = seen_by(story.officer(), story, page=3)
    assert (shown.total, shown.pages, len(shown.rows)) == (122, 3, 22)


def test_chasing_notes_who_how_and_the_promise_and_leaves_out_who_has_sent(story: Story) -> None:
    done, owing = sent(story), story.report(story.school)
    made = chase(
        actor=story.officer(),
        report_ids=[done.pk, owing.pk, 10**9],
        how="phone",
        text="Chị Lan hứa gửi",
        promised_on=dt.date(2017, 7, 20),
    )
    assert [one.report_id for one in made] == [owing.pk]
    (row,) = [one for one in seen_by(story.officer(), story).rows if one.unit == story.school]
    assert row.last_chase == made[0]
    for actor in (story.chair(story.school), story.officer(story.other_upper)):
        assert chase(actor=actor, report_ids=[owing.pk], how="phone") == []
    with pytest.raises(ValueError, match="pigeon"):
        chase(actor=story.officer(), report_ids=[owing.pk], how="pigeon")
    assert Chase.objects.count() == 1


def test_a_new_deadline_moves_only_what_was_not_sent(story: Story) -> None:
    from thidua.kernel.door import system

    sent(story)
    story.cycle.deadlines.filter(level="grassroots").update(due_on=dt.date(2017, 7, 30))
    assert follow_deadlines(actor=system("tests"), cycle_id=story.cycle.pk) == 1
    assert story.report().due_on == dt.date(2017, 7, 20)
    assert story.report(story.school).due_on == dt.date(2017, 7, 30)


def test_a_superior_sees_that_a_report_is_being_prepared(story: Story) -> None:
    fill(story)
    states = {row.unit.pk: row.cells[story.period.pk].state for row in seen_by(story.officer(), story).rows}
    assert states == {story.factory.pk: "draft", story.school.pk: "waiting"}


def test_whoever_is_reminded_reads_it_at_home_and_on_the_report(story: Story) -> None:
    owing = story.report(story.school)
    chair = sign_in(Client(), "grassroots_chair", story.school)

    def told() -> list[str]:
        actor = story.chair(story.school)
        return [one.fact for one in waiting_for(actor) if one.code == "report.send"]

    assert all("nhắc" not in fact for fact in told())
    for text in ("Chị Lan ơi, gửi giúp em", "Nhắc lần hai"):
        chase(
            actor=story.officer(),
            report_ids=[owing.pk],
            how="phone",
            text=text,
            promised_on=dt.date(2017, 7, 20),
        )
    words = f"đã nhắc ngày {clock.today():%d/%m/%Y} (gọi điện), hẹn gửi 20/07/2017: Nhắc lần hai."
    assert [words in fact for fact in told()] == [True]
    page = chair.get(reverse("report:form", args=[owing.pk])).content.decode()
    assert "Cấp trên nhắc gửi báo cáo" in page
    assert words in page


@pytest.mark.parametrize(("who", "refusal"), [("upper", NotYours), ("stranger", Absent)])
def test_due_days_follow_only_for_who_keeps_the_year(
    story: Story, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        follow_deadlines(actor=story.officer(getattr(story, who)), cycle_id=story.cycle.pk)
