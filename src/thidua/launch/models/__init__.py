from thidua.launch.models.assignment import Assignment
from thidua.launch.models.deadline import Deadline
from thidua.launch.models.movement import Cycle, Movement, Period
from thidua.launch.models.paper import Paper
from thidua.launch.models.target import Target

__all__ = ["Assignment", "Cycle", "Deadline", "Movement", "Paper", "Period", "Target"]
