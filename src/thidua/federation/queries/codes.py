"""Codes that the house gives when nobody gave one."""

from __future__ import annotations

from itertools import count, islice

from thidua.federation.models import Body


def free_codes(prefix: str, wanted: int) -> list[str]:
    """The next ``wanted`` codes ``prefix-001``, ``prefix-002``, … that nobody holds."""
    begins = f"{prefix}-"
    taken = set(Body.objects.filter(code__startswith=begins).values_list("code", flat=True))
    free = (code for n in count(1) if (code := f"{begins}{n:03d}") not in taken)
    return list(islice(free, wanted))
