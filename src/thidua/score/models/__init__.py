# marking, grading
from thidua.score.models.grading import Grading, GradingEvidence, GradingNote
from thidua.score.models.grading_round import GradingRound
from thidua.score.models.mark import Explanation, Figure, Mark, MarkEvidence
from thidua.score.models.marked_unit import MarkedUnit, UnitEvent
from thidua.score.models.marking_round import MarkingRound, RoundStep, Verifier
from thidua.score.models.placing import Appeal, Placing
from thidua.score.models.score_sheet import ScoreSheet

__all__ = [
    "Appeal",
    "Explanation",
    "Figure",
    "Grading",
    "GradingEvidence",
    "GradingNote",
    "GradingRound",
    "Mark",
    "MarkEvidence",
    "MarkedUnit",
    "MarkingRound",
    "Placing",
    "RoundStep",
    "ScoreSheet",
    "UnitEvent",
    "Verifier",
]
