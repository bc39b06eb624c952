"""Questions put into words once for all who stand alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from tests.cast import TODAY, Cast
from thidua.federation.models import Body, Regulation
from thidua.kernel import alike, clock, paths, waiting
from thidua.kernel.door import Actor, Grant, Reach

WHAT = frozenset({"thử"})


def someone(unit_id: int, path: str) -> Actor:
    held = Grant("thử", unit_id, path, Reach.SUBTREE, WHAT)
    return Actor(account_id=1, name="Lê", unit_id=unit_id, unit_path=path, grants=(held,))


def standing(actor: Actor) -> Actor:
    return alike.StandIn().standing_for(actor)


def test_who_stands_alike_shares_one_stand_in() -> None:
    one = someone(3, "1.3.")
    held = one.grants[0]
    assert standing(one) == standing(replace(someone(77, "5.77."), account_id=9, name="Trần"))
    others = [
        someone(1, "1."),
        someone(3, "1.2.3."),  # deeper in the tree
        replace(one, acts_for="Hoàng"),  # at the desk of another
        replace(one, unit_id=1),
        replace(one, unit_id=None, unit_path=""),
        replace(one, grants=()),
        replace(one, grants=(held, held)),
        replace(one, grants=(replace(held, unit_id=4, path="1.4."),)),
        replace(one, grants=(replace(held, reach=Reach.UNIT),)),
        replace(one, grants=(replace(held, capabilities=frozenset()),)),
    ]
    assert len({standing(one), *map(standing, others)}) == 1 + len(others)


def told(question: alike.Question, actor: Actor) -> tuple[str, list[str]] | None:
    """Straight for this actor: the words, and the values in any order, for a set of units has none."""
    try:
        found = question(actor)
        return None if found is None else _in_any_order(*found.query.sql_with_params())
    except EmptyResultSet:
        return None


def told_for_all(question: alike.Question, actor: Actor) -> tuple[str, list[str]] | None:
    like = alike.StandIn()
    asked = alike._put(question, like.standing_for(actor), clock.today())
    return None if asked is None else _in_any_order(asked.sql, asked.told(like.own))


def _in_any_order(sql: str, values: Any) -> tuple[str, list[str]]:
    return sql, sorted(str(getattr(one, "obj", one)) for one in values)


def test_everybody_is_asked_what_would_be_asked_for_them_alone(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    """All rooms, everybody of the cast, and the next day; nobody looks into the database to find the words."""
    together = waiting._Together(tuple(waiting._ASKERS))
    actors = [cast.actor(who) for who in cast.accounts]
    alike._put.cache_clear()
    for day in (TODAY, TODAY + dt.timedelta(days=1)):
        with clock.standing_on(day), django_assert_num_queries(0):
            straight = [told(together, actor) for actor in actors]
            assert [told_for_all(together, actor) for actor in actors] == straight
    assert 2 < alike._put.cache_info().misses < alike._put.cache_info().hits


def test_rows_are_those_of_whoever_asks(cast: Cast) -> None:
    def own_branch(actor: Actor) -> QuerySet[Any, Any]:
        inside = Body.objects.filter(paths.within("path", actor.unit_path), ended_on=None)
        return inside.order_by("path").values_list("pk", "path")

    for who in ("na_hang_officer", "school_chair", "na_hang_officer", "garment_chair", "province_officer"):
        actor = cast.actor(who)
        assert alike.rows(own_branch, actor) == list(own_branch(actor))
    assert alike.rows(lambda _actor: None, actor) == []
    assert alike.rows(lambda _actor: Body.objects.none().values_list("pk"), actor) == []


def test_what_would_be_wrong_for_others_is_not_kept(cast: Cast) -> None:
    actor = cast.actor("na_hang_officer")
    of_a_moment = Regulation.objects.filter(made_at__lt=clock.now()).values_list("pk")
    for question in (
        lambda _actor: of_a_moment,
        lambda actor: Body.objects.extra(where=[f"id = {actor.unit_id}"]).values_list("pk"),
    ):
        with pytest.raises(TypeError):
            alike.rows(question, actor)
