"""Rows about launching: ceremonies with photos, examples per bloc, great works, clusters with tasks, plans sent up."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.coverage.desk import Desks
from tests.pledge.registering import GARMENT, opened
from thidua.federation.actions.clusters.found_cluster import found_cluster
from thidua.federation.actions.clusters.members import add_member
from thidua.federation.actions.clusters.settle_leader import settle_leader
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.launch.models import LaunchEvent, LaunchRecord, LaunchTask, Paper
from thidua.pledge.actions.registrations import settle
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.models import Registration
from thidua.pledge.queries.registrations.checking import Line

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.row("L01")
def test_a_ceremony_has_several_photos_and_a_form(cast: Cast, desks: Desks) -> None:
    school, where = desks("school_chair"), {"cycle_id": cast.cycle.pk}
    held = {"on": "15/03/2017", "place": "Sân trường", "attendance": "27", "held_as": "flag_ceremony"}
    school.do("/phong-trao/nam/<int:cycle_id>/phat-dong", held, **where)
    launch = LaunchRecord.objects.get(cycle=cast.cycle)
    photos = [SimpleUploadedFile(f"anh-{n}.png", PNG + bytes([n])) for n in (1, 2, 3)]
    page = school.do("/phat-dong/ghi/<int:launch_id>/tep", {"files": photos}, launch_id=launch.pk)
    assert "Hình thức Trong giờ chào cờ đầu tuần" in page
    assert all(f"anh-{n}.png" in page for n in (1, 2, 3))


@pytest.mark.row("L02")
@pytest.mark.row("L11")
def test_each_bloc_has_its_example(cast: Cast, desks: Desks) -> None:
    district, where = desks("na_hang_officer"), {"cycle_id": cast.cycle.pk}
    for bloc, unit in (("school", "TQ-NH-001"), ("enterprise", "TQ-NH-004")):
        told = {"bloc": bloc, "at": cast.units[unit].pk, "planned_on": "10/03/2017"}
        district.do("/phong-trao/nam/<int:cycle_id>/su-kien/moi/<slug:kind>", told, kind="pilot", **where)
    first = LaunchEvent.objects.get(at=cast.units["TQ-NH-001"])
    form = district.see("/su-kien/<int:event_id>/da-to-chuc", event_id=first.pk)
    assert form.index("Trong giờ chào cờ đầu tuần") < form.index("Phát động tại tổ, ca, phân xưởng")
    held = {"on": "10/03/2017", "attendance": "26", "held_as": "flag_ceremony"}
    district.do("/su-kien/<int:event_id>/da-to-chuc", held, event_id=first.pk)
    page = desks("province_officer").see("/phong-trao/nam/<int:cycle_id>/su-kien", **where)
    assert "Khối doanh nghiệp CĐCS Công ty Lâm nghiệp huyện Na Hang dự kiến 10/03/2017 Dự kiến" in page
    assert "Khối trường học CĐCS Trường Tiểu học Hồng Thái 10/03/2017 · 26 người dự Đã tổ chức" in page
    told = desks("province_officer").ask("GET /cycles/{cycle_id}/events", kind="pilot", **where)
    assert {(one["bloc"], one["at"]["code"], one["held_on"]) for one in told} == {
        ("school", "TQ-NH-001", "2017-03-10"),
        ("enterprise", "TQ-NH-004", None),
    }
    rungs = desks("school_chair").ask("GET /cycles/{cycle_id}/ladder", **where)
    assert {one["level"]: one["done"] for one in rungs if one["what"] == "launch"}["grassroots"] == 1


@pytest.mark.row("L03")
def test_a_launch_on_a_great_work(cast: Cast, desks: Desks) -> None:
    officer, where = desks("son_duong_officer"), {"cycle_id": cast.cycle.pk}
    told = {
        "name": "Cầu Kim Xuyên",
        "work_rank": "province",
        "work_owner": "Sở Giao thông Vận tải",
        "work_registered": "on",
        "planned_on": "01/05/2017",
    }
    page = officer.do(
        "/phong-trao/nam/<int:cycle_id>/su-kien/moi/<slug:kind>", told, kind="key_work", **where
    )
    assert "Công trình của tỉnh Chủ đầu tư Sở Giao thông Vận tải Gắn biển đã đăng ký" in page
    event = LaunchEvent.objects.get()
    assert "Ghi kết quả: Cầu Kim Xuyên" in officer.see("/")
    held = {"on": "2017-05-02", "place": "Bờ sông Lô", "attendance": 150, "guests": "Huyện ủy"}
    told = officer.ask("POST /events/{event_id}/held", held, event_id=event.pk)
    assert (told["held_on"], told["attendance"], told["work_registered"]) == ("2017-05-02", 150, True)
    assert "Bờ sông Lô Số người dự 150" in desks("province_officer").see(
        "/su-kien/<int:event_id>", event_id=event.pk
    )
    desks("stranger").ask("GET /events/{event_id}", status=404, event_id=event.pk)


@pytest.mark.row("L03")
@pytest.mark.row("L07")
def test_a_great_work_is_registered_for_its_plaque_from_its_launch(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    officer, year = desks("son_duong_officer"), {"cycle_id": cast.cycle.pk}
    plan = "/phong-trao/nam/<int:cycle_id>/su-kien/moi/<slug:kind>"
    at_the_works = {"name": "Nhà ăn ca", "at": cast.units[GARMENT].pk, "work_rank": "unit"}
    officer.do(plan, at_the_works, kind="key_work", **year)
    officer.do(plan, {"name": "Cầu Kim Xuyên", "work_rank": "province"}, kind="key_work", **year)
    canteen, bridge = LaunchEvent.objects.order_by("pk")
    chair, page = desks("garment_chair"), "/su-kien/<int:event_id>"
    # By its name at its unit, whichever comes first and however the list came in.
    line = Line(cast.units[GARMENT].pk, "work", subject="nhà ăn  ca")
    register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=[line])
    work = Registration.objects.get()
    assert work.event == canteen
    settle.realise(
        actor=cast.actor("garment_chair"),
        registration_id=work.pk,
        on=dt.date(2017, 7, 10),
        plaque_on=dt.date(2017, 7, 15),
    )
    assert "gắn biển 15/07/2017" in officer.see(page, event_id=canteen.pk)
    assert "Phát động ở công trình" in chair.see(
        "/dang-ky/dong/<int:registration_id>", registration_id=work.pk
    )
    # Or from the page of the launch, under the name that the unit gives it.
    assert "Đăng ký công trình này" in officer.see(page, event_id=bridge.pk)
    add = f"/dang-ky/{scheme.pk}/don-vi/{cast.units['TQ-SD'].pk}/them?su-kien={bridge.pk}"
    officer.do(add, {"title": "work", "subject": "Cầu Kim Xuyên, trụ T3"})
    bridge.refresh_from_db()
    assert bridge.work_registered
    settle.withdraw(
        actor=cast.actor("son_duong_officer"), registration_id=bridge.registered.get().pk, reason="nhầm"
    )
    bridge.refresh_from_db()
    assert not bridge.work_registered


@pytest.fixture
def cluster(cast: Cast) -> Body:
    officer, year = cast.actor("province_officer"), cast.cycle.year
    made = found_cluster(actor=officer, host_id=cast.units["TQ"].pk, name="Cụm các huyện", year=year)
    for code in ("TQ-NH", "TQ-SD"):
        add_member(actor=officer, cluster_id=made.pk, year=year, unit_id=cast.units[code].pk)
    settle_leader(
        actor=officer,
        cluster_id=made.pk,
        year=year,
        leader_id=cast.units["TQ-NH"].pk,
        way="meeting",
        settled_on=dt.date(2017, 1, 18),
        minutes="Hai đơn vị nhất trí.",
    )
    return made


@pytest.mark.row("K09")
@pytest.mark.row("A11")
def test_a_cluster_launches_and_gives_each_member_its_task(cast: Cast, desks: Desks, cluster: Body) -> None:
    leader, where = desks("na_hang_officer"), {"cycle_id": cast.cycle.pk}
    told = {"cluster": cluster.pk, "name": "Cụm cùng làm việc khó"}
    leader.do("/phong-trao/nam/<int:cycle_id>/su-kien/moi/<slug:kind>", told, kind="cluster", **where)
    event = LaunchEvent.objects.get()
    given = {"units": [cast.units["TQ-SD"].pk], "text": "Mở lớp viết sáng kiến", "due_on": "30/09/2017"}
    page = leader.do("/su-kien/<int:event_id>/giao-viec", given, event_id=event.pk)
    assert "1/2 thành viên đã được giao việc" in page
    member = desks("son_duong_officer")
    assert "Làm việc cụm giao: Mở lớp viết sáng kiến" in member.see("/")
    task = LaunchTask.objects.get()
    assert "Mở lớp viết sáng kiến hạn 30/09/2017" in member.see("/su-kien/<int:event_id>", event_id=event.pk)
    done = member.ask("POST /launch-tasks/{task_id}/done", {"note": "32 người dự"}, task_id=task.pk)
    assert (done["done_on"], done["note"]) == (clock.today().isoformat(), "32 người dự")
    assert "32 người dự" in leader.see("/su-kien/<int:event_id>", event_id=event.pk)
    assert "launch.cluster_task" not in {one["code"] for one in member.ask("GET /waiting")}
    assert leader.ask("GET /events/{event_id}/tasks", event_id=event.pk) == [done]
    desks("education_officer").ask("GET /events/{event_id}/tasks", status=404, event_id=event.pk)


@pytest.mark.row("W12")
def test_a_conference_of_a_bloc_is_led_by_a_named_union(cast: Cast, desks: Desks) -> None:
    officer, where = desks("education_officer"), {"cycle_id": cast.cycle.pk}
    told = {"name": "Hội nghị khối trường học", "bloc": "school", "planned_on": "20/06/2017"}
    page = officer.do(
        "/phong-trao/nam/<int:cycle_id>/su-kien/moi/<slug:kind>", told, kind="conference", **where
    )
    assert "Khối Khối trường học" in page
    event = LaunchEvent.objects.get()
    held = {"on": "20/06/2017", "place": "Hội trường Sở", "attendance": "70", "guests": "Ba chuyên gia"}
    officer.do("/su-kien/<int:event_id>/da-to-chuc", held, event_id=event.pk)
    page = desks("province_officer").see("/phong-trao/nam/<int:cycle_id>/su-kien", **where)
    assert "Hội nghị khối trường học Công đoàn ngành Giáo dục chủ trì 20/06/2017" in page
    told = desks("province_officer").ask("GET /cycles/{cycle_id}/events", kind="conference", **where)
    assert [(one["bloc"], one["attendance"]) for one in told] == [("school", 70)]


@pytest.mark.row("L10")
def test_an_action_plan_goes_by_letter_to_two_departments_before_its_day(cast: Cast, desks: Desks) -> None:
    province, where = desks("province_officer"), {"cycle_id": cast.cycle.pk}
    departments = list(Body.objects.filter(host=cast.units["TQ"], form=Body.Form.DEPARTMENT))
    asked = {
        "what": "send_plan",
        "level": "upper",
        "due_on": "2017-03-05",
        "channel": "official_letter",
        "department_ids": [one.pk for one in departments],
    }
    province.ask("PUT /cycles/{cycle_id}/deadlines", asked, **where)
    plan = _own_plan(cast)
    district = desks("na_hang_officer")
    assert "Gửi kế hoạch của đơn vị cho LĐLĐ tỉnh Tuyên Quang" in district.see("/")
    form = district.see("/van-ban/<int:paper_id>/gui-len", paper_id=plan.pk)
    assert all(str(one) in form for one in departments)
    told = {"sent_on": "03/03/2017", "channel": "official_letter", "letter": "15/CV-LĐLĐ"}
    district.do("/van-ban/<int:paper_id>/gui-len", told, paper_id=plan.pk)
    clerk = desks("clerk")
    assert "Vào sổ kế hoạch cấp dưới gửi lên" in clerk.see("/")
    received = {
        "received_on": "2017-03-04",
        "letter": "15/CV-LĐLĐ",
        "number": 210,
        "department_ids": [one.pk for one in departments],
    }
    told = clerk.ask("POST /papers/{paper_id}/received", received, paper_id=plan.pk)
    assert (told["number"], len(told["departments"])) == (210, 2)
    page = clerk.see("/van-ban/gui-len")
    assert "Công văn 15/CV-LĐLĐ 03/03/2017 210, 04/03/2017" in page
    page = province.see("/phong-trao/nam/<int:cycle_id>/bac-thang", **where)
    assert "Cấp trên cơ sở Gửi kế hoạch về cấp trên 05/03/2017 1/3 1 2" in page
    late = province.ask("GET /cycles/{cycle_id}/late", what="send_plan", level="upper", **where)
    assert {one["name"] for one in late} == {
        "Liên đoàn Lao động huyện Sơn Dương",
        "Công đoàn ngành Giáo dục tỉnh Tuyên Quang",
    }


def _own_plan(cast: Cast) -> Paper:
    """Na Hang's plan under that of the province, out."""
    return Paper.objects.create(
        movement=cast.movement,
        issuer=cast.units["TQ-NH"],
        seat=cast.units["TQ-NH"],
        kind="plan",
        parent=cast.plan,
        year=cast.cycle.year,
        state="issued",
        number=7,
        symbol="KH-LĐLĐ",
        issued_on=dt.date(2017, 2, 27),
        title="Kế hoạch hành động",
    )


@pytest.mark.row("P13")
def test_a_movement_of_ten_years_has_its_calendar_of_reviews(cast: Cast, desks: Desks) -> None:
    cast.movement.until_on = dt.date(2026, 12, 31)
    cast.movement.save()
    officer, where = desks("province_officer"), {"movement_id": cast.movement.pk}
    told = {
        "yearly_on": "20/12/2017",
        "interim_every": "5",
        "interim_on": "25/12/2021",
        "final_on": "30/11/2026",
    }
    page = officer.do("/phong-trao/<int:movement_id>/so-ket", told, **where)
    assert "Sơ kết giai đoạn 2017–2021 25/12/2021" in page
    assert "Tổng kết 2017–2026 30/11/2026" in page
    reviews = officer.ask("GET /movements/{movement_id}/reviews", **where)
    assert [one["kind"] for one in reviews].count("yearly") == 10
