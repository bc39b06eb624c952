"""The PIN typed once more before a grave act: counted with signing in, good for one person and a few minutes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast, read
from thidua.access.errors import AddressLocked, Locked, NotProved, SecretWrong, WrongSecret
from thidua.access.models import Attempts
from thidua.access.proving import LASTS, Proof, must_be_proved, prove
from thidua.access.signing_in import ADDRESS_LIMIT, Caller, verify
from thidua.kernel.door import NOBODY
from thidua.kernel.errors import NotSignedIn

PIN = read("cast.yaml")["pin"]
WRONG = "192837"


def test_the_right_pin_gives_a_proof_of_that_person(cast: Cast) -> None:
    chair = cast.actor("na_hang_chair")
    proof = prove(actor=chair, secret=PIN)
    assert proof.account_id == chair.account_id
    must_be_proved(chair, proof)
    assert not Attempts.objects.exists()


def test_a_wrong_one_is_told_with_what_is_left(cast: Cast) -> None:
    chair = cast.actor("na_hang_chair")
    for left in (4, 3):
        with pytest.raises(SecretWrong) as told:
            prove(actor=chair, secret=WRONG)
        assert f"Còn {left} lần thử" in str(told.value.say())
    assert prove(actor=chair, secret=PIN)
    with pytest.raises(SecretWrong) as again:
        prove(actor=chair, secret=WRONG)
    assert "Còn 4 lần thử" in str(again.value.say())  # the right one forgave those before


def test_an_open_phone_gives_no_more_guesses_than_the_front_door(cast: Cast) -> None:
    chair, login = cast.actor("na_hang_chair"), cast.accounts["na_hang_chair"].login
    for _ in range(3):
        with pytest.raises(SecretWrong):
            prove(actor=chair, secret=WRONG)
    with pytest.raises(WrongSecret) as told:
        verify(login, WRONG)
    assert "Còn 1 lần thử" in str(told.value.say())
    with pytest.raises(Locked):
        prove(actor=chair, secret=WRONG)
    with pytest.raises(Locked):
        prove(actor=chair, secret=PIN)  # locked is locked, also for the right one


def test_strangers_at_the_login_lock_nobody_out_of_signing(cast: Cast) -> None:
    """From the browser in which the account signed in, tries are counted apart."""
    account = cast.accounts["na_hang_chair"]
    for _ in range(5):
        with pytest.raises((WrongSecret, Locked)):
            verify(account.login, WRONG, caller=Caller("10.0.0.9"))
    own = Caller("10.0.0.1", "a-device", frozenset({account.pk}))
    assert prove(actor=cast.actor("na_hang_chair"), secret=PIN, caller=own)


def test_an_address_that_guesses_is_refused_here_too(cast: Cast) -> None:
    caller = Caller("10.0.0.7")
    chair = cast.actor("na_hang_chair")
    with pytest.raises(SecretWrong):
        prove(actor=chair, secret=WRONG, caller=caller)
    Attempts.objects.filter(failures=1).update(failures=ADDRESS_LIMIT - 1)
    other = cast.actor("son_duong_chair")
    with pytest.raises(SecretWrong):
        prove(actor=other, secret=WRONG, caller=caller)
    with pytest.raises(AddressLocked):
        prove(actor=other, secret=PIN, caller=caller)


def test_who_is_not_signed_in_proves_nothing(cast: Cast) -> None:
    with pytest.raises(NotSignedIn):
        prove(actor=NOBODY, secret=PIN)


def test_a_proof_is_personal_and_short(cast: Cast) -> None:
    chair, other = cast.actor("na_hang_chair"), cast.actor("son_duong_chair")
    assert chair.account_id is not None
    fresh = Proof(chair.account_id, timezone.now())
    old = Proof(chair.account_id, timezone.now() - LASTS - dt.timedelta(seconds=1))
    must_be_proved(chair, fresh)
    for actor, given in ((chair, None), (chair, old), (other, fresh), (NOBODY, fresh)):
        with pytest.raises(NotProved):
            must_be_proved(actor, given)
