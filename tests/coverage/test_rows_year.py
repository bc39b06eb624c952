"""Sections 6 to 10 and 13 of `docs/coverage.md`: launching, working, chasing, reporting, keeping."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import Cast, hear_everything
from tests.coverage.desk import Desk, Desks
from tests.coverage.year import DAY, Year
from thidua.kernel import clock
from thidua.launch.models import LaunchRecord
from thidua.report.models import Chase, Report

SCHOOL = {
    "workers": "27",
    "members_start": "24",
    "members": "26",
    "briefed": "27",
    "introduced": "1",
    "shelter_fund": "2,7 triệu",
    "works": "1",
    "staff_conference": "có",
    "new_committee": {"answer": "not_applicable"},
    "new_committee_trained": {"answer": "not_applicable"},
}


@pytest.mark.row("L01")
@pytest.mark.row("L02")
def test_a_launch_ceremony_is_recorded_once(cast: Cast, desks: Desks) -> None:
    school, where = desks("school_chair"), {"cycle_id": cast.cycle.pk}
    assert "Tổ chức phát động Thi đua năm 2017" in school.see("/")
    held = {
        "on": "15/03/2017",
        "place": "Hội trường trường",
        "attendance": "27",
        "guests": "Chi ủy, Ban giám hiệu",
        "pilot": "on",
    }
    school.do("/phong-trao/nam/<int:cycle_id>/phat-dong", held, **where)
    page = school.see("/phong-trao/nam/<int:cycle_id>/phat-dong", **where)
    assert "Đơn vị đã ghi phát động ngày 15/03/2017." in page
    assert "Nơi phát động Hội trường trường Số người dự 27 Khách dự Chi ủy, Ban giám hiệu" in page
    assert "Phát động điểm có" in page
    again = school.do("/phong-trao/nam/<int:cycle_id>/phat-dong", held, status=409, **where)
    assert "15/03/2017" in again
    launch = LaunchRecord.objects.get(cycle=cast.cycle)
    right = {"on": "16/03/2017", "place": "Sân trường", "attendance": "28", "reason": "Ghi nhầm ngày"}
    school.do("/phat-dong/ghi/<int:launch_id>/sua", right, launch_id=launch.pk)
    page = school.see("/phong-trao/nam/<int:cycle_id>/phat-dong", **where)
    assert "Đơn vị đã ghi phát động ngày 16/03/2017. Nơi phát động Sân trường Số người dự 28" in page
    rungs = school.ask("GET /cycles/{cycle_id}/ladder", **where)
    done = {one["level"]: one["done"] for one in rungs if one["what"] == "launch"}
    assert done["grassroots"] == 1
    assert "launch.launch_unit" not in {one["code"] for one in school.ask("GET /waiting")}


@pytest.mark.row("L10")
def test_action_plans_are_seen_by_their_day(cast: Cast, desks: Desks) -> None:
    officer, where = desks("province_officer"), {"cycle_id": cast.cycle.pk}
    page = officer.see("/phong-trao/nam/<int:cycle_id>/bac-thang", **where)
    assert "Cấp trên cơ sở Ban hành kế hoạch 28/02/2017 0/3 0 3" in page
    late = officer.ask("GET /cycles/{cycle_id}/late", what="issue_plan", level="upper", **where)
    assert {one["name"] for one in late} == {
        "Liên đoàn Lao động huyện Na Hang",
        "Liên đoàn Lao động huyện Sơn Dương",
        "Công đoàn ngành Giáo dục tỉnh Tuyên Quang",
    }
    assert {one["days"] for one in late} == {140}
    mine = desks("na_hang_officer").see("/")
    assert "Quá hạn 140 ngày Ban hành kế hoạch Thi đua năm 2017" in mine


DEEDS = (
    ("briefing", "Học tập Nghị quyết Đại hội", {"participants": "40", "women": "22"}),
    ("training", "Tập huấn cán bộ công đoàn", {"participants": "25"}),
    ("dialogue", "Đối thoại với giám đốc", {"participants": "12"}),
    ("conference", "Hội nghị người lao động", {"participants": "60"}),
    ("visit", "Thăm đoàn viên ốm đau dịp Tết", {"participants": "3", "amount": "1,5 triệu"}),
    ("house", "Trao nhà Mái ấm Công đoàn", {"amount": "30 triệu"}),
    ("fund", "Vận động quỹ Tháng Công nhân", {"amount": "5 triệu"}),
    ("contest", "Hội thi thợ giỏi, văn nghệ chào mừng", {"participants": "30"}),
)


@pytest.mark.row("W02")
@pytest.mark.row("W06")
@pytest.mark.row("W07")
@pytest.mark.row("W09")
@pytest.mark.row("M06")
@pytest.mark.row("N04")
def test_what_a_union_does_is_kept_as_activities(cast: Cast, desks: Desks) -> None:
    forestry, unit = desks("forestry_chair"), cast.units["TQ-NH-004"].pk
    for kind, title, more in DEEDS:
        told = {"kind": kind, "held_on": "12/05/2017", "title": title, "place": "Na Hang", **more}
        page = forestry.do("/bao-cao/hoat-dong/them/", told)
        assert title in page
    page = forestry.see("/bao-cao/hoat-dong/")
    for _kind, title, _more in DEEDS:
        assert title in page
    kept = {
        one["kind"]: one for one in forestry.ask("GET /units/{unit_id}/activities", unit_id=unit)["items"]
    }
    assert set(kept) == {kind for kind, _title, _more in DEEDS}
    assert (kept["visit"]["amount"], kept["house"]["amount"]) == (1_500_000, 30_000_000)
    # The union above reads what its base does, on its page too; a neighbour does not.
    below = desks("na_hang_officer").see("/bao-cao/hoat-dong/", cua="cap-duoi")
    assert "Đối thoại với giám đốc" in below
    assert str(cast.units["TQ-NH-004"]) in below
    assert "Đối thoại với giám đốc" not in desks("son_duong_officer").see(
        "/bao-cao/hoat-dong/", cua="cap-duoi"
    )
    above = desks("na_hang_officer").ask("GET /units/{unit_id}/activities", unit_id=unit, kind="dialogue")
    assert [one["title"] for one in above["items"]] == ["Đối thoại với giám đốc"]
    desks("garment_chair").ask("GET /units/{unit_id}/activities", status=404, unit_id=unit)


@pytest.mark.row("M09")
def test_study_sessions_give_the_figure_of_those_who_studied(cast: Cast, desks: Desks) -> None:
    where = {"cycle_id": cast.cycle.pk}
    rule = {"kinds": ["briefing"], "counted": "participants"}
    officer = desks("province_officer")
    page = officer.do("/bao-cao/bieu/<int:cycle_id>/dem/<slug:element>/", rule, element="briefed", **where)
    assert "số người dự của đơn vị làm việc đó: tuyên truyền, phổ biến" in page
    assert "đang mở giữ phiên bản 1" in officer.see("/bao-cao/bieu/<int:cycle_id>/", **where)
    told = officer.ask("GET /cycles/{cycle_id}/form", **where)
    assert (told["number"], told["upcoming"]) == (2, True)
    school, unit = desks("school_chair"), cast.units["TQ-NH-001"].pk
    with clock.standing_on(DAY):
        for day, present in (("2017-03-10", 15), ("2017-09-12", 10)):
            told = {
                "kind": "briefing",
                "held_on": day,
                "title": "Học tập Chỉ thị 05",
                "participants": present,
            }
            school.ask("POST /units/{unit_id}/activities", told, unit_id=unit)
        assert "Học tập Chỉ thị 05" in school.see("/bao-cao/hoat-dong/")
        period = cast.periods["year"]
        desks("province_officer").ask("POST /periods/{period_id}/open", period_id=period.pk)
        hear_everything()
        report = Report.objects.get(period=period, unit_id=unit, kind="own")
        page = school.see("/bao-cao/<int:report_id>/nhap/", report_id=report.pk)
        school.ask("PATCH /reports/{report_id}/draft", {"changes": {"works": 1}}, report_id=report.pk)
        questions = school.ask("GET /reports/{report_id}", report_id=report.pk)["questions"]
    briefed = next(one["given"] for one in questions if one["code"] == "briefed")
    assert briefed["counted"] == 25
    assert "25" in page.partition("quán triệt chỉ thị, nghị quyết")[2].partition("Tổng số công nhân")[0]


@pytest.mark.row("W08")
@pytest.mark.row("N03")
def test_an_inspection_says_which_unions_were_visited(cast: Cast, desks: Desks) -> None:
    na_hang, visited = desks("na_hang_officer"), cast.units["TQ-NH-003"]
    told = {"kind": "inspection", "held_on": "20/06/2017", "title": "Kiểm tra chấp hành pháp luật lao động"}
    place = "/bao-cao/hoat-dong/them/"
    page = na_hang.do(place, {**told, "tim": "nong san khau lam", "do": "search"}, status=200)
    assert "CĐCS Công ty TNHH Nông sản Khau Lâm" in page
    page = na_hang.do(place, {**told, "subjects": [visited.pk]})
    assert "Kiểm tra chấp hành pháp luật lao động" in na_hang.see("/bao-cao/hoat-dong/")
    assert str(visited) in page
    own = {"unit_id": cast.units["TQ-NH"].pk}
    kept = na_hang.ask("GET /units/{unit_id}/activities", **own)["items"]
    assert [one["subject_ids"] for one in kept] == [[visited.pk]]
    # Only the own branch can be visited.
    elsewhere = {**told, "held_on": "2017-06-20", "subject_ids": [cast.units["TQ-SD-001"].pk]}
    na_hang.ask("POST /units/{unit_id}/activities", elsewhere, status=404, **own)


@pytest.mark.row("N02")
def test_those_who_owe_a_report_are_reminded(cast: Cast, desks: Desks) -> None:
    na_hang, where = desks("na_hang_officer"), {"cycle_id": cast.cycle.pk}
    with clock.standing_on(dt.date(2017, 7, 22)):
        page = na_hang.see("/bao-cao/ai-chua-gui/<int:cycle_id>/", **where)
        assert "4 đơn vị quá hạn." in page
        report = cast.report("TQ-NH-001").pk
        words = {"how": "phone", "text": "Đã gọi chị Mẩy", "promised_on": "24/07/2017", "report": [report]}
        page = na_hang.do("/bao-cao/ai-chua-gui/<int:cycle_id>/", words, **where)
        assert "gọi điện 22/07" in page
        others = [cast.report(code).pk for code in ("TQ-NH-002", "TQ-NH-004")]
        told = na_hang.ask(
            "POST /reports/chase", {"report_ids": others, "how": "message", "text": "Nhắc gửi"}
        )
        assert told["count"] == 2
        officer = desks("province_officer")
        base = officer.see("/bao-cao/ai-chua-gui/<int:cycle_id>/", cap="co-so", **where)
        assert "CĐCS Trường Tiểu học Hồng Thái" in base
        board = na_hang.ask("GET /cycles/{cycle_id}/board", unit_id=cast.units["TQ-NH"].pk, **where)
    assert Chase.objects.count() == 3
    assert {one["unit"]["code"] for one in board["rows"]} == {f"TQ-NH-00{at}" for at in range(1, 5)}


@pytest.mark.row("R01")
def test_a_half_year_report_goes_up_is_returned_and_accepted(cast: Cast, desks: Desks) -> None:
    school, above = desks("school_chair"), desks("na_hang_officer")
    report = {"report_id": cast.report("TQ-NH-001").pk}
    assert "6 tháng đầu năm Thi đua năm 2017 20/07/2017 Chưa làm" in school.see("/bao-cao/cua-don-vi/")
    form = school.see("/bao-cao/<int:report_id>/nhap/", **report)
    assert "Gửi LĐLĐ huyện Na Hang trước hết ngày 20/7" in form
    school.ask("PATCH /reports/{report_id}/draft", {"changes": SCHOOL}, **report)
    sent = school.ask("POST /reports/{report_id}/send", {"checked": True}, **report)
    assert sent["state"] == "sent"
    (waiting,) = above.ask("GET /reports/to-review")["items"]
    assert waiting["unit"]["code"] == "TQ-NH-001"
    assert "CĐCS Trường Tiểu học Hồng Thái" in above.see(
        "/bao-cao/ky/<int:period_id>/duyet/", period_id=cast.period.pk
    )
    why = {"reason": "Số đoàn viên chưa khớp danh sách", "reasons": {"members": "Danh sách có 25"}}
    returned = above.ask("POST /reports/{report_id}/return", why, **report)
    assert returned["state"] == "returned"
    assert "Danh sách có 25" in school.see("/bao-cao/<int:report_id>/nhap/", **report)
    school.ask("PATCH /reports/{report_id}/draft", {"changes": {"members": "25"}}, **report)
    school.ask("POST /reports/{report_id}/send", {"checked": True}, **report)
    accepted = above.ask("POST /reports/{report_id}/accept", {}, **report)
    assert accepted["state"] == "accepted"
    page = school.see("/bao-cao/<int:report_id>/", **report)
    assert "Trạng thái Đã duyệt" in page
    assert "Đoàn viên đến ngày chốt số (đoàn viên) 25" in page


@pytest.mark.row("R02")
def test_a_round_is_a_period_of_its_own(cast: Cast, desks: Desks) -> None:
    officer, where = desks("province_officer"), {"cycle_id": cast.cycle.pk}
    told = {
        "bieu-mau": "ky",
        "kind": "round",
        "ordinal": "1",
        "name": "Đợt 1 chào mừng Đại hội",
        "measured_from": "01/01/2017",
        "ends_on": "30/06/2017",
        "cutoff_on": "30/06/2017",
    }
    page = officer.do("/phong-trao/nam/<int:cycle_id>/ky-bao-cao", told, **where)
    assert "Đợt 1 chào mừng Đại hội Đợt 01/01/2017 30/06/2017 30/06/2017 Chưa mở" in page
    periods = officer.ask("GET /cycles/{cycle_id}/periods", **where)
    (period,) = [one for one in periods if one["kind"] == "round"]
    opened = officer.ask("POST /periods/{period_id}/open", period_id=period["id"])
    assert opened["state"] == "open"
    hear_everything()
    mine = desks("school_chair").see("/bao-cao/cua-don-vi/")
    assert "Đợt 1 chào mừng Đại hội" in mine
    (report,) = [
        one
        for one in desks("school_chair").ask("GET /reports/mine")["items"]
        if one["period_id"] == period["id"]
    ]
    assert (report["state"], report["due_on"]) == ("waiting", "2017-06-30")


@pytest.mark.row("R03")
@pytest.mark.row("R04")
def test_results_of_all_levels_stand_together_and_open_to_their_reports(year: Year, desks: Desks) -> None:
    target = {"target_id": year.cast.targets["t02"].pk}
    with clock.standing_on(DAY):
        officer = desks("province_officer")
        page = officer.see("/tong-hop/<int:period_id>/<int:unit_id>/", **year.place)
        assert "27 chỉ tiêu Tất cả 27 Đạt 11 Vượt 10 Chưa đạt 6" in page
        deep = officer.see(
            "/tong-hop/<int:period_id>/<int:unit_id>/<int:target_id>/", **year.below("TQ-NH"), **target
        )
        told = officer.ask("GET /units/{unit_id}/periods/{period_id}/lines", **year.place)
        children = officer.ask(
            "GET /units/{unit_id}/periods/{period_id}/targets/{target_id}/children",
            **year.below("TQ-NH"),
            **target,
        )
    assert len(told["lines"]) == 27
    assert "CĐCS Công ty TNHH Nông sản Khau Lâm" in deep
    assert "40/50" in deep
    found = {one["unit"]["code"]: one["line"] for one in children["items"]}
    assert found["TQ-NH-003"]["accepted"]["numerator"] == 40


@pytest.mark.row("G16")
def test_titles_have_a_level_a_recipient_and_their_source(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    with clock.standing_on(DAY):
        page = officer.see("/danh-muc/<slug:kind>", kind="titles")
        titles = officer.ask("GET /catalogue/{kind}", kind="titles", limit=100)["items"]
        fighter = next(one for one in titles if one["name"] == "Chiến sĩ thi đua cơ sở")
        one = {"kind": "titles", "code": fighter["code"]}
        item = officer.ask("GET /catalogue/{kind}/{code}", **one)
        alone = officer.see("/danh-muc/<slug:kind>/<slug:code>", **one)
    assert "Chiến sĩ thi đua cơ sở" in page
    assert (item["facts"]["level"], item["facts"]["recipient"]) == ("base", "individual")
    assert (item["valid_from"], item["source"]["document"]) == ("2017-10-01", "91/2017/NĐ-CP")
    assert "91/2017/NĐ-CP" in alone
    assert {one["facts"].get("recipient") for one in titles} >= {"individual", "collective", "family"}


@pytest.mark.row("X01")
def test_every_document_is_found_by_its_number(cast: Cast, desks: Desks) -> None:
    cast.decide_assignments()
    clerk = desks("clerk")
    book = _book(clerk)
    page = clerk.see("/so-van-ban/<int:register_id>", register_id=book)
    assert "05/KH-LĐLĐ 07/02/2017 Tổ chức phong trào thi đua năm 2017" in page
    assert "24/QĐ-LĐLĐ 20/02/2017 Giao chỉ tiêu thi đua năm 2017" in page
    page = clerk.do(
        "/so-van-ban/<int:register_id>",
        {"number": "31", "symbol": "CV-LĐLĐ", "dated_on": "01/03/2017", "subject": "Đôn đốc báo cáo"},
        register_id=book,
    )
    assert "31/CV-LĐLĐ 01/03/2017 Đôn đốc báo cáo" in page
    told = clerk.ask("GET /movements/{movement_id}/papers", movement_id=cast.movement.pk)
    assert {one["reference"] for one in told["items"]} == {"05/KH-LĐLĐ", "24/QĐ-LĐLĐ"}


def _book(clerk: Desk) -> int:
    page = clerk.browser.get("/so-van-ban/").content.decode()
    return int(page.partition('href="/so-van-ban/')[2].partition('"')[0])


@pytest.mark.row("X05")
def test_units_are_found_as_people_call_them(cast: Cast, desks: Desks) -> None:
    officer, school = desks("province_officer"), cast.units["TQ-NH-001"]
    page = officer.see("/to-chuc/", q="cdcs tieu hoc hong thai")
    assert "CĐCS Trường Tiểu học Hồng Thái" in page
    assert "CĐCS Trường THCS Tân Trào" not in page
    found = officer.ask("GET /units", q="ldld na hang")
    assert [one["code"] for one in found][:1] == ["TQ-NH"]
    desks("administrator").do(
        "/to-chuc/<int:pk>/doi-ten",
        {"name": "CĐCS Trường TH-THCS Hồng Thái", "from_on": "01/07/2017", "version": school.version},
        pk=school.pk,
    )
    assert [one["code"] for one in officer.ask("GET /units", q="truong tieu hoc hong thai")] == ["TQ-NH-001"]
