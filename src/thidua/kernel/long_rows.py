"""Rows with long arrays of numbers, read as PostgreSQL holds them.

Written out as text and read in again, the arrays of a province and its unions took most of the time of asking for
them. Statements go past the ORM as they are; they are counted and told like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import pq


def read(connection: BaseDatabaseWrapper, statement: str, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows by the names of their columns. ``told`` by name; what stands without a type in the statement needs one
    there (``%(nodes)s::text[]``), because the server is given values and no text."""
    connection.ensure_connection()
    bare: Any = _PlannedEachTime(connection.connection)  # Django's own kind would be asked in text
    bare.format = pq.Format.BINARY
    wrapped = (
        connection.make_debug_cursor(bare) if connection.queries_logged else connection.make_cursor(bare)
    )
    with wrapped as cursor:
        cursor.execute(statement, told)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class _PlannedEachTime(psycopg.Cursor[Any]):
    """Never by a plan that is kept: one node or five thousand are asked for with the same words."""

    def execute(self, query: Any, params: Any = None, **_kept: Any) -> _PlannedEachTime:
        return super().execute(query, params, prepare=False)
