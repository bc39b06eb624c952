"""What the year begins with, and what is settled only when it ends."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.report.acts import entry, values
from tests.report.conftest import FACTORY_FIGURES, GRASSROOTS, Story, add_target, add_unit, make_story
from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.measures import NetChange, Total
from thidua.kernel.door import system
from thidua.launch.models import Baseline, Period
from thidua.report.actions.record_derived_many import record_derived_many
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.errors import UnknownElement
from thidua.report.models import Report
from thidua.report.queries.checking import asked

CARRIED = Element(
    "began",
    "người",
    Nature.STOCK,
    time=Time.MOMENT,
    name="Đoàn viên đầu năm",
    asked_of=GRASSROOTS,
    source=Source.CARRIED,
)
ENDS = Element("ends", "người", Nature.STOCK, time=Time.MOMENT, name="Đoàn viên", asked_of=GRASSROOTS)
GRADE = Element("grade", "", Nature.FLAG, time=Time.MOMENT, name="Vững mạnh", asked_of=GRASSROOTS)


@pytest.fixture
def year(db: None) -> Story:
    story = make_story()
    story.cycle.targets.all().delete()
    add_target(story.cycle, 0, NetChange(CARRIED, ENDS), story.province)
    graded = add_target(story.cycle, 1, Total(GRADE), story.province)
    graded.settles = "year_end"
    graded.save()
    Baseline.objects.create(unit=story.factory, element="began", year=2016, value=412, source="hand")
    story.more["new"] = add_unit("N", "grassroots", story.upper, founded_on=dt.date(2017, 3, 1))
    from thidua.report.actions.plan_form import set_form_plan

    set_form_plan(actor=system("tests"), cycle_id=story.cycle.pk, rules=[], counting=[])
    story.open()
    return story


def codes(report: Report) -> list[str]:
    return [question.element.code for question in asked(report)]


def test_last_years_result_is_there_and_not_asked_again(year: Story) -> None:
    report = year.report()
    assert codes(report) == ["ends"]
    assert (entry(report, "began")["value"], entry(report, "began")["from"]) == ("412", "baseline")
    with pytest.raises(UnknownElement):
        save_draft(actor=year.chair(), report_id=report.pk, changes={"began": "1"})
    save_draft(actor=year.chair(), report_id=report.pk, changes={"ends": "450"})
    report = send(actor=year.chair(), report_id=report.pk)
    told = {key.split("@")[0]: value for key, value in values(report).items()}
    assert told["sum:ends+began"] - told["sum:began+ends"] == 38


def test_a_new_union_begins_with_nothing_and_an_unknown_one_is_asked(year: Story) -> None:
    new = year.report(year.more["new"])
    assert (codes(new), entry(new, "began")["value"]) == (["ends"], "0")
    assert codes(year.report(year.school)) == ["began", "ends"]


def test_what_is_settled_at_year_end_is_asked_only_in_the_closing_period(year: Story) -> None:
    assert "grade" not in codes(year.report())
    closing = Period.objects.create(
        cycle=year.cycle,
        kind="year",
        name="Năm 2017",
        measured_from=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 12, 31),
        cutoff_on=dt.date(2017, 11, 30),
    )
    year.open(closing)
    assert codes(year.report(period=closing)) == ["ends", "grade"]


def test_derived_figures_of_many_units_are_all_or_none(db: None) -> None:
    story = make_story()
    story.open()
    rows = [(unit.pk, "inspected", 1, "supervise") for unit in (story.factory, story.school)]
    assert record_derived_many(actor=system("x"), period_id=story.period.pk, rows=rows) == 2
    assert Report.objects.filter(kind="derived").count() == 2
    wrong = [(story.upper.pk, "inspected", 1, "x"), (story.upper.pk, "nonsense", 1, "x")]
    with pytest.raises(UnknownElement):
        record_derived_many(actor=system("x"), period_id=story.period.pk, rows=wrong)
    assert Report.objects.filter(kind="derived").count() == 2


def test_every_action_on_a_report_takes_few_queries(db: None) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from thidua.report.actions.review import accept

    story = make_story()
    story.open()
    report = story.report()
    with CaptureQueriesContext(connection) as saving:
        save_draft(actor=story.chair(), report_id=report.pk, changes=FACTORY_FIGURES)
    with CaptureQueriesContext(connection) as sending:
        send(actor=story.chair(), report_id=report.pk)
    with CaptureQueriesContext(connection) as accepting:
        accept(actor=story.officer(), report_id=report.pk)
    assert (len(saving), len(sending), len(accepting)) == (8, 11, 7)
