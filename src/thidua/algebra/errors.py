"""Refusals of the algebra: codes with parameters; the sentences are made above."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.formats.errors import CodedError


class TooManyPlaces(CodedError):
    """A value has more decimals than its element stores. Params: element, value, scale."""

    code = "algebra.too_many_places"


class TooLarge(CodedError):
    """A scaled value would not be exact in a double. Params: element, value, largest."""

    code = "algebra.too_large"


class OverlappingPeriods(CodedError):
    """Half-year and year are never added. Params: element, first, second."""

    code = "algebra.overlapping_periods"


class PeriodDatesOutOfOrder(CodedError):
    """Params: label, measured_from, cutoff, due, ends."""

    code = "algebra.period_dates_out_of_order"


class NothingToCombine(CodedError):
    code = "algebra.nothing_to_combine"


class UnknownDefinition(CodedError):
    """Data names something this algebra does not have, or has another shape.

    Params: kind (what should stand there), value (what does), place (in the data, "" for its outermost).
    """

    code = "algebra.unknown_definition"

    def __init__(self, *, kind: str, value: object, place: str = "") -> None:
        super().__init__(kind=kind, value=value, place=place)


class DuplicateDefinition(CodedError):
    """Two definitions share one code. Params: kind, value."""

    code = "algebra.duplicate_definition"


class UnknownComparator(CodedError):
    """Params: comparator."""

    code = "algebra.unknown_comparator"


class ThresholdMisread(CodedError):
    """A comparator without its value, or a value where none belongs. Params: comparator, value."""

    code = "algebra.threshold_misread"


class SumsMissing(CodedError):
    """A component that an indicator needs was not summed. Params: key."""

    code = "algebra.sums_missing"


class JudgedChildByChild(CodedError):
    """An indicator about each unit cannot be evaluated from one total. Params: level."""

    code = "algebra.judged_child_by_child"


class NothingToSplitBy(CodedError):
    """No weight to split by: all zero, or some unknown (``children``). Params: rule, children."""

    code = "algebra.nothing_to_split_by"

    def __init__(self, *, rule: str, children: Sequence[str]) -> None:
        super().__init__(rule=rule, children=children)
        self.children = children


class AmountNotSplittable(CodedError):
    """Negative, or not a multiple of the step. Params: amount, step."""

    code = "algebra.amount_not_splittable"


class NotAssigned(CodedError):
    """A child without an assignment has nothing to cut or merge. Params: child."""

    code = "algebra.not_assigned"


class TraceMisused(CodedError):
    """A step or finding with an unknown code or other parameters than declared. Params: step, params."""

    code = "algebra.trace_misused"


class ScoreSheetMisread(CodedError):
    """A score sheet, or what is told of units, has another shape. Params: kind, value, place."""

    code = "algebra.score_sheet_misread"


class PointsDisagree(CodedError):
    """Caps of a score sheet that do not add up. Params: place, id, cap, reach (what can be reached at most)."""

    code = "algebra.points_disagree"


class CriterionTwice(CodedError):
    """Params: place, id."""

    code = "algebra.criterion_twice"


class CriterionUnknown(CodedError):
    """Params: place, id."""

    code = "algebra.criterion_unknown"


class CriteriaCycle(CodedError):
    """A criterion stands below itself. Params: place, ids."""

    code = "algebra.criteria_cycle"


class GradesDisagree(CodedError):
    """Classes of a grading that are not in order, named twice, or not there. Params: place, problem."""

    code = "algebra.grades_disagree"
