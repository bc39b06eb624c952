"""A mark takes the place of the one before; both are kept, with who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from thidua.algebra.scoring.kinds import Reason
from thidua.audit.models import Entry
from thidua.federation.models import Body
from thidua.kernel.actions import line_of
from thidua.kernel.door import Actor
from thidua.score.models import Mark, MarkedUnit


@dataclass(frozen=True)
class Given:
    """What is given to one criterion: figures for its rule, or final points."""

    values: Mapping[str, Any] = field(default_factory=dict)
    points: Fraction | None = None
    reason: str = ""
    question: Reason | None = None


class Writing:
    """The marks that one hand gives in one go: read once, written in three statements, whatever their number.

    The caller holds the round, or the unit that marks itself; each unit has its round at hand.
    """

    def __init__(
        self, actor: Actor, layer: str, marked: Iterable[MarkedUnit], body: Body | None = None
    ) -> None:
        self.actor, self.layer = actor, layer
        found = Mark.objects.filter(marked__in=list(marked), layer=layer, current=True)
        if layer == Mark.Layer.PEERS:
            found = found.filter(body=body)
        self._current = {(one.marked_id, one.leaf): one for one in found}
        self._gone: list[int] = []
        self._new: list[Mark] = []
        self._lines: list[Entry] = []

    def stands(self, marked: MarkedUnit, leaf: str) -> bool:
        """Whether this hand has given something there."""
        return (marked.pk, leaf) in self._current

    def put(self, marked: MarkedUnit, leaf: str, given: Given, body: Body | None) -> Mark:
        """The same again writes nothing."""
        points = "" if given.points is None else str(given.points)
        before = self._current.get((marked.pk, leaf))
        same = before is not None and (before.values, before.points) == (dict(given.values), points)
        if before is not None and same and before.reason == given.reason.strip()[:500]:
            return before
        mark = Mark(
            marked=marked,
            leaf=leaf,
            layer=self.layer,
            values=dict(given.values),
            points=points,
            question=_kept(given.question),
            reason=given.reason.strip()[:500],
            body=body,
            by=self.actor.name,
        )
        self._replace(marked, leaf, mark)
        told = {"given": mark.values or mark.points, "before": _told(before)}
        self._line("score.marked", marked, leaf, told, mark.reason)
        return mark

    def take_back(self, marked: MarkedUnit, leaf: str) -> None:
        """A box that was emptied: nothing is told there any more. What was told is kept."""
        before = self._current.get((marked.pk, leaf))
        if before is not None:
            self._replace(marked, leaf, None)
            self._line("score.mark_taken_back", marked, leaf, {"before": _told(before)})

    def write(self) -> None:
        if self._gone:
            Mark.objects.filter(pk__in=self._gone).update(current=False)
        Mark.objects.bulk_create(self._new)
        Entry.objects.bulk_create(self._lines)

    def _replace(self, marked: MarkedUnit, leaf: str, mark: Mark | None) -> None:
        before = self._current.pop((marked.pk, leaf), None)
        if before is not None and before.pk:
            self._gone.append(before.pk)
        elif before is not None:
            self._new.remove(before)
        if mark is not None:
            self._current[marked.pk, leaf] = mark
            self._new.append(mark)

    def _line(
        self, did: str, marked: MarkedUnit, leaf: str, told: Mapping[str, Any], reason: str = ""
    ) -> None:
        data = {"unit": marked.unit_id, "leaf": leaf, "layer": self.layer, **told}
        path = marked.unit.path
        self._lines.append(line_of(self.actor, did, marked.round, path=path, reason=reason, data=data))


def _told(mark: Mark | None) -> Any:
    return None if mark is None else mark.values or mark.points


def _kept(question: Reason | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {"code": question.code, "params": {name: str(value) for name, value in question.params.items()}}
