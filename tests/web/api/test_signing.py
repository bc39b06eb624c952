"""Who may call: a live token of an open account, or the browser's own session with its CSRF check."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.cast import TODAY, Cast
from tests.web.api.conftest import BASE, Caller, Callers, refusal_of
from thidua.access.actions.close_account import close_account
from thidua.access.actions.delegate import delegate
from thidua.access.models import Account
from thidua.access.signing_in import BACKEND
from thidua.web.api.addresses import api


def test_nothing_opens_without_signing_in(db: None) -> None:
    for address, methods in api.get_openapi_schema(path_prefix=f"{BASE}/")["paths"].items():
        for method in methods:
            answer = getattr(Client(), method)(address.replace("{", "").replace("}", ""))
            assert answer.status_code == 401, (method, address)
            assert refusal_of(answer)["code"] == "kernel.not_signed_in"


def test_a_token_that_nobody_made_opens_nothing(cast: Cast) -> None:
    assert Caller("td_khong-co").refused("get", "/me")[0] == 401


def test_a_token_dies_with_its_account(cast: Cast, caller: Callers) -> None:
    chair = caller("school_chair")
    assert chair.get("/me")["name"] == "Bàn Thị Mẩy"
    close_account(actor=cast.actor("administrator"), account_id=cast.accounts["school_chair"].pk)
    status, refusal = chair.refused("get", "/me")
    assert (status, refusal["code"]) == (401, "kernel.not_signed_in")


def test_an_ended_token_opens_nothing(caller: Callers) -> None:
    chair = caller("school_chair")
    (token,) = chair.get("/me/tokens")
    chair.delete(f"/me/tokens/{token['id']}")
    assert chair.refused("get", "/me")[0] == 401


def test_nobody_ends_the_token_of_another(caller: Callers) -> None:
    (token,) = caller("school_chair").get("/me/tokens")
    status, refusal = caller("commune_chair").refused("delete", f"/me/tokens/{token['id']}")
    assert (status, refusal["code"]) == (404, "kernel.absent")


def test_a_new_token_works_and_is_told_once(caller: Callers) -> None:
    chair = caller("school_chair")
    made = chair.post("/me/tokens", name="bảng tính của trường")
    assert Caller(made["secret"]).get("/me")["login"] == "0950000303"
    assert all("secret" not in one for one in chair.get("/me/tokens"))


def test_a_browser_reads_by_its_session_and_writes_only_from_our_pages(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.accounts["na_hang_officer"], backend=BACKEND)
    assert browser.get(f"{BASE}/me").json()["name"] == "Hứa Thị Sen"
    answer = browser.post(f"{BASE}/me/tokens", {"name": "x"}, content_type="application/json")
    assert answer.status_code == 403
    assert refusal_of(answer)["code"] == "api.foreign_page"


def test_the_pin_of_a_slip_opens_nothing_before_it_is_changed(cast: Cast) -> None:
    account = cast.accounts["school_chair"]
    browser = cast.client("school_chair")
    Account.objects.filter(pk=account.pk).update(must_change=True)
    assert browser.get(f"{BASE}/me").status_code == 401


def test_me_says_from_which_desk_i_act(cast: Cast, caller: Callers) -> None:
    me = caller("na_hang_officer").get("/me")
    unit = cast.units["TQ-NH"]
    assert me["unit"] == {"id": unit.pk, "code": "TQ-NH", "name": "LĐLĐ huyện Na Hang"}
    assert me["acting_from"] == f"{unit.pk}-0"
    assert me["desks"] == [
        {
            "key": f"{unit.pk}-0",
            "unit_id": unit.pk,
            "unit": "LĐLĐ huyện Na Hang",
            "roles": [{"code": "officer", "name": "chuyên viên"}],
            "for_name": "",
        }
    ]
    assert "report.review" in me["capabilities"]


def test_a_program_chooses_its_desk_and_a_wrong_one_is_refused(cast: Cast, caller: Callers) -> None:
    stand_in, held = cast.accounts["na_hang_chair"], cast.accounts["na_hang_officer"].holdings.get()
    delegate(
        actor=cast.actor("na_hang_officer"),
        account_id=stand_in.pk,
        holding_id=held.pk,
        from_on=TODAY,
        until_on=dt.date(2017, 8, 1),
        reason="nghỉ phép",
    )
    program = caller("na_hang_chair")
    program.desk = f"{held.unit_id}-{held.account_id}"
    assert program.get("/me")["acting_from"] == program.desk
    program.desk = f"{cast.units['TQ-SD'].pk}-0"
    assert program.refused("get", "/me")[1]["code"] == "api.desk_unknown"


@pytest.mark.parametrize("body", ["{", "[1", '"'])
def test_a_body_that_is_not_json_is_told_so(caller: Callers, body: str) -> None:
    chair = caller("school_chair")
    answer = chair.client.post(
        f"{BASE}/me/tokens",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {chair.secret}"},
    )
    assert answer.status_code == 422
    assert refusal_of(answer)["code"] == "api.badly_formed"
