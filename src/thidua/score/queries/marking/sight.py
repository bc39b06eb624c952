"""Who somebody is in a round, and what they see of it now: the phases of the round say so, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thidua.federation.models import Body, Post
from thidua.kernel import clock
from thidua.kernel.door import Actor, Relation
from thidua.score.models import MarkedUnit, MarkingRound
from thidua.score.phases import SEEN, Sees
from thidua.score.queries.marking.loading import rules_of

# Marks by where they are shown: whoever verifies, cross-checks or marks as a peer is one layer to the reader.
SHOWN_AS = {
    "self": "self",
    "verified": "verified",
    "checked": "verified",
    "peers": "verified",
    "meeting": "meeting",
    "council": "council",
    "committee": "committee",
}


@dataclass(frozen=True)
class Hands:
    """Who somebody is in a round: a member by these units, a checker of those, a verifier of some criteria."""

    names: frozenset[str]
    own: frozenset[int] = frozenset()  # marked units of their unit
    checks: frozenset[int] = frozenset()
    criteria: frozenset[str] | None = None  # None: every criterion


@dataclass(frozen=True)
class Sight:
    """What one person sees in one round in its present phase."""

    hands: Hands
    sees: Sees
    unsent: frozenset[int] = frozenset()  # units that are still marking themselves

    def layer(self, name: str, marked_id: int, leaf: str = "") -> bool:
        """Whether this layer of this unit's criterion is shown. ``leaf`` "": of any criterion."""
        if name == "self" and marked_id in self.unsent and marked_id not in self.hands.own:
            return False  # what is being typed is the unit's own until it is sent
        return any(self._within(hand, amount, marked_id, leaf) for hand, amount in self._amounts(name))

    def mark(self, layer: str, marked_id: int, leaf: str) -> bool:
        return self.layer(SHOWN_AS[layer], marked_id, leaf)

    def _amounts(self, layer: str) -> Iterable[tuple[str, str]]:
        for hand in self.hands.names:
            if amount := self.sees.get(hand, {}).get(layer):
                yield hand, amount

    def _within(self, hand: str, amount: str, marked_id: int, leaf: str) -> bool:
        match amount:
            case "all":
                return True
            case "criteria":
                return self.hands.criteria is None or not leaf or leaf in self.hands.criteria
            case _:
                return marked_id in (self.hands.checks if hand == "checker" else self.hands.own)

    @property
    def totals(self) -> bool:
        """Whether totals and places of everybody are shown."""
        return self.shows("total")

    @property
    def upto(self) -> str:
        """The last layer that is shown of everything, for totals that fit what stands beside them."""
        return next((name for name in ("committee", "council", "meeting") if self.shows(name)), "meeting")

    def shows(self, layer: str) -> bool:
        """Whether a layer is shown of everybody."""
        return any(amount == "all" for _hand, amount in self._amounts(layer))


def departments_of(actor: Actor) -> set[int]:
    """The departments in which this person holds a post today; one query."""
    return set(posts_in_departments(actor).values_list("unit_id", flat=True))


def posts_in_departments(actor: Actor) -> QuerySet[Post]:
    if actor.account_id is None:
        return Post.objects.none()
    day = clock.today()
    return Post.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        person__accounts=actor.account_id,
        from_on__lte=day,
        unit__form=Body.Form.DEPARTMENT,
    )


def hands_of(actor: Actor, marking_round: MarkingRound, marked: Iterable[MarkedUnit]) -> Hands:
    """Two queries at most: of the person's departments, and of who verifies what."""
    place, names = marking_round.organiser.path, set[str]()
    units = list(marked)
    own = {one.pk for one in units if actor.may("score.view", one.unit.path, Relation.OWN)}
    checks = {
        one.pk
        for one in units
        if one.checker is not None and actor.may("score.mark", one.checker.path, Relation.OWN)
    }
    names |= {"member"} if own else set()
    names |= {"checker"} if checks else set()
    if marking_round.leader is not None and actor.may("score.run", marking_round.leader.path, Relation.OWN):
        names.add("leader")
    for hand, capability in (
        ("organiser", "score.run"),
        ("council", "score.advise"),
        ("committee", "score.decide"),
        ("verifier", "score.verify"),
    ):
        if actor.may(capability, place, Relation.OWN):
            names.add(hand)
    if actor.may("score.view", place, Relation.WITHIN) and not actor.may("score.view", place, Relation.OWN):
        names.add("council")  # a superior reads along
    criteria = criteria_of(actor, marking_round) if "verifier" in names else None
    return Hands(frozenset(names), frozenset(own), frozenset(checks), criteria)


def criteria_of(actor: Actor, marking_round: MarkingRound) -> frozenset[str] | None:
    """The criteria that this person may verify: those of their departments, and those given to no department.
    None when the round names no department at all."""
    given = dict(marking_round.verifiers.values_list("leaf", "department_id"))
    if not given:
        return None
    mine = departments_of(actor)
    leaves = rules_of(marking_round.sheet).leaves
    return frozenset(leaf for leaf in leaves if given.get(leaf) is None or given[leaf] in mine)


def sight_of(actor: Actor, marking_round: MarkingRound, marked: Iterable[MarkedUnit]) -> Sight:
    """What this person sees now."""
    units = list(marked)
    unsent = frozenset(
        one.pk for one in units if one.state != "sent" and marking_round.state == "self_marking"
    )
    return Sight(hands_of(actor, marking_round, units), sees_in(marking_round), unsent)


def sees_in(marking_round: MarkingRound, phase: str = "") -> Sees:
    """Who sees what in a phase, or in the present one: what the round says itself, else the usual."""
    asked = phase or marking_round.state
    own: Mapping[str, Sees] = {
        one["code"]: one["sees"] for one in marking_round.phases if one.get("sees") is not None
    }
    return own.get(asked, SEEN[asked])
