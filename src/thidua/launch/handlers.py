"""Announced at start: the lists that this room takes in, and what it says before the tree changes."""

from thidua.federation.questions import REORGANISING
from thidua.launch import intakes
from thidua.launch.queries import reorganising

__all__ = ["intakes"]

REORGANISING.answers(reorganising.answer)
