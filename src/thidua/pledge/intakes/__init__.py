"""Lists that this room takes in from Excel."""

from thidua.pledge.intakes import registrations

__all__ = ["registrations"]
