"""States move only here. A room declares its table in ``states.py`` and calls ``move`` in its actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Model, QuerySet

from thidua.kernel.errors import NotNow, Phrase, Refusal

Guard: TypeAlias = Callable[[Any], Refusal | None]


@dataclass(frozen=True)
class Transition:
    """A named move. ``guard`` looks at the object and returns the refusal, or None."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: Phrase
    guard: Guard | None = None


@dataclass(frozen=True)
class StateTable:
    """All states of one kind of object and every move between them."""

    name: str
    initial: str
    states: Mapping[str, Phrase]
    transitions: tuple[Transition, ...]
    field: str = "state"

    def __post_init__(self) -> None:
        for one in self.transitions:
            unknown = {*one.sources, one.target} - set(self.states)
            if unknown:
                raise ValueError(f"{self.name}.{one.name} names unknown states {sorted(unknown)}")

    @property
    def choices(self) -> list[tuple[str, Phrase]]:
        return list(self.states.items())

    def sources(self, name: str) -> tuple[str, ...]:
        """The states in which the move ``name`` may begin; rules take theirs from here."""
        return tuple(source for one in self.transitions if one.name == name for source in one.sources)

    def open_moves(self, state: str) -> list[Transition]:
        return [one for one in self.transitions if state in one.sources]

    def move(self, obj: Model, name: str, *, also: Iterable[str] = ()) -> Transition:
        """Moves ``obj`` and saves its state, with the fields ``also`` in one statement. Raises NotNow, or
        what the guard refuses with.

        The caller holds the row (``fetch(..., lock=True)``) and writes audit line and event.
        """
        state = getattr(obj, self.field)
        fitting = [one for one in self.transitions if one.name == name and state in one.sources]
        if not fitting:
            labels = {one.name: one.label for one in self.transitions}
            raise NotNow(verb=labels.get(name, name), state=self.states.get(state, state))
        (transition,) = fitting
        if transition.guard and (refusal := transition.guard(obj)):
            raise refusal
        setattr(obj, self.field, transition.target)
        obj.save(update_fields=[self.field, *also, *_stamps(obj)])
        return transition

    def move_all(self, objects: QuerySet[Any], name: str) -> int:
        """Makes the move ``name`` for every object that is in a state where it may begin; returns how many.

        For rows by the thousand. A move with a guard asks each object, so it is refused here.
        """
        fitting = [one for one in self.transitions if one.name == name]
        if not fitting or any(one.guard for one in fitting):
            raise ValueError(f"{self.name}.{name} cannot move many at once")
        return sum(
            objects.filter(**{f"{self.field}__in": one.sources}).update(**{self.field: one.target})
            for one in fitting
        )

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documents."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [
            f"    {source} --> {one.target}: {one.name}" for one in self.transitions for source in one.sources
        ]
        return "\n".join(lines)


def _stamps(obj: Model) -> Iterable[str]:
    return [name for name in ("changed_at",) if any(f.name == name for f in obj._meta.concrete_fields)]
