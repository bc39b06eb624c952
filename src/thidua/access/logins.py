"""What people type to say who they are: a phone number in any spelling, or a short name."""

from __future__ import annotations

import re
import unicodedata

_SPACING = re.compile(r"[\s.\-()\u200b]+")
_PHONE = re.compile(r"0[1-9][0-9]{8,9}")
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,39}")


def normalise(given: str) -> str:
    """The login as stored: ``0912345678`` for a phone number in any spelling, else lower case.

    >>> [normalise(one) for one in ("+84 912.345.678", "84912345678", "912345678", "Huong.BV1")]
    ['0912345678', '0912345678', '0912345678', 'huong.bv1']
    """
    plain = unicodedata.normalize("NFKC", given)
    folded = unicodedata.normalize("NFKC", re.sub(r"\s+", "", plain).casefold())
    return phone(plain) or re.sub(r"\s+", "", folded)


def phone(given: str) -> str:
    """The Vietnamese phone number with its leading zero, or "" when it is none."""
    digits = _SPACING.sub("", unicodedata.normalize("NFKC", given))
    if digits.startswith(("+84", "0084")):
        digits = "0" + digits.removeprefix("+84").removeprefix("0084").lstrip("0")
    elif digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    elif re.fullmatch(r"[35789][0-9]{8}", digits):  # a sheet of figures has eaten the zero
        digits = "0" + digits
    return digits if _PHONE.fullmatch(digits) else ""


def usable(login: str) -> bool:
    """Whether a normalised login may name an account."""
    return bool(phone(login) == login != "" or (_NAME.fullmatch(login) and not login.isdigit()))


def spaced(login: str) -> str:
    """A phone number as people read it aloud: 0912 345 678; other logins as they are."""
    return f"{login[:4]} {login[4:7]} {login[7:]}" if phone(login) == login != "" else login
