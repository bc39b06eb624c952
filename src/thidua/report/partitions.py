"""The table of values has one partition a period; it is made when the period opens."""

from __future__ import annotations

from thidua.kernel import partitions


def ensure_partition(period_id: int) -> None:
    """Makes the partition of a period unless it is there; inside the caller's transaction."""
    partitions.ensure("report_values", period_id)
