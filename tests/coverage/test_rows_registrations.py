"""Rows L05–L09, L11, T14, A08, G27 and X06: registrations, shown on screen and answered by the API."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import HOUSE, Cast
from tests.coverage.desk import Desks
from tests.pledge.registering import GARMENT, TITLES, a_list, opened, person, put, title
from thidua.federation.actions.set_attribute import set_attribute
from thidua.launch.actions.call_movement import call_movement
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.actions.registrations.open_scheme import open_scheme
from thidua.pledge.models import Registration

pytestmark = pytest.mark.django_db


@pytest.mark.row("L05")
def test_a_person_registers_concrete_work(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    member, keys = desks("garment_worker"), {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    told = {"title": title(scheme).pk, "content": "Vượt 10 % định mức, không lỗi quá 1 %"}
    assert "Đăng ký thi đua của bạn" in member.see("/")
    assert "Vượt 10 % định mức" in member.do("/dang-ky/cua-toi", told)
    assert "Vượt 10 % định mức" in desks("garment_chair").see(
        "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/danh-sach", **keys
    )
    listed = desks("garment_chair").ask("GET /registrations/{scheme_id}/units/{unit_id}/lines", **keys)
    assert [(one["who"], one["own"]) for one in listed["items"]] == [("Hà Thị Thơm", True)]
    soldier = {
        "kind": "individual",
        "title_id": title(scheme, "base_emulation_soldier").pk,
        "content": "Sáng kiến",
    }
    made = member.ask("POST /registrations/{scheme_id}/mine", soldier, scheme_id=scheme.pk)
    assert made["state"] == "proposed"
    assert "Đăng ký thi đua của bạn" not in member.see("/")
    confirm_list(actor=cast.actor("garment_chair"), list_id=a_list(cast, scheme).pk)
    assert "Danh sách của đơn vị đã xác nhận" in member.see("/dang-ky/cua-toi")


@pytest.mark.row("L06")
@pytest.mark.row("A08")
def test_titles_for_persons_collectives_and_families(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    chair, keys = desks("garment_chair"), {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    told = {"title": title(scheme, "advanced_collective").pk, "subject": "Tổ may số 3"}
    chair.do("/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/them", told, **keys)
    family = {
        "title": title(scheme, "model_worker_family").pk,
        "subject": "Lý Thị Nga",
        "spouse_name": "Ma Văn A",
    }
    chair.do("/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/them", family, **keys)
    one = person(cast, "Ma Thị Thử", sex="female", direct_worker=True)
    line = {"kind": "individual", "title_id": title(scheme, "women_two_duties").pk, "person_id": one.pk}
    chair.ask("POST /registrations/{scheme_id}/units/{unit_id}/lines", {"lines": [line]}, **keys)
    page = chair.see("/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/danh-sach", **keys)
    for who in ("Tổ may số 3", "Lý Thị Nga và Ma Văn A", "Ma Thị Thử"):
        assert who in page
    whole = chair.ask("GET /registrations/{scheme_id}/units/{unit_id}/coverage", **keys)
    assert {row["kind"]: row["lines"] for row in whole["titles"]} == {
        "individual": 1,
        "collective": 1,
        "family": 1,
    }
    assert (whole["whole"]["women"], whole["whole"]["direct"]) == (2, 2)


@pytest.mark.row("L07")
@pytest.mark.row("L08")
def test_works_get_their_plaque_and_topics_their_result(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    chair, keys = desks("garment_chair"), {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    chair.do(
        "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/them",
        {"title": "work", "subject": "Nhà ăn ca 500 chỗ", "due_on": "2/9/2017"},
        **keys,
    )
    chair.do(
        "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/them",
        {"title": "topic", "subject": "Gá lắp may túi"},
        **keys,
    )
    work, topic = Registration.objects.order_by("pk")
    done = {"on": "1/7/2017", "note": "đưa vào sử dụng", "plaque_on": "15/7/2017", "version": 1}
    assert "Gắn biển 15/07/2017" in chair.do(
        "/dang-ky/dong/<int:registration_id>/hoan-thanh", done, registration_id=work.pk
    )
    assert "Nhà ăn ca 500 chỗ" in chair.see("/dang-ky/dong/<int:registration_id>", registration_id=work.pk)
    realised = {"on": "2017-07-10", "note": "áp dụng ở ba chuyền"}
    told = chair.ask(
        "POST /registration-lines/{registration_id}/realised", realised, registration_id=topic.pk
    )
    assert told["realised_on"] == "2017-07-10"


@pytest.mark.row("L09")
@pytest.mark.row("L11")
@pytest.mark.row("R03")
def test_a_list_is_confirmed_in_its_own_way_and_consolidated_above(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    put(cast, scheme, person(cast, "Ma Thị Thử"))
    chair, keys = desks("garment_chair"), {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    confirm = "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/xac-nhan"
    assert "từng tổ, ca, phân xưởng" in chair.see(confirm, **keys)
    assert "từng tổ, ca, phân xưởng" in chair.do(confirm, {"way": "team", "held_on": "14/7/2017"}, **keys)
    above = {"scheme_id": scheme.pk, "unit_id": cast.units["TQ-SD"].pk}
    officer = desks("son_duong_officer")
    assert "1/4" in officer.see("/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/", **above)
    own = a_list(cast, scheme, "TQ-SD", "son_duong_chair")
    sent = desks("son_duong_chair").ask(
        "POST /registration-lists/{list_id}/confirm", {"reason": "ba cơ sở nghỉ hè"}, list_id=own.pk
    )
    assert sent["state"] == "confirmed"
    province = {"scheme_id": scheme.pk, "unit_id": cast.units["TQ"].pk}
    chair_above = desks("chair")
    assert "Tổng hợp đăng ký thi đua của các đơn vị" in chair_above.see("/")
    assert "Đã tổng hợp đăng ký của các đơn vị" in chair_above.do(
        confirm, {"reason": "hai đơn vị gửi sau"}, **province
    )
    assert "Tổng hợp đăng ký thi đua của các đơn vị" not in chair_above.see("/")
    rows = desks("province_officer").ask(
        "GET /registrations/{scheme_id}/units/{unit_id}/coverage",
        scheme_id=scheme.pk,
        unit_id=cast.units["TQ"].pk,
    )
    assert {row["unit_id"]: row["state"] for row in rows["below"]}[cast.units["TQ-SD"].pk] == "consolidated"


@pytest.mark.row("T14")
def test_the_share_of_people_who_register_is_live(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    keys = {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    set_attribute(actor=HOUSE, unit_id=keys["unit_id"], name="workers", value=10, from_on=dt.date(2017, 1, 1))
    coverage, chair = "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/", desks("garment_chair")
    for place, share in enumerate(("1/10 = 10,0 %", "2/10 = 20,0 %", "3/10 = 30,0 %")):
        put(cast, scheme, person(cast, f"Ma Thị Thử {place}"))
        assert share in chair.see(coverage, **keys)
    whole = chair.ask("GET /registrations/{scheme_id}/units/{unit_id}/coverage", **keys)["whole"]
    assert (whole["people"], whole["base"]) == (3, 10)


@pytest.mark.row("G27")
def test_an_award_leads_back_to_its_registration(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast, required=True)
    line = put(cast, scheme, person(cast, "Ma Thị Thử"), "base_emulation_soldier")
    chair, keys = desks("garment_chair"), {"scheme_id": scheme.pk, "unit_id": cast.units[GARMENT].pk}
    results = "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/ket-qua"
    told = {"number": "12/QĐ-CT", "signed_on": "10/7/2017", "issuer_name": "Giám đốc", f"k-{line.pk}": "duoc"}
    refused = chair.do(results, {**told, "unregistered": "Ma Thị Khác"}, status=422, **keys)
    assert "chưa đăng ký danh hiệu này: Ma Thị Khác" in refused
    assert "12/QĐ-CT ngày 10/07/2017 của Giám đốc" in chair.do(results, told, **keys)
    page = chair.see("/dang-ky/dong/<int:registration_id>", registration_id=line.pk)
    assert "Được công nhận theo 12/QĐ-CT" in page
    made = chair.ask("GET /registration-lists/{list_id}/decisions", list_id=line.listed_id)
    assert made["items"][0]["awarded"] == [line.pk]


@pytest.mark.row("X06")
def test_one_title_in_two_movements_of_a_year_is_told_and_linked(cast: Cast, desks: Desks) -> None:
    scheme = opened(cast)
    first = put(cast, scheme, one := person(cast, "Ma Thị Thử"))
    officer = cast.actor("province_officer")
    other = call_movement(
        actor=officer,
        seat_id=cast.units["TQ"].pk,
        name="Phong trào Lao động giỏi",
        from_on=dt.date(2017, 1, 1),
        until_on=dt.date(2017, 12, 31),
    )
    second = open_scheme(
        actor=officer,
        cycle_id=other.cycles.get().pk,
        starts_on=dt.date(2017, 1, 1),
        ends_on=dt.date(2017, 12, 31),
        titles=TITLES,
    )
    writer, keys = desks("son_duong_officer"), {"scheme_id": second.pk, "unit_id": cast.units[GARMENT].pk}
    line = {"kind": "individual", "title_id": title(second).pk, "person_id": one.pk}
    made = writer.ask("POST /registrations/{scheme_id}/units/{unit_id}/lines", {"lines": [line]}, **keys)
    assert made[0]["same_as_id"] == first.pk
    assert "không tính hai lần" in writer.see(
        "/dang-ky/<int:scheme_id>/don-vi/<int:unit_id>/danh-sach", **keys
    )
