"""Announced at start: the lists that this room takes in."""

from thidua.federation import intakes

__all__ = ["intakes"]
