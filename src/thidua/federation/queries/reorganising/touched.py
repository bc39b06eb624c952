"""Who was touched by a reorganisation that was carried out, or taken back: read from its steps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from thidua.kernel.replica import reading

_TOUCHED = """
select s.unit_id from federation_step s where s.reorganisation_id = %(id)s and s.verb <> 'found'
union
select s.into_id from federation_step s where s.reorganisation_id = %(id)s and s.into_id is not null
union
select (changed ->> 0)::bigint from federation_step s,
       jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
 where s.reorganisation_id = %(id)s"""

# The index of paths holds placed bodies only. A join that does not say so reads every body once a branch.
_WITHIN_TOP = "b.path <> '' and b.path >= top.path and b.path < left(top.path, -1) || '/'"

# Everybody at or below a body whose parent was changed: its place in the tree is another one.
_BRANCHES = f"""
select distinct b.id from federation_step s
 cross join jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
  join federation_body top on top.id = (changed ->> 0)::bigint
  join federation_body b on {_WITHIN_TOP}
 where s.reorganisation_id = %(id)s and changed -> 1 ? 'parent_id' and top.path <> ''"""  # noqa: S608  a constant

_LIVES = """
select (changed ->> 0)::bigint from federation_step s,
       jsonb_array_elements(s.before -> 'federation.body' -> 'changed') changed
 where s.reorganisation_id = %(id)s and changed -> 1 ? 'ended_on'"""

_FOUNDED = """
select s.into_id from federation_step s
 where s.reorganisation_id = %(id)s and s.verb = 'found' and s.into_id is not null"""

_BELOW = f"""
select distinct b.id from federation_body top
  join federation_body b on {_WITHIN_TOP}
 where top.id = any(%(units)s) and top.path <> ''"""  # noqa: S608  a constant


@dataclass(frozen=True)
class Reach:
    """``ends``: units that end by it. ``moves``: everybody in the branches that change their place.
    ``founded``: units that begin by it."""

    ends: frozenset[int]
    moves: frozenset[int]
    founded: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        return self.ends | self.moves | self.founded


def touched_by(reorganisation_id: int) -> set[int]:
    """Units that are named, that receive, or whose own rows changed."""
    return _ids(_TOUCHED, reorganisation_id)


def reach_of(reorganisation_id: int) -> Reach:
    """For rooms that keep places by themselves; holds after the reorganisation and after it is taken back."""
    ends, moves, founded = (_ids(one, reorganisation_id) for one in (_LIVES, _BRANCHES, _FOUNDED))
    return Reach(frozenset(ends), frozenset(moves), frozenset(founded))


def branches_of(unit_ids: Collection[int]) -> set[int]:
    """These units and everybody below them today; one query."""
    with reading().cursor() as cursor:
        cursor.execute(_BELOW, {"units": list(unit_ids)})
        return {row[0] for row in cursor.fetchall()}


def _ids(statement: str, reorganisation_id: int) -> set[int]:
    with reading().cursor() as cursor:
        cursor.execute(statement, {"id": reorganisation_id})
        return {row[0] for row in cursor.fetchall()}
