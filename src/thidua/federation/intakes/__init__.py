"""Lists that this room takes in from Excel: units, people, officers, clusters."""

from thidua.federation.intakes import clusters, officers, people, steps, units

__all__ = ["clusters", "officers", "people", "steps", "units"]
