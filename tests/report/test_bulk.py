from __future__ import annotations

import datetime as dt
import math

import pytest

from tests.report.acts import accepted, entry, fill, sent, values
from tests.report.conftest import SCHOOL_FIGURES, Story, add_target, add_unit, make_story
from thidua.algebra.conditions import FlagIs
from thidua.algebra.elements import Element, Nature, Time
from thidua.algebra.measures import UnitShare
from thidua.algebra.strata import where
from thidua.federation.models import Body
from thidua.kernel.errors import Absent, NotNow, NotYours, Stale
from thidua.report.actions.excuse import excuse, expect_again
from thidua.report.actions.record_derived import record_derived
from thidua.report.actions.record_external import record_external
from thidua.report.actions.review import accept
from thidua.report.actions.save_bulk import save_bulk
from thidua.report.actions.save_draft import save_draft
from thidua.report.actions.send import send
from thidua.report.errors import (
    AboveRoster,
    AlreadyStated,
    AskedByHand,
    FindingsRefuse,
    NotForBulk,
    ReasonMissing,
    SourceMissing,
    StrangeUnit,
    UnknownElement,
)
from thidua.report.models import Report
from thidua.report.queries.bulk import askable, standing

WORKER_CONFERENCE = Element(
    "worker_conference", "", Nature.FLAG, time=Time.MOMENT, name="Hội nghị người lao động"
)


def by_element(report: Report) -> dict[str, float]:
    return {key.split("@")[0]: value for key, value in values(report).items() if not math.isnan(value)}


def make_unions(story: Story, count: int) -> list[Body]:
    return [add_unit(f"T2-{n}", "grassroots", story.other_upper, bloc="school") for n in range(count)]


def report_admitted(story: Story, unit: Body, admitted: int) -> None:
    chair, report = story.chair(unit), story.report(unit)
    save_draft(actor=chair, report_id=report.pk, changes=SCHOOL_FIGURES | {"admitted": str(admitted)})
    send(actor=chair, report_id=report.pk, checked=True)


def test_bulk_entry_shrinks_as_unions_report_themselves(db: None) -> None:
    """Story 2: 60 unions, 22 report 410, the books say 1.030; one more sends 15."""
    story = make_story()
    unions = make_unions(story, 60)
    story.open()
    for place, unit in enumerate(unions[:22]):
        report_admitted(story, unit, 19 if place < 14 else 18)
    own = story.report(story.other_upper)
    head = save_bulk(
        actor=story.officer(story.other_upper), own_id=own.pk, totals={"admitted": "1.030"}, covered=38
    )
    assert (head.kind, head.state, head.covered) == ("bulk", "sent", 38)
    assert by_element(head) == {"sum:admitted": 1030}
    stood = standing(own, head)
    (line,) = [one for one in stood.lines if one.book.key == "admitted"]
    assert (stood.reporting, stood.units) == (22, 60)
    assert (line.total, line.direct, line.attributed, line.exceeds) == (1030, 410, 620, False)
    report_admitted(story, unions[22], 15)
    stood = standing(own, head)
    (line,) = [one for one in stood.lines if one.book.key == "admitted"]
    assert (line.direct, line.attributed, stood.reporting) == (425, 605, 23)


def test_what_no_union_has_told_is_unknown_and_a_told_zero_is_zero(story: Story) -> None:
    own = story.report(story.upper)
    (line,) = [one for one in standing(own, None).lines if one.book.key == "admitted"]
    assert line.direct is None
    sent(story, admitted="0")
    (line,) = [one for one in standing(own, None).lines if one.book.key == "admitted"]
    assert line.direct == 0


def test_direct_reports_above_the_books_are_told(story: Story) -> None:
    sent(story)
    own = story.report(story.upper)
    head = save_bulk(actor=story.officer(), own_id=own.pk, totals={"admitted": "50"})
    (line,) = [one for one in standing(own, head).lines if one.book.key == "admitted"]
    assert (line.attributed, line.exceeds) == (0, True)


def test_bulk_totals_are_only_of_what_unions_state_themselves(story: Story) -> None:
    own = story.report(story.upper)
    for element in ("inspected", "nonsense"):
        with pytest.raises(NotForBulk):
            save_bulk(actor=story.officer(), own_id=own.pk, totals={element: "1"})
    with pytest.raises(FindingsRefuse):
        save_bulk(actor=story.officer(), own_id=own.pk, totals={"admitted": "nhiều"})
    assert not Report.objects.filter(kind="bulk").exists()


def test_the_books_may_count_the_unions_that_meet_a_condition_but_not_more_than_there_are(
    story: Story,
) -> None:
    own = story.report(story.upper)
    with pytest.raises(AboveRoster):
        save_bulk(actor=story.officer(), own_id=own.pk, totals={"meals": "2"})
    head = save_bulk(actor=story.officer(), own_id=own.pk, totals={"meals": "1"})
    assert by_element(head) == {"met:meals=yes": 1}
    sent(story)
    (line,) = [one for one in standing(own, head).lines if one.book.key == "meals"]
    assert (line.direct, line.attributed) == (1, 0)


def test_a_figure_of_two_populations_has_a_total_for_each(db: None) -> None:
    story = make_story()
    for place, ownership in enumerate(("state", "non_state"), start=7):
        held = where({"kind": "grassroots", "ownership": ownership})
        add_target(story.cycle, place, UnitShare(FlagIs(WORKER_CONFERENCE), held), story.province)
    for code, ownership in (("E1", "state"), ("E2", "non_state"), ("E3", "non_state")):
        add_unit(code, "grassroots", story.other_upper, bloc="enterprise", ownership=ownership)
    story.open()
    keys = [key for key in askable(story.report(story.other_upper).form.definition) if "conference" in key]
    assert keys == [
        "worker_conference@kind=grassroots&ownership=state#worker_conference=yes",
        "worker_conference@kind=grassroots&ownership=non_state#worker_conference=yes",
    ]
    head = save_bulk(
        actor=story.officer(story.other_upper),
        own_id=story.report(story.other_upper).pk,
        totals={keys[0]: "1", keys[1]: "2"},
    )
    told = {key: value for key, value in values(head).items() if not math.isnan(value)}
    assert told == {
        "met:worker_conference=yes@kind=grassroots&ownership=state": 1,
        "met:worker_conference=yes@kind=grassroots&ownership=non_state": 2,
    }


def test_figures_counted_side_by_side_need_both_totals(story: Story) -> None:
    own = story.report(story.upper)
    head = save_bulk(actor=story.officer(), own_id=own.pk, totals={"women": "300"})
    assert by_element(head) == {}
    head = save_bulk(actor=story.officer(), own_id=own.pk, totals={"members": "500"})
    assert by_element(head) == {"sum:members+women": 500, "sum:women+members": 300}


def test_only_the_upper_union_itself_enters_its_books_and_not_after_acceptance(story: Story) -> None:
    own = story.report(story.upper)
    with pytest.raises(NotYours):
        save_bulk(actor=story.officer(story.province), own_id=own.pk, totals={"admitted": "1"})
    with pytest.raises(Absent):
        save_bulk(actor=story.officer(story.other_upper), own_id=own.pk, totals={"admitted": "1"})
    head = save_bulk(actor=story.officer(), own_id=own.pk, totals={"admitted": "100"})
    with pytest.raises(Stale):
        save_bulk(actor=story.officer(), own_id=own.pk, totals={"admitted": "1"}, version=head.version - 1)
    accept(actor=story.officer(story.province), report_id=head.pk)
    with pytest.raises(NotNow):
        save_bulk(actor=story.officer(), own_id=own.pk, totals={"admitted": "101"})


def derive(story: Story, unit: Body, value: int | None, element: str = "inspected") -> Report:
    from thidua.kernel.door import system

    return record_derived(
        actor=system("supervise"),
        period_id=story.period.pk,
        unit_id=unit.pk,
        element=element,
        value=value,
        source="supervise",
    )


def test_a_derived_figure_stands_by_itself_and_is_stated_once(story: Story) -> None:
    own = accepted(story)
    head = derive(story, story.factory, 2)
    assert (head.kind, head.state) == ("derived", "accepted")
    assert by_element(head) == {"distinct:inspected": 1, "outside:inspected": 0}
    assert not {"distinct:inspected", "outside:inspected"} & set(by_element(own))
    assert derive(story, story.factory, 2).version == head.version
    assert by_element(derive(story, story.factory, None)) == {}


def test_derived_figures_are_not_what_units_type_and_not_of_strange_units(story: Story) -> None:
    with pytest.raises(AskedByHand):
        derive(story, story.factory, 1, "admitted")
    with pytest.raises(UnknownElement):
        derive(story, story.factory, 1, "nonsense")
    with pytest.raises(StrangeUnit):
        derive(story, story.stranger, 1)


def external(story: Story, **changed: object) -> Report:
    told = {
        "figures": {"inspected": "1"},
        "source_body": "Bảo hiểm xã hội tỉnh",
        "source_number": "112/BHXH-QLT",
        "source_on": dt.date(2017, 7, 5),
    }
    return record_external(actor=story.officer(), own_id=story.report().pk, **{**told, **changed})  # type: ignore[arg-type]


def test_figures_of_another_office_carry_their_letter_and_are_stated_once(story: Story) -> None:
    head = external(story)
    assert (head.kind, head.state, head.source_number) == ("external", "accepted", "112/BHXH-QLT")
    assert by_element(head)["distinct:inspected"] == 1
    with pytest.raises(AlreadyStated):
        external(story)
    with pytest.raises(AlreadyStated):
        derive(story, story.factory, 1)


def test_figures_of_another_office_need_their_source(story: Story) -> None:
    for missing in ({"source_body": " "}, {"source_number": ""}, {"source_on": None}):
        with pytest.raises(SourceMissing):
            external(story, **missing)
    with pytest.raises(AskedByHand):
        external(story, figures={"admitted": "1"})


def test_an_excused_unit_leaves_the_roster_and_may_be_expected_again(story: Story) -> None:
    report = story.report()
    with pytest.raises(ReasonMissing):
        excuse(actor=story.officer(), report_id=report.pk, reason=" ")
    excuse(actor=story.officer(), report_id=report.pk, reason="Đang giải thể")
    assert by_element(story.report())["roster"] == 0
    expect_again(actor=story.officer(), report_id=report.pk)
    assert by_element(story.report())["roster"] == 1
    with pytest.raises(NotYours):
        excuse(actor=story.chair(), report_id=report.pk, reason="x")


def test_a_report_that_was_sent_is_not_excused(story: Story) -> None:
    report = sent(story)
    with pytest.raises(NotNow):
        excuse(actor=story.officer(), report_id=report.pk, reason="x")


def test_flow_stock_and_net_change_over_two_periods(story: Story) -> None:
    """Story 1: 412 at the start; +38 at half-year; the year is +56, not 94."""
    half = sent(story)
    told = by_element(half)
    assert told["sum:members+members_start"] - told["sum:members_start+members"] == 38
    story.close()
    story.period = type(story.period).objects.create(
        cycle=story.cycle,
        kind="year",
        name="Năm 2017",
        measured_from=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 12, 31),
        cutoff_on=dt.date(2017, 11, 30),
    )
    story.open()
    year = sent(story, members="468", admitted="95")
    told = by_element(year)
    assert told["sum:members+members_start"] - told["sum:members_start+members"] == 56
    assert entry(year, "admitted")["value"] == "95"


def test_fill_keeps_a_draft_out_of_the_sums(story: Story) -> None:
    fill(story)
    assert set(by_element(story.report())) == {"units", "roster"}


def test_the_page_of_story_two(db: None) -> None:
    """60 unions, 22 report 410, the books say 1.030: 620; one more sends 15: 605, still 1.030, "23/60 trực tiếp"."""
    from django.test import Client

    from tests.report.test_pages import sign_in, url, words

    story = make_story()
    unions = make_unions(story, 60)
    story.open()
    for n, unit in enumerate(unions[:22]):
        report_admitted(story, unit, 18 if n < 14 else 19 if n < 20 else 22)
    own = story.report(story.other_upper)
    officer = sign_in(Client(), "officer", story.other_upper)
    refused = officer.post(url("bulk", own.pk), {"c-admitted": "1.030", "covered": "39"})
    assert refused.status_code == 422
    assert "chỉ còn 38 cơ sở chưa tự gửi" in words(refused)
    assert 'href="#covered"' in words(refused)
    assert 'value="1.030"' in words(refused)
    assert officer.post(url("bulk", own.pk), {"c-admitted": "1030", "covered": "38"}).status_code == 302
    page = words(officer.get(url("bulk", own.pk)))
    assert "22/60 trực tiếp" in page
    assert "Sổ ghi 1.030: 410 do cơ sở gửi, 620 nhập gộp." in page
    report_admitted(story, unions[22], 15)
    page = words(officer.get(url("bulk", own.pk)))
    assert "23/60 trực tiếp" in page
    assert "Sổ ghi 1.030: 425 do cơ sở gửi, 605 nhập gộp." in page
