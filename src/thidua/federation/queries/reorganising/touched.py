"""Who was touched by a reorganisation that was carried out, or taken back: read from its steps."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

_TOUCHED = """
select s.unit_id from federation_step s where s.reorganisation_id = %(id)s and s.verb <> 'found'
union
select s.into_id from federation_step s where s.reorganisation_id = %(id)s and s.into_id is not null
union
select (changed ->> 0)::bigint from federation_step s,
       jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
 where s.reorganisation_id = %(id)s"""

# Everybody at or below a body whose parent was changed: its place in the tree is another one.
_BRANCHES = """
select distinct b.id from federation_step s
 cross join jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
  join federation_body top on top.id = (changed ->> 0)::bigint
  join federation_body b on b.path >= top.path and b.path < left(top.path, -1) || '/'
 where s.reorganisation_id = %(id)s and changed -> 1 ? 'parent_id' and top.path <> ''"""

_LIVES = """
select (changed ->> 0)::bigint from federation_step s,
       jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
 where s.reorganisation_id = %(id)s and changed -> 1 ? 'ended_on'"""


@dataclass(frozen=True)
class Reach:
    """``ends``: units that end by it. ``moves``: everybody in the branches that change their place."""

    ends: frozenset[int]
    moves: frozenset[int]


def touched_by(reorganisation_id: int) -> set[int]:
    """Units that are named, that receive, or whose own rows changed."""
    return _ids(_TOUCHED, reorganisation_id)


def reach_of(reorganisation_id: int) -> Reach:
    """For rooms that keep places by themselves; holds after the reorganisation and after it is taken back."""
    ends, moves = _ids(_LIVES, reorganisation_id), _ids(_BRANCHES, reorganisation_id)
    return Reach(frozenset(ends), frozenset(moves))


def _ids(statement: str, reorganisation_id: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": reorganisation_id})
        return {row[0] for row in cursor.fetchall()}
