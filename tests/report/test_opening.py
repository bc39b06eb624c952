from __future__ import annotations

import datetime as dt
import math

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.report.conftest import Story, add_unit, make_story
from thidua.audit.models import Entry
from thidua.kernel import events
from thidua.kernel.door import NOBODY, system
from thidua.kernel.errors import NotYours
from thidua.kernel.models import OutboxRow
from thidua.report.actions.open_period import open_period
from thidua.report.models import Form, Report, Values


def vals_of(report: Report) -> dict[str, float]:
    row = Values.objects.get(period_id=report.period_id, report_id=report.pk)
    return dict(zip(report.form.vector, row.vals, strict=True))


def test_every_unit_below_the_issuer_has_one_waiting_report(story: Story) -> None:
    reports = Report.objects.filter(period=story.period)
    assert sorted(reports.values_list("unit__code", flat=True)) == ["T", "T1", "T1-1", "T1-2", "T2"]
    assert set(reports.values_list("state", "kind", "exempt")) == {("waiting", "own", False)}


def test_place_bloc_attributes_and_due_day_are_stamped(story: Story) -> None:
    factory = story.report()
    assert (factory.path, factory.bloc) == (story.factory.path, "enterprise")
    assert factory.strata == {"kind": "grassroots", "has_union": True, "bloc": "enterprise"}
    assert factory.due_on == dt.date(2017, 7, 20)
    assert story.report(story.upper).due_on == dt.date(2017, 7, 25)
    assert story.report(story.province).due_on == dt.date(2017, 6, 30)


def test_only_the_roster_is_known_before_anybody_reports(story: Story) -> None:
    known = {key: value for key, value in vals_of(story.report()).items() if not math.isnan(value)}
    assert set(known.values()) == {1.0}
    assert all(key.startswith(("units@", "roster@")) for key in known)
    school = vals_of(story.report(story.school))
    enterprises = [key for key in school if key.startswith("roster@bloc=enterprise")]
    assert [school[key] for key in enterprises] == [0.0]


def test_attributes_are_those_of_the_cut_off_day(story: Story) -> None:
    Report.objects.all().delete()
    bloc = story.factory.attributes.get(name="bloc")
    bloc.until_on = dt.date(2017, 6, 29)
    bloc.save()
    story.factory.attributes.create(name="bloc", value="public_sector", from_on=dt.date(2017, 6, 30))
    story.open()
    assert story.report().bloc == "public_sector"


def test_a_union_founded_after_the_cut_off_is_excused_and_an_ended_one_not_expected(db: None) -> None:
    story = make_story()
    new = add_unit("T1-9", "grassroots", story.upper, founded_on=dt.date(2017, 7, 1))
    just = add_unit("T1-8", "grassroots", story.upper, founded_on=dt.date(2017, 6, 30))
    ended = add_unit("T1-7", "grassroots", story.upper, ended_on=dt.date(2017, 6, 29))
    story.open()
    assert (story.report(new).exempt, story.report(new).exempt_reason) == (True, "mới thành lập")
    assert not story.report(just).exempt
    assert not Report.objects.filter(unit=ended).exists()


def test_opening_again_adds_only_units_that_came_since(story: Story) -> None:
    assert story.open() == 0
    add_unit("T2-1", "grassroots", story.other_upper)
    assert story.open() == 1
    assert Report.objects.filter(period=story.period).count() == 6


def test_opening_is_one_audit_line_with_counts(story: Story) -> None:
    line = Entry.objects.get(did="report.period_opened")
    assert line.data == {"reports": 5, "exempt": 0, "form": 1}


def test_the_form_gets_a_new_version_only_when_it_changed(story: Story) -> None:
    from thidua.report.actions.build_form import build_form

    build_form(actor=system("tests"), cycle_id=story.cycle.pk)
    assert Form.objects.count() == 1
    story.cycle.targets.filter(code="t1").delete()
    assert build_form(actor=system("tests"), cycle_id=story.cycle.pk).number == 2


def test_a_school_is_not_asked_about_enterprises(story: Story) -> None:
    from thidua.report.queries.checking import asked

    def codes(report: Report) -> list[str]:
        return [question.element.code for question in asked(report)]

    assert "meals" in codes(story.report())
    assert codes(story.report(story.school)) == [
        "members_start",
        "members",
        "admitted",
        "women",
        "fund",
        "dialogues",
    ]
    assert codes(story.report(story.upper)) == []


def test_eleven_hundred_units_take_the_same_number_of_queries(db: None) -> None:
    story = make_story()
    story.open()
    few = _queries_to_add(story, 3)
    many = _queries_to_add(story, 400)
    assert few == many
    assert few <= 20


def _queries_to_add(story: Story, count: int) -> int:
    from thidua.federation.models import Body

    made = Body.objects.bulk_create(
        Body(
            code=f"N{count}-{n}",
            name=f"N{n}",
            kind=story.factory.kind,
            parent=story.other_upper,
            path=f"{story.other_upper.path}{10_000 * count + n}.",
        )
        for n in range(count)
    )
    assert len(made) == count
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert story.open() == count
    return len(caught)


@pytest.mark.django_db(transaction=True)
def test_heads_are_made_when_launch_tells_that_the_period_is_open() -> None:
    from django.db import transaction

    story = make_story()
    story.period.state = "open"
    story.period.save()
    with transaction.atomic():
        events.emit("launch.period_opened", period_id=story.period.pk)
    events.deliver()
    assert Report.objects.filter(period=story.period).count() == 5
    assert OutboxRow.objects.filter(event="launch.period_opened").count() == 0


def test_opening_by_the_action_itself_is_idempotent(story: Story) -> None:
    assert open_period(actor=system("tests"), period_id=story.period.pk) == 0


def test_only_who_keeps_the_year_of_the_movement_may_make_its_reports(story: Story) -> None:
    for actor in (story.chair(), story.officer(), story.officer(story.stranger), NOBODY):
        with pytest.raises(NotYours):
            open_period(actor=actor, period_id=story.period.pk)
