"""From the hand of a chair to the root: the report room's own actions, heard and summed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.report.acts import fill, sent
from tests.report.conftest import TODAY, Story, make_story
from thidua.algebra.judging import State
from thidua.federation.models import Body
from thidua.kernel import clock, events
from thidua.report.actions.review import accept, reopen, take_back
from thidua.report.actions.save_bulk import save_bulk
from thidua.rollup.models import Agg
from thidua.rollup.queries.lines import Reader, TargetLine, targets_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db: None) -> Iterator[Story]:
    with clock.standing_on(TODAY):
        made = make_story()
        made.open()
        yield made


def line(story: Story, code: str, unit: Body | None = None) -> TargetLine:
    while events.deliver():
        pass
    unit = unit or story.province
    targets = [one for one in targets_for(unit, story.cycle.pk) if one.code == code]
    (found,) = Reader(period=story.period, unit=unit, targets=targets).lines()
    return found


def test_opening_makes_the_roster_known(story: Story) -> None:
    told = line(story, "t1")
    assert (told.completeness.reported, told.completeness.expected) == (0, 2)
    row = Agg.objects.get(period_id=story.period.pk, path=story.province.path, bloc="")
    assert (row.expected_reports, row.sent_reports) == (5, 0)


def test_a_report_on_its_way_and_back(story: Story) -> None:
    fill(story)
    assert line(story, "t1").sent.value is None  # a draft is nobody's figure
    report = sent(story)
    assert line(story, "t1").sent.value == 60
    assert line(story, "t4").sent.value == 6_600_000
    take_back(actor=story.chair(), report_id=report.pk)
    assert line(story, "t1").sent.value is None
    report = sent(story)
    accept(actor=story.officer(), report_id=report.pk)
    told = line(story, "t1")
    assert (told.accepted.value, told.state) == (60, State.EXCEEDED)
    reopen(actor=story.officer(), report_id=report.pk, reason="Nhầm số đoàn viên nữ")
    assert line(story, "t1").accepted.value is None


def test_books_and_direct_reports(story: Story) -> None:
    save_bulk(
        actor=story.officer(),
        own_id=story.report(story.upper).pk,
        totals={"admitted": "70", "fund": "10 triệu"},
    )
    told = line(story, "t1")
    assert (told.sent.value, told.bulk, told.completeness.direct) == (70, 70, 0)
    sent(story)
    told = line(story, "t1")
    assert (told.sent.value, told.bulk) == (70, 10)
    assert (told.completeness.direct, told.completeness.reported, told.completeness.expected) == (1, 2, 2)
    sent(story, story.school)
    told = line(story, "t1")
    assert (told.sent.value, told.bulk, told.completeness.direct) == (70, 7, 2)
