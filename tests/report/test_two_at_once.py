from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.at_once import at_once
from tests.report.acts import fill, sent
from tests.report.conftest import Story, make_story
from thidua.audit.models import Entry
from thidua.formats.errors import CodedError
from thidua.report.actions.open_period import open_period
from thidua.report.actions.review import accept, take_back
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.models import Report
from thidua.report.queries.figures import data_of

pytestmark = pytest.mark.django_db(transaction=True)


def opened() -> Story:
    story = make_story()
    story.open()
    return story


def test_eight_people_saving_different_figures_lose_nothing() -> None:
    story = opened()
    report_id, seen = story.report().pk, story.report().version
    figures = {
        "members_start": "1",
        "members": "2",
        "women": "3",
        "admitted": "4",
        "fund": "5",
        "dialogues": "6",
    }

    def saving(code: str, typed: str) -> Callable[[], object]:
        chair = story.chair(name=f"Người {code}")
        return lambda: save_draft(actor=chair, report_id=report_id, version=seen, changes={code: typed})

    told = at_once(*(saving(code, typed) for code, typed in figures.items()))
    assert all(not saved.conflicts for saved in told)  # type: ignore[attr-defined]
    assert {code: one["text"] for code, one in data_of(story.report()).items()} == figures
    assert story.report().version == seen + len(figures)


def test_two_at_one_figure_one_is_told() -> None:
    story = opened()
    report_id, seen = story.report().pk, story.report().version

    def saving(name: str, typed: str) -> Callable[[], object]:
        chair = story.chair(name=name)
        return lambda: save_draft(actor=chair, report_id=report_id, version=seen, changes={"women": typed})

    told = at_once(saving("Hoa", "7"), saving("Sen", "8"))
    assert sorted(len(saved.conflicts) for saved in told) == [0, 1]  # type: ignore[attr-defined]
    kept = data_of(story.report())["women"]
    assert {kept["text"], kept["rival"]["text"]} == {"7", "8"}


def test_a_double_press_sends_once() -> None:
    story = opened()
    fill(story)
    report_id, chair = story.report().pk, story.chair()
    told = at_once(*[lambda: send(actor=chair, report_id=report_id, checked=True)] * 4)
    assert [one.state for one in told] == ["sent"] * 4  # type: ignore[attr-defined]
    assert Entry.objects.filter(did="report.sent", object_id=report_id).count() == 1


def test_the_same_page_posted_twice_at_once_is_taken_in_once() -> None:
    story = opened()
    report_id, chair = story.report().pk, story.chair()
    told = at_once(
        *[lambda: save_draft(actor=chair, report_id=report_id, changes={"women": "7"}, token="t")] * 4
    )
    assert sorted(saved.again for saved in told) == [False, True, True, True]  # type: ignore[attr-defined]


def test_accepting_and_taking_back_at_once_only_one_wins() -> None:
    story = opened()
    report = sent(story)
    chair, officer = story.chair(), story.officer()
    told = at_once(
        lambda: accept(actor=officer, report_id=report.pk),
        lambda: take_back(actor=chair, report_id=report.pk),
    )
    assert sorted(isinstance(one, CodedError) for one in told) == [False, True]
    assert story.report().state in {"accepted", "draft"}


def test_opening_twice_at_once_makes_one_report_a_unit() -> None:
    from thidua.kernel.door import system

    story = make_story()
    story.period.state = "open"
    story.period.save()
    works = [lambda: open_period(actor=system("tests"), period_id=story.period.pk)] * 3
    assert sorted(at_once(*works)) == [0, 0, 5]  # type: ignore[type-var]
    assert Report.objects.filter(period=story.period).count() == 5
