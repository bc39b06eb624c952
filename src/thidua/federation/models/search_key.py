from __future__ import annotations

from thidua.formats import text


def search_key(*parts: str) -> str:
    """Folded words with single spaces and nothing else, so that the database splits them as we do:
    its parser reads ``-001`` as a negative number.

    >>> search_key("CĐCS Trường TH-THCS", "TQ-001")
    'cdcs truong th thcs tq 001'
    """
    folded = text.fold(" ".join(parts))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded).split())
