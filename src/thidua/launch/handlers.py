"""Announced at start: the lists that this room takes in."""

from thidua.launch import intakes

__all__ = ["intakes"]
