"""Remarks of the plan checker on a reading, as they are kept: a key, what, why, a proposal, a place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from thidua.documents.reading.items import Anomaly
from thidua.documents.reading.model import Reading
from thidua.kernel.errors import Phrase

# What a kind of anomaly is, in a few words; the reader's own text says where and how.
NAMES: Mapping[str, Phrase] = {}


def remarks_on(reading: Reading) -> list[dict[str, Any]]:
    """In the order of the document; the same remark twice is one."""
    found: dict[str, dict[str, Any]] = {}
    for one in reading.of(Anomaly):
        key = key_of(one.type, one.text)
        found.setdefault(
            key,
            {
                "key": key,
                "code": one.type,
                "what": one.text,
                "why": "",
                "proposal": one.proposal or "",
                "start": one.anchor.start if one.anchor else None,
                "end": one.anchor.end if one.anchor else None,
            },
        )
    return list(found.values())


def key_of(code: str, text: str) -> str:
    """What tells one remark from another, the same whenever the same thing is said."""
    return hashlib.sha256(f"{code}\n{text}".encode()).hexdigest()[:24]
