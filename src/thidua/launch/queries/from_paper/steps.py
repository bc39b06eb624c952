"""Deadlines that the ladder of a movement knows: by when which level issues its plan, launches, reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua.federation.models import UnitKind
from thidua.formats.text import fold
from thidua.launch.models import Deadline, ReadItem
from thidua.launch.queries.from_paper.lines import day_of
from thidua.launch.queries.levels import levels_below

_Level = UnitKind.Level
# What a deadline asks for, by the words it is told in. A report belongs to a period, which a plan does not open.
_WHAT = (
    (re.compile(r"\bphat dong\b"), Deadline.What.LAUNCH),
    (re.compile(r"\b(xay dung|ban hanh|trien khai|gui|nop)\b.*\bke hoach\b"), Deadline.What.ISSUE_PLAN),
)
_WHO = (
    (re.compile(r"\b(cap tren|ldld (cac )?(huyen|quan|thi xa|thanh pho)|cong doan nganh)\b"), _Level.UPPER),
    (re.compile(r"\b(cdcs|cong doan co so)\b"), _Level.GRASSROOTS),
)


@dataclass(frozen=True)
class Step:
    what: str
    level: str
    due_on: dt.date


def steps_of(rows: Iterable[ReadItem], level: str) -> Iterator[Step]:
    """The first day for each thing and level below ``level``; a deadline without a day or a level is a duty only."""
    below = set(levels_below(level))
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.kind != "deadline":
            continue
        day, whole = day_of(row.told.get("due"))
        what = _first(_WHAT, str(row.told.get("what") or ""))
        who = _first(_WHO, str(row.told.get("who") or ""))
        if day is not None and whole and what and who in below and (what, who) not in seen:
            seen.add((what, who))
            yield Step(what, who, day)


def _first(known: Iterable[tuple[re.Pattern[str], str]], written: str) -> str:
    words = fold(written)
    return next((str(code) for pattern, code in known if pattern.search(words)), "")
