"""Section 1 of `docs/coverage.md`: who there is, and who owes what to whom."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import Cast, hear_everything
from tests.coverage.desk import Desks
from tests.coverage.year import DAY, Year
from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Duty
from thidua.report.models import Report


@pytest.mark.row("A01")
def test_four_levels_and_what_each_owes_upward(cast: Cast, desks: Desks) -> None:
    school = cast.units["TQ-NH-001"]
    officer = desks("province_officer")
    page = officer.see("/to-chuc/<int:pk>", pk=school.pk)
    chain = "Tổng Liên đoàn LĐLĐ tỉnh Tuyên Quang LĐLĐ huyện Na Hang CĐCS Trường Tiểu học Hồng Thái"
    assert page.startswith(chain)
    unit = officer.ask("GET /units/{unit_id}", unit_id=school.pk)
    assert [one["code"] for one in unit["above"]] == ["TLD", "TQ", "TQ-NH"]
    assert unit["level"] == "grassroots"
    # The same movement asks another thing, by another day, of each level.
    days = officer.ask("GET /cycles/{cycle_id}/deadlines", cycle_id=cast.cycle.pk)
    half_year = {
        one["level"]: one["due_on"]
        for one in days
        if (one["what"], one["period_id"]) == ("report", cast.period.pk)
    }
    assert half_year == {"grassroots": "2017-07-20", "upper": "2017-07-25", "province": "2017-07-28"}
    owed = {code: desks(code).see("/") for code in ("school_chair", "na_hang_officer", "province_officer")}
    assert "Thứ Năm 20 tháng 7 Còn 2 ngày Gửi báo cáo 6 tháng đầu năm" in owed["school_chair"]
    assert "Thứ Ba 25 tháng 7 Còn 7 ngày Gửi báo cáo 6 tháng đầu năm" in owed["na_hang_officer"]
    assert "Thứ Sáu 28 tháng 7 Còn 10 ngày Gửi báo cáo 6 tháng đầu năm" in owed["province_officer"]
    assert "Ban hành kế hoạch" in owed["na_hang_officer"]
    waiting = desks("school_chair").ask("GET /waiting")
    assert {one["code"]: one["due_on"] for one in waiting}["launch.launch_unit"] == "2017-03-31"


@pytest.mark.row("A02")
def test_a_grassroots_union_directly_below_the_province_reports_to_it(cast: Cast, desks: Desks) -> None:
    administrator, officer = desks("administrator"), desks("province_officer")
    made = administrator.ask(
        "POST /units",
        {
            "under_id": cast.units["TQ"].pk,
            "kind": "grassroots_union",
            "name": "CĐCS Cơ quan Đảng ủy Khối doanh nghiệp",
            "from_on": "2017-01-01",
        },
    )
    page = administrator.see("/to-chuc/<int:pk>", pk=cast.units["TQ"].pk)
    assert "CĐCS Cơ quan Đảng ủy Khối doanh nghiệp TQ-" in page
    with clock.standing_on(DAY):
        open_period(actor=cast.actor("province_officer"), period_id=cast.periods["year"].pk)
        hear_everything()
        board = officer.see("/bao-cao/ai-chua-gui/<int:cycle_id>/", cycle_id=cast.cycle.pk)
        below = {"cycle_id": cast.cycle.pk, "unit_id": cast.units["TQ"].pk}
        told = officer.ask("GET /cycles/{cycle_id}/board", **below)
    for name in ("CĐCS Cơ quan Đảng ủy Khối doanh nghiệp", "LĐLĐ huyện Na Hang"):
        assert name in board
    names = {one["unit"]["name"] for one in told["rows"]}
    assert {"CĐCS Cơ quan Đảng ủy Khối doanh nghiệp", "LĐLĐ huyện Na Hang"} <= names
    # It reports on the day of its neighbours on the board, not on that of grassroots unions.
    own = Report.objects.get(unit=made["id"], period=cast.periods["year"], kind="own")
    assert own.due_on == dt.date(2017, 12, 10)


@pytest.mark.row("A03")
def test_a_district_federation_issues_under_its_province(cast: Cast, desks: Desks) -> None:
    officer = desks("na_hang_officer")
    officer.do(
        "/phat-dong/phong-trao-moi",
        {"name": "Thi đua huyện Na Hang 2017", "from_on": "01/01/2017", "until_on": "31/12/2017"},
    )
    (movement,) = [
        one for one in officer.ask("GET /movements")["items"] if one["name"] == "Thi đua huyện Na Hang 2017"
    ]
    assert movement["issuer"]["code"] == "TQ-NH"
    paper = officer.ask(
        "POST /movements/{movement_id}/papers",
        {"seat_id": cast.units["TQ-NH"].pk, "kind": "plan", "title": "Phát động thi đua", "place": "Na Hang"},
        movement_id=movement["id"],
    )
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper["id"])
    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH TUYÊN QUANG LIÊN ĐOÀN LAO ĐỘNG HUYỆN NA HANG Số: … /KH-LĐLĐ" in page
    assert "Na Hang, ngày … tháng … năm …" in page
    full = officer.ask("GET /papers/{paper_id}", paper_id=paper["id"])
    assert (full["issuer"]["code"], full["symbol"]) == ("TQ-NH", "KH-LĐLĐ")


@pytest.mark.row("A04")
def test_a_paper_of_a_cluster_bears_the_clusters_name(cast: Cast, desks: Desks) -> None:
    province = cast.units["TQ"]
    cluster = Body.objects.create(
        form=Body.Form.CLUSTER, code="CUM-BG", name="Cụm thi đua các tỉnh biên giới phía Bắc", host=province
    )
    actor = cast.actor("province_officer")
    movement = call_movement(
        actor=actor,
        seat_id=province.pk,
        issuer_id=cluster.pk,
        name="Thi đua của cụm",
        from_on=cast.movement.from_on,
        until_on=cast.movement.until_on,
    )
    paper = start_paper(actor=actor, movement_id=movement.pk, seat_id=province.pk, kind="launch_text")
    officer = desks("province_officer")
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper.pk)
    assert "CỤM THI ĐUA CÁC TỈNH BIÊN GIỚI PHÍA BẮC" in page
    told = officer.ask("GET /papers/{paper_id}", paper_id=paper.pk)
    assert told["issuer"]["code"] == "CUM-BG"


@pytest.mark.row("A05")
@pytest.mark.row("A07")
def test_departments_and_partners_stand_with_their_unit(cast: Cast, desks: Desks) -> None:
    administrator, province = desks("administrator"), cast.units["TQ"].pk
    page = administrator.do(
        "/to-chuc/<int:pk>/them-ban", {"form": "department", "name": "Ban Tuyên giáo - Nữ công"}, pk=province
    )
    assert "Ban Tuyên giáo - Nữ công ban, phòng" in page
    administrator.do(
        "/to-chuc/<int:pk>/them-ban",
        {"form": "partner", "name": "Hội đồng Thi đua - Khen thưởng tỉnh"},
        pk=province,
    )
    page = administrator.see("/to-chuc/<int:pk>", pk=province)
    assert "Ban Chính sách - Pháp luật ban, phòng" in page
    assert "Hội đồng Thi đua - Khen thưởng tỉnh cơ quan phối hợp" in page
    press = {"form": "partner", "name": "Báo Tuyên Quang"}
    made = administrator.ask("POST /units/{unit_id}/beside", press, unit_id=province)
    assert made["form"] == "partner"
    told = {
        one["name"]: one["form"] for one in administrator.ask("GET /units/{unit_id}/beside", unit_id=province)
    }
    assert told["Ban Tuyên giáo - Nữ công"] == "department"
    assert told["Hội đồng Thi đua - Khen thưởng tỉnh"] == told["Báo Tuyên Quang"] == "partner"
    officer = desks("province_officer")
    assert officer.ask(
        "POST /units/{unit_id}/beside", {**press, "name": "Khác"}, status=403, unit_id=province
    )


@pytest.mark.row("A06")
def test_who_looks_after_a_unit_is_kept_with_its_days(cast: Cast, desks: Desks) -> None:
    school, commune = cast.units["TQ-NH-001"], cast.units["TQ-NH-002"]
    officer = desks("province_officer")
    assert "Công đoàn ngành Giáo dục phụ trách" in officer.see("/to-chuc/<int:pk>", pk=school.pk)
    page = desks("administrator").do(
        "/to-chuc/<int:pk>/phu-trach", {"by": "TQ-CSPL", "from_on": "01/07/2017"}, pk=commune.pk
    )
    assert "Ban Chính sách - Pháp luật phụ trách từ 01/07/2017" in page
    told = officer.ask("GET /units/{unit_id}/placements", unit_id=commune.pk)
    assert [
        (one["under"]["code"], one["line"], one["from_on"]) for one in told if one["line"] != "manages"
    ] == [("TQ-CSPL", "looks_after", "2017-07-01")]
    # Nothing adds up along this line: the school stays a child of Na Hang alone.
    children = officer.ask("GET /units/{unit_id}/children", unit_id=cast.units["TQ-GD"].pk)["items"]
    assert "TQ-NH-001" not in {one["code"] for one in children}


@pytest.mark.row("A08")
def test_whom_a_plan_is_for_and_which_classes_are_counted(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    page = officer.see("/van-ban/<int:paper_id>", paper_id=cast.plan.pk)
    assert "ĐỐI TƯỢNG THAM GIA Đoàn viên, công nhân, viên chức, lao động toàn tỉnh" in page
    told = officer.ask("GET /papers/{paper_id}", paper_id=cast.plan.pk)
    (participants,) = [one for one in told["sections"] if one["code"] == "participants"]
    assert participants["fields"] == ["population", "bloc"]
    school = desks("school_chair")
    form = school.see("/bao-cao/<int:report_id>/nhap/", report_id=cast.report("TQ-NH-001").pk)
    for counted in ("Tổng số công nhân, viên chức, lao động", "Đoàn viên đến ngày chốt số", "ban chấp hành"):
        assert counted in form
    people = school.ask("GET /units/{unit_id}/people", unit_id=cast.units["TQ-NH-001"].pk)["items"]
    nhung = next(one for one in people if one["name"] == "Triệu Mùi Nhung")
    assert (nhung["sex"], nhung["direct_worker"]) == ("female", True)


@pytest.mark.row("A09")
def test_blocs_and_strata_are_the_denominators(year: Year, desks: Desks) -> None:
    forestry = year.cast.units["TQ-NH-004"]
    officer = desks("province_officer")
    page = officer.see("/to-chuc/<int:pk>", pk=forestry.pk)
    assert "Khối doanh nghiệp" in page
    assert "Sở hữu nhà nước" in page
    told = officer.ask("GET /units/{unit_id}/attributes", unit_id=forestry.pk)
    facts = {one["name"]: one["value"] for one in told}
    assert (facts["bloc"], facts["ownership"]) == ("enterprise", "state")
    with clock.standing_on(DAY):
        page = officer.see("/tong-hop/<int:period_id>/<int:unit_id>/", **year.place)
        lines = officer.ask("GET /units/{unit_id}/periods/{period_id}/lines", **year.place)["lines"]
    expected = {one["code"]: one["completeness"]["expected"] for one in lines}
    # Seven public unions and schools, four enterprises of which one is the State's; offices of the Party are
    # no state agency.
    assert [expected[code] for code in ("t01", "t02", "t16", "t17", "t18")] == [7, 4, 6, 1, 3]
    assert "Doanh nghiệp nhà nước tổ chức hội nghị người lao động Tất cả, 100 % 1/1" in page


@pytest.mark.row("A11")
@pytest.mark.row("X07")
@pytest.mark.row("X03")
def test_tasks_name_who_leads_and_who_helps(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    paper = officer.ask(
        "POST /movements/{movement_id}/papers",
        {"seat_id": cast.units["TQ"].pk, "kind": "guidance", "title": "Hướng dẫn tổ chức"},
        movement_id=cast.movement.pk,
    )
    for body, role, due in (
        ("Ban Tuyên giáo - Nữ công", "lead", "2017-03-06"),
        ("Ban Chính sách - Pháp luật", "support", None),
    ):
        officer.ask(
            "PUT /papers/{paper_id}/lines/{section}",
            {"values": {"body_name": body, "role": role, "text": "Tổng hợp kết quả", "due_on": due}},
            paper_id=paper["id"],
            section="duties",
        )
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper["id"])
    assert "Ban Tuyên giáo - Nữ công: Tổng hợp kết quả, hoàn thành trước ngày 06/3/2017." in page
    assert "Ban Chính sách - Pháp luật (phối hợp): Tổng hợp kết quả (chưa có hạn)" in page
    told = officer.ask("GET /papers/{paper_id}", paper_id=paper["id"])
    (duties,) = [one for one in told["sections"] if one["code"] == "duties"]
    assert [(one["values"]["role"], one["values"]["due_on"]) for one in duties["lines"]] == [
        ("lead", "2017-03-06"),
        ("support", None),
    ]


@pytest.mark.row("A11")
@pytest.mark.row("X03")
def test_a_duty_without_a_day_stays_at_whoever_must_do_it(cast: Cast, desks: Desks) -> None:
    for body, what in (
        ("Ban Chính sách - Pháp luật", "Tìm điển hình"),
        ("Các cấp công đoàn", "Học Chỉ thị 34"),
    ):
        Duty.objects.create(paper=cast.plan, body_name=body, text=what)
    province, union = desks("province_officer"), desks("na_hang_officer")
    assert "Làm việc được giao chưa có hạn 2 việc còn mở, như: Tìm điển hình" in province.see("/")
    assert "Làm việc được giao chưa có hạn 1 việc còn mở, như: Học Chỉ thị 34" in union.see("/")
    page = union.see("/viec-duoc-giao")
    assert "Học Chỉ thị 34 Các cấp công đoàn (chủ trì) · chưa có hạn" in page
    unit = cast.units["TQ-NH"].pk
    (duty,) = [
        one
        for one in union.ask("GET /units/{unit_id}/duties", unit_id=unit)
        if one["text"] == "Học Chỉ thị 34"
    ]
    assert duty["done_on"] is None
    body = {"unit_id": unit, "note": "Xong ở 30 cơ sở"}
    union.ask("POST /duties/{duty_id}/done", body, duty_id=duty["id"])
    assert "Học Chỉ thị 34" not in union.see("/")
    union.ask("POST /duties/{duty_id}/reopen", {"unit_id": unit}, duty_id=duty["id"])
    assert "Học Chỉ thị 34" in union.see("/")
