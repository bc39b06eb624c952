"""Which PINs and passwords are good enough, and the making of first PINs."""

from __future__ import annotations

import datetime as dt
import secrets
from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thidua.access.errors import WeakSecret
from thidua.kernel.errors import Phrase

PIN_LENGTH = 6
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128  # hashing a very long text would be a way to keep the server busy


def check_secret(secret: str, *, login: str = "", phone: str = "", born_on: dt.date | None = None) -> None:
    """Raises WeakSecret unless ``secret`` is a PIN or a password that is not easily guessed."""
    if problem := problem_of(secret, login=login, phone=phone, born_on=born_on):
        raise WeakSecret(problem=str(problem))


def problem_of(
    secret: str, *, login: str = "", phone: str = "", born_on: dt.date | None = None
) -> Phrase | None:
    if _is_pin(secret):
        return _problem_of_pin(secret, [login, phone], born_on)
    return _problem_of_password(secret, login)


def first_pin(*, login: str = "", phone: str = "", born_on: dt.date | None = None) -> str:
    """A random PIN for a slip that passes the same rules."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"
        if problem_of(pin, login=login, phone=phone, born_on=born_on) is None:
            return pin


def _is_pin(secret: str) -> bool:
    return len(secret) == PIN_LENGTH and secret.isascii() and secret.isdigit()


def _problem_of_pin(pin: str, numbers: list[str], born_on: dt.date | None) -> Phrase | None:
    if len(set(pin)) <= 2:
        return _("chỉ có một hoặc hai chữ số lặp lại")
    if _is_run(pin) or pin[:3] == pin[3:] or pin in ("112233", "332211", "123321", "654456"):
        return _("các chữ số theo thứ tự hoặc lặp lại")
    if any(pin in number for number in numbers):
        return _("trùng với một đoạn của số điện thoại")
    if born_on is not None and pin in _spellings(born_on):
        return _("trùng với ngày sinh")
    return None


def _is_run(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _spellings(day: dt.date) -> set[str]:
    return {day.strftime(form) for form in ("%d%m%y", "%y%m%d", "%m%d%y", "%m%Y", "%Y%m")} | {
        f"{day.day}{day.month}{day.year}",
        f"{day.day:02}{day.year}",
    }


def _problem_of_password(password: str, login: str) -> Phrase | None:
    if len(password) > LONGEST_PASSWORD:
        return _("mật khẩu quá dài")
    if password.isdigit() or len(password) < SHORTEST_PASSWORD:
        return _("cần đúng 6 chữ số, hoặc từ 10 ký tự có cả chữ")
    if len(set(password.casefold())) <= 3 or (login and login in password.casefold()):
        return _("chứa tên đăng nhập hoặc lặp ít ký tự")
    return _common(password)


def _common(password: str) -> Phrase | None:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return _("mật khẩu này có trong danh sách hay bị đoán")
    return None
