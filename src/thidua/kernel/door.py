"""The one door: who acts, what they may do with which object, and the only way to get hold of one.

Each room announces one ``Ruling`` per model in its ``rules.py``. The same permits answer "may this actor
do it, and if not why" (the button) and "which objects" (the list), so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import Any, TypeVar, cast

from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet

from thidua.kernel import paths
from thidua.kernel.by_key import by_key
from thidua.kernel.errors import Absent, NotNow, NotYours, Refusal

VIEW = "view"
M = TypeVar("M", bound=Model)


class Reach(StrEnum):
    """How far a role reaches from the unit that it is held at."""

    UNIT = "unit"
    SUBTREE = "subtree"


class Relation(StrEnum):
    """Where the object's unit must stand, seen from the unit that the role is held at."""

    OWN = "own"
    WITHIN = "within"  # own, or below when the role reaches the subtree
    BELOW = "below"  # strictly below; needs a role that reaches the subtree
    CHILD = "child"  # directly below; needs a role that reaches the subtree
    ABOVE = "above"  # own or any unit above: what superiors publish
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Grant:
    """A role held at a unit today, with what it allows."""

    role: str
    unit_id: int
    path: str
    reach: Reach
    capabilities: frozenset[str]


@dataclass(frozen=True)
class Actor:
    """Who acts, for which unit, with which roles. Filled by ``access``; made once a request."""

    account_id: int | None
    name: str
    unit_id: int | None = None
    unit_path: str = ""
    grants: tuple[Grant, ...] = ()
    acts_for: str = ""  # the name of the person whose desk this is, when delegated

    def having(self, capability: str) -> Iterable[Grant]:
        return (grant for grant in self.grants if capability in grant.capabilities)

    def may(self, capability: str, path: str, relation: Relation = Relation.WITHIN) -> bool:
        """Whether some role of this actor gives ``capability`` over the unit at ``path``."""
        return any(_covers(grant, relation, path) for grant in self.having(capability))

    @property
    def is_house(self) -> bool:
        """Whether the house itself is at work, and nobody in particular."""
        return _EVERYWHERE in self.grants


NOBODY = Actor(account_id=None, name="")


def system(name: str) -> Actor:
    """The house itself at work (the worker, a command): named in the audit, held to no unit."""
    return Actor(account_id=None, name=name, grants=(_EVERYWHERE,))


def must_be_house(actor: Actor) -> None:
    """For what the worker and commands do and nobody may ask for. Raises NotYours."""
    if not actor.is_house:
        raise NotYours()


class _Everything(frozenset[str]):
    def __contains__(self, capability: object) -> bool:
        return True


_EVERYWHERE = Grant("system", 0, "", Reach.SUBTREE, _Everything())


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with the reason that the screen shows."""

    refusal: Refusal | None = None

    def __bool__(self) -> bool:
        return self.refusal is None


YES = Verdict()


@dataclass(frozen=True)
class Permit:
    """One way to be allowed a verb: a capability, where the object stands, and in which states.

    ``through`` is the lookup of a path over a many relation ("members__unit__path"), for objects that several
    units share: it is enough that one of those units is reached. ``where`` holds on the same row of that relation
    (``Q(members__year=F("year"))``: a member of the object's own year).
    """

    verb: str
    capability: str
    relation: Relation
    states: frozenset[str] | None = None
    also: Q = field(default_factory=Q)
    through: str = ""
    where: Q = field(default_factory=Q)


def permit(
    verb: str,
    capability: str,
    relation: Relation,
    *,
    states: Iterable[str] | None = None,
    also: Q | None = None,
    through: str = "",
    where: Q | None = None,
) -> Permit:
    within = frozenset(states) if states is not None else None
    return Permit(verb, capability, relation, within, also or Q(), through, where or Q())


@dataclass(frozen=True)
class Ruling:
    """All permits of a model; ``path`` is the lookup of the path of the unit that owns the object."""

    model: type[Model]
    path: str
    permits: tuple[Permit, ...]
    state: str = "state"
    state_labels: Mapping[str, Any] = field(default_factory=dict)
    verb_labels: Mapping[str, Any] = field(default_factory=dict)

    def objects(self, actor: Actor, verb: str) -> Q:
        """Which objects this actor may ``verb`` now.

        Ways under the same conditions are one: their conditions are asked once, however many offices reach the
        object. A third of the time of small pages went into saying the same again for every office.
        """
        ways = [
            self._reached_by(actor, permits) & permits[0].also & self._in_states(permits[0])
            for permits in self._alike.get(verb, ())
        ]
        return reduce(or_, ways, Q(pk__in=[]))

    @property
    def way(self) -> list[str]:
        """The relation that leads to the unit that owns the object, for ``select_related``; none when it is one."""
        leads, _, _field = self.path.rpartition("__")
        return [leads] if leads else []

    @cached_property
    def _alike(self) -> dict[str, list[list[Permit]]]:
        """By verb the permits that differ only in who reaches the object."""
        told: dict[str, list[list[Permit]]] = {}
        for one in self.permits:
            groups = told.setdefault(one.verb, [])
            same = (group for group in groups if (group[0].states, group[0].also) == (one.states, one.also))
            if (group := next(same, None)) is not None:
                group.append(one)
            else:
                groups.append([one])
        return told

    def _reached_by(self, actor: Actor, permits: Iterable[Permit]) -> Q:
        told = (
            self._within(grants, one) for one in permits if (grants := _apart(actor.having(one.capability)))
        )
        return reduce(or_, told, Q(pk__in=[]))

    def verdict(self, actor: Actor, verb: str, obj: Model) -> Verdict:
        """Whether this actor may ``verb`` this object now, with the reason when not."""
        path = _value(obj, self.path)
        state = getattr(obj, self.state, None)
        reached = False
        # Those told by the path alone first: the others ask the database.
        for one in sorted(self.permits, key=lambda one: bool(one.through)):
            if one.verb != verb:
                continue
            now = one.states is None or state in one.states
            if (now or not reached) and self._reached(actor, one, path, obj):
                if now:
                    return YES
                reached = True
        if not reached:
            return Verdict(NotYours())
        return Verdict(
            NotNow(
                verb=self.verb_labels.get(verb, verb), state=self.state_labels.get(cast("str", state), state)
            )
        )

    def _within(self, grants: Iterable[Grant], one: Permit) -> Q:
        """What one of these grants reaches; there is at least one."""
        places = reduce(or_, (_range(grant, one.relation, one.through or self.path) for grant in grants))
        if not one.through:
            return places
        # By key, not by join: several of the units may be reached, and a row is told once. Both conditions in one
        # ``filter``, so that they speak of one row of the relation.
        sharing = self.model._default_manager.filter(places, one.where)
        return Q(pk__in=sharing.values("pk").order_by())

    def _reached(self, actor: Actor, one: Permit, path: str, obj: Model) -> bool:
        grants = list(actor.having(one.capability))
        if not grants:
            return False
        if one.through:
            if not self.model._default_manager.filter(self._within(grants, one), pk=obj.pk).exists():
                return False
        elif not any(_covers(grant, one.relation, path) for grant in grants):
            return False
        return not one.also or _fits(one.also, obj)

    def _in_states(self, one: Permit) -> Q:
        return Q() if one.states is None else Q(**{f"{self.state}__in": sorted(one.states)})


def _fits(also: Q, obj: Model) -> bool:
    """Whether an object fits a further condition. What its own fields tell is compared here; the rest asks the
    database."""
    told = _told_by_fields(also, obj)
    return type(obj)._default_manager.filter(also, pk=obj.pk).exists() if told is None else told


def _told_by_fields(asked: Any, obj: Model) -> bool | None:
    """Whether the object's own fields fit; None when they cannot tell."""
    if isinstance(asked, tuple):
        lookup, wanted = asked
        return _field_told(lookup, wanted, obj)
    if not isinstance(asked, Q) or asked.connector not in (Q.AND, Q.OR):
        return None
    decisive = asked.connector == Q.OR  # one child like this settles it, whatever the others are
    told = [_told_by_fields(child, obj) for child in asked.children]
    settled = decisive if decisive in told else (None if None in told else not decisive)
    return settled if settled is None else settled is not asked.negated


def _field_told(lookup: str, wanted: Any, obj: Model) -> bool | None:
    name, _, way = lookup.partition("__")
    if name == "pk" or way not in ("", "in") or hasattr(wanted, "resolve_expression"):
        return None
    value = getattr(obj, name)
    if way:
        return (
            value in wanted
            if value is not None and isinstance(wanted, (tuple, list, set, frozenset))
            else None
        )
    if value is None and wanted is not None:
        return None  # the database has an answer of its own to a comparison with nothing
    return bool(value == wanted)


def _apart(grants: Iterable[Grant]) -> list[Grant]:
    """One of those that reach the same units."""
    return list({(one.path, one.reach, one is _EVERYWHERE): one for one in grants}.values())


def _covers(grant: Grant, relation: Relation, path: str) -> bool:
    if grant is _EVERYWHERE or relation is Relation.ANYWHERE:
        return True
    if not grant.path:
        return False  # a body outside the tree is above nobody: "" would be a prefix of every path
    deep = grant.reach is Reach.SUBTREE
    match relation:
        case Relation.OWN:
            return path == grant.path
        case Relation.WITHIN:
            return path == grant.path or (deep and path.startswith(grant.path))
        case Relation.BELOW:
            return deep and path != grant.path and path.startswith(grant.path)
        case Relation.CHILD:
            return deep and paths.parent(path) == grant.path
        case Relation.ABOVE:
            return grant.path.startswith(path) and path != ""


_ALL = ~Q(pk__in=[])  # an empty Q() would vanish when it is or-ed with another


def _range(grant: Grant, relation: Relation, field_name: str) -> Q:
    """The same as ``_covers``, as a query."""
    if grant is _EVERYWHERE or relation is Relation.ANYWHERE:
        return _ALL
    if not grant.path:
        return Q(pk__in=[])
    deep = grant.reach is Reach.SUBTREE
    match relation:
        case Relation.OWN:
            return Q(**{field_name: grant.path})
        case Relation.WITHIN:
            return paths.within(field_name, grant.path) if deep else Q(**{field_name: grant.path})
        case Relation.BELOW:
            return paths.strictly_below(field_name, grant.path) if deep else Q(pk__in=[])
        case Relation.CHILD:
            below = paths.strictly_below(field_name, grant.path)
            step = rf"^{grant.path.replace('.', '[.]')}[0-9]+[.]$"
            return below & Q(**{f"{field_name}__regex": step}) if deep else Q(pk__in=[])
        case Relation.ABOVE:
            return Q(**{f"{field_name}__in": paths.upwards(grant.path)})


def _value(obj: Any, lookup: str) -> str:
    for step in lookup.split("__"):
        if obj is None:
            return ""
        obj = getattr(obj, step)
    return cast("str", obj)


_RULINGS: dict[type[Model], Ruling] = {}


def announce(ruling: Ruling) -> Ruling:
    """Called once per model, at import of a room's ``rules``."""
    _RULINGS[ruling.model] = ruling
    return ruling


def ruling_of(model: type[Model]) -> Ruling:
    return _RULINGS[model]


def listing(model: type[M], *, actor: Actor, verb: str = VIEW) -> QuerySet[M]:
    """The objects of a model that this actor may ``verb``."""
    return model._default_manager.filter(ruling_of(model).objects(actor, verb))


def verdict(obj: Model, *, actor: Actor, verb: str) -> Verdict:
    return ruling_of(type(obj)).verdict(actor, verb, obj)


def allowed(obj: Model, *, actor: Actor, verbs: Iterable[str]) -> dict[str, bool]:
    """Which of these verbs this actor may do with the object now, in one query: for pages with many buttons."""
    ruling, verbs = ruling_of(type(obj)), list(verbs)
    asked = {
        f"may_{verb}": ExpressionWrapper(ruling.objects(actor, verb), output_field=BooleanField())
        for verb in verbs
    }
    found = type(obj)._default_manager.filter(pk=obj.pk).annotate(**asked).values(*asked).first() or {}
    return {verb: bool(found.get(f"may_{verb}")) for verb in verbs}


def fetch(
    model: type[M],
    pk: object,
    *,
    actor: Actor,
    verb: str = VIEW,
    lock: bool = False,
    related: Iterable[str] = (),
    without: Iterable[str] = (),
) -> M:
    """The object, or Absent when it is not there or not this actor's to see, or the reason why not now.

    ``lock`` takes the row for the rest of the transaction, before the verdict is given. ``without`` names
    large fields that are read only when somebody asks for them.
    """
    # By its key alone: who may see one row is told by its path and fields at a tenth of what the list's conditions cost.
    related = (*related, *ruling_of(model).way)
    obj = by_key(model, int(str(pk)), related=related, without=without, lock=lock) if _is_key(pk) else None
    if obj is None or not verdict(obj, actor=actor, verb=VIEW):
        raise Absent()
    if verb == VIEW:
        return obj
    given = verdict(obj, actor=actor, verb=verb)
    if given.refusal is not None:
        raise given.refusal
    return obj


def _is_key(pk: object) -> bool:
    """A guessed address may hold anything; only a number within bigint is looked up."""
    try:
        return 0 < int(str(pk)) < 2**63
    except ValueError:
        return False
