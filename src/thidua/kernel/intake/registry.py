"""What a room says about a kind of list: its columns, how rows are checked, how they are applied.

    @intake("people", label=_("danh sách người"), capability="federation.people", columns=(…))
    class People:
        def check(self, lines, context): …
        def apply(self, lines, context): …

Register in the room's ``handlers.py`` (or in a module that it imports), so that it is known at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.kernel.door import Actor, Relation, Ruling, announce, permit
from thidua.kernel.errors import Phrase
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.states import INTAKE
from thidua.kernel.models import Intake


@dataclass(frozen=True)
class Column:
    """A column of the sheet. ``also`` are other heads that people write over it."""

    key: str
    title: Phrase
    also: tuple[str, ...] = ()
    shape: str = "text"  # text, count or date: how the blank form formats its cells
    required: bool = False
    note: Phrase = ""
    choices: Callable[[], Sequence[str]] | None = None
    example: Phrase = ""
    width: int = 20


@dataclass
class Context:
    """For whom and by whom a list is taken in. ``kept`` is for what a kind loads once for all rows."""

    intake: Intake
    actor: Actor
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def unit_id(self) -> int:
        return self.intake.unit_id

    @property
    def path(self) -> str:
        return self.intake.unit_path

    @property
    def settings(self) -> Mapping[str, Any]:
        settings: Mapping[str, Any] = self.intake.settings
        return settings


class Handling(Protocol):
    """What the decorated class offers."""

    def check(self, lines: Sequence[Line], context: Context) -> None:
        """Reads the lines and says what is found: ``line.refuse``, ``line.means``, ``line.cannot_match``,
        ``line.note``. Writes nothing. Called again before applying, with the rows of one batch."""

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        """Carries out lines that were just checked, inside a transaction, and says what was made:
        ``line.made_id``. A CodedError undoes the batch, which is then tried row by row."""


@dataclass(frozen=True)
class IntakeKind:
    """A kind of list with everything known about it."""

    code: str
    label: Phrase
    capability: str
    columns: tuple[Column, ...]
    handling: Handling
    guidance: tuple[Phrase, ...] = ()
    batch: int = 250  # rows a transaction
    whole_list: bool = False  # rows refer to one another: a correction checks all open rows again
    sent_elsewhere: bool = False  # its own room asks for more at upload; the rest of the way is shared
    merged: bool = False  # a cell merged over several rows or columns says the same for each of them
    remember: Callable[[int, str, Context], None] | None = None  # a person's choice of unit, for next time
    onward: tuple[str, Phrase] | None = None  # name of the page that comes after applying, and its words

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


_KINDS: dict[str, IntakeKind] = {}
C = TypeVar("C", bound=Handling)


def intake(
    code: str,
    *,
    label: Phrase,
    capability: str,
    columns: Iterable[Column],
    guidance: Iterable[Phrase] = (),
    batch: int = 250,
    whole_list: bool = False,
    sent_elsewhere: bool = False,
    merged: bool = False,
    onward: tuple[str, Phrase] | None = None,
) -> Callable[[type[C]], type[C]]:
    """Registers a kind of list. ``capability`` over the list's unit lets a person see and work on it."""

    def register(handling: type[C]) -> type[C]:
        one = handling()
        _KINDS[code] = IntakeKind(
            code,
            label,
            capability,
            tuple(columns),
            one,
            tuple(guidance),
            batch,
            whole_list,
            sent_elsewhere,
            merged,
            getattr(one, "remember", None),
            onward,
        )
        announce(_ruling())
        return handling

    return register


def kind_of(code: str) -> IntakeKind:
    return _KINDS[code]


def kinds() -> Mapping[str, IntakeKind]:
    return _KINDS


_VERBS: Mapping[str, tuple[str, ...] | None] = {
    "view": None,
    "work": ("uploaded", "previewed"),
    "apply": INTAKE.sources("apply"),
    "cancel": INTAKE.sources("cancel"),
}
_VERB_LABELS: Mapping[str, Phrase] = {
    "work": _("sửa danh sách"),
    "apply": _("ghi vào hệ thống"),
    "cancel": _("hủy danh sách"),
}


def _ruling() -> Ruling:
    """Who may see and work on lists: one announcement for all kinds known so far."""
    return Ruling(
        Intake,
        path="unit_path",
        permits=tuple(
            permit(verb, kind.capability, Relation.WITHIN, states=states, also=Q(kind=kind.code))
            for kind in _KINDS.values()
            for verb, states in _VERBS.items()
        ),
        state_labels=dict(INTAKE.states),
        verb_labels=_VERB_LABELS,
    )
