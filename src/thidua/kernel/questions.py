"""Asking ahead: an earlier room declares a question, later rooms answer it in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar


@dataclass(frozen=True)
class Objection:
    """A later room's reason against, with what to do about it; worded by its code."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What one room has to say: counts that the person should see, and objections."""

    room: str
    counts: dict[str, int] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()


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
