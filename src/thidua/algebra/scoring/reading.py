"""A score sheet and what units did, read from data; a sheet that contradicts itself is refused with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from thidua.algebra.errors import (
    CriteriaCycle,
    CriterionTwice,
    CriterionUnknown,
    PointsDisagree,
    ScoreSheetMisread,
    UnknownDefinition,
)
from thidua.algebra.reading import Told
from thidua.algebra.scoring.awards import Award
from thidua.algebra.scoring.kinds import (
    ZERO,
    Bands,
    Done,
    Judged,
    PerOccurrence,
)
from thidua.algebra.scoring.marking import NOT_RANKED, Unit
from thidua.algebra.scoring.reading_kinds import is_share, optional, part, read_leaf
from thidua.algebra.scoring.sheet import (
    TOTAL,
    VOTE,
    Branch,
    Leaf,
    Rounding,
    RoundingMode,
    Sheet,
    Take,
    Veto,
    Warned,
)
from thidua.algebra.scoring.unknown_keys import unknown_keys

NOTHING: Final[Mapping[str, object]] = {}
MOST_PLACES: Final = 6
NOT_ELIGIBLE: Final = "not_eligible"


def read_sheet(data: object) -> Sheet:
    """A sheet from the data of its file. Raises ScoreSheetMisread, PointsDisagree, CriterionTwice,
    CriterionUnknown, CriteriaCycle; each names the place."""
    try:
        sheet = _sheet(Told(data))
        return replace(sheet, warnings=(*sheet.warnings, *unknown_keys(data)))
    except UnknownDefinition as misread:
        raise ScoreSheetMisread(**misread.params) from None


def read_units(data: object, sheet: Sheet) -> tuple[dict[str, Unit], list[Warned]]:
    """What units did, and what was told of criteria that the sheet does not have. Raises ScoreSheetMisread."""
    try:
        return _units(Told(data), sheet)
    except UnknownDefinition as misread:
        raise ScoreSheetMisread(**misread.params) from None


def _sheet(told: Told) -> Sheet:
    head = told.at("sheet")
    totals = told.at("totals", NOTHING)
    branches = _criteria(told.at("criteria"))
    ids = _ids(branches)
    ties = tuple(one.text() for one in told.at("ties", [TOTAL]).each())
    for index, name in enumerate(ties):
        if name not in {TOTAL, VOTE, *ids}:
            raise CriterionUnknown(place=f"ties[{index}]", id=name)
    sheet = Sheet(
        name=head.at("name").text(),
        version=head.at("version", 1).text(),
        source=head.at("source", "").text(),
        rounding=_rounding(head.at("rounding", NOTHING)),
        branches=branches,
        bonus_cap=optional(totals, "bonus_cap"),
        penalty_cap=_taken_at_most(totals),
        bonus_from=optional(totals, "bonus_from"),
        most=optional(totals, "max"),
        vetoes=tuple(_veto(one, branches, optional(totals, "max")) for one in told.at("vetoes", []).each()),
        # The chain begins with the total unless the sheet puts it elsewhere: no order goes without it.
        ties=ties if TOTAL in ties else (TOTAL, *ties),
        awards=tuple(read_award(one) for one in told.at("awards", []).each()),
    )
    return replace(sheet, warnings=tuple(_examined(sheet)))


def _rounding(told: Told) -> Rounding:
    places = told.at("places", 2)
    if not 0 <= places.whole() <= MOST_PLACES:
        raise places.not_a("places")
    step, at = optional(told, "to"), told.at("at", "total")
    if step is not None and (step <= 0 or (step * 10 ** places.whole()).denominator != 1):
        raise told.at("to").not_a("rounding_step")
    if at.text() not in ("total", "criterion"):
        raise at.not_a("rounded_at")
    mode = told.at("mode", "half_up").one_of(RoundingMode)
    return Rounding(places.whole(), mode, step, at.text() == "criterion")


def _taken_at_most(totals: Told) -> Fraction | None:
    """ "20" and "-20" say the same: no more than twenty points are taken away in all."""
    cap = optional(totals, "penalty_cap")
    return None if cap is None else -abs(cap)


def read_award(told: Told) -> Award:
    count = told.at("count")
    if count.whole() < 0:
        raise count.not_a("whole")
    return Award(told.at("award").text(), told.at("name", "").text(), count.whole())


def _veto(told: Told, branches: Sequence[Branch], whole: Fraction | None) -> Veto:
    effect = told.at("effect", NOT_ELIGIBLE).text()
    if effect not in (NOT_ELIGIBLE, NOT_RANKED):
        raise told.at("effect").not_a("effect")
    when = told.at("when", "event").text()
    if when == "event":
        return Veto(told.at("event").text(), effect)
    if when != "below":
        raise told.at("when").not_a("veto")
    of, known = told.at("of", TOTAL).text(), {one.id: one.most for one in _walk(branches)}
    if of != TOTAL and of not in known:
        raise CriterionUnknown(place=f"{told.place}.of", id=of)
    own = [one.most for one in branches if not one.bonus]
    most = known.get(of) if of != TOTAL else whole or sum((one or ZERO for one in own), ZERO)
    limit = told.at("points")
    if most is None and is_share(limit):
        raise limit.not_a("number")  # a share of nothing that is said
    below = part(limit, most)
    return Veto(told.at("event", "").text(), effect, of, below)


def _criteria(told: Told) -> tuple[Branch, ...]:
    """The tree: members below their branch, or a flat list in which each names its ``parent``."""
    rows = told.each()
    if not rows:
        raise told.not_a("criteria")
    parents = {row.at("id").text(): row.at("parent").text() for row in rows if "parent" in row.members()}
    if not parents:
        return tuple(_branch(row, ()) for row in rows)
    _no_cycle(parents, rows)
    below: dict[str, list[Told]] = {}
    for row in rows:
        below.setdefault(parents.get(row.at("id").text(), ""), []).append(row)
    known = {row.at("id").text() for row in rows}
    for row in rows:
        parent = parents.get(row.at("id").text(), "")
        if parent and parent not in known:
            raise CriterionUnknown(place=f"{row.place}.parent", id=parent)
    return tuple(_grown(row, below) for row in below.get("", []))


def _no_cycle(parents: Mapping[str, str], rows: Sequence[Told]) -> None:
    places = {row.at("id").text(): row.place for row in rows}
    for first in parents:
        chain, step = [first], parents[first]
        while step in parents and step not in chain:
            chain.append(step)
            step = parents[step]
        if step == first:
            raise CriteriaCycle(place=places[first], ids=" → ".join([*chain, first]))


def _grown(row: Told, below: Mapping[str, list[Told]]) -> Branch:
    members = tuple(
        _grown(one, below) if below.get(one.at("id").text()) else read_leaf(one)
        for one in below.get(row.at("id").text(), [])
    )
    return _with_members(row, members)


def _branch(told: Told, above: tuple[int, ...]) -> Branch:
    """``above``: the branches that it stands in, so that a list that holds itself is seen."""
    if id(told.value) in above:
        raise CriteriaCycle(place=told.place, ids=told.at("id").text())
    inside = (*above, id(told.value))
    if "items" not in told.members():
        return (
            _with_members(told, (read_leaf(told),)) if "kind" in told.members() else _with_members(told, ())
        )
    members = tuple(
        _branch(one, inside) if "items" in one.members() else read_leaf(one)
        for one in told.at("items").each()
    )
    return _with_members(told, members)


def _with_members(told: Told, members: tuple[Branch | Leaf, ...]) -> Branch:
    if not members:
        raise told.at("items").not_a("items")
    alone = len(members) == 1 and isinstance(members[0], Leaf) and members[0].place == told.place
    if alone:
        # A criterion without a head of its own is its own branch; what it says of bonus is of both.
        leaf = members[0]
        assert isinstance(leaf, Leaf)
        return Branch(
            f"{leaf.id}.", leaf.name, leaf.most, (replace(leaf, bonus=False),), leaf.bonus, told.place
        )
    caps = [one for one in (optional(told, "max"), optional(told, "cap")) if one is not None]
    least = [one for one in caps if one < 0]  # "cap: -20": no more than that is taken away
    most = min((one for one in caps if one >= 0), default=None)
    floor = optional(told, "min") if not least else max(least)
    if floor is not None and most is not None and floor > most:
        raise told.at("min").not_a("at_most")
    return Branch(
        id=told.at("id").text(),
        name=told.at("name", "").text(),
        most=most,
        members=members,
        bonus=told.at("bonus", False).flag(),
        place=told.place,
        least=floor,
        take=told.at("take", "sum").one_of(Take),
    )


def _ids(branches: Sequence[Branch]) -> set[str]:
    seen: set[str] = set()
    for one in _walk(branches):
        if one.id in seen:
            raise CriterionTwice(place=one.place, id=one.id)
        seen.add(one.id)
    return seen


def _walk(members: Sequence[Branch | Leaf]) -> Iterator[Branch | Leaf]:
    for one in members:
        yield one
        if isinstance(one, Branch):
            yield from _walk(one.members)


def _examined(sheet: Sheet) -> Iterator[Warned]:
    """Points that cannot be: refused. Points that are cut, bands that meet: a warning."""
    for one in _walk(sheet.branches):
        if isinstance(one, Leaf):
            yield from _leaf_examined(one)
        else:
            yield from _branch_examined(one)
    if sheet.bonus_cap is not None and sheet.bonus_cap < 0:
        raise PointsDisagree(place="totals.bonus_cap", id="", cap=sheet.bonus_cap, reach=ZERO)
    own = [branch.most for branch in sheet.branches if not branch.bonus]
    if sheet.most is not None and all(most is not None for most in own):
        reach = sum((most for most in own if most is not None), ZERO)
        if reach < sheet.most:
            raise PointsDisagree(place="totals.max", id="", cap=sheet.most, reach=reach)


def _leaf_examined(leaf: Leaf) -> Iterator[Warned]:
    reach = leaf.kind.reach()
    if leaf.most is not None and reach is not None and reach > leaf.most:
        raise PointsDisagree(place=leaf.place, id=leaf.id, cap=leaf.most, reach=reach)
    if isinstance(leaf.kind, Judged) and leaf.most is not None and leaf.kind.least > leaf.most:
        raise PointsDisagree(place=leaf.place, id=leaf.id, cap=leaf.most, reach=leaf.kind.least)
    if isinstance(leaf.kind, Bands):
        for first, second in combinations(leaf.kind.bands, 2):
            if first.points != second.points and first.meets(second):
                yield Warned("bands_overlap", leaf.place, {"id": leaf.id})
                return


def _branch_examined(branch: Branch) -> Iterator[Warned]:
    if branch.most is None:
        return
    within = [one for one in branch.members if isinstance(one, Branch) or not one.bonus]
    reaches = [_reach(one) for one in within]
    for one, reach in zip(within, reaches, strict=True):
        if one.most is not None and reach is not None and reach > branch.most:
            raise PointsDisagree(place=one.place, id=one.id, cap=branch.most, reach=reach)
    if any(reach is None for reach in reaches):
        return
    whole = _together(branch.take, [reach for reach in reaches if reach is not None])
    if whole < branch.most and not branch.bonus:
        raise PointsDisagree(place=branch.place, id=branch.id, cap=branch.most, reach=whole)
    if whole > branch.most and not branch.bonus:
        yield Warned("branch_is_cut", branch.place, {"id": branch.id})


def _together(take: Take, reaches: Sequence[Fraction]) -> Fraction:
    """The most that a branch can make of what its members can give."""
    if take is Take.SUM:
        return sum(reaches, ZERO)
    return max(reaches, default=ZERO)


def _reach(one: Branch | Leaf) -> Fraction | None:
    """The most it can give; None when nothing limits it."""
    if isinstance(one, Leaf):
        own = one.kind.reach()
        return one.most if own is None else own
    return one.most


def _units(told: Told, sheet: Sheet) -> tuple[dict[str, Unit], list[Warned]]:
    leaves = {leaf.id for leaf in sheet.leaves()}
    without = {
        name: {one.text() for one in ids.each()}
        for name, ids in told.at("not_assigned", NOTHING).members().items()
    }
    by_fold = {_folded(event): event for event in _events_of(sheet)}
    warned: list[Warned] = []
    units: dict[str, Unit] = {}
    for name, said in told.at("units").members().items():
        unit = Told(NOTHING, said.place) if said.value is None else said
        done: dict[str, Done] = {leaf: Done({}, assigned=False) for leaf in without.get(name, set()) & leaves}
        spared = without.get(name, set())
        for key, value in unit.as_told().items():
            if key in _BESIDE or value is None:
                continue  # null tells nothing
            place = f"{unit.place}.{key}"
            if key not in leaves:
                warned.append(Warned("no_such_criterion", place, {"id": key, "unit": name}))
                continue
            done[key] = Done(Told(value, place).as_told(), key not in spared)
        events, unread = _events(unit.at("events", []), by_fold)
        warned += [
            Warned("no_such_event", f"{unit.place}.events", {"event": one, "unit": name}) for one in unread
        ]
        units[name] = Unit(done, events, optional(unit, "votes"))
    for name, ids in without.items():
        if name not in units:
            warned.append(Warned("no_such_unit", f"not_assigned.{name}", {"unit": name}))
        warned += [
            Warned("no_such_criterion", f"not_assigned.{name}", {"id": key, "unit": name})
            for key in sorted(ids - leaves)
        ]
    return units, warned


def _events_of(sheet: Sheet) -> Iterator[str]:
    """Events that the sheet reads, to bar somebody or to count."""
    yield from (veto.event for veto in sheet.vetoes if veto.below is None)
    for leaf in sheet.leaves():
        if isinstance(leaf.kind, PerOccurrence) and leaf.kind.event:
            yield leaf.kind.event


def _events(told: Told, by_fold: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What happened, in the words of the sheet, and what the sheet does not know: "Cảnh cáo" is "cảnh cáo"."""
    said = [one.text() for one in told.each()]
    unread = [one for one in said if _folded(one) not in by_fold]
    return [by_fold.get(_folded(one), one) for one in said], unread


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


# A unit's own mark is what the appraisal begins with; it never enters the total.
_BESIDE: Final = frozenset({"events", "votes", "self"})
