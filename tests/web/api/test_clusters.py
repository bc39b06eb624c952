"""A cluster through the API: founded, led by a ballot, its regulation adopted, its year closed."""

from __future__ import annotations

from tests.cast import Cast
from tests.web.api.conftest import Callers


def test_from_the_founding_to_the_hand_over(cast: Cast, caller: Callers) -> None:
    units = {code: unit.pk for code, unit in cast.units.items()}
    officer, na_hang, son_duong = (
        caller(who) for who in ("province_officer", "na_hang_chair", "son_duong_chair")
    )
    made = officer.post(f"/units/{units['TQ']}/clusters", name="Cụm các huyện", year=2017)
    here = f"/clusters/{made['cluster']['id']}/years/2017"
    for code in ("TQ-NH", "TQ-SD", "TQ-GD"):
        officer.post(f"{here}/members", unit_id=units[code])
    twice = officer.refused("post", f"{here}/members", {"unit_id": units["TQ-NH"]})
    assert twice[1]["code"] == "federation.already_member"
    officer.post(f"{here}/members/{units['TQ-GD']}/leave", left_on="2017-06-30", why="Chuyển cụm")
    ballot = na_hang.refused("post", f"{here}/ballots", {"about": "leader"})
    assert ballot[0] == 403
    ballot = officer.post(f"{here}/ballots", about="leader", question="Chọn cụm trưởng 2017")
    assert (ballot["roll"], [one["votes"] for one in ballot["choices"]]) == (2, [None, None])
    choice = {one["unit_id"]: one["id"] for one in ballot["choices"]}
    at = f"/ballots/{ballot['id']}"
    assert len(na_hang.post(f"{at}/vote", picked=[choice[units["TQ-SD"]]])["receipt"]) == 8
    assert na_hang.refused("post", f"{at}/vote", {"picked": []})[0] == 409
    son_duong.post(f"{at}/vote", picked=[choice[units["TQ-SD"]]])
    assert na_hang.get(at)["voted"] == 2
    closed = officer.post(f"{at}/close")
    assert (closed["tied"], closed["in_front"]) == (False, [choice[units["TQ-SD"]]])
    told = {"way": "ballot", "settled_on": "2017-07-18"}
    stranger = officer.refused("put", f"{here}/leader", {"leader_id": units["HG"], **told})
    assert stranger[1]["code"] == "federation.not_a_member"
    full = officer.put(f"{here}/leader", leader_id=units["TQ-SD"], **told)
    assert full["leadership"]["leader"]["code"] == "TQ-SD"
    assert [(one["unit"]["code"], one["is_in"]) for one in full["members"]][-1] == ("TQ-GD", False)

    draft = son_duong.post(f"{here}/regulations")
    rule = f"/regulations/{draft['id']}"
    text = "Điều 1. Họp\nMỗi quý một lần."
    draft = son_duong.put(rule, title="Hoạt động của cụm", text=text, version=draft["version"])
    son_duong.post(f"{rule}/ask", until="2017-07-25")
    na_hang.post(f"{rule}/opinion", agrees=True)
    adopted = son_duong.post(
        f"{rule}/adopt", adopted_on="2017-07-18", from_on="2017-07-18", minutes="Hai trên hai"
    )
    assert adopted["state"] == "adopted"
    officer.post(f"{here}/guidance", kind="guided", held_on="2017-07-18", said="Nêu rõ hạn chấm")
    assert officer.get(here)["in_force_id"] == draft["id"]

    next_year = son_duong.post(f"/clusters/{made['cluster']['id']}/years", year=2018, due_on="2018-01-31")
    assert [one["unit"]["code"] for one in next_year["members"]] == ["TQ-NH", "TQ-SD"]
    closed = son_duong.post(f"{here}/summary", held_on="2017-07-18", minutes="Đã họp")
    assert son_duong.ask("get", f"{here}/minutes").content[:2] == b"PK"
    assert closed["state"] == "closed"
    assert [(one["what"], one["state"]) for one in closed["duties"]] == [
        ("summary", "done"),
        ("registrations", "waiting"),
    ]
    son_duong.post(f"/leader-duties/{closed['duties'][1]['id']}/done", done_on="2017-07-18")
    assert {one["year"] for one in na_hang.get("/clusters")["items"]} == {2017, 2018}
    assert caller("stranger").get("/clusters")["total"] == 0
