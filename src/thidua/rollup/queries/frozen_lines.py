"""The target lines that an edition keeps as shown, on what is accepted alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.db.models import Q
from django.utils import timezone

from thidua.algebra.thresholds import threshold_to_data
from thidua.federation.models import Body
from thidua.launch.models import Assignment, Period, Target
from thidua.rollup.models import Edition, EditionLine
from thidua.rollup.queries.frozen_sums import FrozenSums
from thidua.rollup.queries.limits import Limits, targets_for
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


def lines_then(edition: Edition, period: Period, unit: Body) -> list[EditionLine]:
    """The lines of a unit that an edition kept no lines of, for the targets of the seat: from the reports and sums
    that it kept, and from what was assigned when it was frozen. Of those that it kept they are the same."""
    seat = period.cycle.movement.seat
    targets = targets_for(seat, period.cycle_id)
    day = timezone.localtime(edition.frozen_at).date()
    reader = Reader(period=period, unit=unit, targets=targets, sums=FrozenSums(edition), today=day)
    reader.limits = Limits(targets, (), known=_assigned_then(edition, targets, unit))
    lines = ((position, reader.line(target)) for position, target in enumerate(targets))
    return [_frozen(edition, period, unit, line, position) for position, line in lines if line is not None]


def _assigned_then(edition: Edition, targets: Sequence[Target], unit: Body) -> list[Assignment]:
    """The last version of each that had been made and not taken back; oldest first."""
    day = timezone.localtime(edition.frozen_at).date()
    made = Assignment.objects.filter(target__in=targets, unit=unit, made_at__lte=edition.frozen_at)
    stood = made.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
    return list(stood.order_by("number"))


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
