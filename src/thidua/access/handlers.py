"""Known at start: the lists that this room takes in, and what it says before the tree changes."""

from thidua.access import intakes
from thidua.access.queries import reorganising
from thidua.federation.questions import REORGANISING

__all__ = ["intakes"]

REORGANISING.answers(reorganising.answer)
