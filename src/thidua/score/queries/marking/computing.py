"""The engine over a round: from figures, marks and events to points, totals and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from thidua.algebra.scoring.kinds import Done
from thidua.algebra.scoring.marking import Score, Unit, mark_all
from thidua.algebra.scoring.origins import Origin, ScoreSource
from thidua.algebra.scoring.ranking import Rank, rank
from thidua.algebra.scoring.sheet import Leaf
from thidua.score.models import Mark, MarkedUnit
from thidua.score.queries.marking.loading import CHAIN, Rules, Standing

SELF = "self"


@dataclass(frozen=True)
class Told:
    """What goes into the rule of one criterion of one unit, and the points that somebody settled instead."""

    done: Done
    settled: Fraction | None = None


@dataclass(frozen=True)
class Instead:
    """A figure tried in the place of what stands, on a copy; nothing of it is written anywhere."""

    values: Mapping[str, str] = field(default_factory=dict)
    points: Fraction | None = None


@dataclass(frozen=True)
class Scored:
    """Units by ``MarkedUnit.key``. Places are those of units that have a total and have not left."""

    units: Mapping[str, Unit]
    scores: Mapping[str, Score]
    ranks: Mapping[str, Rank]

    def of(self, marked: MarkedUnit) -> Score:
        return self.scores[marked.key]

    def place(self, marked: MarkedUnit) -> Rank | None:
        return self.ranks.get(marked.key)


def scored(
    standing: Standing,
    upto: str = CHAIN[-1],
    *,
    rules: Rules | None = None,
    instead: Mapping[tuple[int, str], Instead] | None = None,
) -> Scored:
    """Everybody's points as they stand after a layer; ``self``: by the units' own marks alone.

    ``rules`` marks the same data by another sheet; ``instead`` tries other figures.
    """
    by = rules or standing.rules
    tried = instead or {}
    units = {one.key: _unit(standing, one, upto, by, tried) for one in standing.marked}
    active = {one.key: units[one.key] for one in standing.active}
    scores = mark_all(by.sheet, active)
    ranks = rank(by.sheet, scores)
    for one in standing.marked:
        if one.key not in active:  # marked as before, compared with nobody
            scores[one.key] = mark_all(by.sheet, {**active, one.key: units[one.key]})[one.key]
    return Scored(units, {one.key: scores[one.key] for one in standing.marked}, ranks)


def _unit(
    standing: Standing,
    marked: MarkedUnit,
    upto: str,
    rules: Rules,
    tried: Mapping[tuple[int, str], Instead],
) -> Unit:
    done: dict[str, Done] = {}
    settled: dict[str, Fraction] = {}
    for leaf in rules.sheet.leaves():
        told = told_of(standing, marked, leaf, rules.origins[leaf.id], upto)
        other = tried.get((marked.pk, leaf.id))
        if other is not None:
            told = Told(
                Done({**told.done.values, **other.values}, told.done.assigned or "plan" in other.values),
                other.points,
            )
        done[leaf.id] = told.done
        if told.settled is not None:
            settled[leaf.id] = told.settled
    return Unit(
        done=done,
        events=[one.event for one in standing.events.get(marked.pk, ())],
        votes=None if marked.votes is None else Fraction(marked.votes),
        settled=settled,
    )


def told_of(
    standing: Standing, marked: MarkedUnit, leaf: Leaf, origin: Origin, upto: str = CHAIN[-1]
) -> Told:
    """What is read, then what each hand said, up to a layer. The unit's own mark counts for nothing, except where
    its own marks alone are added up or the sheet says so."""
    figure = standing.figures.get((marked.pk, leaf.id))
    values: dict[str, Any] = dict(figure.values) if figure else {}
    assigned = figure.assigned if figure else True
    settled: Fraction | None = None
    own = standing.mark(marked.pk, leaf.id, SELF)
    if own is not None and (upto == SELF or origin.self_counts):
        values |= own.values
    if (
        origin.source is ScoreSource.PEERS
        and upto != SELF
        and (mean := _mean(standing, marked, leaf)) is not None
    ):
        values["points"] = mean
    for layer in () if upto == SELF else CHAIN[: CHAIN.index(upto) + 1]:
        mark = standing.mark(marked.pk, leaf.id, layer)
        if mark is None:
            continue
        values |= mark.values
        assigned = assigned or "plan" in mark.values
        settled = Fraction(mark.points) if mark.points else (None if mark.values else settled)
    return Told(Done(values, assigned), settled)


def _mean(standing: Standing, marked: MarkedUnit, leaf: Leaf) -> Fraction | None:
    """Of what all other members gave; None until each of them has, for who is missing has not given zero."""
    others = {one.unit_id for one in standing.active if one.pk != marked.pk}
    given = {mark.body_id: mark for mark in _peers(standing, marked, leaf) if mark.body_id in others}
    if not others or set(given) != others:
        return None
    return sum((Fraction(mark.values["points"]) for mark in given.values()), Fraction(0)) / len(given)


def _peers(standing: Standing, marked: MarkedUnit, leaf: Leaf) -> Sequence[Mark]:
    found = standing.marks.get((marked.pk, leaf.id), ())
    return [mark for mark in found if mark.layer == Mark.Layer.PEERS]
