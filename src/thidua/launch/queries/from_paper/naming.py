"""Which of our units a paper names. A name that is not known waits in a queue for a person; none is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thidua.federation.models import Body
from thidua.federation.queries.matching import roster
from thidua.formats.text import clean, fold
from thidua.launch.models import PaperReading, ReadBody, ReadItem
from thidua.launch.queries.from_paper.storing import ASSIGNMENT

# A name of one union begins so; "các …" and levels ("công đoàn cơ sở") speak of many and are matched by level.
_ONE_UNION = re.compile(r"^(ldld|lien doan lao dong|cong doan|cdcs|cd)\b")
_MANY = re.compile(
    r"^(cac|nhung|tat ca|toan the|moi)\b|^(cong doan co so|cdcs|cong doan cap tren.*|cong doan cac cap"
    r"|cong doan cap .*|ldld cac .*|cong doan cac .*)$"
)


def names_in(rows: Iterable[ReadItem]) -> Iterator[str]:
    """Names of single units in annexes and in duties, each once, as written."""
    seen: set[str] = set()
    for row in rows:
        name = clean(str(row.told.get(_WHERE.get(row.kind, ""), "") or ""))
        if name and name not in seen and (row.kind == ASSIGNMENT or is_one_union(name)):
            seen.add(name)
            yield name


_WHERE = {ASSIGNMENT: "unit", "duty": "body", "deadline": "who"}


def is_one_union(name: str) -> bool:
    words = fold(name)
    return bool(_ONE_UNION.match(words)) and not _MANY.match(words)


def bodies_of(reading: PaperReading, rows: Iterable[ReadItem]) -> list[ReadBody]:
    """One row a name, matched where exactly one living body of the branch is called so; not yet saved."""
    names = list(names_in(rows))
    if not names:
        return []
    known = roster(reading.seat.path)
    told = []
    for name in names:
        found = next((hit for one in _written_out(name) if (hit := known.find(one))), [])
        near = [] if len(found) == 1 else known.suggest(name)
        told.append(
            ReadBody(
                reading=reading,
                written=name[:300],
                body_id=found[0] if len(found) == 1 else None,
                suggestions=[{"body_id": one.body_id, "label": one.label} for one in near],
            )
        )
    return told


# What papers abbreviate and registers write out.
_SHORT = (("LĐLĐ", "Liên đoàn Lao động"), ("CĐCS", "Công đoàn cơ sở"), ("CĐ", "Công đoàn"))


def _written_out(name: str) -> Iterator[str]:
    """The name as written, and with what stands at its head written out or abbreviated."""
    yield name
    for short, long in _SHORT:
        if name.startswith(f"{short} "):
            yield f"{long}{name.removeprefix(short)}"
        elif fold(name).startswith(f"{fold(long)} "):
            yield f"{short}{name[len(long) :]}"


def offered_bodies(reading: PaperReading) -> list[tuple[int, str]]:
    """Units to choose from: the reading's own and those directly below it."""
    seat = reading.seat
    below = Body.objects.filter(parent=seat, ended_on=None).exclude(path="").order_by("sort_key")
    return [(seat.pk, str(seat)), *((one.pk, str(one)) for one in below[:300])]
