"""Pages of launch events, of papers on their way, of reviews: what people see and press, with a fixed number of
queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issued_plan
from thidua.federation.models import Body, Leadership, Membership
from thidua.launch.actions.launch_unit import launch_unit
from thidua.launch.actions.plan_event import Said, plan_event
from thidua.launch.models import LaunchEvent, LaunchRecord, Movement, Paper, PaperOpened, PlanSent

pytestmark = pytest.mark.usefixtures("addresses")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def sent(
    client: Client, name: str, told: dict[str, Any] | None = None, *args: object, status: int = 302
) -> str:
    response = client.post(reverse(f"launch:{name}", args=args), told or {})
    assert response.status_code == status, text(response)[:3000]
    return text(response)


def plan(cast: Cast, movement: Movement, unit: str, kind: str, **said: Any) -> LaunchEvent:
    return plan_event(
        actor=cast.actor("officer", unit),
        cycle_id=movement.cycles.get().pk,
        seat_id=cast.unit(unit).pk,
        kind=kind,
        said=Said(**said),
    )


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


@pytest.fixture
def cluster(cast: Cast) -> Body:
    body = Body.objects.create(
        form=Body.Form.CLUSTER, code="CUM1", name="Cụm các huyện", host=cast.unit("TQ")
    )
    for code in ("NH", "SD"):
        Membership.objects.create(cluster=body, unit=cast.unit(code), year=2017)
    Leadership.objects.create(
        cluster=body, year=2017, leader=cast.unit("NH"), way=Leadership.Way.MEETING, settled_on=day(1, 10)
    )
    return body


def test_an_officer_plans_a_great_work_holds_the_launch_and_adds_photos(
    cast: Cast, movement: Movement, sign_in: SignIn
) -> None:
    client, cycle = sign_in("officer", "SD"), movement.cycles.get()
    page = opened(client, "events", cycle.pk)
    assert "Chưa có sự kiện nào" in page
    assert "Phát động điểm theo khối" in page
    assert reverse("launch:plan_event", args=[cycle.pk, "cluster"]) not in page  # it leads no cluster
    told = {
        "name": "Cầu Kim Xuyên",
        "work_rank": "province",
        "work_owner": "Sở Giao thông",
        "work_registered": "on",
    }
    sent(client, "plan_event", told, cycle.pk, "key_work")
    event = LaunchEvent.objects.get()
    page = opened(client, "event", event.pk)
    assert "Chủ đầu tư</dt><dd>Sở Giao thông" in page
    assert "Gắn biển</dt><dd>đã đăng ký" in page
    held = {"on": "15/03/2017", "place": "Bờ sông Lô", "attendance": "150", "guests": "Huyện ủy"}
    sent(client, "hold_event", held, event.pk)
    photos = [SimpleUploadedFile(f"{n}.png", PNG + bytes([n])) for n in (1, 2)]
    sent(client, "add_event_files", {"files": photos}, event.pk)
    page = opened(client, "event", event.pk)
    assert "Bờ sông Lô" in page
    assert "1.png" in page
    assert "2.png" in page
    file = event.files.order_by("pk").first()
    assert file is not None
    answer = client.get(reverse("launch:event_file", args=[event.pk, file.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert (
        sign_in("officer", "NH").get(reverse("launch:event_file", args=[event.pk, file.pk])).status_code
        == 404
    )
    sent(client, "remove_event_file", {}, event.pk, file.pk)
    assert event.files.count() == 1
    assert "Công trình của tỉnh · Sở Giao thông · đã đăng ký gắn biển" in opened(client, "events", cycle.pk)


def test_one_bad_file_takes_no_good_one_with_it(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    event = plan(cast, movement, "SD", "key_work", name="Cầu Kim Xuyên")
    files = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.png", PNG)]
    client = sign_in("officer", "SD")
    sent(client, "add_event_files", {"files": files}, event.pk)
    page = opened(client, "event", event.pk)
    assert "Không nhận được tệp «a.exe»" in page
    assert [one.name for one in event.files.all()] == ["b.png"]


def test_an_example_is_chosen_from_a_form_that_keeps_what_was_typed(
    cast: Cast, movement: Movement, sign_in: SignIn
) -> None:
    client, cycle = sign_in("officer", "NH"), movement.cycles.get()
    form = opened(client, "plan_event", cycle.pk, "pilot")
    assert "CĐCS Công ty TNHH Chè Sơn Trà" in form
    assert "CĐCS Công ty Gỗ Tân Trào" not in form
    told = {"bloc": "enterprise", "at": cast.unit("NH1").pk, "name": "", "planned_on": "15/3"}
    refused = sent(client, "plan_event", {**told, "planned_on": "ngày mai"}, cycle.pk, "pilot", status=422)
    assert "ngày mai" in refused
    sent(client, "plan_event", {**told, "planned_on": "15/03/2017"}, cycle.pk, "pilot")
    again = sent(client, "plan_event", {**told, "planned_on": "15/03/2017"}, cycle.pk, "pilot", status=409)
    assert "đã được chọn làm điểm cho khối này" in again
    sent(client, "hold_event", {"on": "15/03/2017"}, LaunchEvent.objects.get().pk)
    assert LaunchRecord.objects.get(unit=cast.unit("NH1")).pilot
    page = opened(sign_in("officer", "TQ"), "events", cycle.pk)
    assert "Khối doanh nghiệp" in page
    assert "Đã tổ chức" in page


def test_a_leader_gives_tasks_and_a_member_says_that_its_own_is_done(
    cast: Cast, movement: Movement, sign_in: SignIn, cluster: Body
) -> None:
    leader, member, cycle = sign_in("officer", "NH"), sign_in("officer", "SD"), movement.cycles.get()
    sent(leader, "plan_event", {"cluster": cluster.pk, "name": "Cụm cùng làm"}, cycle.pk, "cluster")
    event = LaunchEvent.objects.get()
    assert "0/2 thành viên đã được giao việc" in opened(leader, "event", event.pk)
    assert member.get(reverse("launch:event", args=[event.pk])).status_code == 404
    told = {"units": [cast.unit("NH").pk, cast.unit("SD").pk], "text": "Mở lớp", "due_on": "30/06/2017"}
    sent(leader, "give_tasks", {**told, "text": " "}, event.pk, status=422)
    sent(leader, "give_tasks", told, event.pk)
    assert "2/2 thành viên đã được giao việc" in opened(leader, "event", event.pk)
    page = opened(member, "event", event.pk)
    assert "Liên đoàn Lao động huyện Sơn Dương" in page
    assert "<h3>Liên đoàn Lao động huyện Na Hang</h3>" not in page
    task = event.tasks.get(unit=cast.unit("SD"))
    sent(member, "finish_task", {"note": "32 người dự"}, task.pk)
    assert "32 người dự" in opened(leader, "event", event.pk)
    sent(member, "open_task", {}, task.pk)
    sent(leader, "drop_task", {}, event.pk, task.pk)
    assert event.tasks.count() == 1


def test_the_pages_ask_the_same_whatever_their_length(
    cast: Cast, movement: Movement, sign_in: SignIn, cluster: Body
) -> None:
    client, cycle = sign_in("officer", "NH"), movement.cycles.get()
    event = plan(cast, movement, "NH", "cluster", cluster_id=cluster.pk)
    plan(cast, movement, "NH", "pilot", bloc="enterprise", at_id=cast.unit("NH1").pk)

    def asked() -> tuple[int, int]:
        return (
            queries(lambda: opened(client, "events", cycle.pk)),
            queries(lambda: opened(client, "event", event.pk)),
        )

    asked()  # what is looked up once a process
    few = asked()
    for number in range(8):
        plan(cast, movement, "NH", "key_work", name=f"Công trình {number}")
        event.tasks.create(unit=cast.unit("SD"), text=f"Việc {number}")
    assert asked() == few
    assert max(few) <= 25


def test_a_union_adds_photos_to_its_own_launch(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    cycle = movement.cycles.get()
    held = launch_unit(
        actor=cast.actor("grassroots_chair", "NH1"),
        cycle_id=cycle.pk,
        unit_id=cast.unit("NH1").pk,
        on=day(3, 1),
        held_as="at_the_shift",
    )
    client = sign_in("grassroots_chair", "NH1")
    sent(client, "add_launch_files", {"files": [SimpleUploadedFile("le.png", PNG)]}, held.pk)
    page = opened(client, "launch_unit", cycle.pk)
    assert "Hình thức</dt><dd>Phát động tại tổ, ca, phân xưởng" in page
    assert "le.png" in page
    file = held.files.get()
    assert client.get(reverse("launch:launch_file", args=[held.pk, file.pk])).status_code == 200
    assert (
        sign_in("officer", "NH").get(reverse("launch:launch_file", args=[held.pk, file.pk])).status_code
        == 200
    )
    assert (
        sign_in("officer", "SD").get(reverse("launch:launch_file", args=[held.pk, file.pk])).status_code
        == 404
    )
    sent(client, "remove_launch_file", {}, held.pk, file.pk)
    assert not held.files.exists()


def test_forms_that_suit_the_trade_are_offered_first(cast: Cast, movement: Movement, sign_in: SignIn) -> None:
    page = opened(sign_in("grassroots_chair", "GD1"), "launch_unit", movement.cycles.get().pk)
    assert page.index("Trong giờ chào cờ đầu tuần") < page.index("Phát động tại tổ, ca, phân xưởng")
    page = opened(sign_in("grassroots_chair", "NH1"), "launch_unit", movement.cycles.get().pk)
    assert page.index("Phát động tại tổ, ca, phân xưởng") < page.index("Trong giờ chào cờ đầu tuần")


@pytest.fixture
def issued(cast: Cast, movement: Movement) -> Paper:
    movement.aims_are_qualitative = True
    movement.save()
    return issued_plan(cast, movement)


def test_opening_a_paper_is_seen_above(cast: Cast, issued: Paper, sign_in: SignIn) -> None:
    chair = sign_in("grassroots_chair", "NH1")
    opened(chair, "paper", issued.pk)
    opened(chair, "paper", issued.pk)
    assert PaperOpened.objects.count() == 1
    above = sign_in("officer", "NH")
    page = opened(above, "openings", issued.pk)
    assert "CĐCS UBND xã Năng Khả" in page
    assert "CĐCS Công ty TNHH Chè Sơn Trà" not in page
    page = text(above.get(reverse("launch:openings", args=[issued.pk]), {"da-mo": "1"}))
    assert "CĐCS Công ty TNHH Chè Sơn Trà" in page
    assert "grassroots_chair NH1" in page
    assert "Ai đã mở văn bản" in opened(sign_in("officer", "TQ"), "paper", issued.pk)
    assert "Ai đã mở văn bản" not in opened(chair, "paper", issued.pk)
    assert sign_in("officer", "HG").get(reverse("launch:openings", args=[issued.pk])).status_code == 404


def test_a_plan_goes_up_and_the_clerk_enters_it(cast: Cast, issued: Paper, sign_in: SignIn) -> None:
    department = Body.objects.create(
        form=Body.Form.DEPARTMENT, code="TQ-B1", name="Ban Tuyên giáo", host=cast.unit("TQ")
    )
    own = Paper.objects.create(
        movement=issued.movement,
        issuer=cast.unit("NH"),
        seat=cast.unit("NH"),
        kind="plan",
        parent=issued,
        year=2017,
        state="issued",
        number=7,
        symbol="KH-LĐLĐ",
        issued_on=day(3, 1),
        title="Kế hoạch hành động",
    )
    officer = sign_in("officer", "NH")
    assert "Ghi đã gửi lên cấp trên" in opened(officer, "paper", own.pk)
    refused = sent(
        officer, "send_plan", {"sent_on": "3/3/2017", "channel": "official_letter"}, own.pk, status=422
    )
    assert "Chưa ghi số công văn" in refused
    told = {"sent_on": "3/3/2017", "channel": "official_letter", "letter": "15/CV-LĐLĐ"}
    sent(officer, "send_plan", told, own.pk)
    assert "15/CV-LĐLĐ" in opened(officer, "paper", own.pk)
    clerk = sign_in("clerk", "TQ")
    assert "Vào sổ" in opened(clerk, "plans_in")
    entered = {
        "letter": "15/CV-LĐLĐ",
        "received_on": "4/3/2017",
        "number": "210",
        "departments": [department.pk],
    }
    sent(clerk, "receive_plan", entered, own.pk)
    page = opened(clerk, "plans_in")
    assert "Ban Tuyên giáo" in page
    assert PlanSent.objects.get().entry is not None
    assert "Nơi nhận vào sổ ngày 04/03/2017" in opened(officer, "paper", own.pk)
    assert sign_in("officer", "TQ").get(reverse("launch:receive_plan", args=[own.pk])).status_code == 403


def test_the_calendar_of_reviews_is_made_and_a_review_written_down(
    cast: Cast, movement: Movement, sign_in: SignIn
) -> None:
    movement.until_on = day(12, 31, 2026)
    movement.save()
    client = sign_in("officer", "TQ")
    assert "Sơ kết, tổng kết" in opened(client, "home")
    told = {
        "yearly_on": "20/12/2017",
        "interim_every": "5",
        "interim_on": "25/12/2021",
        "final_on": "30/11/2026",
    }
    sent(client, "reviews", told, movement.pk)
    page = opened(client, "reviews", movement.pk)
    assert "Sơ kết giai đoạn 2017–2021" in page
    assert "Tổng kết 2017–2026" in page
    first = movement.reviews.first()
    assert first is not None
    sent(client, "hold_review", {"on": "15/3/2017"}, movement.pk, first.pk)
    assert "15/03/2017" in opened(client, "reviews", movement.pk)
    refused = sent(client, "reviews", {**told, "interim_every": "12"}, movement.pk, status=422)
    assert "Không lập được lịch sơ kết" in refused
    assert "Lập lịch" not in opened(sign_in("officer", "NH"), "reviews", movement.pk)
