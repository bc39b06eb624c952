"""Registrations through the API: opened, filled, confirmed, counted, decided elsewhere."""

from __future__ import annotations

from tests.cast import Cast
from tests.pledge.registering import GARMENT, a_list, opened, person, title
from tests.web.api.conftest import Callers


def test_a_registration_from_opening_to_its_result(cast: Cast, caller: Callers) -> None:
    officer, chair = caller("province_officer"), caller("garment_chair")
    scheme = officer.post(
        f"/cycles/{cast.cycle.pk}/registrations",
        starts_on="2017-01-01",
        ends_on="2017-12-31",
        titles=[{"series": "advanced_worker"}, {"series": "base_emulation_soldier", "required": True}],
    )
    kept = officer.post(f"/registrations/{scheme['id']}/titles", name="CSTĐ cấp quận")
    assert (kept["series"], kept["is_statutory"]) == ("district_emulation_soldier", False)
    told = officer.get(f"/registrations/{scheme['id']}")
    soldier = next(one for one in told["titles"] if one["series"] == "base_emulation_soldier")
    assert (soldier["decides"], soldier["demands_registration"]) == ("head_of_unit", True)
    unit = cast.units[GARMENT].pk
    lines = f"/registrations/{scheme['id']}/units/{unit}/lines"
    one = person(cast, "Ma Thị Thử")
    line = {"kind": "individual", "title_id": soldier["id"], "person_id": one.pk}
    work = {"kind": "work", "subject": "Nhà ăn ca", "due_on": "2017-09-02"}
    made = chair.post(lines, lines=[line, work])
    assert [one["who"] for one in made] == ["Ma Thị Thử", "Nhà ăn ca"]
    status, refusal = chair.refused("post", lines, {"lines": [line]})
    assert (status, refusal["code"]) == (409, "pledge.already_registered")
    assert chair.get(lines)["total"] == 2
    assert chair.get(lines, kind="work")["total"] == 1
    listed = chair.post(f"/registrations/{scheme['id']}/units/{unit}/list")
    assert chair.post(f"/registration-lists/{listed['id']}/confirm", way="team")["state"] == "confirmed"
    whole = caller("son_duong_officer").get(
        f"/registrations/{scheme['id']}/units/{cast.units['TQ-SD'].pk}/coverage"
    )
    assert (whole["whole"]["people"], whole["whole"]["base"], whole["whole"]["confirmed"]) == (1, 246, 1)
    assert whole["total_below"] == 4
    done = chair.post(
        f"/registration-lines/{made[1]['id']}/realised", on="2017-07-01", plaque_on="2017-07-15"
    )
    assert done["plaque_on"] == "2017-07-15"
    decision = chair.post(
        f"/registration-lists/{listed['id']}/decisions",
        number="12/QĐ-CT",
        signed_on="2017-07-10",
        issuer_name="Giám đốc công ty",
        awarded=[made[0]["id"]],
    )
    assert decision["awarded"] == [made[0]["id"]]
    assert chair.get(f"/registration-lists/{listed['id']}/decisions")["total"] == 1
    back = caller("son_duong_officer").post(
        f"/registration-lists/{listed['id']}/return", reason="thiếu tổ cắt"
    )
    assert back["state"] == "returned"


def test_a_member_registers_and_the_unit_decides_about_it(cast: Cast, caller: Callers) -> None:
    scheme = opened(cast)
    member, chair = caller("garment_worker"), caller("garment_chair")
    told = {"kind": "individual", "title_id": title(scheme).pk, "content": "Vượt 10 %"}
    made = member.post(f"/registrations/{scheme.pk}/mine", **told)
    assert (made["state"], made["own"]) == ("proposed", True)
    assert chair.post(f"/registration-lines/{made['id']}/accept")["state"] == "listed"
    assert (
        chair.post(f"/registration-lines/{made['id']}/withdraw", reason="chuyển đơn vị")["state"]
        == "withdrawn"
    )
    again = member.post(f"/registrations/{scheme.pk}/mine", **told)
    assert (
        chair.post(f"/registration-lines/{again['id']}/decline", reason="chưa đủ năm")["state"] == "declined"
    )


def test_a_list_is_taken_back(cast: Cast, caller: Callers) -> None:
    scheme = opened(cast)
    listed = a_list(cast, scheme)
    chair = caller("garment_chair")
    assert chair.get("/registrations")["total"] == 1
    chair.post(f"/registration-lists/{listed.pk}/confirm", empty=True)
    assert chair.post(f"/registration-lists/{listed.pk}/take-back")["state"] == "open"
