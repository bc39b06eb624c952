"""What this room asks the rooms after it before it acts; they answer in their ``handlers``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from thidua.federation.queries.reorganising.touched import branches_of
from thidua.kernel.questions import Errand, Question


@dataclass(frozen=True)
class Ending:
    """A unit is about to end with this day as its last."""

    unit_id: int
    path: str
    last_day: dt.date


ENDING: Question[Ending] = Question("federation.ending")


@dataclass(frozen=True)
class Reorganising:
    """A reorganisation is shown before it is carried out, or about to be: ids of units, by what happens."""

    reorganisation_id: int
    from_on: dt.date
    ending: tuple[int, ...]  # units that end, merged ones included
    merging: tuple[tuple[int, int], ...]  # (unit, into)
    moving: tuple[tuple[int, int], ...]  # (unit, new manager)
    splitting: tuple[tuple[int, int], ...]  # (unit, part)

    @cached_property
    def places(self) -> frozenset[int]:
        """Everybody whose place changes: who ends, who moves, and all that stands below who moves."""
        return frozenset(branches_of([unit_id for unit_id, _under in self.moving])) | frozenset(self.ending)


REORGANISING: Question[Reorganising] = Question("federation.reorganising")


@dataclass(frozen=True)
class Undoing:
    """A reorganisation is about to be taken back."""

    reorganisation_id: int
    from_on: dt.date
    touched: tuple[int, ...]


UNDOING: Question[Undoing] = Question("federation.undoing")


@dataclass(frozen=True)
class Unfounding:
    """Units that a reorganisation founded are about to be deleted, because it is taken back."""

    units: tuple[int, ...]


UNFOUNDING: Errand[Unfounding] = Errand("federation.unfounding")
