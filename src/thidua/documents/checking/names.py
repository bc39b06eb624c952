"""One body or bloc written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from thidua.documents.checking.remarks import Remark, Severity
from thidua.documents.prose.letters import plain
from thidua.documents.reading.items import Bloc, Deadline, Duty
from thidua.documents.reading.model import Reading
from thidua.documents.source.model import Anchor

_LEAST_WORDS = 3
_LONG_WORD = 4


def of_names(reading: Reading) -> Iterator[Remark]:
    told: set[str] = set()
    for (one, _), (other, anchor) in combinations(_names(reading), 2):
        key = plain(other)
        if key not in told and one != other and _same(one, other):
            told.add(key)
            yield Remark(
                code="documents.check_name_in_two_ways",
                severity=Severity.NOTE,
                anchor=anchor,
                params={"one": one, "other": other},
                proposal=one,
            )


def _names(reading: Reading) -> list[tuple[str, Anchor | None]]:
    """Each writing once, in the order of the text. Capitals and "các" make no other name."""
    names: dict[str, tuple[str, Anchor | None]] = {}
    for item in reading.items:
        match item:
            case Duty():
                written = item.body
            case Bloc():
                written = item.name
            case Deadline() if item.who:
                written = item.who
            case _:
                continue
        written = re.sub(r"^(?:các|từng|mỗi)\s+", "", written, flags=re.I)
        names.setdefault(written.lower(), (written, item.anchor))
    return list(names.values())


def _same(one: str, other: str) -> bool:
    """The same words with other marks between them, or but for one letter of one word."""
    words, others = plain(one).split(), plain(other).split()
    if len(words) != len(others) or len(words) < _LEAST_WORDS:
        return False
    different = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if not different:
        return _marks(one) != _marks(other)
    return len(different) == 1 and _one_letter(*different[0])


def _marks(name: str) -> list[str]:
    return re.findall(r"[-–,&/]", name)


def _one_letter(one: str, other: str) -> bool:
    """A tone or a letter off, in a word long enough that it is no other word; numerals are names of their own."""
    numeral = any(letter.isdigit() for letter in one + other)
    if numeral or min(len(one), len(other)) < _LONG_WORD or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
