"""Who reaches whom: a grant and a relation, the same in Python and in the query."""

from __future__ import annotations

import pytest
from django.db.models import Q

from thidua.kernel import door
from thidua.kernel.door import Actor, Grant, Reach, Relation

PATHS = {
    "root": "1.",
    "province": "1.5.",
    "own": "1.5.7.",
    "child": "1.5.7.9.",
    "deep": "1.5.7.9.4.",
    "sibling": "1.5.8.",
}
REACHED = {
    (Relation.OWN, Reach.SUBTREE): {"own"},
    (Relation.OWN, Reach.UNIT): {"own"},
    (Relation.WITHIN, Reach.SUBTREE): {"own", "child", "deep"},
    (Relation.WITHIN, Reach.UNIT): {"own"},
    (Relation.BELOW, Reach.SUBTREE): {"child", "deep"},
    (Relation.BELOW, Reach.UNIT): set(),
    (Relation.CHILD, Reach.SUBTREE): {"child"},
    (Relation.CHILD, Reach.UNIT): set(),
    (Relation.ABOVE, Reach.SUBTREE): {"root", "province", "own"},
    (Relation.ABOVE, Reach.UNIT): {"root", "province", "own"},
    (Relation.ANYWHERE, Reach.UNIT): set(PATHS),
}


def someone(path: str, reach: Reach) -> Actor:
    return Actor(1, "Chị Mai", grants=(Grant("officer", 7, path, reach, frozenset({"see"})),))


@pytest.mark.parametrize(("relation", "reach"), REACHED)
def test_a_relation_reaches_these_units(relation: Relation, reach: Reach) -> None:
    actor = someone(PATHS["own"], reach)
    assert {name for name, path in PATHS.items() if actor.may("see", path, relation)} == REACHED[
        relation, reach
    ]


@pytest.mark.parametrize("relation", [one for one in Relation if one is not Relation.ANYWHERE])
def test_a_role_at_a_body_outside_the_tree_reaches_nothing(relation: Relation) -> None:
    actor = someone("", Reach.SUBTREE)
    assert not any(actor.may("see", path, relation) for path in [*PATHS.values(), ""])
    assert door._range(actor.grants[0], relation, "path") == Q(pk__in=[])


def test_a_number_that_begins_like_another_is_another_unit() -> None:
    assert not someone("1.5.", Reach.SUBTREE).may("see", "1.55.")


@pytest.mark.parametrize("guess", ["0", "-1", "1e9", "9" * 30, "abc", "", None, "１２", "1;drop"])
def test_a_guessed_key_that_is_no_key_finds_nothing(guess: object) -> None:
    assert door._is_key(guess) is (guess == "１２")


def test_the_house_itself_may_everything() -> None:
    assert door.system("worker").may("anything", "1.5.", Relation.CHILD)
