"""Sections 2 and 3 of `docs/coverage.md`: the paper from its first gap to its number, and its calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cast import Cast, hear_everything
from tests.coverage.desk import Desk, Desks
from thidua.launch.actions.derive_paper import derive_paper
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.record_step import record_signature, record_step
from thidua.launch.actions.save_draft import save_line
from thidua.launch.actions.sign_paper import Signature
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.models import Paper


def begin(desk: Desk, cast: Cast, kind: str = "plan", unit: str = "TQ", **more: Any) -> int:
    """The id of a new paper of the movement, begun by a program."""
    told = {"seat_id": cast.units[unit].pk, "kind": kind, "title": "Phát động thi đua", "year": 2017, **more}
    made = desk.ask("POST /movements/{movement_id}/papers", told, movement_id=cast.movement.pk)
    return int(made["id"])


def write(desk: Desk, paper: int, section: str, **values: object) -> dict[str, Any]:
    line: dict[str, Any] = desk.ask(
        "PUT /papers/{paper_id}/lines/{section}", {"values": values}, paper_id=paper, section=section
    )
    return line


def lines_of(desk: Desk, paper: int, section: str) -> list[dict[str, Any]]:
    told = desk.ask("GET /papers/{paper_id}", paper_id=paper)
    (found,) = [one["lines"] for one in told["sections"] if one["code"] == section]
    return list(found)


def fill(desk: Desk, paper: int) -> None:
    for section in ("purpose", "content", "measure"):
        write(desk, paper, section, text="Thi đua lao động giỏi")
    write(desk, paper, "participants", population="Đoàn viên, người lao động toàn tỉnh")


@pytest.mark.row("P01")
@pytest.mark.row("P04")
@pytest.mark.row("P15")
@pytest.mark.row("P16")
@pytest.mark.row("P17")
def test_a_guidance_goes_the_whole_way_of_the_office(cast: Cast, desks: Desks) -> None:
    officer, clerk = desks("province_officer"), desks("clerk")
    paper = begin(officer, cast, "guidance", place="Tuyên Quang", carries_out_id=cast.plan.pk)
    where = {"paper_id": paper}
    fill(officer, paper)
    write(officer, paper, "recipients", name="Ban Thường trực Cụm", purpose="để phối hợp")
    head = {"title": "Hướng dẫn thi đua", "symbol": "HD-LĐLĐ", "year": "2017", "drafting_unit": "CS-PL"}
    version = officer.ask("GET /papers/{paper_id}", **where)["version"]
    officer.do(
        "/van-ban/<int:paper_id>/soan/dau", {**head, "place": "Tuyên Quang", "version": version}, **where
    )
    for kind, who in (
        ("head", "Trịnh Xuân Hòa"),
        ("committee_minutes", "Ban Thường vụ"),
        ("party", "Tỉnh ủy Tuyên Quang"),
    ):
        step = {"kind": kind, "who": who, "verdict": "agrees", "done_on": "20/02/2017"}
        page = clerk.do("/van-ban/<int:paper_id>/ghi-buoc", step, **where)
    assert "Ý kiến cấp ủy, Tỉnh ủy Tuyên Quang: đồng ý (trên giấy)" in page
    signed = {
        "capacity": "committee",
        "office": "chair",
        "name": "Phạm Thị Minh Châu",
        "signed_on": "25/02/2017",
    }
    clerk.do("/van-ban/<int:paper_id>/ghi-chu-ky", signed, **where)
    told = clerk.ask(
        "POST /papers/{paper_id}/issue",
        {"number": 6, "symbol": "HD-LĐLĐ", "issued_on": "2017-02-25"},
        **where,
    )
    assert (told["reference"], told["state"], told["parent_id"]) == ("06/HD-LĐLĐ", "issued", cast.plan.pk)
    assert (told["kind_name"], told["signer_name"]) == ("Hướng dẫn", "Phạm Thị Minh Châu")
    assert ("party", "Tỉnh ủy Tuyên Quang") in {(one["kind"], one["who"]) for one in told["steps"]}
    page = officer.see("/van-ban/<int:paper_id>", **where)
    assert "Số: 06/HD-LĐLĐ" in page
    assert "Tuyên Quang, ngày 25 tháng 02 năm 2017 HƯỚNG DẪN Hướng dẫn thi đua" in page
    assert "Thực hiện: Kế hoạch 05/KH-LĐLĐ, LĐLĐ tỉnh Tuyên Quang" in page
    assert "Nơi nhận: - Ban Thường trực Cụm (để phối hợp)" in page
    assert "- Lưu: VT, CS-PL. TM. BAN THƯỜNG VỤ CHỦ TỊCH Đã ký Phạm Thị Minh Châu" in page
    recipients = lines_of(officer, paper, "recipients")
    assert [one["values"]["purpose"] for one in recipients] == ["để phối hợp"]


@pytest.mark.row("P04")
def test_a_guidance_is_begun_under_its_plan(cast: Cast, desks: Desks) -> None:
    officer, where = desks("province_officer"), {"movement_id": cast.movement.pk}
    page = officer.see("/van-ban/<int:paper_id>", paper_id=cast.plan.pk)
    assert "Soạn hướng dẫn thực hiện" in page
    told = {
        "kind": "guidance",
        "title": "Hướng dẫn thực hiện kế hoạch thi đua",
        "year": "2017",
        "carries_out_id": cast.plan.pk,
    }
    officer.do("/phong-trao/<int:movement_id>/van-ban-moi", told, **where)
    paper = Paper.objects.get(kind="guidance")
    assert officer.ask("GET /papers/{paper_id}", paper_id=paper.pk)["parent_id"] == cast.plan.pk
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper.pk)
    assert "Thực hiện: Kế hoạch 05/KH-LĐLĐ, LĐLĐ tỉnh Tuyên Quang" in page
    made = officer.ask(
        "POST /movements/{movement_id}/papers",
        {"seat_id": cast.units["TQ"].pk, "kind": "guidance", "carries_out_id": cast.plan.pk},
        **where,
    )
    assert made["parent_id"] == cast.plan.pk


@pytest.mark.row("P01")
def test_three_kinds_of_paper(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    for kind, letters, words in (
        ("plan", "KH", "KẾ HOẠCH"),
        ("guidance", "HD", "HƯỚNG DẪN"),
        ("launch_text", "PĐ", "PHÁT ĐỘNG"),
    ):
        paper = begin(officer, cast, kind, place="Tuyên Quang")
        page = officer.see("/van-ban/<int:paper_id>", paper_id=paper)
        assert f"{words} Phát động thi đua" in page
        assert officer.ask("GET /papers/{paper_id}", paper_id=paper)["symbol"] == f"{letters}-LĐLĐ"


@pytest.mark.row("P02")
def test_a_paper_with_gaps_shows_them_and_is_not_issued(cast: Cast, desks: Desks) -> None:
    officer, clerk = desks("province_officer"), desks("clerk")
    paper = begin(officer, cast, title="")
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper)
    assert "Số: … /KH-LĐLĐ" in page
    gaps = page.partition("Còn thiếu gì")[2]
    for gap in ("Trích yếu", "Số và ký hiệu", "Ngày ban hành", "Người ký", "Mục đích, yêu cầu"):
        assert gap in gaps, gap
    lacks = {one["code"] for one in officer.ask("GET /papers/{paper_id}/lacks", paper_id=paper)}
    assert {"launch.lacks_title", "launch.lacks_number", "launch.lacks_date", "launch.lacks_signer"} <= lacks
    where = {"paper_id": paper}
    for kind, who in (("head", "Trịnh Xuân Hòa"), ("committee_minutes", "Ban Thường vụ")):
        step = {"kind": kind, "who": who, "verdict": "agrees", "done_on": "20/02/2017"}
        clerk.do("/van-ban/<int:paper_id>/ghi-buoc", step, **where)
    signed = {
        "capacity": "committee",
        "office": "chair",
        "name": "Phạm Thị Minh Châu",
        "signed_on": "25/02/2017",
    }
    refused = clerk.do("/van-ban/<int:paper_id>/ghi-chu-ky", signed, status=422, **where)
    assert "Chưa làm được: còn thiếu" in refused
    issued_as = {"number": 9, "symbol": "KH-LĐLĐ", "issued_on": "2017-02-25"}
    told = clerk.ask("POST /papers/{paper_id}/issue", issued_as, status=409, **where)
    assert told["code"] == "kernel.not_now"
    assert not Paper.objects.filter(pk=paper, state="issued").exists()


@pytest.mark.row("P03")
@pytest.mark.row("P05")
def test_bases_are_numbered_linked_and_apart_from_what_is_cited(cast: Cast, desks: Desks) -> None:
    officer = desks("na_hang_officer")
    officer.do("/van-ban/<int:paper_id>/dung-ke-hoach", {}, paper_id=cast.plan.pk)
    own = Paper.objects.get(parent=cast.plan, seat=cast.units["TQ-NH"])
    where = {"paper_id": own.pk}
    write(
        officer,
        own.pk,
        "bases",
        role="cited",
        document_type="Chỉ thị",
        number="34-CT/TW",
        dated_on="2014-04-07",
        issuer="Bộ Chính trị",
        subject="tiếp tục đổi mới công tác thi đua, khen thưởng",
    )
    page = officer.see("/van-ban/<int:paper_id>", **where)
    basis = "Căn cứ Kế hoạch số 05/KH-LĐLĐ ngày 07 tháng 02 năm 2017 của Liên đoàn Lao động tỉnh Tuyên Quang"
    assert basis in page
    grounds, _sep, text = page.partition("MỤC ĐÍCH, YÊU CẦU")
    assert "34-CT/TW" not in grounds  # cited for study: it is no ground of this paper
    cited = (
        "VĂN BẢN HỌC TẬP, VẬN DỤNG Chỉ thị số 34-CT/TW ngày 07 tháng 4 năm 2014 của Bộ Chính trị về tiếp tục"
    )
    assert cited in text
    linked = officer.browser.get(f"/van-ban/{own.pk}").content.decode()
    assert f'href="/van-ban/{cast.plan.pk}">(mở)</a>' in linked
    found = {one["values"]["number"]: one["values"]["role"] for one in lines_of(officer, own.pk, "bases")}
    assert found == {"05/KH-LĐLĐ": "basis", "34-CT/TW": "cited"}
    editor = officer.see("/van-ban/<int:paper_id>/soan", **where)
    assert "34-CT/TW" in editor
    assert officer.ask("GET /papers/{paper_id}", **where)["parent_id"] == cast.plan.pk


@pytest.mark.row("P06")
@pytest.mark.row("P07")
@pytest.mark.row("P08")
def test_nothing_is_launched_before_aims_content_measures_and_participants(cast: Cast, desks: Desks) -> None:
    officer, chair = desks("province_officer"), desks("chair")
    officer.do(
        "/phat-dong/phong-trao-moi",
        {"name": "Thi đua nước rút", "from_on": "01/07/2017", "until_on": "31/12/2017"},
    )
    (movement,) = [one for one in officer.ask("GET /movements")["items"] if one["name"] == "Thi đua nước rút"]
    paper = start_paper(
        actor=cast.actor("province_officer"),
        movement_id=movement["id"],
        seat_id=cast.units["TQ"].pk,
        kind="plan",
        title="Thi đua nước rút",
        year=2017,
    )
    write(officer, paper.pk, "purpose", text="Hoàn thành các chỉ tiêu của năm")
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper.pk)
    assert "I. MỤC ĐÍCH, YÊU CẦU Hoàn thành các chỉ tiêu của năm" in page
    gaps = page.partition("Còn thiếu gì")[2]
    for gap in (
        "Chỉ tiêu, hoặc ghi rõ mục tiêu định tính",
        "Nội dung thi đua",
        "Biện pháp",
        "Đối tượng tham gia",
    ):
        assert gap in gaps, gap
    lacks = [one["code"] for one in officer.ask("GET /papers/{paper_id}/lacks", paper_id=paper.pk)]
    assert lacks[:4] == [
        f"launch.lacks_{name}" for name in ("targets", "content", "measures", "participants")
    ]
    refused = chair.do(
        "/phong-trao/<int:movement_id>/phat-dong",
        {"on": "18/07/2017"},
        status=422,
        movement_id=movement["id"],
    )
    assert "Phát động" in refused
    told = officer.ask("GET /movements/{movement_id}", movement_id=movement["id"])
    assert told["state"] == "preparing"


@pytest.mark.row("P08")
@pytest.mark.row("P09")
@pytest.mark.row("P10")
@pytest.mark.row("P12")
@pytest.mark.row("P14")
def test_themes_slogans_and_movements_are_handed_down(cast: Cast, desks: Desks) -> None:
    officer, below = desks("province_officer"), desks("na_hang_officer")
    plan = _issued_with_words(cast)
    page = officer.see("/van-ban/<int:paper_id>", paper_id=plan.pk)
    assert "“Vì lợi ích đoàn viên” (Tổng Liên đoàn)" in page
    assert "“Tuyên Quang đoàn kết, sáng tạo” (LĐLĐ tỉnh)" in page
    assert "“Thi đua là yêu nước”" in page
    # The same movement serves two blocs and stands under each.
    movements = page.partition("PHONG TRÀO, CUỘC VẬN ĐỘNG")[2]
    assert movements.count("“Lao động giỏi”") == 2
    assert "Khối doanh nghiệp" in movements
    assert "Khối trường học" in movements
    below.do("/van-ban/<int:paper_id>/dung-ke-hoach", {}, paper_id=plan.pk)
    own = Paper.objects.get(parent=plan, seat=cast.units["TQ-NH"])
    editor = below.see("/van-ban/<int:paper_id>/soan", paper_id=own.pk)
    assert "Điền sẵn từ kế hoạch cấp trên" in editor
    mine = below.see("/van-ban/<int:paper_id>", paper_id=own.pk)
    assert "Thực hiện: Phát động 07/PĐ-LĐLĐ, LĐLĐ tỉnh Tuyên Quang" in mine
    assert "“Thi đua là yêu nước”" in mine
    owners = [one["values"]["owner"] for one in lines_of(below, own.pk, "themes")]
    assert owners == ["Tổng Liên đoàn", "LĐLĐ tỉnh"]
    assert [one["text"] for one in lines_of(below, own.pk, "slogans")] == ["Thi đua là yêu nước"]
    blocs = {one["values"]["bloc"] for one in lines_of(below, own.pk, "movements")}
    assert blocs == {"enterprise", "school"}
    assert below.ask("GET /papers/{paper_id}", paper_id=own.pk)["parent_id"] == plan.pk


@pytest.mark.row("P08")
def test_what_is_launched_without_a_theme_is_asked_for_one(cast: Cast, desks: Desks) -> None:
    officer, page = desks("province_officer"), "/van-ban/<int:paper_id>"
    paper = begin(officer, cast, kind="launch_text")
    assert "themes" not in str(officer.ask("GET /papers/{paper_id}/lacks", paper_id=paper))
    assert "Chưa có chủ đề" in officer.see(page, paper_id=paper)
    write(officer, paper, "themes", text="Vui xuân, thắng lợi")
    assert "Chưa có chủ đề" not in officer.see(page, paper_id=paper)


def _issued_with_words(cast: Cast) -> Paper:
    """A launch text under which units below build their own, issued the whole way."""
    officer, clerk, chair = cast.actor("province_officer"), cast.actor("clerk"), cast.people["chair"]
    paper = start_paper(
        actor=officer,
        movement_id=cast.movement.pk,
        seat_id=cast.units["TQ"].pk,
        kind="launch_text",
        title="Phát động thi đua nửa cuối năm",
        year=2017,
    )
    for section, values in (
        ("themes", {"text": "Vì lợi ích đoàn viên", "owner": "Tổng Liên đoàn", "year": 2017}),
        ("themes", {"text": "Tuyên Quang đoàn kết, sáng tạo", "owner": "LĐLĐ tỉnh", "year": 2017}),
        ("slogans", {"text": "Thi đua là yêu nước"}),
        ("movements", {"name": "Lao động giỏi", "bloc": "enterprise"}),
        ("movements", {"name": "Lao động giỏi", "bloc": "school"}),
        ("purpose", {"text": "Về đích sớm"}),
        ("content", {"text": "Sáng kiến"}),
        ("measure", {"text": "Kiểm điểm hằng tháng"}),
        ("participants", {"population": "Đoàn viên"}),
    ):
        save_line(actor=officer, paper_id=paper.pk, section=section, values=values)
    day = dt.date(2017, 7, 3)
    for kind, who in (("head", "Trịnh Xuân Hòa"), ("committee_minutes", "Ban Thường vụ")):
        record_step(actor=clerk, paper_id=paper.pk, kind=kind, who=who, verdict="agrees", done_on=day)
    signature = Signature("committee", "chair", chair.name, day, chair.pk)
    record_signature(actor=clerk, paper_id=paper.pk, signature=signature)
    issued = issue_paper(actor=clerk, paper_id=paper.pk, number=7, issued_on=day)
    hear_everything()
    return issued


@pytest.mark.row("P11")
@pytest.mark.row("X05")
def test_a_movement_is_one_entry_however_it_is_written(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    page = officer.see("/danh-muc/<slug:kind>", kind="named_movements")
    assert "Giỏi việc nước, đảm việc nhà" in page
    listed = officer.ask("GET /catalogue/{kind}", kind="named_movements", limit=200)["items"]
    assert len(listed) == 32  # in force in 2017; two more came later
    paper = begin(officer, cast)
    for written in ("gioi viec nuoc, dam viec nha", "Hai giỏi", "Giỏi việc nước - Đảm việc nhà"):
        line = {"name": written, "bloc": ""}
        officer.do("/van-ban/<int:paper_id>/soan/<slug:section>", line, paper_id=paper, section="movements")
    kept = lines_of(officer, paper, "movements")
    assert [one["values"]["code"] for one in kept] == ["women_two_duties"] * 3
    assert "women_two_duties" in {one["code"] for one in listed}
    # Blocs, too, have the spellings of several offices.
    blocs = officer.ask("GET /catalogue/{kind}", kind="blocs", limit=50)["items"]
    enterprise = next(one for one in blocs if one["code"] == "enterprise")
    assert "khối SXKD" in str(enterprise)


@pytest.mark.row("P13")
@pytest.mark.row("X02")
def test_a_movement_of_ten_years_holds_a_cycle_a_year(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    where = {"movement_id": cast.movement.pk}
    page = officer.do(
        "/phong-trao/<int:movement_id>/nam-moi", {"year": "2018", "like": cast.cycle.pk}, **where
    )
    assert "01/01/2018 30/11/2018 31/12/2018" in page
    assert "Gửi báo cáo cơ sở 6 tháng đầu năm 01/01/2018 – 30/06/2018 20/07/2018" in page
    cycles = officer.ask("GET /movements/{movement_id}", **where)["cycles"]
    assert [one["year"] for one in cycles] == [2017, 2018]
    new = next(one["id"] for one in cycles if one["year"] == 2018)
    targets = officer.ask("GET /cycles/{cycle_id}/targets", cycle_id=new, limit=100)
    assert targets["total"] == 27
    page = officer.see("/phong-trao/nam/<int:cycle_id>/chi-tieu", cycle_id=new)
    assert "Đoàn viên tăng thêm thực tế Từ 2.000 đoàn viên trở lên" in page
    # New unions are those of the new year.
    founded = next(one for one in targets["items"] if one["code"] == "t04")["indicator"]["where"]
    assert (founded["founded_from"], founded["founded_to"]) == ("2018-01-01", "2018-12-31")
    # Last year's plan is the beginning of this year's, on the page as in the API.
    told = {"kind": "plan", "title": "Kế hoạch 2018", "year": "2018", "like_id": cast.plan.pk}
    page = officer.do("/phong-trao/<int:movement_id>/van-ban-moi", told, **where)
    assert "Mỗi quý kiểm điểm một lần" in page
    next_plan = begin(officer, cast, like_id=cast.plan.pk, year=2018)
    assert [one["text"] for one in lines_of(officer, next_plan, "measure")] == ["Mỗi quý kiểm điểm một lần"]


@pytest.mark.row("P19")
@pytest.mark.row("C05")
@pytest.mark.row("C06")
def test_years_of_an_anniversary_are_counted_and_a_wrong_count_is_said(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    paper = begin(officer, cast)
    first = write(officer, paper, "rounds", ordinal=1, starts_on="2017-01-01", ends_on="2017-06-30")
    write(
        officer,
        paper,
        "occasions",
        kind="anniversary",
        name="Ngày thành lập Công đoàn Việt Nam",
        origin_on="1929-07-28",
        held_on="2017-07-28",
        years_written=87,
        round=first["id"],
    )
    write(officer, paper, "occasions", kind="event", name="Đại hội Công đoàn tỉnh lần thứ XV")
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper)
    assert "Ngày thành lập Công đoàn Việt Nam (kỷ niệm 88 năm), ngày 28/7/2017" in page
    assert "văn bản ghi" not in page  # the paper prints what is right; the gate says what was typed
    asked = page.partition("Cần xem lại")[2]
    assert "Ngày thành lập Công đoàn Việt Nam: tính ra 88 năm, đang ghi 87 năm" in asked
    assert "Đại hội Công đoàn tỉnh lần thứ XV" in page
    anniversary, congress = lines_of(officer, paper, "occasions")
    assert anniversary["values"]["round"] == first["id"]
    assert (congress["values"]["kind"], congress["values"]["held_on"]) == ("event", None)
    page = officer.see("/danh-muc/<slug:kind>", kind="anniversaries")
    assert "Ngày Quốc tế Lao động" in page
    kept = officer.ask("GET /catalogue/{kind}", kind="anniversaries")
    assert kept["total"] == 16


@pytest.mark.row("C01")
@pytest.mark.row("C02")
@pytest.mark.row("C03")
def test_rounds_have_days_a_theme_and_their_review(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    paper = begin(officer, cast)
    write(
        officer,
        paper,
        "rounds",
        ordinal=1,
        kind="regular",
        starts_on="2017-01-01",
        ends_on="2017-06-30",
        theme="Thi đua lập thành tích",
        review="interim",
        review_on="2017-07-28",
    )
    write(
        officer,
        paper,
        "rounds",
        ordinal=2,
        kind="short",
        starts_on="2017-05-01",
        ends_on="2017-05-31",
        theme="Tháng Công nhân",
        review="final",
        review_on="2017-12-28",
    )
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper)
    assert (
        "Đợt 1: từ ngày 01/01/2017 đến ngày 30/6/2017, chủ đề “Thi đua lập thành tích”; sơ kết ngày 28/7/2017."
        in page
    )
    assert (
        "Đợt 2 (đợt ngắn ngày, chuyên đề): từ ngày 01/5/2017 đến ngày 31/5/2017, chủ đề “Tháng Công nhân”; tổng kết"
        in page
    )
    rounds = [one["values"] for one in lines_of(officer, paper, "rounds")]
    assert [(one["kind"], one["review"], one["review_on"]) for one in rounds] == [
        ("regular", "interim", "2017-07-28"),
        ("short", "final", "2017-12-28"),
    ]


@pytest.mark.row("C04")
def test_a_month_without_its_day_is_taken_and_asked_about(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    paper = begin(officer, cast)
    write(officer, paper, "rounds", ordinal=1, starts_on="2017-01-01", start_is_month_only=True)
    page = officer.see("/van-ban/<int:paper_id>", paper_id=paper)
    assert "Đợt 1: từ tháng 1/2017 đến …" in page
    assert "Ngày chính xác của đợt mới ghi tháng" in page
    lacks = officer.ask("GET /papers/{paper_id}/lacks", paper_id=paper)
    assert "launch.lacks_round_days" in {one["code"] for one in lacks}
    wrong = officer.do(
        "/van-ban/<int:paper_id>/soan/<slug:section>",
        {"ordinal": "2", "kind": "regular", "starts_on": "31/6/2017", "theme": "Đợt hai"},
        status=422,
        paper_id=paper,
        section="rounds",
    )
    assert "31/6/2017" in wrong
    assert "Đợt hai" in wrong
    assert len(lines_of(officer, paper, "rounds")) == 1


@pytest.mark.row("C07")
@pytest.mark.row("L04")
def test_the_ladder_knows_who_has_launched_in_time(cast: Cast, desks: Desks) -> None:
    officer, below = desks("province_officer"), desks("na_hang_officer")
    where = {"cycle_id": cast.cycle.pk}
    own = derive_paper(
        actor=cast.actor("na_hang_officer"), above_id=cast.plan.pk, unit_id=cast.units["TQ-NH"].pk
    )
    Paper.objects.filter(pk=own.pk).update(state="issued", number=3, issued_on=dt.date(2017, 2, 20))
    below.do("/phong-trao/nam/<int:cycle_id>/phat-dong", {"on": "24/02/2017", "place": "Na Hang"}, **where)
    page = officer.see("/phong-trao/nam/<int:cycle_id>/bac-thang", **where)
    assert "Cấp trên cơ sở Phát động 28/02/2017 1/3 1 2" in page
    assert "Cơ sở Phát động 31/03/2017 0/10 0 10" in page
    late = page.partition("Đơn vị quá hạn")[2]
    assert "Liên đoàn Lao động huyện Na Hang" not in late
    assert "Liên đoàn Lao động huyện Sơn Dương chậm 140 ngày" in late
    rungs = officer.ask("GET /cycles/{cycle_id}/ladder", **where)
    upper = next(one for one in rungs if (one["what"], one["level"]) == ("launch", "upper"))
    assert (upper["due_on"], upper["must"], upper["done"], upper["in_time"], upper["late"]) == (
        "2017-02-28", 3, 1, 1, 2
    )  # fmt: skip


@pytest.mark.row("M02")
def test_a_slogan_with_a_blank_is_made_for_each_unit(cast: Cast, desks: Desks) -> None:
    officer = desks("province_officer")
    paper = begin(officer, cast)
    write(officer, paper, "slogans", text="Công đoàn … đoàn kết, sáng tạo", blank_for="locality")
    assert "Khẩu hiệu, băng rôn" in officer.see("/van-ban/<int:paper_id>", paper_id=paper)
    page = officer.see("/van-ban/<int:paper_id>/khau-hieu", paper_id=paper)
    assert "Công đoàn Tuyên Quang đoàn kết, sáng tạo" in page
    assert "Công đoàn … đoàn kết, sáng tạo" in str(officer.ask("GET /papers/{paper_id}", paper_id=paper))
