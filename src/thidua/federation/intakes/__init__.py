"""Lists that this room takes in from Excel: units, people, officers."""

from thidua.federation.intakes import officers, people, steps, units

__all__ = ["officers", "people", "steps", "units"]
