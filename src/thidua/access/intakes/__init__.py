"""Lists that this room takes in from Excel: accounts."""

from thidua.access.intakes import accounts

__all__ = ["accounts"]
