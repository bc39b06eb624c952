"""Units, people, accounts, the year of a movement, its papers, the catalogue."""

from __future__ import annotations

import pytest

from tests.cast import TODAY, Cast
from tests.web.api.conftest import Callers
from thidua.kernel.models import Progress
from thidua.launch.actions.assign import Change, fill_annex
from thidua.launch.actions.issue_paper import withdraw_paper
from thidua.launch.actions.put_in_force import put_in_force
from thidua.launch.actions.start_paper import start_paper


def test_a_unit_is_added_renamed_and_placed(cast: Cast, caller: Callers) -> None:
    admin = caller("administrator")
    made = admin.post(
        "/units",
        under_id=cast.units["TQ-NH"].pk,
        kind="grassroots_union",
        name="CĐCS Trạm Y tế xã Đà Vị",
        founded_on="2016-03-01",
    )
    assert (made["level"], made["parent_id"]) == ("grassroots", cast.units["TQ-NH"].pk)
    named = admin.post(
        f"/units/{made['id']}/rename",
        name="CĐCS Trạm Y tế Đà Vị",
        from_on="2017-07-01",
        version=made["version"],
    )
    assert named["name"] == "CĐCS Trạm Y tế Đà Vị"
    again = {"name": "Tên khác", "from_on": "2017-07-01", "version": made["version"]}
    assert admin.refused("post", f"/units/{made['id']}/rename", again)[1]["code"] == "kernel.stale"
    placed = admin.post(
        f"/units/{made['id']}/place", under_id=cast.units["TQ-SD"].pk, from_on="2017-07-10", source="12/QĐ"
    )
    assert placed["under_id"] == cast.units["TQ-SD"].pk
    told = admin.get(f"/units/{made['id']}")
    assert [one["code"] for one in told["above"]] == ["TLD", "TQ", "TQ-SD"]


def test_facts_of_a_unit_are_dated(cast: Cast, caller: Callers) -> None:
    admin, unit = caller("administrator"), cast.units["TQ-NH-001"].pk
    admin.put(f"/units/{unit}/attributes/workers", value=29, from_on="2017-07-01", source="báo cáo")
    told = [one for one in admin.get(f"/units/{unit}/attributes") if one["name"] == "workers"]
    assert [(one["value"], one["until_on"]) for one in told] == [(27, "2017-06-30"), (29, None)]
    wrong = {"value": "nhiều", "from_on": "2017-07-01"}
    status, refusal = admin.refused("put", f"/units/{unit}/attributes/workers", wrong)
    assert (status, refusal["code"]) == (422, "federation.value_wrong")
    officer = caller("na_hang_officer")
    assert officer.refused("put", f"/units/{unit}/attributes/workers", wrong)[1]["code"] == "kernel.not_yours"


def test_people_are_listed_and_added_by_those_who_keep_lists(cast: Cast, caller: Callers) -> None:
    officer, unit = caller("na_hang_officer"), cast.units["TQ-NH-001"].pk
    officer.post(f"/units/{unit}/people", name="Ma Văn Thử", sex="male", born_on="1980-02-01")
    told = officer.get(f"/units/{unit}/people")
    assert [one["name"] for one in told["items"]] == ["Bàn Thị Mẩy", "Triệu Mùi Nhung", "Ma Văn Thử"]
    assert officer.get(f"/units/{unit}/people", q="may")["total"] == 1
    branch = officer.get(f"/units/{cast.units['TQ-NH'].pk}/people", branch="true")
    assert branch["total"] > told["total"]
    worker = caller("garment_worker")
    place = f"/units/{cast.units['TQ-SD-001'].pk}/people"
    assert worker.refused("get", place)[1]["code"] == "kernel.not_yours"


def test_an_account_is_opened_and_closed_by_the_level_above(cast: Cast, caller: Callers) -> None:
    officer = caller("na_hang_officer")
    made = officer.post(
        "/accounts",
        unit_id=cast.units["TQ-NH-004"].pk,
        name="Nông Thị Thử",
        login="0950 000 777",
        role="grassroots_chair",
    )
    assert (made["login"], [one["role"] for one in made["roles"]]) == ("0950000777", ["grassroots_chair"])
    assert officer.get("/accounts", q="nong thi thu")["total"] == 1
    assert officer.post(f"/accounts/{made['id']}/close", reason="nhập nhầm")["state"] == "closed"
    above = {"unit_id": cast.units["TQ"].pk, "name": "X", "login": "0950000778"}
    assert officer.refused("post", "/accounts", above)[0] in (403, 404)


def test_the_movement_its_year_and_its_targets(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    (movement,) = chair.get("/movements", state="launched")["items"]
    assert (movement["issuer"]["code"], movement["launched_on"]) == ("TQ", "2017-02-28")
    (cycle,) = chair.get(f"/movements/{movement['id']}")["cycles"]
    targets = chair.get(f"/cycles/{cycle['id']}/targets", limit=3)
    assert (targets["total"], len(targets["items"])) == (27, 3)
    target = chair.get(f"/targets/{cast.targets['t05'].pk}")
    assert target["threshold"]["comparator"] == ">"
    assert (target["threshold"]["value"]["numerator"], target["threshold"]["value"]["denominator"]) == (
        17,
        20,
    )


def test_assignments_are_taken_or_asked_to_change(cast: Cast, caller: Callers) -> None:
    cast.decide_assignments()
    officer, unit = caller("na_hang_officer"), cast.units["TQ-NH"].pk
    listed = f"/cycles/{cast.cycle.pk}/assignments"
    told = officer.get(listed, unit_id=unit)
    assert told["total"] == 27
    fund = next(one for one in told["items"] if one["target_code"] == "t13")
    assert fund["threshold"]["value"] == 30_000_000
    status, refusal = officer.refused("post", f"/assignments/{fund['id']}/ask-change", {"reason": " "})
    assert (status, refusal["code"]) == (422, "launch.reason_missing")
    asked = officer.post(f"/assignments/{fund['id']}/ask-change", reason="Xin giảm còn 28 triệu")
    assert asked["answer"] == "asks_change"
    assert officer.post(f"{listed}/take", unit_id=unit)["count"] == 26
    # A sister union sees nothing of it, the province everything.
    assert caller("son_duong_officer").get(listed, unit_id=unit)["total"] == 0
    assert caller("province_officer").get(listed)["total"] > 27


def test_what_lost_its_ground_above_is_told_and_kept(cast: Cast, caller: Callers) -> None:
    decision = cast.decide_assignments()
    unit, fund = cast.units["TQ-NH"], cast.targets["t13"]
    actor = cast.actor("na_hang_officer")
    own = start_paper(
        actor=actor, movement_id=cast.movement.pk, seat_id=unit.pk, kind="assignment_decision", year=2017
    )
    fill_annex(
        actor=actor,
        decision_id=own.pk,
        changes=[Change(fund.pk, cast.units["TQ-NH-001"].pk, "31.000.000")],
    )
    put_in_force(own, TODAY)
    officer, listed = caller("na_hang_officer"), f"/cycles/{cast.cycle.pk}/assignments"
    assert officer.get(f"{listed}/without-ground") == []
    withdraw_paper(actor=cast.actor("chair"), paper_id=decision.pk, reason="Giao nhầm")
    (told,) = officer.get(f"{listed}/without-ground", unit_id=unit.pk)
    assert (told["target_code"], told["units"], told["total"]) == ("t13", 1, 31_000_000)
    assert (told["was"]["threshold"]["value"], told["now"], told["decision_ids"]) == (
        30_000_000,
        None,
        [own.pk],
    )
    body = {"unit_id": unit.pk, "target_ids": [fund.pk], "reason": ""}
    assert officer.refused("post", f"{listed}/keep", body)[1]["code"] == "launch.reason_missing"
    assert caller("son_duong_officer").refused("post", f"{listed}/keep", body)[0] == 404
    assert officer.post(f"{listed}/keep", **{**body, "reason": "Chờ quyết định mới"})["count"] == 1
    assert officer.get(f"{listed}/without-ground") == []


def test_periods_deadlines_and_the_ladder(cast: Cast, caller: Callers) -> None:
    officer, cycle = caller("province_officer"), cast.cycle.pk
    told = {one["kind"]: one for one in officer.get(f"/cycles/{cycle}/periods")}
    assert told["year"]["state"] == "planned"
    assert officer.post(f"/periods/{told['year']['id']}/open")["state"] == "open"
    assert officer.refused("post", f"/periods/{told['year']['id']}/open")[1]["code"] == "kernel.not_now"
    period = {"period_id": told["half_year"]["id"]}
    officer.put(f"/cycles/{cycle}/deadlines", what="report", level="upper", due_on="2017-07-27", **period)
    due = [
        one["due_on"]
        for one in officer.get(f"/cycles/{cycle}/deadlines")
        if (one["what"], one["level"], one["period_id"]) == ("report", "upper", told["half_year"]["id"])
    ]
    assert due == ["2017-07-27"]
    rungs = {(one["level"], one["what"]): one for one in officer.get(f"/cycles/{cycle}/ladder")}
    assert (rungs["upper", "issue_plan"]["must"], rungs["upper", "issue_plan"]["done"]) == (3, 0)
    late = officer.get(f"/cycles/{cycle}/late", what="issue_plan", level="upper")
    assert len(late) == 3
    assert len(caller("na_hang_officer").get(f"/cycles/{cycle}/late", what="issue_plan", level="upper")) == 1


def test_a_period_is_closed_and_reopened_with_a_reason(cast: Cast, caller: Callers) -> None:
    head, place = caller("head_of_department"), f"/periods/{cast.period.pk}"
    assert head.post(f"{place}/close")["state"] == "closed"
    assert head.refused("post", f"{place}/reopen", {"reason": ""})[1]["code"] == "launch.reason_missing"
    assert head.post(f"{place}/reopen", reason="Thiếu hai đơn vị")["state"] == "open"


def test_a_paper_goes_its_way_in_the_house(cast: Cast, caller: Callers) -> None:
    officer = caller("province_officer")
    paper = officer.post(
        f"/movements/{cast.movement.pk}/papers",
        seat_id=cast.units["TQ"].pk,
        kind="guidance",
        title="Hướng dẫn đợt 2",
        year=2017,
        carries_out_id=cast.plan.pk,
    )
    place = f"/papers/{paper['id']}"
    assert {one["field"] for one in paper["lacks"]} >= {"purpose", "content", "signature"}
    line = officer.put(f"{place}/lines/purpose", values={"text": "Cụ thể hóa đợt 2"})
    changed = {"values": {"text": "Khác"}, "line_id": line["id"], "version": line["version"] + 1}
    assert officer.refused("put", f"{place}/lines/purpose", changed)[1]["code"] == "launch.line_changed"
    officer.put(f"{place}/lines/content", values={"text": "Mỗi đơn vị một công trình"})
    one_more = officer.put(f"{place}/lines/content", values={"text": "Thừa"})
    officer.delete(f"{place}/lines/content/{one_more['id']}")
    officer.post(f"{place}/moves", move="submit")
    caller("head_of_department").post(f"{place}/opinions", role="head", verdict="agrees")
    officer.post(f"{place}/moves", move="to_committee")
    for member in ("chair", "committee_member", "second_committee_member"):
        caller(member).post(f"{place}/opinions", role="committee", verdict="agrees")
    officer.post(f"{place}/moves", move="to_signature")
    assert caller("chair").post(f"{place}/sign", capacity="committee")["signer_name"] == "Phạm Thị Minh Châu"
    issued = caller("clerk").post(f"{place}/issue", number=31, symbol="HD-LĐLĐ")
    assert (issued["state"], issued["reference"], issued["lacks"]) == ("issued", "31/HD-LĐLĐ", [])
    sections = {one["code"]: one for one in issued["sections"]}
    assert [one["values"]["text"] for one in sections["content"]["lines"]] == ["Mỗi đơn vị một công trình"]
    # Units below read what was issued, not how the office came to it.
    read = caller("school_chair").get(place)
    assert (read["steps"], bool(issued["steps"])) == ([], True)


def test_lines_of_a_paper_refuse_what_they_cannot_keep(cast: Cast, caller: Callers) -> None:
    officer = caller("province_officer")
    paper = officer.post(
        f"/movements/{cast.movement.pk}/papers", seat_id=cast.units["TQ"].pk, kind="guidance", year=2017
    )
    place = f"/papers/{paper['id']}/lines"
    status, refusal = officer.refused("put", f"{place}/purpose", {"values": {"words": "x"}})
    assert (status, refusal["code"]) == (422, "api.fields_unknown")
    wrong = {"values": {"ordinal": 1, "starts_on": "hôm nay"}}
    status, refusal = officer.refused("put", f"{place}/rounds", wrong)
    assert (status, refusal["code"]) == (422, "launch.line_invalid")
    assert "starts_on" in {one["field"] for one in refusal["fields"]}
    assert officer.refused("put", f"{place}/no_section", wrong)[1]["code"] == "api.badly_formed"
    event = {"kind": "event", "name": "Ngày hội", "round": 2**40}
    assert officer.refused("put", f"{place}/occasions", {"values": event})[1]["code"] == "launch.line_gone"
    first = officer.put(
        f"{place}/rounds", values={"ordinal": 1, "starts_on": "2017-01-01", "ends_on": "2017-05-19"}
    )
    told = officer.put(f"{place}/occasions", values={**event, "round": first["id"]})
    assert told["values"]["round"] == first["id"]


def test_a_paper_that_is_not_ready_says_where(cast: Cast, caller: Callers) -> None:
    officer = caller("na_hang_officer")
    paper = officer.post(
        f"/movements/{cast.movement.pk}/papers",
        seat_id=cast.units["TQ-NH"].pk,
        kind="plan",
        title="KH",
        year=2017,
    )
    place = f"/papers/{paper['id']}"
    lacks = {one["field"] for one in officer.get(f"{place}/lacks")}
    assert {"purpose", "content", "measure", "participants"} <= lacks
    # Drafts are the unit's own: the province sees none of it.
    assert caller("province_officer").refused("get", place)[0] == 404
    listed = caller("province_officer").get(f"/movements/{cast.movement.pk}/papers")
    assert [one["reference"] for one in listed["items"]] == ["05/KH-LĐLĐ"]


def test_the_catalogue_says_source_and_confidence(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    kinds = {one["kind"]: one["count"] for one in chair.get("/catalogue")}
    assert kinds["titles"] > 0
    for kind in kinds:
        for one in chair.get(f"/catalogue/{kind}", limit=200)["items"]:
            assert one["confidence"] in ("verified", "secondary", "recalled", "unsure")
            assert one["confidence_name"]
            source = one["source"]
            assert source["document"] or source["article"] or one["note"] or one["confidence"] != "verified"
            assert one["confidence"] == "verified" or one["value"] is None
    first = chair.get("/catalogue/titles", limit=1)["items"][0]
    assert chair.get(f"/catalogue/titles/{first['code']}")["name"] == first["name"]
    assert chair.get("/catalogue/items", q=first["name"])["total"] >= 1
    assert chair.refused("get", "/catalogue/titles/khong-co")[0] == 404


def test_what_waits_is_told_with_its_page(cast: Cast, caller: Callers) -> None:
    told = {one["code"]: one for one in caller("school_chair").get("/waiting")}
    assert told["report.send"]["due_on"] == "2017-07-20"
    assert told["report.send"]["url"].startswith("/")


def test_long_work_is_followed_by_whoever_began_it(cast: Cast, caller: Callers) -> None:
    officer = cast.accounts["na_hang_officer"]
    work = Progress.objects.create(kind="export", label="Xuất bảng", account_id=officer.pk, done=3, total=9)
    told = caller("na_hang_officer").get(f"/progress/{work.pk}")
    assert (told["state"], told["done"], told["total"]) == ("waiting", 3, 9)
    assert caller("na_hang_chair").refused("get", f"/progress/{work.pk}")[0] == 404
    nobody = Progress.objects.create(kind="export", label="Của hệ thống", account_id=None)
    assert caller("na_hang_chair").refused("get", f"/progress/{nobody.pk}")[0] == 404


@pytest.mark.parametrize("q", ["na hang", "Na Hang", "NA HANG", "na  hàng"])
def test_units_are_found_as_people_type(caller: Callers, q: str) -> None:
    assert "TQ-NH" in [one["code"] for one in caller("province_officer").get("/units", q=q)]
