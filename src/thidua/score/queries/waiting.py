"""What waits for a person in this room."""

from thidua.score.queries.grading import waiting as grading

__all__ = ["grading"]
