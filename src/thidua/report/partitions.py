"""The table of values has one partition a period; it is made when the period opens."""

from __future__ import annotations

from django.db import connection


def ensure_partition(period_id: int) -> None:
    """Makes the partition of a period unless it is there; inside the caller's transaction."""
    number = int(period_id)  # goes into SQL as text: DDL takes no parameters
    with connection.cursor() as cursor:
        cursor.execute(
            f"create table if not exists report_values_{number}"
            f" partition of report_values for values in ({number})"
        )
