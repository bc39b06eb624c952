"""Lists that this room takes in from Excel: the annex of a decision, results of an earlier year."""

from thidua.launch.intakes import assignments, baselines

__all__ = ["assignments", "baselines"]
