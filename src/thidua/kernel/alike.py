"""Questions that are put into words once for all who stand alike.

Putting the question of the home page into words took half of its time, and between two chairs of grassroots unions
its words differ in numbers and names only. So they are found once, for a stand-in: somebody with the same roles at
units that stand to one another in the same way, under numbers that no row has. Whoever asks puts what is their own
where the stand-in has its numbers.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from psycopg.types.json import Jsonb

from thidua.kernel import clock
from thidua.kernel.door import Actor, Grant
from thidua.kernel.replica import reading

# Whoever is asked must answer out of the actor and today's date alone, and may do with the ids, paths and names of
# the actor only what keeps them whole: compare them, cut a path at a dot, write one beside other text.
Question: TypeAlias = Callable[[Actor], "QuerySet[Any, Any] | None"]

MOST = 256  # roles × depth in the tree × units held at once; about 50 KB each
_FIRST = 9_000_000_000_000_000_000  # within bigint, and no sequence gets there
_NUMBERED = re.compile(r"9\d{18}")


def rows(question: Question, actor: Actor) -> list[tuple[Any, ...]]:
    """The rows that ``question`` finds for this actor, as the database holds them; None asks nothing. One query."""
    like = StandIn()
    asked = _put(question, like.standing_for(actor), clock.today())
    if asked is None:
        return []
    with reading().cursor() as cursor:
        cursor.execute(asked.sql, asked.told(like.own))
        return list(cursor.fetchall())


class StandIn:
    """Numbers in the place of ids and names, in the order in which they are met; ``own`` leads back."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self._given: dict[str, str] = {}

    def standing_for(self, actor: Actor) -> Actor:
        """The same for all who stand alike."""
        unit_id, unit_path = self._key(actor.unit_id), self._path(actor.unit_path)
        return Actor(
            account_id=self._key(actor.account_id, "account "),
            name=self._number(actor.name, "name "),
            unit_id=unit_id,
            unit_path=unit_path,
            grants=tuple(self._grant(one) for one in actor.grants),
            acts_for=self._number(actor.acts_for, "acts for "),
        )

    def _grant(self, one: Grant) -> Grant:
        if not one.unit_id:
            return one  # the house itself, which the door knows by sight
        return replace(one, unit_id=self._key(one.unit_id), path=self._path(one.path))

    def _key(self, key: int | None, kind: str = "") -> Any:
        return None if key is None else int(self._number(str(key), kind))

    def _path(self, path: str) -> str:
        return re.sub(r"\d+", lambda step: self._number(step[0]), path)

    def _number(self, own: str, kind: str = "") -> str:
        """``kind`` keeps what is no unit apart from units of the same number; nothing stays nothing."""
        if not own:
            return own
        number = self._given.get(kind + own)
        if number is None:
            number = self._given[kind + own] = str(_FIRST + len(self._given))
            self.own[number] = own
        return number


@dataclass(frozen=True)
class Asked:
    """A question in words, and the stand-in's values for it."""

    sql: str
    values: tuple[Any, ...]

    def told(self, own: Mapping[str, str]) -> list[Any]:
        """The values of whoever asks."""
        return [_mine(one, own) for one in self.values]


def _mine(value: Any, own: Mapping[str, str]) -> Any:
    if isinstance(value, int):  # of the kind that tells the database how wide it is
        return type(value)(own[str(value)]) if value >= _FIRST else value
    if isinstance(value, str):
        return _NUMBERED.sub(lambda found: own[found[0]], value)
    if isinstance(value, list):
        return [_mine(one, own) for one in value]
    return value


@lru_cache(maxsize=MOST)
def _put(question: Question, stand_in: Actor, today: dt.date) -> Asked | None:
    """``today`` is part of what is known: a new day is put into words anew."""
    found = question(stand_in)
    if found is None:
        return None
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:
        return None
    for value in values:
        _must_be_plain(value)
    if _NUMBERED.search(sql):
        raise TypeError(f"{question} writes an id into its words: {sql}")
    return Asked(sql, tuple(values))


def _must_be_plain(value: Any) -> None:
    """Inside anything else a number of the stand-in would not be found; a moment is over when it is asked again.
    Raises TypeError."""
    if isinstance(value, list):
        for one in value:
            _must_be_plain(one)
    elif isinstance(value, Jsonb) and not _NUMBERED.search(json.dumps(value.obj)):
        pass  # the same for everybody
    elif isinstance(value, dt.datetime) or not isinstance(value, int | str | dt.date | None):
        raise TypeError(f"{value!r} cannot be asked on behalf of others")
