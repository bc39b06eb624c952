"""Known at start: the lists that this room takes in."""

from thidua.access import intakes

__all__ = ["intakes"]
