"""What a round was put to the standing committee with: the tờ trình, its number and day, as the decision names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from thidua.formats.vi import format_date
from thidua.score.models import MarkingRound, RoundStep

DECIDED: Final = ("decided", "published", "closed")
_NUMBER: Final = re.compile(r"\s*(\d{1,6})\s*/\s*(.+?)\s*")


@dataclass(frozen=True)
class Office:
    """ "56/TTr-CSPL" as a number of the register and the sign behind it; either may be unknown."""

    number: int | None
    symbol: str


def office_number(typed: str, usual: str) -> Office:
    """
    >>> office_number("56/TTr-CSPL", "TTr"), office_number("", "TTr")
    (Office(number=56, symbol='TTr-CSPL'), Office(number=None, symbol='TTr'))
    """
    found = _NUMBER.fullmatch(typed)
    return Office(int(found[1]), found[2]) if found else Office(None, usual)


def committee_of(found: MarkingRound) -> str:
    """As papers address it."""
    return f"Ban Thường vụ {found.organiser.name}"


def submission_of(steps: Sequence[RoundStep]) -> RoundStep | None:
    """The step that put the round to the committee and still stands: none when it went back after that."""
    for one in reversed(steps):
        if one.move == "back_to_verifying":
            return None
        if one.move == "to_committee":
            return one
    return None


def decision_of(steps: Sequence[RoundStep]) -> RoundStep | None:
    return next((one for one in reversed(steps) if one.move == "decide"), None)


def paper_name(step: RoundStep) -> str:
    """ "Tờ trình 56/TTr-CSPL, ngày 10/07/2017"."""
    words = {"number": step.number, "day": format_date(step.done_on)}
    return (_("Tờ trình %(number)s, ngày %(day)s") if step.number else _("Tờ trình ngày %(day)s")) % words


def told_steps(found: MarkingRound) -> list[RoundStep]:
    """What was done in a round, in its order; each decision with the tờ trình that it was taken on. One query."""
    steps = list(found.steps.select_related("scan"))
    for at, one in enumerate(steps):
        if one.move == "decide" and (submitted := submission_of(steps[:at])) is not None:
            one.ground = paper_name(submitted)
    return steps
