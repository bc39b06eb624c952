"""What waits for a person in this room; each part tells its own."""

from thidua.score.queries.grading import waiting as grading
from thidua.score.queries.marking import waiting as marking

__all__ = ["grading", "marking"]
