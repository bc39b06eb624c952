"""Tables with one partition a period: it is made when the period opens, and can be dropped by itself."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


@transaction.atomic
def ensure(table: str, number: int, options: str = "") -> None:
    """Makes the partition of ``table`` for this number unless it is there.

    ``options`` are storage parameters of the partition ("fillfactor = 70"). A partition made apart and then
    attached leaves readers and writers of the other partitions alone; ``create table … partition of`` would
    stop them all until the transaction ends.
    """
    part = f"{table}_{int(number)}"  # goes into SQL as text: DDL takes no parameters
    with connection.cursor() as cursor:
        if _there(cursor, part):
            return
        cursor.execute(f"lock table {table} in share update exclusive mode")
        if _there(cursor, part):  # somebody else made it while we waited
            return
        stored = f" with ({options})" if options else ""
        cursor.execute(f"create table {part} (like {table} including all){stored}")
        cursor.execute(f"alter table {table} attach partition {part} for values in ({int(number)})")


def _there(cursor: CursorWrapper, part: str) -> bool:
    cursor.execute("select to_regclass(%s) is not null", [part])
    return bool(cursor.fetchone()[0])
