"""Figures that a unit does not type: the union above and registers state them, by rule; missing is not zero."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.report.acts import accepted, entry, values
from tests.report.conftest import GRASSROOTS, Story, add_target, add_unit, make_story
from tests.report.test_pages import sign_in, url, words
from thidua.algebra.conditions import FlagIs
from thidua.algebra.elements import Element, Nature, Source, Time
from thidua.algebra.measures import Total, UnitShare
from thidua.algebra.strata import where
from thidua.documents.sheets import write_rows
from thidua.kernel.door import Actor, system
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.models import Intake
from thidua.report.actions.excuse import excuse
from thidua.report.actions.keep_activity import Told, add_activity, remove_activity
from thidua.report.actions.plan_form import set_form_plan
from thidua.report.actions.restate import restate_stated
from thidua.report.actions.state_figures import state_figures
from thidua.report.errors import NotExpected, NothingToCorrect, PeriodClosed, PeriodStillOpen, UnknownElement
from thidua.report.models import Report, Restatement

STRONG = Element(
    "graded_strong",
    nature=Nature.FLAG,
    time=Time.MOMENT,
    name="Đạt vững mạnh",
    asked_of=GRASSROOTS,
    source=Source.ABOVE,
    may_not_apply=True,
)
HOUSES = Element(
    "houses", "nhà", name="Nhà Mái ấm", asked_of=where({"kind": "upper"}), source=Source.REGISTER
)


@pytest.fixture
def story(db: None) -> Story:
    """With a grade from above and a register of houses; houses are counted from records of the union itself."""
    made = make_story()
    add_target(made.cycle, 7, UnitShare(FlagIs(STRONG), GRASSROOTS), made.province)
    add_target(made.cycle, 8, Total(HOUSES), made.province)
    counting = [
        {"element": "inspected", "kinds": ["inspection"], "whose": "subjects"},
        {"element": "houses", "kinds": ["house"]},
    ]
    set_form_plan(actor=system("tests"), cycle_id=made.cycle.pk, counting=counting)
    made.open()
    return made


@pytest.fixture
def officer(story: Story) -> Client:
    return sign_in(Client(), "officer", story.upper)


def head(story: Story, unit: Any = None) -> Report | None:
    return Report.objects.filter(kind="derived", unit=unit or story.factory).first()


def test_the_union_above_grades_and_the_unit_does_not(story: Story) -> None:
    own = story.report()
    for actor in (story.chair(), story.officer(story.province)):
        told = state_figures(actor=actor, own_id=own.pk, figures={"graded_strong": "có"})
        assert [one.code for one in told.problems] == ["report.stated_elsewhere"]
    assert head(story) is None
    for actor in (story.officer(story.other_upper), story.officer(story.stranger)):
        with pytest.raises(Absent):
            state_figures(actor=actor, own_id=own.pk, figures={"graded_strong": "có"})
    assert state_figures(actor=story.officer(), own_id=own.pk, figures={"graded_strong": "có"}).saved == 1
    kept = head(story)
    assert kept
    told_entry = entry(kept, "graded_strong")
    assert (told_entry["value"], told_entry["from"], told_entry["by"]) == ("1", "above", "Lý Văn Tuyển")


def test_a_register_is_stated_by_the_union_that_keeps_it_and_by_the_one_above(story: Story) -> None:
    own = story.report(story.upper)
    assert state_figures(actor=story.officer(), own_id=own.pk, figures={"houses": "2"}).saved == 1
    told = state_figures(actor=story.officer(story.province), own_id=own.pk, figures={"houses": "3"})
    assert told.saved == 1
    stated = head(story, story.upper)
    assert stated
    assert entry(stated, "houses")["value"] == "3"


def test_missing_is_not_zero_and_not_applicable_is_neither(story: Story) -> None:
    own, officer = story.report(), story.officer()

    def vals() -> dict[str, float]:
        made = head(story)
        assert made
        return {name: value for name, value in values(made).items() if "graded" in name}

    state_figures(actor=officer, own_id=own.pk, figures={"graded_strong": "không"})
    assert 0.0 in vals().values()
    state_figures(actor=officer, own_id=own.pk, figures={"graded_strong": "không thuộc đối tượng"})
    made = head(story)
    assert made
    assert entry(made, "graded_strong")["answer"] == "not_applicable"
    state_figures(actor=officer, own_id=own.pk, figures={"graded_strong": ""})
    assert entry(made, "graded_strong") == {}
    assert all(math.isnan(value) for value in vals().values())


def test_what_cannot_be_read_stops_no_other(story: Story) -> None:
    told = state_figures(
        actor=story.officer(),
        own_id=story.report().pk,
        figures={"graded_strong": "hơi mạnh", "inspected": "2", "members": "7", "nonsense": "1"},
    )
    assert told.saved == 1
    assert [(one.element, one.code) for one in told.problems] == [
        ("graded_strong", "report.flag_unreadable"),
        ("members", "report.stated_elsewhere"),
        ("nonsense", "report.stated_elsewhere"),
    ]


def test_a_closed_period_and_an_excused_unit_take_nothing(story: Story) -> None:
    excuse(actor=story.officer(), report_id=story.report(story.school).pk, reason="Đang giải thể")
    with pytest.raises(NotExpected):
        state_figures(actor=story.officer(), own_id=story.report(story.school).pk, figures={"inspected": "1"})
    story.close()
    with pytest.raises(PeriodClosed):
        state_figures(actor=story.officer(), own_id=story.report().pk, figures={"inspected": "1"})


def house(story: Story) -> Any:
    told = Told("house", story.period.cutoff_on, "Bàn giao nhà Mái ấm", amount=30_000_000)
    return add_activity(actor=story.officer(), unit_id=story.upper.pk, told=told)


def test_records_stand_above_the_register_until_the_last_is_gone(story: Story) -> None:
    own = story.report(story.upper)
    state_figures(actor=story.officer(), own_id=own.pk, figures={"houses": "5"})
    first = house(story)
    made = head(story, story.upper)
    assert made
    assert (entry(made, "houses")["value"], entry(made, "houses")["from"]) == ("1", "activity")
    told = state_figures(actor=story.officer(), own_id=own.pk, figures={"houses": "5"})
    assert [one.code for one in told.problems] == ["report.counted_from_records"]
    remove_activity(actor=story.officer(), activity_id=first.pk)
    assert entry(made, "houses") == {}


def test_what_was_recorded_before_the_period_opened_is_counted(db: None) -> None:
    story = make_story()
    what = Told("inspection", story.period.cutoff_on, "Kiểm tra", subjects=frozenset({story.factory.pk}))
    add_activity(actor=story.officer(), unit_id=story.upper.pk, told=what)
    story.open()
    made = head(story)
    assert made
    assert (entry(made, "inspected")["value"], entry(made, "inspected")["from"]) == ("1", "activity")
    assert head(story, story.school) is None


def test_the_page_takes_typed_figures_and_keeps_what_it_could_not_read(story: Story, officer: Client) -> None:
    own, factory, school = story.report(story.upper), story.report(), story.report(story.school)
    page = words(officer.get(url("stating", own.pk)))
    for told in ("Đạt vững mạnh", "Được kiểm tra", "Nhà Mái ấm", story.factory.name, "ô trống là 0"):
        assert told in page
    assert "Còn 5 ô chưa ai ghi." in page
    posted = {
        f"g-{factory.pk}-graded_strong": "1",
        f"g-{factory.pk}-inspected": "nhiều",
        f"g-{school.pk}-graded_strong": "",
        f"g-{school.pk}-inspected": "",
        f"g-{own.pk}-houses": "2",
    }
    answer = officer.post(url("stating", own.pk), posted)
    assert answer.status_code == 422
    assert 'value="nhiều"' in words(answer)
    made = head(story)
    assert made
    assert entry(made, "graded_strong")["value"] == "1"
    assert head(story, story.school) is None  # an empty box is no answer
    posted |= {f"g-{factory.pk}-inspected": "", "zero-inspected": "1"}
    assert officer.post(url("stating", own.pk), posted).status_code == 302
    zero = head(story, story.school)
    assert zero
    assert entry(zero, "inspected")["value"] == "0"
    assert "Còn 1 ô chưa ai ghi." in words(officer.get(url("stating", own.pk)))


def test_a_table_is_pasted_or_uploaded_and_strange_lines_wait(story: Story, officer: Client) -> None:
    own = story.report(story.upper)
    pasted = (
        "Đơn vị\tĐạt vững mạnh\tĐoàn viên cuối kỳ\nCĐCS Công ty May Sơn Dương\tx\t5\nCĐCS Không Có\tcó\t1"
    )
    page = words(officer.post(url("stating", own.pk), {"pasted": pasted}))
    assert "1 dòng chưa nhận ra đơn vị" in page
    assert "Đoàn viên cuối kỳ" in page  # a column that the units type themselves
    assert "CĐCS Không Có\tcó" not in page  # it waits in a list, not in the box
    queue = Intake.objects.get(kind="stated_grid")
    assert reverse("federation:list", args=[queue.pk]) in page
    made = head(story)
    assert made
    assert entry(made, "graded_strong")["value"] == "1"
    sheet = io.BytesIO(write_rows(["Mã đơn vị", "Được kiểm tra"], [["T1-2", "4"]]))
    sheet.name = "so.xlsx"
    assert officer.post(url("stating", own.pk), {"sheet": sheet}).status_code == 302
    school = head(story, story.school)
    assert school
    assert entry(school, "inspected")["value"] == "4"


def test_the_own_report_shows_who_states_what(story: Story) -> None:
    state_figures(
        actor=story.officer(), own_id=story.report().pk, figures={"graded_strong": "có", "inspected": "0"}
    )
    accepted(story)
    chair = sign_in(Client(), "grassroots_chair", story.factory)
    page = words(chair.get(url("report", story.report().pk)))
    assert "Số không do đơn vị nhập" in page
    assert "cấp trên ghi · Lý Văn Tuyển" in page
    assert "theo sổ · Lý Văn Tuyển" in page
    assert chair.get(url("stating", story.report().pk)).status_code == 200
    assert "Không có số nào phải ghi ở đây" in words(chair.get(url("stating", story.report().pk)))
    for role, unit in (("grassroots_chair", story.school), ("officer", story.stranger)):
        assert sign_in(Client(), role, unit).get(url("stating", story.report().pk)).status_code == 404


def test_the_page_costs_the_same_for_many_units(
    story: Story, officer: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for at in range(12):
        add_unit(f"T1-9{at}", "grassroots", story.upper, name=f"CĐCS Trường số {at}", bloc="school")
    story.open()
    with django_assert_max_num_queries(25):
        page = words(officer.get(url("stating", story.report(story.upper).pk)))
    assert "CĐCS Trường số 11" in page


def test_a_figure_that_is_settled_at_year_end_is_not_asked_before(story: Story) -> None:
    own = story.report()
    own.unasked = [*own.unasked, "graded_strong"]
    own.save()
    told = state_figures(actor=story.officer(), own_id=own.pk, figures={"graded_strong": "có"})
    assert [one.code for one in told.problems] == ["report.stated_elsewhere"]


def correct(story: Story, changes: dict[str, str], *, who: Actor | None = None) -> Restatement:
    actor = who or story.officer()
    return restate_stated(actor=actor, own_id=story.report().pk, changes=changes, reason="Bỏ sót sổ")


def test_what_nobody_had_stated_is_restated_after_closing(story: Story) -> None:
    """The union never reported and nobody graded it: the grade comes late, and that it came late stays seen."""
    with pytest.raises(PeriodStillOpen):
        correct(story, {"graded_strong": "có"})
    assert head(story) is None  # refused, nothing was made
    story.close()
    made = correct(story, {"graded_strong": "có"})
    assert (made.old, made.new["graded_strong"]["value"]) == ({"graded_strong": None}, "1")
    stated = head(story)
    assert stated
    assert (made.report, stated.restated) == (stated, True)
    assert entry(stated, "graded_strong")["from"] == "restated"
    assert 1.0 in values(stated).values()
    with pytest.raises(NothingToCorrect):
        correct(story, {"graded_strong": "có"})
    with pytest.raises(UnknownElement):
        correct(story, {"members": "3"})  # the unit types it: that is another report
    for who, refusal in ((story.chair(), NotYours), (story.officer(story.other_upper), Absent)):
        with pytest.raises(refusal):
            correct(story, {"graded_strong": "không"}, who=who)


def test_over_the_page_of_the_report_also_where_it_was_never_sent(story: Story, officer: Client) -> None:
    own = story.report()
    where = url("restate_stated", own.pk)
    assert where not in words(officer.get(url("report", own.pk)))
    assert officer.get(where).status_code == 302  # still open: it is stated, not restated
    story.close()
    assert where in words(officer.get(url("report", own.pk)))
    page = words(officer.get(where))
    assert "Đạt vững mạnh" in page
    assert "Đoàn viên mới kết nạp" not in page
    assert head(story) is None
    refused = officer.post(where, {"c-graded_strong": "1", "reason": ""})
    assert refused.status_code == 422
    assert officer.post(where, {"c-graded_strong": "1", "reason": "Bỏ sót"}).status_code == 302
    stated = head(story)
    assert stated
    assert entry(stated, "graded_strong")["value"] == "1"
    chair = sign_in(Client(), "grassroots_chair", story.factory)
    told = " ".join(words(chair.get(url("report", own.pk))).split())
    assert "Đạt vững mạnh: – thành <b>Có</b>" in told
    assert where not in told
    assert chair.get(where).status_code == 403


def test_an_excused_union_has_nothing_to_restate(story: Story) -> None:
    excuse(actor=story.officer(), report_id=story.report().pk, reason="Đang giải thể")
    story.close()
    with pytest.raises(NotExpected):
        correct(story, {"graded_strong": "có"})
