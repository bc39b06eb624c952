"""What papers give a unit to do stays in sight, with or without a day, until the unit says that it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import fill, issue, start, write
from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel.errors import Absent, NotYours
from thidua.kernel.waiting import waiting_for
from thidua.launch.actions.finish_duty import finish_duty, open_duty_again
from thidua.launch.errors import InTheFuture
from thidua.launch.models import Duty, DutyDone, Movement, Paper
from thidua.launch.queries.duties import duties_of

DUTIES = (
    ("Ban Chính sách - Pháp luật", "Hướng dẫn, đôn đốc công đoàn cấp trên cơ sở", None),
    ("LĐLĐ tỉnh Tuyên Quang", "Biểu dương kịp thời", None),
    ("Các công đoàn cấp trên trực tiếp cơ sở", "Ban hành kế hoạch", day(3, 31)),
    ("Các cấp công đoàn", "Phổ biến Chỉ thị 34", None),
    ("CĐCS", "Đăng ký thi đua", day(4, 15)),
    ("Công đoàn ngành Giáo dục", "Tổ chức hội thi", day(5, 1)),
    ("Chính quyền, chuyên môn đồng cấp", "Phối hợp", None),
)


@pytest.fixture
def plan(cast: Cast, movement: Movement, targets) -> Paper:
    Body.objects.create(
        form=Body.Form.DEPARTMENT, code="TQ-CS", name="Ban Chính sách - Pháp luật", host=cast.unit("TQ")
    )
    paper = start(cast, movement)
    fill(cast, paper)
    for body_name, what, due_on in DUTIES:
        write(cast, paper, "duties", body_name=body_name, text=what, due_on=due_on)
    return issue(cast, paper)


def texts(cast: Cast, unit: str) -> list[str]:
    return [one.duty.text for one in duties_of(cast.unit(unit))]


def jobs(cast: Cast, unit: str, role: str = "officer") -> list[tuple[str, Any, int]]:
    found = waiting_for(cast.actor(role, unit))
    return [
        (one.code, one.due_on, one.total)
        for one in found
        if one.code in {"launch.duty", "launch.duties_without_day"}
    ]


@pytest.mark.usefixtures("plan")
def test_by_name_by_department_and_by_level(cast: Cast) -> None:
    assert texts(cast, "TQ") == [
        "Hướng dẫn, đôn đốc công đoàn cấp trên cơ sở",
        "Biểu dương kịp thời",
        "Phổ biến Chỉ thị 34",
    ]
    assert texts(cast, "NH") == ["Ban hành kế hoạch", "Phổ biến Chỉ thị 34"]
    assert texts(cast, "GD") == ["Ban hành kế hoạch", "Tổ chức hội thi", "Phổ biến Chỉ thị 34"]
    assert texts(cast, "NH1") == texts(cast, "DU") == ["Đăng ký thi đua", "Phổ biến Chỉ thị 34"]
    assert texts(cast, "HG") == []


def test_a_draft_and_a_closed_movement_give_nobody_anything(cast: Cast, plan: Paper) -> None:
    Paper.objects.filter(pk=plan.pk).update(state="withdrawn")
    assert texts(cast, "NH") == []
    Paper.objects.filter(pk=plan.pk).update(state="issued")
    Movement.objects.update(state="closed")
    assert texts(cast, "NH") == []


@pytest.mark.usefixtures("plan")
def test_they_wait_at_home_those_without_a_day_together(cast: Cast) -> None:
    assert jobs(cast, "GD") == [
        ("launch.duty", day(3, 31), 0),
        ("launch.duty", day(5, 1), 0),
        ("launch.duties_without_day", None, 1),
    ]
    assert jobs(cast, "TQ") == [("launch.duties_without_day", None, 3)]
    assert jobs(cast, "NH1", "grassroots_chair")[0] == ("launch.duty", day(4, 15), 0)
    assert jobs(cast, "GD", "member") == []


@pytest.mark.usefixtures("plan")
def test_done_by_one_unit_it_stays_open_for_the_others(cast: Cast) -> None:
    duty = Duty.objects.get(text="Phổ biến Chỉ thị 34")
    officer = cast.actor("officer", "NH")
    told = {"actor": officer, "duty_id": duty.pk, "unit_id": cast.unit("NH").pk}
    with pytest.raises(InTheFuture):
        finish_duty(**told, done_on=day(3, 21))
    finish_duty(**told, done_on=day(3, 15), note="12 buổi, 640 người")
    finish_duty(**told, done_on=day(3, 16), note="12 buổi, 640 người")  # said again: put right
    (done,) = DutyDone.objects.all()
    assert (done.done_on, done.by) == (day(3, 16), "officer NH")
    assert jobs(cast, "NH") == [("launch.duty", day(3, 31), 0)]
    assert ("launch.duties_without_day", None, 1) in jobs(cast, "SD")
    assert Entry.objects.filter(did="launch.duty_done").count() == 2
    open_duty_again(**told)
    assert ("launch.duties_without_day", None, 1) in jobs(cast, "NH")


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("role", "at", "what", "refusal"),
    [
        ("officer", "NH", "Tổ chức hội thi", Absent),  # another unit's
        ("member", "NH", "Ban hành kế hoạch", NotYours),
        ("officer", "TQ", "Ban hành kế hoạch", NotYours),  # the unit says it, not the level above
        ("officer", "HG", "Ban hành kế hoạch", Absent),
    ],
)
def test_who_may_not(cast: Cast, role: str, at: str, what: str, refusal: type[Exception]) -> None:
    duty = Duty.objects.get(text=what)
    with pytest.raises(refusal):
        finish_duty(actor=cast.actor(role, at), duty_id=duty.pk, unit_id=cast.unit("NH").pk)
    assert not DutyDone.objects.exists()


@pytest.mark.usefixtures("plan")
def test_it_costs_one_query(cast: Cast, django_assert_num_queries: Callable[..., Any]) -> None:
    unit = cast.unit("GD")
    with django_assert_num_queries(1):
        duties_of(unit)


@pytest.mark.usefixtures("plan", "addresses")
def test_over_the_page(cast: Cast, sign_in: SignIn) -> None:
    duty = Duty.objects.get(text="Ban hành kế hoạch")
    officer = sign_in("officer", "NH")
    page = opened(officer, "duties")
    assert "2 việc còn mở" in page
    assert "hạn 31/03/2017" in page
    assert "chưa có hạn" in page
    where = reverse("launch:finish_duty", args=[duty.pk])
    unread = text(officer.post(where, {"done_on": "31/2/2017"}, follow=True))
    assert "2 việc còn mở" in unread
    done = text(officer.post(where, {"done_on": "15/3/2017", "note": "Số 12/KH"}, follow=True))
    assert "xong ngày 15/03/2017, officer NH ghi" in done
    assert "Số 12/KH" in done
    officer.post(reverse("launch:open_duty", args=[duty.pk]))
    assert "2 việc còn mở" in opened(officer, "duties")
    assert "Ghi đã xong" not in opened(sign_in("standing_committee_member", "NH"), "duties")
