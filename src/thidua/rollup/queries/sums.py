"""Reading sums: of units, of their children, of a level. A fixed number of queries for any number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from thidua.algebra.elements import all_exact
from thidua.algebra.rolling import Sums
from thidua.kernel import long_rows, paths
from thidua.kernel.replica import reading
from thidua.rollup.models import Agg, Placed, Tree
from thidua.rollup.queries import statements
from thidua.rollup.queries.layout import layout_of
from thidua.rollup.queries.rolled_up import RolledUp, rolled_up

# Where the units of a level stand that have a place at or below some paths: every place of theirs.
_PLACES_OF_LEVEL = """
with place as (select * from unnest(%(from)s::text[], %(to)s::text[]) as place(first, beyond)),
standing as (
    select a.node_id as unit_id from place join rollup_agg a on a.period_id = %(period)s
        and a.tree = %(tree)s and a.bloc = '' and a.path >= place.first and a.path < place.beyond
    union
    select p.node_id from place join rollup_placed p on p.period_id = %(period)s
        and p.tree = %(tree)s and p.path >= place.first and p.path < place.beyond),
wanted as (
    select s.unit_id, b.sort_key from standing s join federation_body b on b.id = s.unit_id
    join federation_unitkind k on k.id = b.kind_id where k.level = %(level)s)
select w.sort_key, w.unit_id, a.path, true as inner_node from wanted w join rollup_agg a
    on a.period_id = %(period)s and a.tree = %(tree)s and a.bloc = '' and a.node_id = w.unit_id
union
select w.sort_key, w.unit_id, p.path, false from wanted w join rollup_placed p
    on p.period_id = %(period)s and p.tree = %(tree)s and p.node_id = w.unit_id
order by 1, 2, 4 desc"""

_STORED = """
select {told} from rollup_agg
where period_id = %(period)s and tree = %(tree)s and bloc = '' and {column} = any(%(wanted)s::{kind}[])"""
_COLUMNS = {"node_id": "bigint", "path": "text", "parent_path": "text"}

ARRAYS = (*statements.ARRAYS, *statements.BULK_ARRAYS)
FIELDS = ("path", "node_id", "computed_at", *ARRAYS, *statements.COUNTS)
Keys = statements.Keys


@dataclass(frozen=True)
class Line:
    """One line, sent or accepted, of one node: sums with the bulk part in them.

    ``told.counts`` counts reports and the units that bulk entries stand for; ``direct`` reports alone.
    """

    told: Sums = field(default_factory=Sums)
    direct: Mapping[str, int] = field(default_factory=dict)
    bulk: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Line) -> Line:
        return Line(self.told + other.told, _added(self.direct, other.direct), _added(self.bulk, other.bulk))


@dataclass(frozen=True)
class NodeSums:
    """Everything known about one node: a unit at one place of the stamped tree, or at several, added."""

    unit_id: int
    paths: tuple[str, ...]
    sent: Line
    accepted: Line
    expected_reports: int = 0
    sent_reports: int = 0
    accepted_reports: int = 0
    bulk_reports: int = 0
    inner: bool = False  # something stands below it
    computed_at: dt.datetime | None = None  # None: read from its reports just now

    def __add__(self, other: NodeSums) -> NodeSums:
        computed = [one for one in (self.computed_at, other.computed_at) if one is not None]
        return NodeSums(
            self.unit_id,
            (*self.paths, *other.paths),
            self.sent + other.sent,
            self.accepted + other.accepted,
            self.expected_reports + other.expected_reports,
            self.sent_reports + other.sent_reports,
            self.accepted_reports + other.accepted_reports,
            self.bulk_reports + other.bulk_reports,
            self.inner or other.inner,
            min(computed, default=None),
        )


@dataclass(frozen=True, slots=True)
class Glance:
    """A node as its row holds it; taken apart only as far as somebody asks."""

    row: Mapping[str, Any]
    keys: tuple[str, ...]
    read: Callable[[], NodeSums]
    sent: str = "sent"  # the line that stands for what was sent

    @property
    def path(self) -> str:
        told: str = self.row["path"]
        return told

    @property
    def unit_id(self) -> int:
        return paths.own_id(self.path)

    @property
    def node(self) -> NodeSums:
        return self.read()

    def line(self, name: str) -> Line:
        """ "sent" or "accepted"."""
        return _line(self.keys, self.row, self.sent if name == "sent" else name)


Places = Sequence[Glance]  # one unit at the one or two places where it stood


def line_of(places: Places, name: str) -> Line:
    """The sent or the accepted line of a unit at its places."""
    line = places[0].line(name)
    return line if len(places) == 1 else sum((one.line(name) for one in places[1:]), line)


def by_places(glances: Iterable[Glance]) -> dict[int, list[Glance]]:
    """By unit."""
    found: dict[int, list[Glance]] = {}
    for one in glances:
        found.setdefault(one.unit_id, []).append(one)
    return found


def added(glances: Iterable[Glance], name: str, keys: Collection[str]) -> dict[str, int]:
    """The sums of some components in a column of the rows, such as "sent" or "sent_bulk"."""
    total = dict.fromkeys(keys, 0)
    for one in glances:
        held = one.row.get(name)
        if held:
            for key, value in zip(one.keys, held, strict=True):
                if key in total:
                    total[key] += int(value or 0)
    return total


def _added(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in {**first, **second}}


class PeriodSums:
    """The sums of one period by one tree, as they stand at this moment.

    Where the trees are the same the sums of today are those of then, and nothing has ended. With
    ``only_accepted`` the sent line is the accepted one: what would stand if nothing more were accepted.
    """

    def __init__(
        self,
        period_id: int,
        tree: Tree = Tree.THEN,
        *,
        rolled: RolledUp | None = None,
        only_accepted: bool = False,
    ) -> None:
        self.period_id = period_id
        self.only_accepted = only_accepted
        self.rolled = rolled or rolled_up(period_id)
        self.form_ids = self.rolled.form_ids
        self.tree = Tree.THEN if tree is Tree.TODAY and not self.rolled.restated else tree

    def by(self, tree: Tree) -> PeriodSums:
        """The same period by another tree."""
        return PeriodSums(self.period_id, tree, rolled=self.rolled, only_accepted=self.only_accepted)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return layout_of(self.form_ids).keys if self.form_ids else ()

    def _keys(self, only: Keys) -> tuple[str, ...]:
        return self.keys if only is None else tuple(key for key in self.keys if key in only)

    def of_units(self, unit_ids: Collection[int]) -> dict[int, NodeSums]:
        """Sums by unit. A unit that stood at two places within the period has the sum of both."""
        if not self.form_ids or not unit_ids:
            return {}
        rows = self._stored(None, "node_id", unit_ids)
        return by_unit([*rows, *self._leaves(self._places_of(unit_ids, rows))])

    def by_tree(self, unit_id: int) -> dict[Tree, NodeSums]:
        """Sums of one unit by every tree that knows it. Where the trees are one, that of today is that of
        then, and nothing has ended."""
        trees = [Tree(one) for one in Tree] if self.rolled.restated else [Tree.THEN]
        if not self.form_ids:
            return {}
        rows = Agg.objects.filter(
            period_id=self.period_id, tree__in=trees, node_id=unit_id, bloc=Agg.EVERY_BLOC
        )
        stored: dict[str, list[NodeSums]] = {tree: [] for tree in trees}
        for row in rows.values("tree", *FIELDS):
            stored[row["tree"]].append(self._node(row, inner=True))
        there = Placed.objects.filter(period_id=self.period_id, tree__in=trees, node_id=unit_id)
        places: dict[str, set[str]] = {tree: set() for tree in trees}
        for tree, path in there.values_list("tree", "path").distinct():
            places[tree].add(path)
        found: dict[Tree, NodeSums] = {}
        for tree in trees:
            inner = {path for node in stored[tree] for path in node.paths}
            nodes = [*stored[tree], *self.by(tree)._leaves(sorted(places[tree] - inner))]
            if nodes:
                found[tree] = by_unit(nodes)[unit_id]
        if not self.rolled.restated and Tree.THEN in found:
            found[Tree.TODAY] = found[Tree.THEN]
        return found

    def at_units(self, unit_ids: Collection[int]) -> dict[int, NodeSums]:
        """Sums of what stands at the units themselves, without anything below them."""
        if not self.form_ids or not unit_ids:
            return {}
        return by_unit(self._leaves(self._places_of(unit_ids, ())))

    def carried_on(self, nodes: Sequence[str], later_id: int) -> Line:
        """Of what has ended at or below these paths, the sent figures of units that reported in a later
        period as well."""
        if not self.form_ids or not nodes:
            return Line()
        ends = [node[:-1] + paths.AFTER_SEPARATOR for node in nodes]
        told = {"period": self.period_id, "later": later_id, "from": list(nodes), "to": ends}
        found = self._read(statements.carried_on_sums(self.form_ids), told)
        return _line(self.keys, found[0], "sent") if found else Line()

    def children_of(self, nodes: Sequence[str], only: Keys = None) -> dict[int, NodeSums]:
        """Sums of the nodes directly below these paths, by unit; ``only`` of these components."""
        return by_unit(one.node for one in self.glances_at(nodes, only))

    def glances_at(self, nodes: Sequence[str], only: Keys = None) -> list[Glance]:
        """The same as rows that are not taken apart yet: of thousands a page shows thirty. Two queries."""
        if not self.form_ids or not nodes:
            return []
        leaves = self._read(
            statements.leaf_children_sums(self.form_ids, only), {**self._where, "nodes": list(nodes)}
        )
        inner = self._rows(only, "parent_path", nodes)
        return [*self._glances(inner, only, inner=True), *self._glances(leaves, only, inner=False)]

    def _glances(self, rows: Iterable[dict[str, Any]], only: Keys, *, inner: bool) -> Iterator[Glance]:
        read, keys = partial(self._node, inner=inner), self._keys(only)
        for row in rows:
            told = row if inner else {**row, "path": row["node"]}
            yield Glance(told, keys, partial(read, told, only), "accepted" if self.only_accepted else "sent")

    def reporting_below(self, nodes: Sequence[str]) -> int:
        """How many units with a report of their own stand directly below these paths."""
        there = Placed.objects.filter(period_id=self.period_id, tree=self.tree, parent_path__in=list(nodes))
        return there.values("node_id").distinct().count()

    def of_level(
        self, nodes: Sequence[str], level: str, known: Mapping[int, Places] | None = None, only: Keys = None
    ) -> dict[int, Places]:
        """All units of a level at or below these paths, not taken apart; ``known`` ones are not read again."""
        places, known = self._places_of_level(nodes, level), known or {}
        at_hand = {
            unit_id: known[unit_id]
            for unit_id, found in places.items()
            if unit_id in known and {one.path for one in known[unit_id]} == found.keys()
        }
        left = {
            path: inner
            for unit_id, found in places.items()
            if unit_id not in at_hand
            for path, inner in found.items()
        }
        inner = [path for path, is_inner in left.items() if is_inner]
        outer = [path for path, is_inner in left.items() if not is_inner]
        rows = self._rows(only, "path", inner) if inner else []
        leaves = self._read_leaves(outer, only) if outer else []
        read = by_places([*self._glances(rows, only, inner=True), *self._glances(leaves, only, inner=False)])
        return {unit_id: one for unit_id in places if (one := at_hand.get(unit_id) or read.get(unit_id))}

    @property
    def _where(self) -> dict[str, Any]:
        return {"period": self.period_id, "tree": self.tree.value}

    def _stored(self, only: Keys, column: str, wanted: Collection[int] | Collection[str]) -> list[NodeSums]:
        """Nodes whose ``column`` (of ``_COLUMNS``) is one of these."""
        return [self._node(row, only, inner=True) for row in self._rows(only, column, wanted)]

    def _rows(
        self, only: Keys, column: str, wanted: Collection[int] | Collection[str]
    ) -> list[dict[str, Any]]:
        arrays = ARRAYS if only is None else (self._some(name, only) for name in ARRAYS)
        statement = _STORED.format(
            told=", ".join(("path", "computed_at", *statements.COUNTS, *arrays)),
            column=column,
            kind=_COLUMNS[column],
        )
        return self._read(statement, {**self._where, "wanted": list(wanted)})

    def _some(self, name: str, only: frozenset[str]) -> str:
        """These components of an array, as an array."""
        places = (f"{name}[{at}]" for at, key in enumerate(self.keys, start=1) if key in only)
        return f"array[{', '.join(places)}]::{statements.array_kind(name)}[] as {name}"

    def _places_of(self, unit_ids: Collection[int], known: Iterable[NodeSums]) -> list[str]:
        """Where these units' reports stand, other than at inner nodes."""
        inner = {path for node in known for path in node.paths}
        there = Placed.objects.filter(period_id=self.period_id, tree=self.tree, node_id__in=list(unit_ids))
        return sorted(set(there.values_list("path", flat=True).distinct()) - inner)

    def _leaves(self, nodes: Sequence[str], only: Keys = None) -> list[NodeSums]:
        found = self._glances(self._read_leaves(nodes, only), only, inner=False) if nodes else ()
        return [one.node for one in found]

    def _read_leaves(self, nodes: Sequence[str], only: Keys) -> list[dict[str, Any]]:
        return self._read(statements.leaf_sums(self.form_ids, only), {**self._where, "nodes": list(nodes)})

    def _read(self, statement: str, told: Mapping[str, Any]) -> list[dict[str, Any]]:
        return long_rows.read(reading(), statement, told)

    def _places_of_level(self, nodes: Sequence[str], level: str) -> dict[int, dict[str, bool]]:
        """By unit, its paths in this period and whether something stands below there."""
        ends = [node[:-1] + paths.AFTER_SEPARATOR for node in nodes]
        told: dict[str, Any] = {**self._where, "level": level, "from": list(nodes), "to": ends}
        found: dict[int, dict[str, bool]] = {}
        with reading().cursor() as cursor:
            cursor.execute(_PLACES_OF_LEVEL, told)
            for _key, unit_id, path, inner in cursor.fetchall():
                found.setdefault(unit_id, {}).setdefault(path, inner)  # the inner row of a path comes first
        return found

    def _node(self, row: Mapping[str, Any], only: Keys = None, *, inner: bool) -> NodeSums:
        keys = self._keys(only)
        return NodeSums(
            unit_id=paths.own_id(row["path"]),
            paths=(row["path"],),
            sent=_line(keys, row, "accepted" if self.only_accepted else "sent"),
            accepted=_line(keys, row, "accepted"),
            **{name: row[name] for name in statements.COUNTS},
            inner=inner,
            computed_at=row.get("computed_at"),
        )


def _line(keys: Sequence[str], row: Mapping[str, Any], line: str) -> Line:
    direct = dict(zip(keys, row[f"{line}_n"], strict=True))
    stood_for = _named(keys, row.get(f"{line}_bulk_n"))
    sums = all_exact(dict(zip(keys, map(int, row[line]), strict=True)))
    counts = _added(direct, stood_for) if stood_for else direct
    return Line(Sums(sums, counts), direct, _named(keys, row.get(f"{line}_bulk")))


def _named(keys: Sequence[str], values: Sequence[float] | None) -> dict[str, int]:
    return {key: int(value) for key, value in zip(keys, values or (), strict=False) if value}


def by_unit(nodes: Iterable[NodeSums]) -> dict[int, NodeSums]:
    """Nodes by their unit; a unit that stood at two places has the sum of both."""
    found: dict[int, NodeSums] = {}
    for node in nodes:
        found[node.unit_id] = found[node.unit_id] + node if node.unit_id in found else node
    return found
