"""One row while it is being checked: reading its cells, and saying what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from thidua.documents.sheets import day_of_serial
from thidua.formats import text, vi
from thidua.formats.errors import CodedError
from thidua.kernel.errors import say
from thidua.kernel.intake.errors import ChoiceUnknown
from thidua.kernel.typed import read_day

V = TypeVar("V")

_YES = frozenset({"x", "co", "1", "dung", "phai", "yes", "true", "✓"})
_NO = frozenset({"", "khong", "0", "sai", "no", "false", "-"})


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

    def choice(self, key: str, choices: Mapping[str, V]) -> V | None:
        """One of ``choices`` (words → value) by spelling habit; other words are refused."""
        told = self.text(key)
        if not told:
            return None
        for words, value in choices.items():
            if text.fold(words) == text.fold(told):
                return value
        self.refuse(key, ChoiceUnknown(value=told, known=_listed(choices)))
        return None

    def yes(self, key: str) -> bool | None:
        """A tick: x, có, 1 or không, 0; empty is unknown."""
        told = text.fold(self.text(key))
        if not told:
            return None
        if told in _YES or told in _NO:
            return told in _YES
        self.refuse(key, ChoiceUnknown(value=self.text(key), known="có, không"))
        return None

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


def _listed(choices: Mapping[str, object], most: int = 12) -> str:
    """One word a value, the first: the others are spellings and codes that are taken too."""
    first: dict[object, str] = {}
    for told, value in choices.items():
        first.setdefault(value, told)
    words = list(first.values())
    return "; ".join(words[:most]) + ("…" if len(words) > most else "")
