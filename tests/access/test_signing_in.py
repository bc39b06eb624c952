"""Who gets in, and what happens to who guesses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from tests.access.cast import PIN, Places, account, actor
from thidua.access import signing_in
from thidua.access.actions.close_account import close_account
from thidua.access.actions.make_token import end_my_token, make_token
from thidua.access.actions.reset import reset
from thidua.access.actions.set_unit_secret import set_unit_secret
from thidua.access.errors import (
    AccountClosed,
    AddressLocked,
    Locked,
    SlipExpired,
    WrongSecret,
    WrongUnitSecret,
)
from thidua.access.models import Account, Attempts
from thidua.access.signing_in import Caller, by_token, lock_after, tries_left, verify, verify_unit
from thidua.kernel import clock
from thidua.kernel.errors import Refusal, say


def refused(work: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as raised:
        work()
    return raised.value


def guess(login: str, times: int, caller: Caller = signing_in.NOWHERE) -> Refusal:
    for _each in range(times):
        last = refused(lambda: verify(login, "000001", caller=caller))
    return last


@pytest.mark.parametrize("typed", ["0912345678", "+84 912 345 678", "912345678"])
def test_a_phone_number_and_a_pin(chair: Account, typed: str) -> None:
    assert verify(typed, PIN) == chair


def test_django_finds_the_account_too(chair: Account) -> None:
    assert authenticate(None, login="0912345678", secret=PIN) == chair
    assert authenticate(None, login="0912345678", secret="000001") is None
    assert authenticate(None, username="0912345678", password=PIN) is None


def test_the_lock_grows(chair: Account) -> None:
    told = [guess("0912345678", 1) for _each in range(5)]
    assert [one.code for one in told] == ["access.wrong_secret"] * 4 + ["access.locked"]
    assert [one.params["left"] for one in told[:4]] == [4, 3, 2, 1]
    assert [lock_after(n) for n in (4, 5, 6, 8, 11, 12, 14, 17)] == [
        None, dt.timedelta(minutes=5), None, dt.timedelta(hours=1), dt.timedelta(days=1), None,
        dt.timedelta(days=1), dt.timedelta(days=1),
    ]  # fmt: skip
    assert [tries_left(n) for n in (0, 4, 5, 7, 11, 13)] == [5, 1, 3, 1, 3, 1]


def test_a_locked_door_does_not_open_even_with_the_right_pin(chair: Account) -> None:
    guess("0912345678", 5)
    assert isinstance(refused(lambda: verify("0912345678", PIN)), Locked)
    Attempts.objects.update(locked_until=timezone.now() - dt.timedelta(seconds=1))
    assert verify("0912345678", PIN) == chair
    assert not Attempts.objects.exists()


def test_the_refusal_says_how_long_and_whom_to_call(chair: Account, officer: Account) -> None:
    here = Caller(device="máy của chị Thơm", known=frozenset({chair.pk}))
    words = str(say(guess("0912345678", 5, here)))
    assert "Đã gõ sai 5 lần liên tiếp" in words
    assert "LĐLĐ huyện Nà Mường (Ma Văn Sinh 0987 654 321)" in words


def test_a_stranger_is_not_told_who_belongs_where(chair: Account, officer: Account) -> None:
    words = str(say(guess("0912345678", 5)))
    assert "Nà Mường" not in words
    assert "công đoàn cấp trên" in words


def test_an_unknown_login_is_answered_like_a_known_one(chair: Account) -> None:
    known = [say(guess("0912345678", 1)) for _each in range(6)]
    unknown = [say(guess("0900000000", 1)) for _each in range(6)]
    assert [one.code for one in known] == [one.code for one in unknown]
    assert known[:4] == unknown[:4]


def test_an_unknown_login_costs_as_many_hashes(chair: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: the real hash runs once on either way."""
    hashed: list[str] = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    real = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    costs = []
    without_pin = account("Chưa Có Mã", chair.unit, login="0911111111")
    without_pin.set_unusable_password()
    without_pin.save()
    for login in ("0912345678", "0900000000", "0911111111"):
        hashed.clear()
        guess(login, 1)
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


def test_a_stranger_who_guesses_does_not_lock_out_the_owner(chair: Account) -> None:
    guess("0912345678", 5)
    own_phone = Caller(device="máy của chị Thơm", known=frozenset({chair.pk}))
    assert verify("0912345678", PIN, caller=own_phone) == chair
    assert isinstance(guess("0912345678", 1), Locked)


def test_one_office_shares_one_address(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "ADDRESS_LIMIT", 6)
    people = [account(f"Người {n}", places.own, login=f"09000000{n:02}") for n in range(4)]
    office = Caller(address="203.0.113.7")
    for one in people[:3]:
        guess(one.login, 2, office)
        verify(people[3].login, PIN, caller=office) if one is not people[2] else None
    assert isinstance(refused(lambda: verify(people[3].login, PIN, caller=office)), AddressLocked)
    known_here = Caller(address="203.0.113.7", device="máy", known=frozenset({people[3].pk}))
    assert verify(people[3].login, PIN, caller=known_here) == people[3]
    assert verify(people[3].login, PIN, caller=Caller(address="203.0.113.8")) == people[3]


def test_yesterdays_tries_from_an_address_do_not_count(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "ADDRESS_LIMIT", 3)
    office = Caller(address="203.0.113.7")
    guess("0900000001", 2, office)
    Attempts.objects.update(last_at=timezone.now() - dt.timedelta(hours=2))
    guess("0900000002", 2, office)
    assert isinstance(guess("0900000003", 1, office), WrongSecret)


def test_a_closed_account_is_told_only_to_its_owner(chair: Account, officer: Account) -> None:
    close_account(actor=actor(officer), account_id=chair.pk)
    assert isinstance(guess("0912345678", 1), WrongSecret)
    assert isinstance(refused(lambda: verify("0912345678", PIN)), AccountClosed)


def test_the_pin_of_an_old_slip(chair: Account, officer: Account) -> None:
    slip = reset(actor=actor(officer), account_id=chair.pk)
    assert verify("0912345678", slip.pin) == chair
    Account.objects.update(slip_until=clock.now() - dt.timedelta(days=1))
    assert isinstance(refused(lambda: verify("0912345678", slip.pin)), SlipExpired)


def test_a_reset_lifts_the_lock(chair: Account, officer: Account) -> None:
    guess("0912345678", 5)
    slip = reset(actor=actor(officer), account_id=chair.pk)
    assert verify("0912345678", slip.pin) == chair


def test_the_door_of_a_unit(places: Places, officer: Account) -> None:
    _door, pin = set_unit_secret(actor=actor(officer), unit_id=places.below.pk)
    assert verify_unit(places.below.code.lower(), pin) == places.below
    codes = [
        refused(lambda code=code: verify_unit(code, "000001")).code for code in (places.below.code, "KHÔNG")
    ]
    assert codes == [WrongUnitSecret.code] * 2
    again = [refused(lambda: verify_unit(places.below.code, "000001")) for _each in range(4)]
    assert isinstance(again[-1], Locked)


def test_a_token_acts_until_it_is_taken_back(chair: Account) -> None:
    token, secret = make_token(actor=actor(chair), name="phần mềm kế toán")
    assert by_token(secret) == chair
    assert by_token(secret + "x") is None
    assert secret not in str(token.__dict__)
    end_my_token(actor=actor(chair), token_id=token.pk)
    assert by_token(secret) is None


def test_tokens_of_a_closed_account_are_dead(chair: Account, officer: Account) -> None:
    _token, secret = make_token(actor=actor(chair), name="phần mềm")
    close_account(actor=actor(officer), account_id=chair.pk)
    assert by_token(secret) is None
