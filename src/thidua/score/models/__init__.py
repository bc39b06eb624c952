# --- Grading of grassroots unions
from thidua.score.models.grading import Grading, GradingEvidence, GradingNote
from thidua.score.models.grading_round import GradingRound

__all__ = ["Grading", "GradingEvidence", "GradingNote", "GradingRound"]
