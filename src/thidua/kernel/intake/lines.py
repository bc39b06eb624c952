"""One row while it is being checked: reading its cells, and saying what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from thidua.documents.sheets import day_of_serial
from thidua.formats import vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say
from thidua.kernel.intake.errors import ChoiceUnknown, RowRepeated
from thidua.kernel.languages import Words
from thidua.kernel.typed import read_day

V = TypeVar("V")

YES_NO = Words(
    (_("có"), True),
    (_("không"), False),
    also={
        **dict.fromkeys(("x", "1", "đúng", "phải", "true", "✓"), True),
        **dict.fromkeys(("0", "sai", "false", "-"), False),
    },
)


@dataclass(frozen=True)
class Suggestion:
    """A unit that a row might mean."""

    body_id: int
    label: str


@dataclass
class Line:
    """A row of the list. Reading a cell that cannot be read notes the problem and gives None."""

    number: int
    cells: dict[str, str]
    body_id: int | None = None
    chosen: bool = False  # a person said which unit is meant; only that person changes it
    row_id: int | None = None
    problems: list[dict[str, str]] = field(default_factory=list)
    wanted: str = ""
    suggestions: list[Suggestion] = field(default_factory=list)
    note: str = ""
    turn: int = 0
    made_id: int | None = None

    @property
    def state(self) -> str:
        """The state that what was found puts the row in."""
        if self.wanted and self.body_id is None:
            return "unmatched"
        return "problem" if self.problems else "ready"

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def refuse(self, key: str, error: CodedError) -> None:
        """Notes what is wrong with a cell ("" for the row as a whole): what, why, what next."""
        self.problems.append({"column": key, **say(error).as_data()})

    def count(self, key: str) -> int | None:
        """A whole number from 0: 1.234 and １２ are read, 1,5 and "khoảng 10" are refused."""
        return self._read(key, vi.parse_count)

    def day(self, key: str) -> dt.date | None:
        """A day, day first; a bare Excel serial is a date cell that lost its format."""
        return self._read(key, lambda told: day_of_serial(told) or read_day(told))

    def read(self, key: str, reader: Callable[[str], V]) -> V | None:
        """The cell through ``reader``, which raises a CodedError when it cannot; None when empty."""
        return self._read(key, reader)

    def _read(self, key: str, reader: Callable[[str], V]) -> V | None:
        told = self.text(key)
        if not told:
            return None
        try:
            return reader(told)
        except CodedError as error:
            self.refuse(key, error)
            return None

    def choice(self, key: str, choices: Words[V]) -> V | None:
        """One of ``choices`` in any language and spelling habit; other words are refused."""
        told = self.text(key)
        if not told:
            return None
        value = choices.meaning(told)
        if value is None:
            self.refuse(key, ChoiceUnknown(value=told, known=_listed(choices.offered())))
        return value

    def yes(self, key: str) -> bool | None:
        """A tick: x, có, 1 or không, 0; empty is unknown."""
        return self.choice(key, YES_NO)

    def means(self, body_id: int) -> None:
        """The unit that the row's text means; what a person chose stands."""
        self.wanted = ""
        if not self.chosen:
            self.body_id = body_id

    def cannot_match(self, written: str, suggestions: Iterable[Suggestion]) -> None:
        """No unit is called so, or several are: a person picks, unless one has."""
        if self.chosen:
            return
        self.body_id = None
        self.wanted = written
        self.suggestions = list(suggestions)

    def forget_findings(self) -> None:
        self.problems, self.wanted, self.suggestions, self.note, self.turn = [], "", [], "", 0
        if not self.chosen:
            self.body_id = None


def _listed(words: Sequence[str], most: int = 12) -> str:
    return "; ".join(words[:most]) + ("…" if len(words) > most else "")


def refuse_repeats(
    lines: Iterable[Line], column: str, meant: Callable[[Line], Hashable | None] = lambda line: line.body_id
) -> None:
    """Of two rows about one thing the later is refused, naming the earlier; None is about nothing yet.

    The kind that calls this is a ``whole_list``: correcting one of them frees the other.
    """
    first: dict[Hashable, int] = {}
    for line in lines:
        about = meant(line)
        if about is not None and first.setdefault(about, line.number) != line.number:
            line.refuse(column, RowRepeated(row=first[about]))
