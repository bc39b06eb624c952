"""Many rows of one table, each with its own values, in one statement."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.db import connection, models

Row: TypeAlias = Mapping[str, Any]
BATCH = 5000


def put(model: type[models.Model], rows: Iterable[tuple[int, Row]], names: Sequence[str]) -> None:
    """Writes the columns ``names`` (as on the model, ``parent_id``) of rows by their key. Values are what JSON
    knows, and days. Says nothing to ``save()``: whoever calls has filled what is derived."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    typed = [(quote(str(fields[name].column)), fields[name].db_type(connection)) for name in names]
    setting = ", ".join(f"{column} = v.{column}" for column, _type in typed)
    shape = ", ".join(f"{column} {kind}" for column, kind in typed)
    statement = (
        f"update {quote(model._meta.db_table)} t set {setting} "  # noqa: S608  names of our own columns
        f"from jsonb_to_recordset(%s::jsonb) as v(id bigint, {shape}) where t.id = v.id"
    )
    listed = [{"id": pk, **{fields[name].column: row[name] for name in names}} for pk, row in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(listed), BATCH):
            cursor.execute(statement, [json.dumps(listed[start : start + BATCH], default=_as_text)])


def _as_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(value)
