"""Slips, links, one's own PIN: secrets that are told once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from tests.access.cast import PIN, TODAY, Places, account, actor
from thidua.access.actions import make_slips as making
from thidua.access.actions.change_secret import change_secret
from thidua.access.actions.make_link import look_at, make_link, use_link
from thidua.access.actions.make_slips import make_slips
from thidua.access.actions.make_token import MOST, make_token
from thidua.access.actions.reset import reset
from thidua.access.errors import (
    AboveYou,
    CurrentSecretWrong,
    JustReset,
    LinkExpired,
    LinkLeadsAway,
    LinkSpent,
    SlipsAlreadyUsed,
    TooManySlips,
    TooManyTokens,
    WeakSecret,
)
from thidua.access.models import Account, SignInLink
from thidua.access.signing_in import verify
from thidua.audit.models import Entry
from thidua.kernel import clock
from thidua.kernel.door import NOBODY
from thidua.kernel.errors import Absent, NotSignedIn, NotYours, Refusal


def test_a_reset_gives_a_slip_with_everything_on_it(chair: Account, officer: Account) -> None:
    slip = reset(actor=actor(officer), account_id=chair.pk)
    assert (slip.name, slip.unit, slip.login) == (
        "Hà Thị Thơm",
        "CĐCS Trường tiểu học Tân An",
        "0912 345 678",
    )
    assert str(slip.contact) == "LĐLĐ huyện Nà Mường (Ma Văn Sinh 0987 654 321)"
    assert verify(slip.login, slip.pin).must_change


def test_the_slip_names_who_is_there_for_it(chair: Account, officer: Account, places: Places) -> None:
    account("Lý Thị Mai", places.own, "chair", login="0911000111")
    account("Không Số Máy", places.child, "officer", login="khong.so")
    account("Quản trị", places.parent, "administrator", login="0911000222")
    slip = reset(actor=actor(officer), account_id=chair.pk)
    assert str(slip.contact) == "Công đoàn xã Tân An (Không Số Máy)"
    boss = account("Đặng Văn Hợi", places.own, "member")
    assert str(reset(actor=actor(officer), account_id=boss.pk).contact).endswith("(Ma Văn Sinh 0987 654 321)")


def test_the_pin_is_readable_nowhere(chair: Account, officer: Account) -> None:
    slip = reset(actor=actor(officer), account_id=chair.pk)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select count(*) from "{table}" t where t::text like %s', [f"%{slip.pin}%"])
            assert cursor.fetchone() == (0,), table


def test_a_reset_ends_what_was_open(chair: Account, officer: Account) -> None:
    mark = chair.session_mark
    _link, secret = make_link(actor=actor(officer), account_id=chair.pk, goes_to="/")
    reset(actor=actor(officer), account_id=chair.pk)
    chair.refresh_from_db()
    assert chair.session_mark != mark
    with pytest.raises(LinkSpent):
        use_link(secret=secret)
    assert Entry.objects.filter(did="account.reset", actor_name="Ma Văn Sinh").count() == 1


def test_who_may_not_reset(chair: Account, officer: Account, places: Places) -> None:
    with pytest.raises(Absent):
        reset(actor=actor(chair), account_id=officer.pk)
    member = account("Đoàn viên", places.below, "member")
    with pytest.raises(Absent):
        reset(actor=actor(member), account_id=chair.pk)
    boss = account("Lý Thị Mai", places.own, "chair")
    with pytest.raises(AboveYou):
        reset(actor=actor(officer), account_id=boss.pk)
    assert reset(actor=actor(chair), account_id=member.pk).name == "Đoàn viên"


def test_the_same_press_twice_gives_one_slip(chair: Account, officer: Account) -> None:
    seen = chair.version
    reset(actor=actor(officer), account_id=chair.pk, version=seen)
    with pytest.raises(JustReset):
        reset(actor=actor(officer), account_id=chair.pk, version=seen)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_slip(chair: Account, officer: Account, places: Places) -> None:
    other = account("Nông Thị Vân", places.own, "officer")
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def press(by: Account) -> None:
        acting, seen = actor(by), chair.version
        ready.wait()
        try:
            outcomes.append(f"pin {reset(actor=acting, account_id=chair.pk, version=seen).pin}")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    together = [threading.Thread(target=press, args=(by,)) for by in (officer, other)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    (refused,) = [one for one in outcomes if not one.startswith("pin")]
    (made,) = [one for one in outcomes if one.startswith("pin")]
    assert refused == "access.just_reset"
    assert verify(chair.login, made.removeprefix("pin ")) == chair


def test_slips_are_for_those_who_never_came_in(places: Places, officer: Account) -> None:
    new = account("Người Mới", places.child, "grassroots_chair", must_change=True)
    known = account("Người Cũ", places.child, "grassroots_chair", must_change=True, last_login=timezone.now())
    far = account("Người Xa", places.stranger, must_change=True)
    slips = make_slips(actor=actor(officer), account_ids=[new.pk, known.pk, far.pk])
    assert [one.name for one in slips] == ["Người Mới"]
    assert verify(new.login, slips[0].pin) == new
    with pytest.raises(SlipsAlreadyUsed):
        make_slips(actor=actor(officer), account_ids=[known.pk, far.pk])
    with pytest.raises(TooManySlips):
        make_slips(actor=actor(officer), account_ids=list(range(making.MOST + 1)))


def test_printing_again_voids_the_slips_before(places: Places, officer: Account) -> None:
    new = account("Người Mới", places.child, must_change=True)
    (first,) = make_slips(actor=actor(officer), account_ids=[new.pk])
    (second,) = make_slips(actor=actor(officer), account_ids=[new.pk])
    assert verify(new.login, second.pin) == new
    with pytest.raises(Refusal):
        verify(new.login, first.pin)


def test_changing_ones_own_pin(chair: Account) -> None:
    me = actor(chair)
    with pytest.raises(CurrentSecretWrong):
        change_secret(actor=me, current="000001", new="907316")
    with pytest.raises(WeakSecret):
        change_secret(actor=me, current=PIN, new="345678")
    change_secret(actor=me, current=PIN, new="907316")
    assert verify("0912345678", "907316") == chair
    with pytest.raises(NotSignedIn):
        change_secret(actor=NOBODY, current=PIN, new="907316")


def test_a_link_opens_once(chair: Account, officer: Account) -> None:
    _link, secret = make_link(actor=actor(officer), account_id=chair.pk, goes_to="/bao-cao/7")
    assert look_at(secret).account == chair
    assert look_at(secret).used_at is None
    assert use_link(secret=secret).goes_to == "/bao-cao/7"
    with pytest.raises(LinkSpent):
        use_link(secret=secret)
    with pytest.raises(Absent):
        use_link(secret="x" + secret)
    assert not SignInLink.objects.filter(digest=secret).exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_let_one_in(chair: Account, officer: Account) -> None:
    _link, secret = make_link(actor=actor(officer), account_id=chair.pk, goes_to="/")
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        ready.wait()
        try:
            with clock.standing_on(TODAY):  # a thread does not take the day along
                use_link(secret=secret)
            outcomes.append("in")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    together = [threading.Thread(target=press) for _each in range(2)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert sorted(outcomes) == ["access.link_spent", "in"]


def test_a_link_ends(chair: Account, officer: Account) -> None:
    _link, secret = make_link(actor=actor(officer), account_id=chair.pk, goes_to="/")
    SignInLink.objects.update(expires_at=clock.now() - dt.timedelta(minutes=1))
    with pytest.raises(LinkExpired):
        look_at(secret)


@pytest.mark.parametrize(
    "away", ["https://la.example/", "//la.example/", "javascript:alert(1)", "/\\la.example", ""]
)
def test_a_link_stays_in_the_house(chair: Account, officer: Account, away: str) -> None:
    with pytest.raises(LinkLeadsAway):
        make_link(actor=actor(officer), account_id=chair.pk, goes_to=away)


def test_who_may_not_make_a_link(chair: Account, officer: Account, places: Places) -> None:
    boss = account("Lý Thị Mai", places.own, "chair")
    with pytest.raises(AboveYou):
        make_link(actor=actor(officer), account_id=boss.pk, goes_to="/")
    member = account("Đoàn viên", places.below, "member")
    with pytest.raises(NotYours):
        make_link(actor=actor(chair), account_id=member.pk, goes_to="/")


def test_tokens_are_few(chair: Account) -> None:
    for n in range(MOST):
        make_token(actor=actor(chair), name=f"máy {n}")
    with pytest.raises(TooManyTokens):
        make_token(actor=actor(chair), name="máy nữa")
