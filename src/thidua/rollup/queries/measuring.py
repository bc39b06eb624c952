"""Indicators read from the sums of a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from thidua.algebra.components import Component, Parts, parts_of, unscaled
from thidua.algebra.indicators import Indicator, Measured, NetChange, Reading, evaluate, reader_of
from thidua.algebra.rolling import Sums
from thidua.rollup.queries.sums import Line


@dataclass(frozen=True)
class Completeness:
    """Who stands behind a figure: units that reported, those of them directly, and those that should."""

    reported: int
    direct: int
    expected: int

    @property
    def whole(self) -> bool:
        """Whether nobody is silent."""
        return self.reported >= self.expected


def measure(indicator: Indicator, line: Line) -> Measured:
    """An additive indicator from one line of a node; what was never asked is not reported."""
    told = known_sums(indicator, line)
    return evaluate(indicator, told.sums, told.counts)


def glimpses_of(indicator: Indicator) -> Callable[[Line], Reading]:
    """What measures one line after another without an explanation, for lists of thousands."""
    read = reader_of(indicator)
    nothing = {part.key: 0 for part in parts_of(indicator)}

    def glimpse(line: Line) -> Reading:
        told = line.told
        return read(
            told if nothing.keys() <= told.sums.keys() else Sums({**nothing, **told.sums}, told.counts)
        )

    return glimpse


def known_sums(indicator: Indicator, line: Line) -> Sums:
    """The sums that the indicator needs, with nothing for components that no form of the period had."""
    missing = {part.key: 0 for part in parts_of(indicator) if part.key not in line.told.sums}
    return Sums({**line.told.sums, **missing}, line.told.counts) if missing else line.told


def completeness_of(parts: Parts, line: Line) -> Completeness:
    """How many of the units that a figure asks have answered."""
    return Completeness(*_answered(parts.told.key, parts.expected.key, line))


def _answered(told: str, expected: str, line: Line) -> tuple[int, int, int]:
    """Units that reported, those of them directly, those that should. Roster figures need no answer."""
    should = line.told.sums.get(expected, 0)
    if told == expected:
        return should, should, should
    direct = line.direct.get(told, 0)
    return min(line.told.counts.get(told, 0), max(should, direct)), direct, should


def mark_of(told: str, expected: str, line: Line) -> str:
    """For a row of marks: all in, some in, none."""
    reported, _direct, should = _answered(told, expected, line)
    if reported >= should:
        return "full"
    return "coming" if reported else "none"


def numerator_of(indicator: Indicator, sums: Mapping[str, int]) -> Fraction:
    """What adds up in an indicator: its numerator, or for a net change the end minus the start."""
    parts = parts_of(indicator)
    above, below = (_part(part, sums) for part in (parts.numerator, parts.denominator))
    return above - below if isinstance(indicator, NetChange) else above


def _part(part: Component | None, sums: Mapping[str, int]) -> Fraction:
    return Fraction(0) if part is None else unscaled(part, sums.get(part.key, 0))
