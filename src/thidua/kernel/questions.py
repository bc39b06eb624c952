"""Asking ahead: an earlier room declares a question, later rooms answer it in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from thidua.kernel.errors import Phrase, say_code


@dataclass(frozen=True)
class Objection:
    """A later room's reason against, with what to do about it; worded by its code."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in the reader's language."""
        said = say_code(self.code, self.params)
        return str(said) if said else _("Có việc chưa xong ở phần khác (%(code)s).") % {"code": self.code}


@dataclass(frozen=True)
class Answer:
    """What one room has to say: counts that the person should see, and objections."""

    room: str
    counts: dict[str, int] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()


_COUNTED: dict[str, Phrase] = {}


def say_counts(**words: Phrase) -> None:
    """What a room's counts are called on the screens of the room that asks."""
    _COUNTED.update(words)


def counted(answers: Iterable[Answer]) -> list[tuple[str, int]]:
    """What the rooms counted, in words; noughts are not worth a line."""
    return [
        (str(_COUNTED.get(name, name)), n) for answer in answers for name, n in answer.counts.items() if n
    ]


Subject = TypeVar("Subject")


class Question(Generic[Subject]):
    """A question about a subject, answered by any number of rooms: never with models, only counts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._answerers: list[Callable[[Subject], Answer]] = []

    def answers(self, answerer: Callable[[Subject], Answer]) -> Callable[[Subject], Answer]:
        self._answerers.append(answerer)
        return answerer

    def ask(self, subject: Subject) -> list[Answer]:
        return [answerer(subject) for answerer in self._answerers]


class Errand(Generic[Subject]):
    """What later rooms must do in the same transaction, because their rows would otherwise stand in the way.

    Only for marks that a room made by itself and nobody has filled in: what people entered is an objection.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._runners: list[Callable[[Subject], None]] = []

    def runs(self, runner: Callable[[Subject], None]) -> Callable[[Subject], None]:
        self._runners.append(runner)
        return runner

    def send(self, subject: Subject) -> None:
        for runner in self._runners:
            runner(subject)
