"""A target over the years: what was assigned then, and what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thidua.algebra.indicators import DistinctCount, Indicator, NetChange, Share, Total, elements_of
from thidua.algebra.thresholds import Threshold
from thidua.federation.models import Body
from thidua.launch.models import Baseline, Target
from thidua.launch.queries.thresholds import indicator_of, own_thresholds

_MOST = 6  # years on one line


@dataclass(frozen=True)
class Year:
    """One year of a figure at one unit; None is not known. ``before`` is what it grew from."""

    year: int
    assigned: Threshold | None
    reached: Fraction | None
    before: Fraction | None

    @property
    def grown(self) -> Fraction | None:
        return None if self.reached is None or self.before is None else self.reached - self.before


def years_of(
    unit: Body, target: Target, *, assigned: Threshold | None, reached: Fraction | None
) -> list[Year]:
    """The year of the target and those before it of which anything is known, the oldest first.

    ``assigned`` and ``reached`` are this year's. An earlier year's target is the same figure of the same body;
    what was reached then are the results that were kept. At most three queries.
    """
    indicator, this_year = indicator_of(target), target.cycle.year
    same = Target.objects.filter(
        owner_id=target.owner_id, indicator=target.indicator, cycle__year__lt=this_year
    )
    earlier = list(same.select_related("cycle").order_by("cycle__year", "pk"))
    limits = own_thresholds(earlier, unit) if earlier else {}
    given = {one.cycle.year: limits[one.pk] for one in earlier}
    kept = _kept(unit, indicator, this_year)
    results = {year: _result(indicator, kept, year) for year in {year for _code, year in kept}}
    told = sorted({year for year, one in results.items() if one is not None} | set(given))[-_MOST + 1 :]
    return [
        *(Year(year, given.get(year), results.get(year), results.get(year - 1)) for year in told),
        Year(this_year, assigned, reached, results.get(this_year - 1)),
    ]


Kept = Mapping[tuple[str, int], Fraction]


def _kept(unit: Body, indicator: Indicator, until: int) -> Kept:
    codes = [element.code for element in elements_of(indicator)]
    rows = Baseline.objects.filter(unit=unit, element__in=codes, year__lt=until)
    return {(one.element, one.year): Fraction(one.value) for one in rows}


def _result(indicator: Indicator, kept: Kept, year: int) -> Fraction | None:
    """What the kept results say about the figure; None for figures that no single results make up."""
    match indicator:
        case Total(element) | DistinctCount(element):
            return kept.get((element.code, year))
        case NetChange(_start, end):
            then, before = kept.get((end.code, year)), kept.get((end.code, year - 1))
            return None if then is None or before is None else then - before
        case Share(numerator, denominator):
            above, below = (kept.get((one.element.code, year)) for one in (numerator, denominator))
            return above / below if above is not None and below else None
    return None
