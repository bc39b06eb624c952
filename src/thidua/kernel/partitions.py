"""Tables with one partition a period: it is made when the period opens, and can be dropped by itself."""

from __future__ import annotations

from collections.abc import Sequence

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


def look_over(table: str, number: int, columns: Sequence[str]) -> None:
    """Lets PostgreSQL count anew what these columns of the partition hold.

    For a transaction that has just written much of a part and goes on reading it: autovacuum comes a minute
    later, and until then a join that finds ten thousand rows is planned as if it found one.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {table}_{int(number)} ({', '.join(columns)})")


def _there(cursor: CursorWrapper, part: str) -> bool:
    cursor.execute("select to_regclass(%s) is not null", [part])
    return bool(cursor.fetchone()[0])
