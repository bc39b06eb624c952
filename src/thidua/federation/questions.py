"""What this room asks the rooms after it before it acts; they answer in their ``handlers``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thidua.kernel.questions import Question


@dataclass(frozen=True)
class Ending:
    """A unit is about to end with this day as its last."""

    unit_id: int
    path: str
    last_day: dt.date


ENDING: Question[Ending] = Question("federation.ending")
