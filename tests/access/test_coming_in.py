"""The doors as a browser meets them: sign-in, unit, shared phone, link, expired pages."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY, get_user
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tests.access.cast import PIN, TODAY, Places, account, actor, browser, hold
from thidua.access import urls
from thidua.access.actions.delegate import delegate
from thidua.access.actions.end_role import end_role
from thidua.access.actions.make_link import make_link
from thidua.access.actions.reset import reset
from thidua.access.actions.set_unit_secret import set_unit_secret
from thidua.access.kept import LARGEST
from thidua.access.middleware import Identify
from thidua.access.models import Account, Holding, KeptForm, SignInLink
from thidua.access.sessions import IDLE_SECONDS

ME = "/tai-khoan"
OPEN = "/tai-khoan/quan-ly/mo"


def sign_in(client: Client, login: str = "0912 345 678", pin: str = PIN, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/dang-nhap", {"login": login, "secret": pin, **more})


def who(client: Client) -> int | None:
    key = client.session.get(SESSION_KEY)
    return int(key) if key else None


def idle(client: Client, seconds: int) -> None:
    session = client.session
    session["seen_at"] = int(time.time()) - seconds
    session.save()


# Signing in


def test_with_a_phone_number(chair: Account) -> None:
    client = browser()
    answer = sign_in(client, next="/tai-khoan/doi-ma")
    assert (answer.status_code, answer["Location"]) == (302, "/tai-khoan/doi-ma")
    assert who(client) == chair.pk
    assert client.get(ME).status_code == 200


def test_a_wrong_pin_keeps_what_was_typed_but_the_pin(chair: Account) -> None:
    answer = sign_in(browser(), pin="000001")
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'value="0912 345 678"' in page
    assert "000001" not in page
    assert "Còn 4 lần thử" in page


@pytest.mark.parametrize(
    "away", ["https://la.example/", "//la.example", "javascript:alert(1)", "/\\la.example"]
)
def test_nobody_is_sent_away_after_signing_in(chair: Account, away: str) -> None:
    assert sign_in(browser(), next=away)["Location"] == "/"


def test_the_session_key_changes(chair: Account) -> None:
    """Who planted a session key in somebody's browser holds nothing after the sign-in."""
    client = browser()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before
    stolen = Client()
    stolen.cookies["sessionid"] = before or ""
    assert stolen.get(ME).status_code == 302


def test_another_person_finds_nothing_of_the_one_before(chair: Account, officer: Account) -> None:
    client = browser(officer)
    session = client.session
    session["desk"] = "1-0"
    session.save()
    sign_in(client)
    assert who(client) == chair.pk
    assert "desk" not in client.session


def test_a_slip_leads_to_a_pin_of_ones_own(chair: Account, officer: Account) -> None:
    slip = reset(actor=actor(officer), account_id=chair.pk)
    client = browser()
    sign_in(client, pin=slip.pin)
    asked = client.get("/tai-khoan/quan-ly")
    assert asked["Location"].startswith("/tai-khoan/doi-ma")
    weak = client.post("/tai-khoan/doi-ma", {"new_secret": "123456", "new_secret_again": "123456"})
    assert weak.status_code == 422
    done = client.post(
        "/tai-khoan/doi-ma", {"new_secret": "907316", "new_secret_again": "907316", "next": ME}
    )
    assert done["Location"] == ME
    assert client.get(ME).status_code == 200


def test_a_reset_ends_the_sessions_that_were_open(chair: Account, officer: Account) -> None:
    client = browser(chair)
    assert client.get(ME).status_code == 200
    reset(actor=actor(officer), account_id=chair.pk)
    assert client.get(ME).status_code == 302


def test_leaving_everywhere_else(chair: Account) -> None:
    here, there = browser(chair), browser(chair)
    here.post("/tai-khoan/thoat-noi-khac")
    assert (here.get(ME).status_code, there.get(ME).status_code) == (200, 302)


def test_a_new_pin_ends_the_other_sessions_but_not_this_one(chair: Account) -> None:
    here, there = browser(chair), browser(chair)
    here.post("/tai-khoan/doi-ma", {"current": PIN, "new_secret": "907316", "new_secret_again": "907316"})
    assert (here.get(ME).status_code, there.get(ME).status_code) == (200, 302)


# By unit


def test_by_unit_names_are_shown_only_behind_the_shared_pin(
    chair: Account, officer: Account, places: Places
) -> None:
    _door, unit_pin = set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    client = browser()
    assert "Hà Thị Thơm" not in client.get("/dang-nhap/chon-nguoi", follow=True).content.decode()
    wrong = client.post("/dang-nhap/don-vi", {"code": places.below.code, "unit_secret": "000001"})
    assert (wrong.status_code, "Hà Thị Thơm" in wrong.content.decode()) == (401, False)
    client.post("/dang-nhap/don-vi", {"code": places.below.code, "unit_secret": unit_pin})
    page = client.get("/dang-nhap/chon-nguoi").content.decode()
    assert "Hà Thị Thơm" in page
    assert "Ma Văn Sinh" not in page
    client.post("/dang-nhap/chon-nguoi", {"account": chair.pk, "secret": PIN})
    assert who(client) == chair.pk


def test_by_unit_another_units_person_cannot_be_chosen(
    chair: Account, officer: Account, places: Places
) -> None:
    _door, unit_pin = set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    client = browser()
    client.post("/dang-nhap/don-vi", {"code": places.below.code, "unit_secret": unit_pin})
    answer = client.post("/dang-nhap/chon-nguoi", {"account": officer.pk, "secret": PIN})
    assert (answer.status_code, who(client)) == (422, None)


def test_a_new_shared_pin_closes_the_door_again(chair: Account, officer: Account, places: Places) -> None:
    _door, unit_pin = set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    client = browser()
    client.post("/dang-nhap/don-vi", {"code": places.below.code, "unit_secret": unit_pin, "shared": "on"})
    set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    assert client.get("/dang-nhap/chon-nguoi").status_code == 302


# A shared phone


def test_a_shared_phone_signs_out_by_itself_and_offers_its_names(chair: Account) -> None:
    client = browser()
    sign_in(client, shared="on")
    idle(client, IDLE_SECONDS - 5)
    assert client.get(ME).status_code == 200
    idle(client, IDLE_SECONDS)
    away = client.get(ME)
    assert away["Location"] == "/dang-nhap/chon-nguoi?next=%2Ftai-khoan"
    assert "Hà Thị Thơm" in client.get(away["Location"]).content.decode()
    assert who(client) is None


def test_a_page_that_asks_by_itself_keeps_nobody_in(chair: Account) -> None:
    client = browser()
    sign_in(client, shared="on")
    idle(client, 300)
    client.get(ME, headers={"X-Poll": "1"})
    assert int(time.time()) - client.session["seen_at"] >= 300
    client.get(ME)
    assert int(time.time()) - client.session["seen_at"] < 5


def test_ones_own_phone_stays_signed_in(chair: Account) -> None:
    client = browser()
    sign_in(client)
    idle(client, 24 * 3600)
    assert client.get(ME).status_code == 200
    assert client.get("/dang-xuat").status_code == 200
    client.post("/dang-xuat")
    assert client.get("/dang-nhap").status_code == 200


def test_a_phone_may_be_called_shared_afterwards(chair: Account) -> None:
    client = browser(chair)
    client.post("/tai-khoan/may-dung-chung")
    idle(client, IDLE_SECONDS)
    assert "chon-nguoi" in client.get(ME)["Location"]


# Links


def link_to(chair: Account, officer: Account, goes_to: str = "/tai-khoan") -> str:
    return "/vao/" + make_link(actor=actor(officer), account_id=chair.pk, goes_to=goes_to)[1]


def test_a_preview_robot_uses_nothing_up(chair: Account, officer: Account) -> None:
    address, robot = link_to(chair, officer), Client(headers={"User-Agent": "ZaloBot/1.0"})
    for _each in range(3):
        assert robot.get(address).status_code == 200
        assert robot.head(address).status_code == 200
    assert who(robot) is None
    assert SignInLink.objects.get().used_at is None
    person = browser()
    page = person.get(address)
    assert "Mở với tên Hà Thị Thơm" in page.content.decode()
    # Not "no-referrer": with it a browser sends the press with "Origin: null", and the CSRF check refuses it.
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
    assert person.post(address)["Location"] == "/tai-khoan"
    assert who(person) == chair.pk


def test_a_used_link_says_so_kindly(chair: Account, officer: Account) -> None:
    address = link_to(chair, officer)
    browser().post(address)
    late = browser().post(address)
    assert late.status_code == 410
    assert "đã được dùng" in late.content.decode()
    assert "/dang-nhap" in late.content.decode()


def test_a_link_is_sent_with_a_csrf_token(chair: Account, officer: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = link_to(chair, officer)
    assert strict.post(address).status_code == 403
    assert SignInLink.objects.get().used_at is None


def test_a_link_on_a_phone_where_somebody_else_is_signed_in(chair: Account, officer: Account) -> None:
    client = browser(officer)
    address = link_to(chair, officer)
    assert "đang đăng nhập bằng tên Ma Văn Sinh" in client.get(address).content.decode()
    client.post(address)
    assert who(client) == chair.pk


def test_who_came_by_a_link_sets_no_new_pin_without_the_old(chair: Account, officer: Account) -> None:
    slip = reset(actor=actor(officer), account_id=chair.pk)
    client = browser()
    client.post(link_to(chair, officer))
    assert client.get(ME).status_code == 200
    new = {"new_secret": "907316", "new_secret_again": "907316"}
    assert client.post("/tai-khoan/doi-ma", new).status_code == 422
    assert client.post("/tai-khoan/doi-ma", {**new, "current": PIN}).status_code == 422
    assert client.post("/tai-khoan/doi-ma", {**new, "current": slip.pin}).status_code == 302


def test_a_guessed_link(db: None) -> None:
    assert browser().get("/vao/" + "x" * 32).status_code == 404


# Forms that come too late

TYPED = {"unit": "M1", "name": "Triệu Thị Sen", "login": "0915000111", "role": "", "secret": "907316"}


def test_what_was_typed_is_kept_through_the_sign_in(chair: Account) -> None:
    client = browser()
    away = client.post(OPEN, TYPED, headers={"Referer": f"http://testserver{OPEN}?don-vi=M1"})
    assert away["Location"] == "/dang-nhap?next=%2Ftai-khoan%2Fquan-ly%2Fmo%3Fdon-vi%3DM1"
    kept = KeptForm.objects.get()
    assert kept.fields == [["unit", "M1"], ["name", "Triệu Thị Sen"], ["login", "0915000111"], ["role", ""]]
    assert kept.left_out == ["secret"]
    answer = sign_in(client, next="/tai-khoan")
    assert answer["Location"].startswith("/tiep-tuc")
    page = client.get(answer["Location"]).content.decode()
    assert "Triệu Thị Sen" in page
    assert f'action="{OPEN}"' in page
    assert "907316" not in page


def autosaved(client: Client, action: str = "/bao-cao/7/nhap/", **typed: str) -> HttpResponse:
    told = {
        "Accept": "application/json",
        "X-Form-Action": action,
        "Referer": "http://testserver/bao-cao/7/nhap/",
    }
    return client.post("/bao-cao/7/luu/", {"c-members": "412", **typed}, headers=told)


def test_a_page_that_saves_itself_is_told_and_kept_once(chair: Account) -> None:
    client = browser()
    answers = [autosaved(client, **{"c-women": women}) for women in ("30", "300")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "Phiên đăng nhập đã hết" in answers[0].json()["message"]
    client.post(
        "/bao-cao/7/nhap/", {"c-members": "413"}, headers={"Referer": "http://testserver/bao-cao/7/nhap/"}
    )
    kept = KeptForm.objects.get()
    assert (kept.path, kept.fields) == ("/bao-cao/7/nhap/", [["c-members", "413"]])


@pytest.mark.parametrize("action", ["", "//xau.vn/", "https://xau.vn/", "/\\xau.vn", "javascript:1"])
def test_what_is_kept_goes_on_to_this_house_alone(db: None, action: str) -> None:
    autosaved(browser(), action)
    assert KeptForm.objects.get().path == "/bao-cao/7/luu/"


def test_htmx_is_sent_to_the_sign_in_as_a_whole(db: None) -> None:
    answer = browser().post(
        OPEN, TYPED, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{OPEN}"}
    )
    assert answer["HX-Redirect"] == "/dang-nhap?next=%2Ftai-khoan%2Fquan-ly%2Fmo"
    assert KeptForm.objects.count() == 1


def test_what_was_kept_is_shown_to_nobody_else(chair: Account, officer: Account) -> None:
    client = browser()
    sign_in(client, shared="on")
    idle(client, IDLE_SECONDS)
    client.post(OPEN, TYPED)
    sign_in(client, login="0987654321")
    assert client.get("/tiep-tuc").status_code == 302
    assert "Triệu Thị Sen" in browser(chair).get("/tiep-tuc").content.decode()


def test_what_was_kept_goes_after_half_an_hour(chair: Account) -> None:
    client = browser()
    client.post(OPEN, TYPED)
    KeptForm.objects.update(made_at=timezone.now() - dt.timedelta(minutes=31))
    assert sign_in(client)["Location"] == "/"
    assert client.get("/tiep-tuc").status_code == 302


def test_what_was_kept_can_be_thrown_away(chair: Account) -> None:
    client = browser()
    client.post(OPEN, TYPED)
    sign_in(client)
    browser(chair).post(f"/tiep-tuc/{KeptForm.objects.get().pk}/bo")
    assert KeptForm.objects.count() == 1
    client.post(f"/tiep-tuc/{KeptForm.objects.get().pk}/bo")
    assert KeptForm.objects.count() == 0


def test_too_much_is_not_kept(db: None) -> None:
    client = browser()
    client.post(OPEN, {"name": "x" * (LARGEST + 1)})
    assert KeptForm.objects.count() == 0
    for n in range(7):
        client.post(OPEN, {"name": f"{n}"})
    assert [one.fields for one in KeptForm.objects.order_by("pk")] == [
        [["name", f"{n}"]] for n in range(2, 7)
    ]


def test_a_stale_page_keeps_what_was_typed(chair: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chair)
    answer = strict.post("/tai-khoan/lam-thay", {"reason": "đi học"}, headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Trang này mở đã lâu" in page
    assert 'value="đi học"' in page
    assert "Gửi tiếp" in page


def test_another_site_plants_nothing(chair: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chair)
    for origin in ({"Origin": "https://la.example"}, {}):
        strict.post("/tai-khoan/lam-thay", {"reason": "lừa"}, headers=origin)
    assert KeptForm.objects.count() == 0


# Who acts


def test_two_queries_know_who_acts(chair: Account, django_assert_num_queries: Callable) -> None:  # type: ignore[type-arg]
    client = browser(chair)
    client.get(ME)
    seen = []
    with django_assert_num_queries(3):  # the session, the account with its unit, its roles
        request = RequestFactory().get("/")
        request.session = client.session
        request.user = SimpleLazyObject(lambda: get_user(request))
        Identify(seen.append)(request)  # type: ignore[arg-type]
    assert seen[0].actor.name == "Hà Thị Thơm"


def test_a_stranger_costs_nothing(db: None, django_assert_num_queries: Callable) -> None:  # type: ignore[type-arg]
    with django_assert_num_queries(0):
        answer = browser().get("/dang-nhap")
    assert answer.status_code == 200


def test_a_role_that_is_taken_away_bites_at_once(officer: Account, places: Places) -> None:
    admin = account("Quản trị", places.parent, "administrator")
    client = browser(officer)
    assert client.get("/tai-khoan/quan-ly").status_code == 200
    end_role(actor=actor(admin), holding_id=Holding.objects.get(account=officer).pk)
    assert client.get("/tai-khoan/quan-ly").status_code == 403


def test_a_desk_is_chosen_only_among_those_held(officer: Account, chair: Account, places: Places) -> None:
    held = Holding.objects.get(account=officer)
    deputy = account("Nông Thị Vân", places.own, "member")
    delegate(
        actor=actor(officer),
        account_id=deputy.pk,
        holding_id=held.pk,
        from_on=TODAY,
        until_on=TODAY,
        reason="ốm",
    )
    hold(deputy, "member", places.child)
    client = browser(deputy)
    assert client.get("/tai-khoan/quan-ly").status_code == 403
    assert client.post("/doi-don-vi", {"unit": places.below.pk}).status_code == 403
    assert client.post("/doi-don-vi", {"desk": f"{places.own.pk}-{chair.pk}"}).status_code == 403
    assert client.post("/doi-don-vi", {"unit": places.child.pk, "next": ME})["Location"] == ME
    client.post("/doi-don-vi", {"desk": f"{places.own.pk}-{officer.pk}"})
    assert client.get("/tai-khoan/quan-ly").status_code == 200
    assert "thay Ma Văn Sinh" in client.get(ME).content.decode()


@pytest.mark.parametrize("address", ["/tai-khoan", "/tai-khoan/quan-ly", "/tiep-tuc", "/tai-khoan/doi-ma"])
def test_strangers_are_asked_to_sign_in(db: None, address: str) -> None:
    assert browser().get(address)["Location"] == f"/dang-nhap?next={address.replace('/', '%2F')}"


def test_every_address_of_the_room_is_guarded() -> None:
    """What strangers may open is written down here."""
    public = {one.name for one in urls.urlpatterns if getattr(one.callback, "open_to_all", False)}
    assert public == {"sign_in", "unit_door", "choose_person", "sign_out", "link"}
