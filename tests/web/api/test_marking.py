"""A round of marking by programs alone: the sheet, the marks, the verification, the decision, why."""

from __future__ import annotations

import json

from tests.cast import Cast
from tests.score.marking import (
    BY_HAND,
    UPPER,
    begun,
    cluster_of,
    departments,
    everybody_agrees,
    mark_oneself,
    move,
    points,
    unit,
)
from tests.web.api.conftest import Callers
from tests.web.api.test_files import PHOTO, sent


def test_a_round_from_the_sheet_to_the_decision(cast: Cast, caller: Callers) -> None:
    departments(cast)
    cluster = cluster_of(cast)
    province, head, chair = caller("province_officer"), caller("head_of_department"), caller("chair")
    seat = cast.units["TQ"].pk
    status, refusal = province.refused("post", "/score-sheets", {"owner_id": seat, "text": "sheet: ["})
    assert (status, refusal["code"]) == (422, "documents.yaml_unreadable")
    sheet = province.post("/score-sheets", owner_id=seat, text=BY_HAND)
    assert (sheet["number"], sheet["state"]) == (1, "draft")
    made = province.post(
        "/marking-rounds",
        sheet_id=sheet["id"],
        organiser_id=seat,
        cluster_id=cluster.pk,
        year=2017,
        phases=["self_marking", "verifying", "submitted"],
    )
    way = f"/marking-rounds/{made['id']}"
    assert province.post(f"{way}/moves", move="open")["state"] == "self_marking"
    rows = province.get(way)["rows"]
    marked = {row["unit"]["code"]: row["marked_id"] for row in rows}
    for code, who in (
        ("TQ-NH", "na_hang_officer"),
        ("TQ-SD", "son_duong_officer"),
        ("TQ-GD", "education_officer"),
    ):
        unit, program = f"/marked-units/{marked[code]}", caller(who)
        points = {"I.1": "20", "II.1": "10", "III.1": "40", "III.2": "28,5" if code == "TQ-NH" else "20"}
        program.put(f"{unit}/self-mark", typed={leaf: {"points": one} for leaf, one in points.items()})
        assert program.post(f"{unit}/send")["state"] == "sent"
    na_hang = caller("na_hang_officer")
    assert na_hang.get(way)["rows"][0]["total"] == ""  # not the member's to see in this phase
    province.post(f"{way}/moves", move="to_verifying")
    one = {"marked_id": marked["TQ-NH"], "leaf": "I.1", "typed": {"points": "17"}, "reason": "Thiếu hồ sơ"}
    assert head.post(f"{way}/verdicts", verdicts=[one], agree_to_rest=True)["count"] == 9
    other = {"marked_id": marked["TQ-NH"], "leaf": "II.1", "typed": {"points": "8,5"}, "reason": "Nộp chậm"}
    assert province.post(f"{way}/verdicts", verdicts=[other], agree_to_rest=True)["count"] == 3
    province.post(f"{way}/moves", move="to_committee", number="7/TTr")
    told = province.get(f"/marked-units/{marked['TQ-NH']}/criteria/I.1/why")
    assert told["points"] == 17
    assert [(said["layer"], said["given"], said["reason"]) for said in told["history"]] == [
        ("self", "20", ""),
        ("verified", "17", "Thiếu hồ sơ"),
    ]
    tried = province.post(f"{way}/what-if", marked_id=marked["TQ-NH"], leaf="I.1", points="0")
    assert {row["marked_id"]: row["place_after"] for row in tried}[marked["TQ-NH"]] == 3
    assert province.get(f"{way}/firmness")["trials"] == 12
    changed = chair.post(
        f"/marked-units/{marked['TQ-SD']}/settlements", leaf="III.2", points="21", reason="Xem thêm hồ sơ"
    )
    assert changed["count"] == 1
    decided = chair.post(f"{way}/order", wanted=[{"marked_id": marked["TQ-NH"], "honour": "flag"}])
    assert decided["state"] == "decided"
    first = next(row for row in chair.get(way)["rows"] if row["marked_id"] == marked["TQ-NH"])
    assert (first["total"], first["place"]) == ("94,00", 1)
    assert {one["layer"]: one["honour"] for one in first["placings"]} == {"sheet": "", "committee": "flag"}
    assert chair.get(way)["steps"][-1]["ground"].startswith("Tờ trình 7/TTr, ngày ")
    for what in ("minutes", "submission", "decision"):
        answer = chair.ask("get", f"{way}/paper", what=what)
        assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert na_hang.refused("get", f"{way}/paper", what="submission", form="pdf")[0] == 403
    province.post(f"{way}/moves", move="publish", appeals_until="2017-07-25")
    na_hang.post(f"/marked-units/{marked['TQ-NH']}/appeals", leaf="I.1", text="Xin xem lại")
    assert caller("stranger").refused("get", way)[0] == 404


def test_what_stands_around_the_marks(cast: Cast, caller: Callers) -> None:
    """Eyes and days, evidence, who checks whom, events, explanations, who left, the ballot of honour."""
    made = begun(cast)
    way = f"/marking-rounds/{made.pk}"
    units = {code: f"/marked-units/{unit(made, cast, code).pk}" for code in UPPER}
    keys = {code: unit(made, cast, code).pk for code in UPPER}
    province, na_hang, son_duong = (
        caller(one) for one in ("province_officer", "na_hang_officer", "son_duong_officer")
    )

    told = [{"code": code} for code in made.own_phases]
    told[1] |= {
        "until": "2017-07-25",
        "sees": {"member": {"self": "all"}, "organiser": {"self": "all", "verified": "all"}},
    }
    set_ = province.put(f"{way}/phases", phases=told)
    assert [one["code"] for one in set_ if not one["usual"]] == ["verifying"]
    assert na_hang.get(f"{way}/phases") == set_
    status, refusal = na_hang.refused("put", f"{way}/phases", {"phases": told})
    assert status == 403
    answer = sent(na_hang, f"{units['TQ-NH']}/evidence?leaf=I.1", "bien-ban.jpg", PHOTO)
    kept = json.loads(answer.content)
    assert [one["id"] for one in na_hang.get(f"{units['TQ-NH']}/evidence")] == [kept["id"]]
    assert province.get(f"{units['TQ-NH']}/evidence") == []  # not sent yet
    assert na_hang.delete(f"{units['TQ-NH']}/evidence/{kept['id']}")["count"] == 1
    for code in UPPER:
        mark_oneself(cast, made, code, points(I_1=18, II_1=9, III_1=38, III_2=28))
    assert na_hang.post(f"{units['TQ-NH']}/take-back")["state"] == "draft"
    na_hang.post(f"{units['TQ-NH']}/send")
    checkers = [{"marked_id": keys["TQ-GD"], "unit_id": cast.units["TQ-SD"].pk}]
    province.put(f"{way}/checkers", checkers=checkers)
    move(cast, made, "to_verifying")
    verdict = {
        "marked_id": keys["TQ-GD"],
        "leaf": "III.1",
        "typed": {"points": "37"},
        "reason": "Thiếu hồ sơ",
    }
    assert son_duong.post(f"{units['TQ-GD']}/cross-check", verdicts=[verdict])["count"] == 1
    assert na_hang.refused("post", f"{units['TQ-GD']}/cross-check", {"verdicts": [verdict]})[0] == 403
    everybody_agrees(cast, made)

    event = province.post(f"{units['TQ-GD']}/events", event="cảnh cáo", note="QĐ 12")
    assert province.refused("post", f"{units['TQ-GD']}/events", {"event": "đi muộn"})[0] == 422
    assert province.get(f"{way}/events") == {"known": ["cảnh cáo"], "events": [event]}
    province.post(f"/unit-events/{event['id']}/strike", reason="Ghi nhầm đơn vị")
    assert province.get(f"{way}/events")["events"] == []
    move(cast, made, "to_explaining")
    na_hang.post(f"{units['TQ-NH']}/explanations", leaf="I.1", text="Đã bổ sung hồ sơ")
    move(cast, made, "to_meeting")

    gone = province.post(f"{units['TQ-GD']}/leave", left_on="2017-06-30", reason="Chuyển cụm")
    assert gone["id"] == keys["TQ-GD"]
    province.post(f"{units['TQ-GD']}/stay", reason="Ghi nhầm")
    ballot = province.post(f"{way}/honour-ballot")
    assert {one["unit_id"] for one in ballot["choices"]} == {cast.units["TQ-NH"].pk, cast.units["TQ-SD"].pk}
    status, refusal = province.refused("put", f"{way}/votes", {"ballot_id": ballot["id"]})
    assert (status, refusal["code"]) == (409, "score.ballot_not_counted")
    province.put(f"{way}/votes", votes={str(keys["TQ-SD"]): 2}, minutes="Họp cụm, kiểm phiếu công khai")
    first = next(row for row in province.get(way)["rows"] if row["place"] == 1)
    assert first["marked_id"] == keys["TQ-SD"]
