"""Vietnamese phone numbers, as people type them and as they are kept."""

from __future__ import annotations

import re

from thidua.documents.sheets import restore_phone
from thidua.federation.errors import PhoneWrong

_FORM = re.compile(r"0[1-9]\d{8,9}")


def as_phone(typed: str) -> str:
    """``0912345678`` from ``0912 345 678``, ``+84 912.345.678`` or a number cell that lost its zero.

    Landlines have ten or eleven digits. "" stays "". Raises PhoneWrong.
    """
    if not typed.strip():
        return ""
    phone = restore_phone(typed)
    if not _FORM.fullmatch(phone):
        raise PhoneWrong(phone=typed.strip())
    return phone
