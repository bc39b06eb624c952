"""Lists that this room takes in: lines of a pasted table whose unit is still to be found."""

from thidua.report.intakes import report_grid, stated_grid

__all__ = ["report_grid", "stated_grid"]
