"""What waits for a person. Tasks are not stored: each room tells them from its own state, in
``queries/waiting.py``, and the home page merges what the rooms tell.

A room tells in one of two ways. A teller asks its own questions. A room whose job is a row or a count of rows
gives ``lines`` instead: those of all rooms are asked as one question, however many rooms there are. It is put into words
once for all who stand alike (``alike.py``), so an asker looks at nothing but the actor and today's date.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import BigIntegerField, DateField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from thidua.kernel import alike
from thidua.kernel.door import Actor


@dataclass(frozen=True)
class Waiting:
    """One job, in the reader's language: the title starts with a verb, the fact is the one that matters,
    the button says what opens ("Điền tiếp 4 ô"), the address is the exact place."""

    stage: str  # the room: "launch", "report", …
    code: str  # stable, e.g. "report.send"
    title: str
    fact: str
    button: str
    url: str
    due_on: dt.date | None = None
    done: int = 0
    total: int = 0
    unit: str = ""  # for whom, when the person acts for several units

    def days_left(self, today: dt.date) -> int | None:
        return None if self.due_on is None else (self.due_on - today).days


Teller: TypeAlias = Callable[[Actor], Iterable[Waiting]]
_TELLERS: list[Teller] = []


def tells_waiting(teller: Teller) -> Teller:
    """Registers a room's teller; a few queries at most, whatever the length of the list."""
    _TELLERS.append(teller)
    return teller


@dataclass(frozen=True)
class Line:
    """One row of the common question: the job, the object it opens, and what is said about it."""

    code: str
    key: int
    about: str
    more: str
    unit: str
    due_on: dt.date | None
    done: int
    total: int

    @property
    def told(self) -> dict[str, Any]:
        """The parts of ``more``, where the room gave several as a ``JSONObject``."""
        parts: dict[str, Any] = json.loads(self.more)
        return parts


Lines: TypeAlias = "QuerySet[Any, tuple[Any, ...]]"
Asker: TypeAlias = Callable[[Actor], Iterable[Lines]]
Saying: TypeAlias = Callable[[Line], Waiting]
_ASKERS: list[Asker] = []
_SAYINGS: dict[str, Saying] = {}
MOST_LINES = 200  # who has more jobs than this is not helped by reading them all

_NAMES = ("code", "key", "about", "more", "unit", "due_on", "done", "total")


def lines(
    found: QuerySet[Any, Any],
    code: str,
    *,
    key: str = "pk",
    about: str | Combinable = "",
    more: str | Combinable = "",
    unit: str | Combinable = "",
    due_on: str | Combinable | None = None,
    done: str | Combinable | int = 0,
    total: str | Combinable | int = 0,
) -> Lines:
    """Rows as lines of the common question; a name is a lookup of the row, an empty one says nothing."""
    columns = {
        "code": Value(code, output_field=TextField()),
        "key": Cast(F(key), BigIntegerField()),
        "about": Cast(_asked(about), TextField()),
        "more": Cast(_asked(more), TextField()),
        "unit": Cast(_asked(unit), TextField()),
        "due_on": Cast(_asked(due_on), DateField()),
        "done": Cast(_asked(done), BigIntegerField()),
        "total": Cast(_asked(total), BigIntegerField()),
    }
    named = {f"line_{name}": columns[name] for name in _NAMES}  # a row may have a column "done" of its own
    told: Lines = found.order_by().annotate(**named).values_list(*named)
    return told


def short_name(of: str = "") -> Combinable:
    """What a unit or a movement is called, as ``str`` of it says: the short name, or the whole one. ``of`` is the
    lookup that leads to it ("unit__")."""
    return Coalesce(NullIf(F(f"{of}short_name"), Value("")), F(f"{of}name"))


def _asked(value: str | Combinable | int | None) -> Any:
    if isinstance(value, str) and value:
        return F(value)
    return value if isinstance(value, Combinable) else Value(value)


def tells_lines(sayings: Mapping[str, Saying]) -> Callable[[Asker], Asker]:
    """Registers a room's lines, and by code how one of them is said in the reader's language."""

    def register(asker: Asker) -> Asker:
        _ASKERS.append(asker)
        _SAYINGS.update(sayings)
        return asker

    return register


@dataclass(frozen=True)
class _Together:
    """The lines of all rooms as one question."""

    askers: tuple[Asker, ...]

    def __call__(self, actor: Actor) -> Lines | None:
        asked = [one for asker in self.askers for one in asker(actor)]
        if not asked:
            return None
        rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
        # PostgreSQL puts rows without a day last, so a long list is cut where nothing is due.
        return rows.order_by("line_due_on", "line_key")[:MOST_LINES]


def _said_together(actor: Actor) -> list[Waiting]:
    """The lines of all rooms. One query."""
    found = [Line(*row) for row in alike.rows(_Together(tuple(_ASKERS)), actor)]
    return [_SAYINGS[one.code](one) for one in found]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for this actor: by deadline, the oldest first; without a deadline last."""
    told = [one for teller in _TELLERS for one in teller(actor)]
    told += _said_together(actor)
    return sorted(told, key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.stage, one.title))
