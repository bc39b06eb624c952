from __future__ import annotations

import datetime as dt
import io
import math

import pytest

from tests.report.acts import entry, fill, values
from tests.report.conftest import Story
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.files import FileKindUnknown, FileTooLarge
from thidua.report.actions.attach import attach, detach
from thidua.report.actions.keep_activity import Told, add_activity, change_activity, remove_activity
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.errors import DateOutside, FindingsRefuse, UnknownElement, WomenAboveAll
from thidua.report.models import Activity, Evidence, Report
from thidua.report.queries.prefill import tallies

PDF = b"%PDF-1.4 minutes of the dialogue"


def told(**changed: object) -> Told:
    usual = {"kind": "dialogue", "held_on": dt.date(2017, 5, 4), "title": "Đối thoại định kỳ"}
    return Told(**{**usual, **changed})  # type: ignore[arg-type]


def hold(story: Story, **changed: object) -> Activity:
    return add_activity(actor=story.chair(), unit_id=story.factory.pk, told=told(**changed))


def inspect(story: Story, day: dt.date) -> Activity:
    what = told(kind="inspection", held_on=day, title="Kiểm tra", subjects=frozenset({story.factory.pk}))
    return add_activity(actor=story.officer(), unit_id=story.upper.pk, told=what)


def derived(story: Story) -> dict[str, float]:
    head = Report.objects.get(kind="derived", unit=story.factory)
    return {key.split("@")[0]: value for key, value in values(head).items() if not math.isnan(value)}


def test_a_figure_is_filled_from_records_with_the_list_behind_it(story: Story) -> None:
    first, second = hold(story), hold(story, held_on=dt.date(2017, 6, 30))
    hold(story, held_on=dt.date(2017, 7, 1))
    tally = tallies(story.report())["dialogues"]
    assert (tally.value, tally.activities) == (2, (first, second))
    save_draft(actor=story.chair(), report_id=story.report().pk, changes={"admitted": "1"})
    kept = entry(story.report(), "dialogues")
    assert (kept["value"], kept["from"]) == ("2", "activity")


def test_nothing_recorded_is_not_zero(story: Story) -> None:
    assert tallies(story.report()) == {}


def test_a_counted_figure_follows_its_records_until_somebody_types(story: Story) -> None:
    hold(story)
    save_draft(actor=story.chair(), report_id=story.report().pk, changes={"admitted": "1"})
    hold(story)
    save_draft(actor=story.chair(), report_id=story.report().pk, changes={"admitted": "2"})
    assert entry(story.report(), "dialogues")["value"] == "2"


def test_a_page_that_sends_back_what_was_counted_changes_nothing(story: Story) -> None:
    """Else every save made the page before it old, and sending was refused at the first press."""
    hold(story)
    save_draft(actor=story.chair(), report_id=story.report().pk, changes={"admitted": "1.000"})
    saved = story.report().version
    save_draft(
        actor=story.chair(), report_id=story.report().pk, changes={"dialogues": "1", "admitted": "1000"}
    )
    assert story.report().version == saved
    assert entry(story.report(), "dialogues")["from"] == "activity"


def test_a_counted_figure_may_be_changed_with_a_reason_that_shows(story: Story) -> None:
    hold(story)
    fill(story, dialogues="3")
    with pytest.raises(FindingsRefuse) as refused:
        send(actor=story.chair(), report_id=story.report().pk)
    assert [(one.element, one.code) for one in refused.value.problems] == [
        ("dialogues", "report.count_changed")
    ]
    fill(story, dialogues={"value": "3", "reason": "Hai cuộc chưa vào hồ sơ"})
    assert send(actor=story.chair(), report_id=story.report().pk).state == "sent"
    assert entry(story.report(), "dialogues")["reason"] == "Hai cuộc chưa vào hồ sơ"


def test_a_union_inspected_twice_counts_once(story: Story) -> None:
    """Story 3: 72 visits to 66 enterprises are 66."""
    first, second = inspect(story, dt.date(2017, 3, 1)), inspect(story, dt.date(2017, 6, 1))
    assert derived(story) == {"distinct:inspected": 1, "outside:inspected": 0}
    head = Report.objects.get(kind="derived", unit=story.factory)
    assert entry(head, "inspected")["value"] == "2"
    remove_activity(actor=story.officer(), activity_id=first.pk, reason="Ghi trùng")
    assert derived(story)["distinct:inspected"] == 1
    remove_activity(actor=story.officer(), activity_id=second.pk)
    assert derived(story) == {}


def test_moving_an_inspection_to_another_union_moves_its_flag(story: Story) -> None:
    visit = inspect(story, dt.date(2017, 3, 1))
    change_activity(
        actor=story.officer(),
        activity_id=visit.pk,
        told=told(kind="inspection", title="Kiểm tra", subjects=frozenset({story.school.pk})),
    )
    assert derived(story) == {}
    assert Report.objects.filter(kind="derived", unit=story.school).exists()


def test_impossible_records_are_refused(story: Story) -> None:
    with pytest.raises(DateOutside):
        hold(story, held_on=dt.date(2017, 7, 19))
    with pytest.raises(WomenAboveAll):
        hold(story, participants=10, women=11)
    with pytest.raises(Absent):
        hold(story, subjects=frozenset({story.stranger.pk}))


def test_only_the_unit_itself_records_its_activities(story: Story) -> None:
    with pytest.raises(NotYours):
        add_activity(actor=story.officer(), unit_id=story.factory.pk, told=told())
    for actor in (story.chair(story.school), story.officer(story.stranger)):
        with pytest.raises(Absent):
            add_activity(actor=actor, unit_id=story.factory.pk, told=told())


def put(story: Story, name: str, content: bytes, size: int | None = None, **more: str) -> Evidence:
    return attach(
        actor=story.chair(),
        report_id=story.report().pk,
        name=name,
        stream=io.BytesIO(content),
        size=len(content) if size is None else size,
        **more,  # type: ignore[arg-type]
    )


def test_evidence_is_kept_once_per_figure(story: Story) -> None:
    first = put(story, "biên bản.pdf", PDF, element="dialogues")
    assert put(story, "biên bản (1).pdf", PDF, element="dialogues").pk == first.pk
    put(story, "ban-ky.pdf", PDF, kind="signed_scan")
    assert Evidence.objects.filter(report=story.report()).count() == 2
    detach(actor=story.chair(), report_id=story.report().pk, evidence_id=first.pk)
    with pytest.raises(Absent):
        detach(actor=story.chair(), report_id=story.report().pk, evidence_id=first.pk)


def test_evidence_of_the_wrong_size_kind_or_figure_is_refused(story: Story) -> None:
    with pytest.raises(FileTooLarge):
        put(story, "phim.pdf", PDF, size=50 * 2**20)
    with pytest.raises(FileKindUnknown):
        put(story, "virus.exe.pdf", b"MZ\x90\x00")
    with pytest.raises(UnknownElement):
        put(story, "a.pdf", PDF, element="nonsense")
    assert Evidence.objects.count() == 0
