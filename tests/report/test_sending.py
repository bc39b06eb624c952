from __future__ import annotations

import datetime as dt
import math

import pytest

from tests.report.acts import accepted, entry, fill, sent, values
from tests.report.conftest import FACTORY_FIGURES, Story
from thidua.audit.models import Entry
from thidua.kernel import events
from thidua.kernel.errors import NotNow, NotYours, Stale
from thidua.kernel.models import OutboxRow
from thidua.launch.models import Cycle, Period
from thidua.report.actions.restate import restate
from thidua.report.actions.review import accept, accept_many, reopen, return_with_reasons, take_back
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.errors import (
    FindingsRefuse,
    NothingToCorrect,
    PeriodClosed,
    PeriodStillOpen,
    ReasonMissing,
    UnknownElement,
    WarningsUnread,
)
from thidua.report.models import FigureNote, Report

TOLD = (
    "report.sent",
    "report.taken_back",
    "report.returned",
    "report.accepted",
    "report.reopened",
    "report.restated",
)


@pytest.fixture
def told() -> object:
    """Every event of this room has a hearer here, so that its row can be seen."""
    for name in TOLD:
        events._HEARERS[name]["tests"] = lambda batch: None
    yield lambda: list(
        OutboxRow.objects.filter(hearer="tests").order_by("id").values_list("event", flat=True)
    )
    for name in TOLD:
        events._HEARERS[name].pop("tests")


def test_sending_computes_the_components(story: Story) -> None:
    report = sent(story)
    assert report.state == "sent"
    told = values(report)
    by_head = {key.split("@")[0]: value for key, value in told.items()}
    assert by_head["sum:admitted"] == 60
    assert by_head["sum:members+members_start"] == 450
    assert by_head["sum:members_start+members"] == 412
    assert by_head["sum:fund"] == 6_600_000
    assert by_head["met:meals=yes"] == 1
    assert by_head["outside:meals"] == 0
    assert math.isnan(by_head["distinct:inspected"])


def test_not_applicable_leaves_the_denominator_and_missing_is_not_zero(story: Story) -> None:
    report = sent(story, meals={"answer": "not_applicable"})
    by_head = {key.split("@")[0]: value for key, value in values(report).items()}
    assert (by_head["met:meals=yes"], by_head["outside:meals"]) == (0, 1)


def test_errors_refuse_with_the_list_and_nothing_is_lost(story: Story) -> None:
    fill(story, women="500", fund="nhiều lắm")
    with pytest.raises(FindingsRefuse) as refused:
        send(actor=story.chair(), report_id=story.report().pk)
    assert [one.element for one in refused.value.problems] == ["women", "fund"]
    assert refused.value.say().what == "Còn 2 ô cần sửa trước khi gửi."
    assert entry(story.report(), "fund")["text"] == "nhiều lắm"
    assert story.report().state == "draft"


def year_before(story: Story) -> Period:
    cycle = Cycle.objects.create(
        movement=story.cycle.movement,
        year=2016,
        starts_on=dt.date(2016, 1, 1),
        ends_on=dt.date(2016, 12, 31),
    )
    story.cycle.targets.update(cycle=cycle)
    period = Period.objects.create(
        cycle=cycle,
        kind="half_year",
        name="6 tháng 2016",
        state="open",
        measured_from=dt.date(2016, 1, 1),
        ends_on=dt.date(2016, 6, 30),
        cutoff_on=dt.date(2016, 6, 30),
    )
    story.open(period)
    cycle.targets.update(cycle=story.cycle)
    return period


def test_warnings_need_to_be_looked_at(story: Story) -> None:
    before = story.report(period=year_before(story))
    save_draft(actor=story.chair(), report_id=before.pk, changes=FACTORY_FIGURES | {"admitted": "5"})
    send(actor=story.chair(), report_id=before.pk, checked=True)
    fill(story)
    with pytest.raises(WarningsUnread) as refused:
        send(actor=story.chair(), report_id=story.report().pk)
    assert [(one.element, one.code) for one in refused.value.problems] == [("admitted", "check.unlike_last")]
    assert send(actor=story.chair(), report_id=story.report().pk, checked=True).state == "sent"


def test_sending_twice_is_harmless(story: Story, told: object) -> None:
    first = sent(story)
    again = send(actor=story.chair(), report_id=first.pk, version=1)
    assert (again.version, again.state) == (first.version, "sent")
    assert told() == ["report.sent"]  # type: ignore[operator]
    assert Entry.objects.filter(did="report.sent").count() == 1


def test_a_stale_review_page_does_not_send(story: Story) -> None:
    seen = fill(story).report.version
    save_draft(actor=story.chair(name="Sen"), report_id=story.report().pk, changes={"admitted": "61"})
    with pytest.raises(Stale):
        send(actor=story.chair(), report_id=story.report().pk, version=seen, checked=True)


def test_taken_back_before_acceptance_reopened_after_with_a_reason_both_in_the_trail(
    story: Story, told: object
) -> None:
    """Story 20."""
    report = sent(story)
    take_back(actor=story.chair(), report_id=report.pk)
    assert story.report().state == "draft"
    send(actor=story.chair(), report_id=report.pk, checked=True)
    accept(actor=story.officer(), report_id=report.pk)
    with pytest.raises(NotNow):
        take_back(actor=story.chair(), report_id=report.pk)
    with pytest.raises(ReasonMissing):
        reopen(actor=story.officer(), report_id=report.pk, reason="  ")
    with pytest.raises(NotYours):
        reopen(actor=story.chair(), report_id=report.pk, reason="tôi muốn sửa")
    reopen(actor=story.officer(), report_id=report.pk, reason="Số nữ tính nhầm")
    assert story.report().state == "returned"
    trail = Entry.objects.filter(kind="report.Report", object_id=report.pk).order_by("pk")
    assert [(one.did, one.reason) for one in trail] == [
        ("report.saved", ""),
        ("report.sent", ""),
        ("report.taken_back", ""),
        ("report.sent", ""),
        ("report.accepted", ""),
        ("report.reopened", "Số nữ tính nhầm"),
    ]
    assert told() == [  # type: ignore[operator]
        "report.sent",
        "report.taken_back",
        "report.sent",
        "report.accepted",
        "report.reopened",
    ]


def test_returned_with_a_reason_per_figure_and_resolved_by_sending_again(story: Story) -> None:
    report = sent(story)
    return_with_reasons(
        actor=story.officer(),
        report_id=report.pk,
        reasons={"women": "Cao hơn năm ngoái nhiều"},
        reason="Xem lại",
    )
    assert story.report().state == "returned"
    notes = FigureNote.objects.filter(report=report)
    said = set(notes.values_list("element", "text"))
    assert said == {("women", "Cao hơn năm ngoái nhiều"), ("", "Xem lại")}
    assert notes.filter(resolved_at=None).count() == 2
    sent(story, women="290")
    assert notes.filter(resolved_at=None).count() == 0


def test_returning_needs_a_reason_about_a_figure_of_the_form(story: Story) -> None:
    report = sent(story)
    with pytest.raises(ReasonMissing):
        return_with_reasons(actor=story.officer(), report_id=report.pk, reasons={"women": " "})
    with pytest.raises(UnknownElement):
        return_with_reasons(actor=story.officer(), report_id=report.pk, reasons={"x": "y"})


def test_many_are_accepted_at_once_with_an_outcome_each(story: Story) -> None:
    first, second = sent(story), story.report(story.school)
    many: dict[int, int | None] = {first.pk: first.version, second.pk: None, 10**9: None}
    outcomes = accept_many(actor=story.officer(), reports=many)
    assert [(one.report_id, one.refusal.code if one.refusal else None) for one in outcomes] == [
        (first.pk, None),
        (second.pk, "kernel.not_now"),
        (10**9, "kernel.absent"),
    ]
    assert Report.objects.get(pk=first.pk).state == "accepted"


def test_a_version_that_changed_is_not_accepted(story: Story) -> None:
    report = sent(story)
    (outcome,) = accept_many(actor=story.officer(), reports={report.pk: report.version - 1})
    assert outcome.refusal
    assert outcome.refusal.code == "kernel.stale"


def test_the_place_is_stamped_at_sending_and_fixed_at_acceptance(story: Story) -> None:
    moved = f"{story.other_upper.path}{story.factory.pk}."
    was = story.factory.path
    report = sent(story)
    type(story.factory).objects.filter(pk=story.factory.pk).update(parent=story.other_upper, path=moved)
    story.factory.refresh_from_db()
    take_back(actor=story.chair(), report_id=report.pk)
    report = send(actor=story.chair(), report_id=report.pk, checked=True)
    assert report.path == moved
    accept(actor=story.officer(story.other_upper), report_id=report.pk)
    type(story.factory).objects.filter(pk=story.factory.pk).update(parent=story.upper, path=was)
    story.factory.refresh_from_db()
    reopen(actor=story.officer(), report_id=report.pk, reason="Kiểm tra lại")
    fill(story, admitted="61")
    report = send(actor=story.chair(), report_id=report.pk, checked=True)
    assert report.path == moved


def test_the_body_that_called_the_movement_confirms_its_own_entries(story: Story) -> None:
    own = story.report(story.province)
    officer = story.officer(story.province)
    send(actor=officer, report_id=own.pk)
    assert accept(actor=officer, report_id=own.pk).state == "accepted"
    upper = send(actor=story.officer(), report_id=story.report(story.upper).pk)
    with pytest.raises(NotYours):
        accept(actor=story.officer(), report_id=upper.pk)
    assert accept(actor=officer, report_id=upper.pk).state == "accepted"


def test_a_closed_period_is_corrected_only_by_a_visible_restatement(story: Story, told: object) -> None:
    report = accepted(story)
    with pytest.raises(PeriodStillOpen):
        restate(actor=story.officer(), report_id=report.pk, changes={"admitted": "61"}, reason="Đếm sót")
    story.close()
    for refused in (
        lambda: reopen(actor=story.officer(), report_id=report.pk, reason="x"),
        lambda: accept(actor=story.officer(), report_id=story.report(story.school).pk),
    ):
        with pytest.raises((PeriodClosed, NotNow)):
            refused()
    with pytest.raises(NothingToCorrect):
        restate(actor=story.officer(), report_id=report.pk, changes={"admitted": "60"}, reason="x")
    with pytest.raises(FindingsRefuse):
        restate(actor=story.officer(), report_id=report.pk, changes={"women": "9.999"}, reason="x")
    with pytest.raises(NotYours):
        restate(actor=story.chair(), report_id=report.pk, changes={"admitted": "61"}, reason="x")
    made = restate(actor=story.officer(), report_id=report.pk, changes={"admitted": "61"}, reason="Đếm sót")
    assert (made.old["admitted"]["value"], made.new["admitted"]["value"]) == ("60", "61")
    assert Report.objects.get(pk=report.pk).restated
    assert 61 in values(report).values()
    assert told()[-1] == "report.restated"  # type: ignore[operator]
