"""The target lines that an edition keeps as shown, on what is accepted alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thidua.algebra.thresholds import threshold_to_data
from thidua.federation.models import Body
from thidua.launch.models import Period
from thidua.rollup.models import Edition, EditionLine
from thidua.rollup.queries.limits import targets_for
from thidua.rollup.queries.lines import Reader, TargetLine
from thidua.rollup.queries.shown import shown


def lines_to_freeze(edition: Edition, period: Period) -> Iterator[EditionLine]:
    """Of the unit at whose seat the movement is, and of each unit directly below it; not stored yet."""
    seat = period.cycle.movement.seat
    targets = targets_for(seat, period.cycle_id)
    reader = Reader(period=period, unit=seat, targets=targets, only_accepted=True)
    for position, target in enumerate(targets):
        own = reader.line(target)
        if own is not None:
            yield _frozen(edition, period, seat, own, position)
        for unit in reader.bodies.values():
            line = reader.child_line(target, unit.pk, unit.level)
            if line is not None:
                yield _frozen(edition, period, unit, line, position)


def _frozen(edition: Edition, period: Period, unit: Body, line: TargetLine, position: int) -> EditionLine:
    target = line.target
    words = shown(line, period, link=False)
    limit = line.limit.threshold
    return EditionLine(
        edition=edition,
        unit=unit,
        target=target,
        position=position,
        name=target.name,
        rule=words.rule,
        value=words.value,
        share=words.share,
        state=line.state.value,
        completeness=words.completeness,
        figure=_exact(line.accepted.value),
        numerator=_exact(line.accepted.numerator),
        denominator=_exact(line.accepted.denominator),
        threshold=None if limit is None else threshold_to_data(limit),
    )


def _exact(value: Fraction | int | None) -> str:
    return "" if value is None else str(Fraction(value))
