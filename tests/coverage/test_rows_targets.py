"""Section 4 of `docs/coverage.md`: targets, from their definition to "vượt"."""

from __future__ import annotations

import pytest

from tests.cast import SCENARIOS, Cast, hear_everything
from tests.coverage.desk import Desks
from tests.coverage.year import DAY, Year
from thidua.formats.yaml_text import read_yaml
from thidua.kernel import clock
from thidua.launch.actions.add_period import add_period
from thidua.launch.actions.call_movement import call_movement
from thidua.launch.actions.open_period import open_period
from thidua.launch.actions.set_target import add_targets
from thidua.launch.models import Target
from thidua.report.models import Report

# How the province stands at the end of the year of ``year.py``, worked out by head: what the API says exactly
# (numerator, denominator, value of a plain count), and what a person reads.
SHARES = {
    "t01": (350, 350, "achieved", "350/350 = 100,0 % Đạt"),
    "t02": (170, 200, "exceeded", "170/200 = 85,0 % Vượt"),
    "t05": (180, 200, "achieved", "180/200 = 90,0 % Đạt"),
    "t06": (12, 12, "achieved", "12/12 = 100,0 % Đạt"),
    "t07": (22, 22, "achieved", "22/22 = 100,0 % Đạt"),
    "t08": (10, 11, "achieved", "10/11 = 90,9 % Đạt"),
    "t10": (11, 11, "achieved", "11/11 = 1 đoàn viên/CĐCS Đạt"),
    "t11": (418, 440, "exceeded", "418/440 = 95,0 % Vượt"),
    "t12": (198, 220, "exceeded", "198/220 = 90,0 % Vượt"),
    "t15": (11, 11, "achieved", "11/11 = 1 công trình/CĐCS Đạt"),
    "t16": (6, 6, "achieved", "6/6 = 100,0 % Đạt"),
    "t17": (1, 1, "achieved", "1/1 = 100,0 % Đạt"),
    "t18": (3, 3, "exceeded", "3/3 = 100,0 % Vượt"),
    "t20": (2, 3, "exceeded", "2/3 = 66,7 % Vượt"),
    "t21": (3, 4, "exceeded", "3/4 = 75,0 % Vượt"),
    "t22": (1, 1, "achieved", "1/1 = 100,0 % Đạt"),
    "t23": (2, 3, "exceeded", "2/3 = 66,7 % Vượt"),
    "t24": (165, 200, "exceeded", "165/200 = 82,5 % Vượt"),
    "t25": (200, 200, "exceeded", "200/200 = 100,0 % Vượt"),
}
COUNTS = {
    "t03": (95, "not_achieved", "95/2.000 = 4,8 % Chưa đạt"),
    "t04": (1, "not_achieved", "1/15 = 6,7 % Chưa đạt"),
    "t09": (0, "achieved", "Không có công đoàn cơ sở nào 0 công đoàn cơ sở Đạt"),
    # The province's own 10 million are sent and wait: shown, not judged.
    "t13": (190_000_000, "not_achieved", "200/700 triệu đồng = 28,6 % Chưa đạt"),
    "t14": (6, "not_achieved", "6/30 = 20,0 % Chưa đạt"),
    "t26": (2, "not_achieved", "2/70 = 2,9 % Chưa đạt"),
}


@pytest.mark.row("T02")
@pytest.mark.row("T03")
@pytest.mark.row("T04")
@pytest.mark.row("T05")
@pytest.mark.row("T06")
@pytest.mark.row("T07")
@pytest.mark.row("T08")
@pytest.mark.row("T09")
@pytest.mark.row("T10")
@pytest.mark.row("T11")
@pytest.mark.row("T12")
@pytest.mark.row("T13")
@pytest.mark.row("W10")
@pytest.mark.row("G23")
def test_every_kind_of_target_is_measured_and_judged(year: Year, desks: Desks) -> None:
    with clock.standing_on(DAY):
        officer = desks("province_officer")
        page = officer.see("/tong-hop/<int:period_id>/<int:unit_id>/", **year.place)
        told = officer.ask("GET /units/{unit_id}/periods/{period_id}/lines", **year.place)
    lines = {one["code"]: one for one in told["lines"]}
    for code, (above, below, state, words) in SHARES.items():
        measured = lines[code]["accepted"]
        assert (measured["numerator"], measured["denominator"]) == (above, below), code
        assert lines[code]["state"] == state, code
        assert words in page, code
    for code, (value, state, words) in COUNTS.items():
        assert (lines[code]["accepted"]["value"], lines[code]["state"]) == (value, state), code
        assert words in page, code
    # Inspections over the province and by each upper union: Giáo dục has inspected none of its own.
    assert lines["t27"]["failing_ids"] == [year.cast.units["TQ-GD"].pk]
    assert "không lấy trung bình 2/3 đơn vị đạt Chưa đạt" in page


@pytest.mark.row("T04")
@pytest.mark.row("T05")
@pytest.mark.row("T08")
@pytest.mark.row("T13")
def test_grades_officers_houses_and_inspections_are_stated_above(cast: Cast, desks: Desks) -> None:
    period = cast.periods["year"]
    with clock.standing_on(DAY):
        open_period(actor=cast.actor("province_officer"), period_id=period.pk)
        hear_everything()
        own = {code: cast.report(code, "year").pk for code in ("TQ-NH", "TQ-NH-001", "TQ-NH-003")}
        province, na_hang = desks("province_officer"), desks("na_hang_officer")
        page = na_hang.see("/bao-cao/<int:own_id>/cap-tren-ghi/", own_id=own["TQ-NH"])
        assert "Đạt tiêu chuẩn vững mạnh" in page
        assert "Số lượt được kiểm tra, giám sát" in page
        grades = {
            f"g-{own['TQ-NH-001']}-graded_strong": "1",
            f"g-{own['TQ-NH-001']}-graded_weak": "0",
            f"g-{own['TQ-NH']}-full_time": "4",
            f"g-{own['TQ-NH']}-full_time_trained": "3",
        }
        na_hang.do("/bao-cao/<int:own_id>/cap-tren-ghi/", grades, own_id=own["TQ-NH"])
        rows = [
            {"report_id": own["TQ-NH"], "figures": {"houses": 2}},
            {"report_id": own["TQ-NH-003"], "figures": {"inspections": 1}},
        ]
        assert [one["saved"] for one in na_hang.ask("PATCH /reports/stated", {"rows": rows})] == [1, 1]
        hear_everything()
        place = {"period_id": period.pk, "unit_id": cast.units["TQ-NH"].pk}
        told = province.ask("GET /units/{unit_id}/periods/{period_id}/lines", **place)
    sent = {one["code"]: one["sent"] for one in told["lines"]}
    assert (sent["t06"]["numerator"], sent["t06"]["denominator"]) == (3, 4)
    assert (sent["t08"]["numerator"], sent["t14"]["value"], sent["t26"]["value"]) == (1, 2, 1)
    # Which activities count as inspections is said on the form of the year.
    rule = {"kinds": ["inspection"], "counted": "records", "whose": "subjects"}
    where = {"cycle_id": cast.cycle.pk}
    page = province.do(
        "/bao-cao/bieu/<int:cycle_id>/dem/<slug:element>/", rule, element="inspections", **where
    )
    assert "số cuộc, số việc của từng đơn vị được kiểm tra: kiểm tra, giám sát" in page
    assert "Số lượt được kiểm tra, giám sát" in province.see("/bao-cao/bieu/<int:cycle_id>/", **where)
    told = province.ask("GET /cycles/{cycle_id}/form", **where)
    counting = [one["counting"] for part in told["parts"] for one in part["figures"] if one["counting"]]
    province.ask("PUT /cycles/{cycle_id}/form", {"counting": counting}, **where)


@pytest.mark.row("T01")
@pytest.mark.row("T18")
def test_a_target_says_what_of_whom_how_much_in_which_bloc(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    page = officer.see("/phong-trao/nam/<int:cycle_id>/chi-tieu", cycle_id=cast.cycle.pk)
    assert "Học tập, quán triệt: khối sản xuất kinh doanh Từ 80 % trở lên" in page
    assert "Tỷ lệ thu hút đoàn viên trong doanh nghiệp Trên 85 %" in page
    assert "Không có công đoàn cơ sở yếu Không có công đoàn cơ sở nào" in page
    assert page.count("phối hợp với chính quyền, chuyên môn") == 12
    told = officer.ask("GET /cycles/{cycle_id}/targets", cycle_id=cast.cycle.pk)
    targets = {one["code"]: one for one in told["items"]}
    studied = targets["t02"]
    assert "briefed" in str(studied["indicator"]["numerator"]), studied["indicator"]
    assert "enterprise" in str(studied["indicator"]), studied["indicator"]
    assert studied["threshold"]["comparator"] == ">="
    assert (studied["threshold"]["value"]["numerator"], studied["threshold"]["value"]["denominator"]) == (
        4,
        5,
    )
    assert (targets["t13"]["unit_of_measure"], targets["t13"]["threshold"]["value"]) == ("đồng", 700_000_000)
    assert [one["code"] for one in told["items"] if one["joint"]] == [f"t{at}" for at in range(16, 28)]


@pytest.mark.row("T01")
def test_an_officer_sets_a_target_on_a_page(cast: Cast, desks: Desks) -> None:
    officer, where = desks("province_officer"), {"cycle_id": cast.cycle.pk}
    page = officer.see("/phong-trao/nam/<int:cycle_id>/chi-tieu/them", **where, q="thu hut")
    assert "Tỷ lệ thu hút đoàn viên" in page
    told = {
        "name": "Tỷ lệ thu hút đoàn viên trong doanh nghiệp ngoài nhà nước",
        "group": "2",
        "comparator": ">",
        "value": "85,5 %",
        "bloc": ["enterprise"],
        "ownership": "non_state",
        "settles": "year_end",
    }
    add = "/phong-trao/nam/<int:cycle_id>/chi-tieu/them/<slug:code>"
    page = officer.do(add, told, code="recruitment_share", **where)
    assert "doanh nghiệp ngoài nhà nước Trên 85,5 %" in page
    assert "Công đoàn cơ sở, khối doanh nghiệp, khu vực ngoài nhà nước" in page
    own = {
        "name": "Tủ sách công nhân",
        "figure_name": "Đầu sách mua mới",
        "figure_unit": "quyển",
        "figure_when": "flow",
        "level": ["grassroots"],
        "comparator": ">=",
        "value": "1.500",
        "settles": "continuous",
    }
    page = officer.do(
        "/phong-trao/nam/<int:cycle_id>/chi-tieu/tu-dat/<slug:kind>", own, kind="total", **where
    )
    assert "Tủ sách công nhân Từ 1.500 quyển trở lên" in page
    target = Target.objects.get(name="Tủ sách công nhân")
    changed = {**own, "value": "2.000", "version": target.version, "unit_of_measure": "quyển"}
    page = officer.do("/chi-tieu/<int:target_id>/sua", changed, target_id=target.pk)
    assert "Tủ sách công nhân Từ 2.000 quyển trở lên" in page
    made = officer.ask(
        "POST /cycles/{cycle_id}/targets",
        {"indicator": "initiatives_total", "threshold": {"comparator": ">=", "value": "300"}},
        **where,
    )
    again = officer.ask("PATCH /targets/{target_id}", {"name": "Sáng kiến"}, target_id=made["id"])
    assert (again["name"], again["threshold"]["shown"]) == ("Sáng kiến", "Từ 300\xa0sáng kiến trở lên")
    assert officer.ask("DELETE /targets/{target_id}", target_id=made["id"])["count"] == 1
    assert officer.ask("GET /cycles/{cycle_id}/targets", **where)["total"] == 29


@pytest.mark.row("T15")
def test_discipline_is_exactly_zero_and_an_open_share_is_never_judged(cast: Cast, desks: Desks) -> None:
    officer = cast.actor("province_officer")
    definitions = read_yaml((SCENARIOS / "cum-bien-gioi-2015" / "indicators.yaml").read_text())
    movement = call_movement(
        actor=officer,
        seat_id=cast.units["TQ"].pk,
        name="Thi đua khối cơ quan liên đoàn",
        from_on=cast.movement.from_on,
        until_on=cast.movement.until_on,
    )
    cycle = movement.cycles.get()
    add_targets(actor=officer, cycle_id=cycle.pk, definitions=definitions)
    days = {"measured_from": cycle.starts_on, "ends_on": cycle.ends_on, "cutoff_on": cycle.ends_on}
    period = add_period(actor=officer, cycle_id=cycle.pk, kind="year", ordinal=1, name="Cả năm", **days)
    with clock.standing_on(DAY):
        open_period(actor=officer, period_id=period.pk)
        hear_everything()
        desk = desks("province_officer")
        own = Report.objects.get(period=period, unit=cast.units["TQ"], kind="own")
        typed = {"staff": 40, "disciplined": 1, "base_fighters": 6, "advanced_workers": 38}
        desk.ask("PATCH /reports/{report_id}/draft", {"changes": typed}, report_id=own.pk)
        desk.ask("POST /reports/{report_id}/send", {"checked": True}, report_id=own.pk)
        hear_everything()
        place = {"period_id": period.pk, "unit_id": cast.units["TQ"].pk}
        page = desk.see("/tong-hop/<int:period_id>/<int:unit_id>/", **place)
        told = desk.ask("GET /units/{unit_id}/periods/{period_id}/lines", **place)
    lines = {one["code"]: one for one in told["lines"]}
    assert lines["no_discipline"]["threshold"]["comparator"] == "=0"
    assert lines["no_discipline"]["state_if_accepted"] == "not_achieved"
    assert "Không có người nào Dự báo" in page
    assert "1 người Chưa đạt nếu duyệt hết" in page
    assert lines["base_fighter_share"]["threshold"]["comparator"] == "open"
    assert lines["base_fighter_share"]["sent"]["numerator"] == 6
    assert lines["base_fighter_share"]["state_if_accepted"] == "open"
    assert "Tỷ lệ Chiến sĩ thi đua cơ sở Theo tiêu chí, chưa nêu con số" in page
    assert "6/40 = 15,0 % Theo tiêu chí" in page


@pytest.mark.row("T16")
def test_an_assignment_decision_becomes_the_targets_of_the_unit(cast: Cast, desks: Desks) -> None:
    decision = cast.decide_assignments()
    na_hang = desks("na_hang_officer")
    where = {"cycle_id": cast.cycle.pk}
    page = na_hang.see("/phong-trao/nam/<int:cycle_id>/chi-tieu-duoc-giao", **where)
    assert "27 chỉ tiêu chờ trả lời" in page
    assert (
        "Đoàn viên tăng thêm thực tế Từ 70 đoàn viên trở lên Quyết định giao chỉ tiêu 24/QĐ-LĐLĐ đã giao"
        in page
    )
    unit = cast.units["TQ-NH"].pk
    told = na_hang.ask("GET /cycles/{cycle_id}/assignments", unit_id=unit, limit=100, **where)
    given = {one["target_code"]: one for one in told["items"]}
    assert (given["t03"]["threshold"]["value"], given["t03"]["decision_id"]) == (70, decision.pk)
    taken = na_hang.ask("POST /cycles/{cycle_id}/assignments/take", {"unit_id": unit}, **where)
    assert taken["count"] == 27
    page = na_hang.see("/phong-trao/nam/<int:cycle_id>/chi-tieu-duoc-giao", **where)
    assert "chờ trả lời" not in page
    assert "24/QĐ-LĐLĐ đã nhận" in page
    exempt = desks("education_officer").see("/phong-trao/nam/<int:cycle_id>/chi-tieu-duoc-giao", **where)
    assert "không giao" in exempt


@pytest.mark.row("T17")
@pytest.mark.row("T20")
@pytest.mark.row("X06")
def test_what_was_handed_down_is_added_up_over_the_right_units(year: Year, desks: Desks) -> None:
    target = year.cast.targets["t13"].pk
    with clock.standing_on(DAY):
        officer = desks("province_officer")
        page = officer.see(
            "/tong-hop/<int:period_id>/<int:unit_id>/<int:target_id>/", target_id=target, **year.place
        )
        told = officer.ask(
            "GET /units/{unit_id}/periods/{period_id}/targets/{target_id}/provenance",
            target_id=target,
            **year.place,
        )
        lines = officer.ask("GET /units/{unit_id}/periods/{period_id}/lines", **year.below("TQ-SD"))
    children = {one["unit"]["code"]: one for one in told["children"]}
    assert {code: one["assigned"] for code, one in children.items()} == {
        "TQ-NH": 30_000_000,
        "TQ-SD": 105_000_000,
        "TQ-GD": 40_000_000,
    }
    assert {code: one["line"]["accepted"]["value"] for code, one in children.items()} == {
        "TQ-NH": 50_000_000,
        "TQ-SD": 100_000_000,
        "TQ-GD": 40_000_000,
    }
    assert {code: one["state"] for code, one in children.items()} == {
        "TQ-NH": "exceeded",
        "TQ-SD": "not_achieved",
        "TQ-GD": "achieved",
    }
    # Every figure once: the parts are the whole.
    assert told["adds_up"]
    assert told["total"] == 200_000_000
    assert "LĐLĐ huyện Na Hang Từ 30 triệu đồng trở lên 50/30 triệu đồng" in page
    assert "LĐLĐ huyện Sơn Dương Từ 105 triệu đồng trở lên 100/105 triệu đồng" in page
    # The denominator of Sơn Dương is its own enterprise, not the province's four.
    of_son_duong = {one["code"]: one for one in lines["lines"]}
    assert of_son_duong["t02"]["accepted"]["denominator"] == 50
    assert of_son_duong["t02"]["state"] == "not_achieved"


@pytest.mark.row("T17")
def test_promises_stand_beside_results_in_the_ledger(year: Year, desks: Desks) -> None:
    target = year.cast.targets["t13"].pk
    with clock.standing_on(DAY):
        officer = desks("province_officer")
        page = officer.see(
            "/so-chi-tieu/<int:period_id>/<int:unit_id>/<int:target_id>/", target_id=target, **year.place
        )
        told = officer.ask(
            "GET /units/{unit_id}/periods/{period_id}/targets/{target_id}/ledger",
            target_id=target,
            **year.place,
        )
    assert (told["assigned_sum"], told["reserve"], told["short"]) == (175_000_000, 0, 525_000_000)
    assert told["shortfall"]["reason"] == "Phần còn lại do các đơn vị khác của tỉnh nhận"
    assert {one["unit"]["code"]: one["line"]["accepted"]["value"] for one in told["rows"]} == {
        "TQ-NH": 50_000_000,
        "TQ-SD": 100_000_000,
        "TQ-GD": 40_000_000,
    }
    assert "Cần 700 triệu đồng, 3 đơn vị đã giao cộng 175: còn thiếu 525." in page
    assert "thiếu 5 " in page  # of Sơn Dương
    assert "dư 20 " in page  # of Na Hang


@pytest.mark.row("T19")
def test_qualitative_aims_stay_without_a_number(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    officer.do(
        "/phat-dong/phong-trao-moi",
        {
            "name": "Thi đua xây dựng tổ ấm",
            "from_on": "01/01/2017",
            "until_on": "31/12/2017",
            "aims_are_qualitative": "on",
        },
    )
    found = officer.ask("GET /movements")["items"]
    movement = next(one for one in found if one["name"] == "Thi đua xây dựng tổ ấm")
    full = officer.ask("GET /movements/{movement_id}", movement_id=movement["id"])
    assert full["aims_are_qualitative"] is True
    paper = officer.ask(
        "POST /movements/{movement_id}/papers",
        {"seat_id": cast.units["TQ"].pk, "kind": "plan", "title": "Kế hoạch"},
        movement_id=movement["id"],
    )
    for section in ("purpose", "content", "measure"):
        officer.ask(
            "PUT /papers/{paper_id}/lines/{section}",
            {"values": {"text": "Giữ nếp sống văn hóa"}},
            paper_id=paper["id"],
            section=section,
        )
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper["id"])
    assert "II. CHỈ TIÊU Mục tiêu định tính, không đặt chỉ tiêu bằng số." in page
    lacking = [one["code"] for one in officer.ask("GET /papers/{paper_id}/lacks", paper_id=paper["id"])]
    assert "launch.lacks_targets" not in lacking
    assert "launch.lacks_participants" in lacking
