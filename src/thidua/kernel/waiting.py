"""What waits for a person. Tasks are not stored: each room tells them from its own state, in
``queries/waiting.py``, and the home page merges what the rooms tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

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


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for this actor: by deadline, the oldest first; without a deadline last."""
    told = [one for teller in _TELLERS for one in teller(actor)]
    return sorted(told, key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.stage, one.title))
