"""What people type: phone numbers in any spelling, PINs that are too easy."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.access.logins import normalise, phone, spaced, usable
from thidua.access.pins import first_pin, problem_of


@pytest.mark.parametrize(
    "typed",
    ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "+84 (0)912-345-678", "84912345678",
     "0084 912 345 678", "912345678", "０９１２３４５６７８", " 0912345678 "],
)  # fmt: skip
def test_a_phone_number_is_one_number_however_it_is_typed(typed: str) -> None:
    assert normalise(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["02073822345", "0207 382 2345", "+84 207 3822345"])
def test_a_desk_phone_is_a_phone_too(typed: str) -> None:
    assert normalise(typed) == "02073822345"


@pytest.mark.parametrize(
    ("typed", "login"), [("Huong.BV1", "huong.bv1"), (" huong bv1 ", "huongbv1"), ("12345", "12345")]
)
def test_other_logins_are_kept_in_lower_case(typed: str, login: str) -> None:
    assert normalise(typed) == login


@pytest.mark.parametrize("login", ["12345", "", "ab", "hương", "a" * 41, "0912"])
def test_what_cannot_name_an_account(login: str) -> None:
    assert not usable(normalise(login))


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(typed: str) -> None:
    assert normalise(normalise(typed)) == normalise(typed)


def test_a_number_is_told_as_it_is_read_aloud() -> None:
    assert spaced("0912345678") == "0912 345 678"
    assert spaced("huong.bv1") == "huong.bv1"
    assert phone("huong.bv1") == ""


WEAK = ["111111", "121212", "123456", "654321", "890123", "123123", "112233", "345678", "240581", "198105"]


@pytest.mark.parametrize("pin", WEAK)
def test_easy_pins_are_refused(pin: str) -> None:
    assert problem_of(pin, login="0912345678", born_on=dt.date(1981, 5, 24)) is not None


@pytest.mark.parametrize(
    "secret", ["12345", "1234567", "1234567890", "abc", "mat khau", "password123", "a" * 20, "x" * 129]
)
def test_easy_passwords_are_refused(secret: str) -> None:
    assert problem_of(secret) is not None


@pytest.mark.parametrize("secret", ["240519", "907316", "con trâu đi trước", "Sông Lô 1947 xanh"])
def test_good_ones_pass(secret: str) -> None:
    assert problem_of(secret, login="0912345678", born_on=dt.date(1981, 5, 24)) is None


def test_first_pins_pass_their_own_rules() -> None:
    made = [first_pin(login="0912345678") for _each in range(200)]
    assert [pin for pin in made if problem_of(pin, login="0912345678")] == []
    assert all(len(pin) == 6 for pin in made)
    assert len(set(made)) > 150
