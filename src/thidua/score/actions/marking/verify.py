"""What a unit marked itself is verified: by the department whose criterion it is, or by another member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from thidua.algebra.scoring.origins import ScoreSource
from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.actions.marking.putting import Given, Writing
from thidua.score.errors import NotTypedHere, NotYourCriterion, ReasonMissing
from thidua.score.models import Mark, MarkedUnit, MarkingRound
from thidua.score.queries.marking.fields import read_points, read_typed
from thidua.score.queries.marking.loading import Rules, rules_of
from thidua.score.queries.marking.sight import criteria_of
from thidua.score.wording import SOURCES

ROUND_RELATED = ("organiser", "sheet", "leader")


@dataclass(frozen=True)
class Verdict:
    """Of one criterion of one unit. ``typed`` by the name of the box; None agrees with the unit's own mark."""

    marked_id: int
    leaf: str
    typed: Mapping[str, str] | None = None
    reason: str = ""


@transaction.atomic
def verify(*, actor: Actor, round_id: int, verdicts: Iterable[Verdict]) -> list[Mark]:
    """The verdicts of one department, all or none. What differs from the unit's own mark needs its reason.

    Raises NotYourCriterion, ReasonMissing, PointsUnread, PointsOutOfBounds, CriterionUnknownHere.
    """
    found = fetch(MarkingRound, round_id, actor=actor, verb="verify", lock=True, related=ROUND_RELATED)
    rules, mine = rules_of(found.sheet), criteria_of(actor, found)
    departments = {one.leaf: one.department for one in found.verifiers.select_related("department")}
    hand = _hand(actor, found, Mark.Layer.VERIFIED)
    made = []
    for one in verdicts:
        rules.leaf(one.leaf)
        if mine is not None and one.leaf not in mine:
            raise NotYourCriterion(leaf=one.leaf, department=str(departments.get(one.leaf, found.organiser)))
        body = departments.get(one.leaf, found.organiser)
        made.append(hand.give(one, body))
    hand.writing.write()
    return made


@transaction.atomic
def agree_to_rest(*, actor: Actor, round_id: int, marked_id: int | None = None) -> int:
    """One act for all that a department finds right: agrees with every own mark of its criteria that it has not
    verified yet, of one unit or of all. Returns how many."""
    found = fetch(MarkingRound, round_id, actor=actor, verb="verify", lock=True, related=ROUND_RELATED)
    rules, mine = rules_of(found.sheet), criteria_of(actor, found)
    departments = {one.leaf: one.department for one in found.verifiers.select_related("department")}
    hand = _hand(actor, found, Mark.Layer.VERIFIED)
    count = 0
    for unit_id, leaf in hand.own:
        marked = hand.units.get(unit_id)
        if marked is None or marked.state != "sent" or marked_id not in (None, unit_id):
            continue
        if leaf in rules.leaves and (mine is None or leaf in mine) and not hand.writing.stands(marked, leaf):
            body = departments.get(leaf, found.organiser)
            hand.give(Verdict(unit_id, leaf), body)
            count += 1
    hand.writing.write()
    return count


@transaction.atomic
def cross_check(*, actor: Actor, marked_id: int, verdicts: Iterable[Verdict]) -> list[Mark]:
    """The verdicts of the member that cross-checks this unit."""
    related = ("unit", "round__sheet", "round__organiser", "checker")
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="check", lock=True, related=related)
    hand = _hand(actor, marked.round, Mark.Layer.CHECKED)
    made = []
    for one in verdicts:
        if one.marked_id != marked.pk:
            raise Absent()
        made.append(hand.give(one, marked.checker))
    hand.writing.write()
    return made


@transaction.atomic
def give_points(*, actor: Actor, round_id: int, points: Mapping[tuple[int, str], str]) -> list[Mark]:
    """What one member gives the others where the sheet has them mark one another; nobody marks themselves."""
    found = fetch(MarkingRound, round_id, actor=actor, verb="peer", lock=True, related=ROUND_RELATED)
    rules, units = rules_of(found.sheet), _units(found)
    member = next((one for one in units.values() if one.unit_id == actor.unit_id), None)
    if member is None:
        raise Absent()
    writing = Writing(actor, Mark.Layer.PEERS, units.values(), member.unit)
    made = []
    for (marked_id, name), typed in points.items():
        marked, leaf = units.get(marked_id), rules.leaf(name)
        if marked is None or marked.pk == member.pk:
            raise Absent()
        if rules.origins[name].source is not ScoreSource.PEERS:
            raise NotTypedHere(leaf=name, source=SOURCES[rules.origins[name].source])
        given = Given({"points": str(read_points(leaf, typed))})
        made.append(writing.put(marked, name, given, member.unit))
    writing.write()
    return made


def _units(found: MarkingRound) -> dict[int, MarkedUnit]:
    units = {one.pk: one for one in found.marked.filter(left_on=None).select_related("unit")}
    for one in units.values():
        one.round = found
    return units


def _own_marks(found: MarkingRound) -> dict[tuple[int, str], Mark]:
    own = Mark.objects.filter(marked__round=found, layer=Mark.Layer.SELF, current=True)
    return {(one.marked_id, one.leaf): one for one in own}


@dataclass(frozen=True)
class _Hand:
    """Who gives verdicts now, on which units of the round, beside what they claimed."""

    rules: Rules
    units: Mapping[int, MarkedUnit]
    own: Mapping[tuple[int, str], Mark]
    writing: Writing

    def give(self, one: Verdict, body: Body | None) -> Mark:
        """Raises Absent for a unit that is not in the round, or for agreeing with what nobody has marked."""
        marked, claimed = self.units.get(one.marked_id), self.own.get((one.marked_id, one.leaf))
        if marked is None or (one.typed is None and claimed is None):
            raise Absent()
        leaf = self.rules.leaf(one.leaf)
        agreed = dict(claimed.values) if claimed is not None else {}
        values = read_typed(leaf, one.typed) if one.typed is not None else agreed
        if not values or (not _same(values, agreed) and not one.reason.strip()):
            raise ReasonMissing()
        return self.writing.put(marked, one.leaf, Given(values, reason=one.reason), body)


def _hand(actor: Actor, found: MarkingRound, layer: str) -> _Hand:
    units = _units(found)
    return _Hand(rules_of(found.sheet), units, _own_marks(found), Writing(actor, layer, units.values()))


def _same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return {name: _exact(value) for name, value in one.items()} == {
        name: _exact(value) for name, value in other.items()
    }


def _exact(value: object) -> object:
    return value if isinstance(value, bool) else Fraction(str(value))
