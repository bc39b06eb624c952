"""A round of marking by programs alone: the sheet, the marks, the verification, the decision, why."""

from __future__ import annotations

from tests.cast import Cast
from tests.score.marking import BY_HAND, cluster_of, departments
from tests.web.api.conftest import Callers


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
    province.post(f"{way}/moves", move="publish", appeals_until="2017-07-25")
    na_hang.post(f"/marked-units/{marked['TQ-NH']}/appeals", leaf="I.1", text="Xin xem lại")
    assert caller("stranger").refused("get", way)[0] == 404
