"""Statements that PostgreSQL parses and plans once a connection.

For a long statement over few rows, that runs often: a sum of hundreds of columns takes ten times as long to plan
as to compute, and one row by its key with six others that it points at five times. The plan does not look at what is
asked for, so it must be right for any small number of rows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor, sql

TIMES = 5  # before a statement of ``cursor_of`` is kept
MOST = 12  # a connection keeps the latest: the plan of hundreds of sums takes megabytes
_NAMED = re.compile(r"%\((\w+)\)s")


def cursor_of(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor for statements of one shape and one row: the server binds their values, and when one has come a few
    times runs it by the plan that it has kept. Django's own cursors write values into the text and keep nothing;
    while statements are noted it is one of those, because only they know the whole text."""
    cursor: CursorWrapper = connection.cursor()
    if not connection.queries_logged:
        connection.connection.prepare_threshold = TIMES
        cursor.cursor = Cursor(connection.connection)
    return cursor


def run(cursor: CursorWrapper, statement: str, told: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
    """Executes a statement with the values ``told`` by name. ``kinds`` are the parameters of the prepared
    statement with their types; the rest is written into its text, and each of its values makes another one.

    Call within a transaction: the choice of the plan holds to its end.
    """
    names = list(kinds)

    def written(found: re.Match[str]) -> str:
        name = found[1]
        return f"${names.index(name) + 1}" if name in kinds else sql.quote(told[name])

    text = _NAMED.sub(written, statement)
    known_as = f"kept_{hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()}"
    # Asked each time, because a pool may have handed out another connection.
    cursor.execute("select 1 from pg_prepared_statements where name = %s", [known_as])
    if cursor.fetchone() is None:
        _make_room(cursor)
        cursor.execute(f"prepare {known_as} ({', '.join(kinds.values())}) as {text}")
    cursor.execute("set local plan_cache_mode = force_generic_plan")
    cursor.execute(
        f"execute {known_as} ({', '.join(['%s'] * len(names))})",
        [told[name] for name in names],
    )


def _make_room(cursor: CursorWrapper) -> None:
    cursor.execute(
        "select name from pg_prepared_statements where name ~ '^kept_' order by prepare_time desc offset %s",
        [MOST - 1],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"deallocate {name}")
