"""What waits for somebody. Tasks are not stored: each room offers them from what it knows, and the home
page merges them by deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Waiting:
    """One thing to do.

    ``code`` names the kind ("launch.issue_plan"), whose sentence begins with a verb and is worded where it
    is shown; ``params`` fill that sentence; ``url`` opens the exact place; ``done``/``total`` say how far it
    is (0/0 when that cannot be counted); ``stage`` is the room it belongs to; ``due_on`` None is a duty
    without a deadline, which stays in sight.
    """

    code: str
    due_on: dt.date | None
    url: str
    params: dict[str, object] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    stage: str = ""
