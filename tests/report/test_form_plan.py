"""What the form of a year asks is seen by everybody of the movement, and planned by who drafts at its seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.report.conftest import COUNTING, INSPECTED, Story, actor_of, add_target
from tests.report.test_pages import sign_in, url, words
from thidua.algebra.checks import Identity, PartOfWhole, rule_to_data
from thidua.algebra.elements import Element, Nature
from thidua.algebra.errors import DuplicateDefinition, UnknownDefinition
from thidua.algebra.measures import Total
from thidua.audit.models import Entry
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.models import Period
from thidua.report.actions.build_form import build_form
from thidua.report.actions.plan_form import (
    add_check,
    ask_also,
    count_into,
    set_form_plan,
    stop_asking,
    stop_counting,
)
from thidua.report.errors import CountedTwice, CountingUnfit, UnknownElement
from thidua.report.models import Form, FormPlan
from thidua.report.queries.counting import Counted, CountingRule, Whose
from thidua.report.queries.form_page import form_page

TRIPS = Element("also_trips", "chuyến", name="Chuyến tham quan")


@pytest.fixture
def province(story: Story) -> Client:
    return sign_in(Client(), "officer", story.province)


def plan(story: Story) -> FormPlan:
    return FormPlan.objects.get(cycle=story.cycle)


@pytest.mark.parametrize(
    ("role", "where", "refusal"),
    [
        ("officer", "upper", NotYours),  # sees what its superior calls, does not plan it
        ("grassroots_chair", "factory", NotYours),
        ("clerk", "province", NotYours),
        ("standing_committee_member", "province", NotYours),
        ("member", "stranger", Absent),
        ("chair", "stranger", Absent),
    ],
)
def test_who_does_not_draft_at_the_seat_does_not_plan(
    story: Story, role: str, where: str, refusal: type[Exception]
) -> None:
    actor = actor_of(role, getattr(story, where))
    with pytest.raises(refusal):
        set_form_plan(actor=actor, cycle_id=story.cycle.pk, counting=[])
    assert plan(story).counting == COUNTING


@pytest.mark.parametrize("role", ["officer", "head_of_department", "chair"])
def test_who_drafts_at_the_seat_plans_and_it_is_written_down(story: Story, role: str) -> None:
    actor = actor_of(role, story.province, "Nguyễn Duy Khánh")
    set_form_plan(actor=actor, cycle_id=story.cycle.pk, counting=[])
    line = Entry.objects.filter(did="report.form_planned").latest("pk")
    assert (line.actor_name, line.path, line.data) == (actor.name, story.province.path, {"counting": 0})


def test_a_rule_must_fit_its_figure(story: Story) -> None:
    officer = story.officer(story.province)

    def count(*rules: CountingRule) -> None:
        told = [rule.to_data() for rule in rules]
        set_form_plan(actor=officer, cycle_id=story.cycle.pk, counting=told)

    for unfit in (
        CountingRule("fund", ("fund",), Counted.PARTICIPANTS),
        CountingRule("dialogues", ("dialogue",), Counted.AMOUNT),
        CountingRule("meals", ("visit",)),
        CountingRule("members", ("training",), Counted.PARTICIPANTS),
        CountingRule("dialogues", ("dialogue",), whose=Whose.SUBJECTS),
        CountingRule("dialogues", ()),
    ):
        with pytest.raises(CountingUnfit):
            count(unfit)
    with pytest.raises(UnknownElement):
        count(CountingRule("nonsense", ("dialogue",)))
    with pytest.raises(CountedTwice):
        count(CountingRule("dialogues", ("dialogue",)), CountingRule("dialogues", ("visit",)))
    with pytest.raises(UnknownDefinition):
        set_form_plan(
            actor=officer, cycle_id=story.cycle.pk, counting=[{"element": "fund", "kinds": ["phim"]}]
        )
    assert plan(story).counting == COUNTING


def test_checks_headings_and_own_questions_name_figures_of_the_form(story: Story) -> None:
    officer, cycle = story.officer(story.province), story.cycle.pk
    with pytest.raises(UnknownElement):
        add_check(actor=officer, cycle_id=cycle, rule=PartOfWhole("women", "everybody"))
    with pytest.raises(UnknownElement):
        set_form_plan(actor=officer, cycle_id=cycle, layout=[{"title": "A", "elements": ["nonsense"]}])
    ask_also(actor=officer, cycle_id=cycle, element=TRIPS)
    with pytest.raises(DuplicateDefinition):
        ask_also(actor=officer, cycle_id=cycle, element=Element("also_trips", "lần", name="Khác"))
    add_check(actor=officer, cycle_id=cycle, rule=PartOfWhole("also_trips", "dialogues"))
    count_into(actor=officer, cycle_id=cycle, rules=[CountingRule("also_trips", ("other",))])
    stop_asking(actor=officer, cycle_id=cycle, element="also_trips")
    kept = plan(story)
    assert (kept.also, kept.counting) == (
        [],
        [rule for rule in kept.counting if rule["element"] != "also_trips"],
    )
    assert all("also_trips" not in rule.values() for rule in kept.rules)
    with pytest.raises(UnknownElement):
        stop_asking(actor=officer, cycle_id=cycle, element="members")  # a target needs it


def test_open_reports_keep_their_form_and_the_next_period_gets_the_new_one(story: Story) -> None:
    officer, cycle = story.officer(story.province), story.cycle.pk
    stop_counting(actor=officer, cycle_id=cycle, element="dialogues")
    ask_also(actor=officer, cycle_id=cycle, element=TRIPS)
    assert story.report().form.number == 1
    assert "also_trips" not in str(story.report().form.spec)
    page = form_page(story.cycle)
    assert page
    assert (page.number, page.upcoming, [use.number for use in page.held_back]) == (2, True, [1])
    autumn = Period.objects.create(
        cycle=story.cycle,
        kind="quarter",
        name="Quý III năm 2017",
        measured_from=story.period.measured_from,
        ends_on=story.period.ends_on.replace(month=9),
        cutoff_on=story.period.ends_on.replace(month=9),
    )
    story.open(autumn)
    assert story.report(period=autumn).form.number == 2
    assert Form.objects.count() == 2
    build_form(actor=officer, cycle_id=cycle)
    assert Form.objects.count() == 2


def test_headings_are_kept_and_a_later_figure_finds_a_place(story: Story) -> None:
    officer = story.officer(story.province)
    layout = [{"title": "Tổ chức", "elements": ["members", "women", "members_start"]}]
    set_form_plan(actor=officer, cycle_id=story.cycle.pk, layout=layout)
    later = Element("gifts", "suất", name="Suất quà Tết")
    add_target(story.cycle, 9, Total(later), story.province)
    page = form_page(story.cycle)
    assert page
    assert page.parts[0].title == "Tổ chức"
    assert [one.code for one in page.parts[0].figures] == ["members", "women", "members_start"]
    shown = {one.code for part in page.parts for one in part.figures}
    assert shown == {question.element.code for question in page.spec.questions}


def test_the_page_says_what_is_asked_of_whom_why_and_what_is_counted(story: Story, province: Client) -> None:
    page = words(province.get(url("form_page", story.cycle.pk)))
    for told in (
        "Biểu báo cáo của năm",
        "Phiên bản 1.",
        "có đến ngày chốt số",
        "cộng dồn từ đầu năm",
        "công đoàn cơ sở, doanh nghiệp",
        "đơn vị nhập",
        "sổ của hệ thống",
        "Chỉ tiêu 5",
        "số cuộc, số việc của đơn vị làm việc đó: đối thoại tại nơi làm việc",
        "số cuộc, số việc của từng đơn vị được kiểm tra: kiểm tra, giám sát",
        "«Đoàn viên nữ» không lớn hơn «Đoàn viên cuối kỳ».",
    ):
        assert told in page, told


def test_a_proposal_is_only_a_proposal(story: Story, province: Client) -> None:
    page = words(province.get(url("form_page", story.cycle.pk)))
    assert "Đề xuất lấy từ hồ sơ" in page
    assert [rule["element"] for rule in plan(story).counting] == ["dialogues", "inspected"]
    province.post(url("take_suggestions", story.cycle.pk), {"element": ["fund", "nonsense"]})
    taken = {rule["element"]: rule for rule in plan(story).counting}
    assert taken["fund"] == {"element": "fund", "kinds": ["fund"], "counted": "amount", "whose": "unit"}
    page = words(province.get(url("form_page", story.cycle.pk)))
    assert "Kỳ «6 tháng đầu năm 2017» đang mở giữ phiên bản 1." in page
    assert "không đụng đến báo cáo của kỳ đó" in page
    assert "số tiền của đơn vị làm việc đó: vận động quỹ" in page
    old = words(province.get(url("form_page", story.cycle.pk), {"phien-ban": "1"}))
    assert "vận động quỹ" not in old
    assert province.get(url("form_page", story.cycle.pk), {"phien-ban": "9"}).status_code == 404


def test_counting_is_set_changed_and_taken_away_on_its_page(story: Story, province: Client) -> None:
    place = url("counting", story.cycle.pk, "dialogues")
    assert "Đối thoại tại nơi làm việc" in words(province.get(place))
    answer = province.post(place, {"kinds": ["dialogue", "conference"], "counted": "participants"})
    assert answer.status_code == 302
    told = next(rule for rule in plan(story).counting if rule["element"] == "dialogues")
    assert (told["kinds"], told["counted"]) == (["dialogue", "conference"], "participants")
    empty = province.post(place, {"counted": "records"})
    assert empty.status_code == 422
    assert "Không đếm được ô «Đối thoại tại nơi làm việc» theo cách này." in words(empty)
    province.post(place, {"do": "stop"})
    assert [rule["element"] for rule in plan(story).counting] == ["inspected"]
    assert province.get(url("counting", story.cycle.pk, "nonsense")).status_code == 404
    subjects = words(province.get(url("counting", story.cycle.pk, INSPECTED.code)))
    assert "Của từng đơn vị được kiểm tra" in subjects
    assert "không đếm từ hồ sơ được" in words(province.get(url("counting", story.cycle.pk, "members")))


def test_checks_are_added_and_dropped_on_their_pages(story: Story, province: Client) -> None:
    place = url("checking", story.cycle.pk)
    assert "?loai=identity" in words(province.get(place))
    assert "Cộng thêm" in words(province.get(place, {"loai": "identity"}))
    for told in (
        {"kind": "part_of_whole", "part": "admitted", "whole": "members"},
        {
            "kind": "identity",
            "start": "members_start",
            "plus": ["admitted"],
            "minus": ["dialogues"],
            "end": "members",
        },
        {"kind": "never_falls", "element": "fund"},
        {"kind": "plausible", "element": "members", "times": "2", "slack": "20"},
    ):
        assert province.post(place, told).status_code == 302, told
    identity = Identity("members_start", ("admitted",), ("dialogues",), "members")
    assert rule_to_data(identity) in plan(story).rules
    page = words(province.get(url("form_page", story.cycle.pk)))
    assert "«Đoàn viên đầu năm» + «Đoàn viên mới kết nạp» − «Đối thoại tại nơi làm việc»" in page
    for wrong in (
        {"kind": "part_of_whole", "part": "members", "whole": "members"},
        {"kind": "part_of_whole", "part": "members"},
        {"kind": "plausible", "element": "members", "times": "1", "slack": "0"},
        {"kind": "plausible", "element": "members", "times": "hai", "slack": "0"},
        {"kind": "nonsense"},
    ):
        assert province.post(place, wrong).status_code == 422, wrong
    before = len(plan(story).rules)
    drop = url("drop_check", story.cycle.pk)
    never = '{"element": "fund", "rule": "never_falls"}'
    assert province.post(drop, {"rule": never}).status_code == 302
    assert len(plan(story).rules) == before - 1
    assert province.post(drop, {"rule": "nonsense"}).status_code == 404


def test_a_figure_for_its_own_sake_and_headings_on_their_pages(story: Story, province: Client) -> None:
    also = url("asking_also", story.cycle.pk)
    told = {"name": "Câu lạc bộ công nhân", "nature": "stock", "unit": "câu lạc bộ", "whom": "enterprise"}
    assert province.post(also, told).status_code == 302
    (made,) = plan(story).also
    assert (made["code"], made["nature"], made["time"]) == ("also_cau_lac_bo_cong_nhan", "stock", "moment")
    assert made["asked_of"] == {"kind": "grassroots", "bloc": "enterprise"}
    refused = province.post(also, {"name": " ", "unit": "chuyến"})
    assert refused.status_code == 422
    assert "chuyến" in words(refused)
    page = words(province.get(url("form_page", story.cycle.pk)))
    assert "hỏi riêng" in page
    place = url("headings", story.cycle.pk)
    boxes = {"title-1": "Tổ chức công đoàn", "title-2": "Đời sống", "title-3": "Hoạt động", "title-4": "Mới"}
    assert province.post(place, {**boxes, "title-5": "Văn hóa", f"at-{made['code']}": "5"}).status_code == 302
    assert plan(story).layout[-1] == {"title": "Văn hóa", "elements": [made["code"]]}
    assert province.post(place, {"title-1": ""}).status_code == 422
    assert province.post(place, {"do": "usual"}).status_code == 302
    assert plan(story).layout == []
    assert province.post(url("drop_figure", story.cycle.pk, made["code"])).status_code == 302
    assert plan(story).also == []


@pytest.mark.parametrize("name", ["counting", "checking", "asking_also", "headings"])
def test_others_of_the_line_read_the_form_and_change_nothing(story: Story, name: str) -> None:
    chair = sign_in(Client(), "grassroots_chair", story.factory)
    page = words(chair.get(url("form_page", story.cycle.pk)))
    assert "Đối thoại tại nơi làm việc" in page
    assert "Đặt cách đếm" not in page
    assert "Đề xuất" not in page
    more = ["dialogues"] if name == "counting" else []
    assert chair.get(url(name, story.cycle.pk, *more)).status_code == 403
    stranger = sign_in(Client(), "chair", story.stranger)
    assert stranger.get(url("form_page", story.cycle.pk)).status_code == 404
    assert stranger.get(url(name, story.cycle.pk, *more)).status_code == 404


def test_the_form_costs_the_same_few_queries(
    story: Story, province: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for at in range(20):
        more = Element(f"more_{at}", "việc", Nature.FLOW, name=f"Việc {at}")
        add_target(story.cycle, 20 + at, Total(more), story.province)
    with django_assert_max_num_queries(25):
        province.get(url("form_page", story.cycle.pk))
