"""Rows written by statements of our own: many of one table, each with its own values, in one; and a new one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connection, connections, models, router

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


def add(*objects: models.Model) -> None:
    """Writes new objects of one model and gives them their keys, as ``bulk_create`` would. For the lines that every
    action writes: Django puts the statement into words anew each time, which takes longer than all else about it."""
    if not objects:
        return
    model = type(objects[0])
    fields, begins, line = _insertion(model)
    used = connections[router.db_for_write(model)]
    values = [
        field.get_db_prep_save(field.pre_save(one, add=True), connection=used)
        for one in objects
        for field in fields
    ]
    with used.cursor() as cursor:
        cursor.execute(begins + ", ".join([line] * len(objects)) + " returning id", values)
        for one, (key,) in zip(objects, cursor.fetchall(), strict=True):
            one.pk, one._state.adding, one._state.db = key, False, used.alias


@lru_cache(maxsize=100)
def _insertion(model: type[models.Model]) -> tuple[list[models.Field[Any, Any]], str, str]:
    """The fields of a new row, how the statement begins, and one line of it."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    begins = f"insert into {quote(model._meta.db_table)} ({columns}) values "  # noqa: S608  names of our own columns
    return fields, begins, f"({', '.join(['%s'] * len(fields))})"


def _as_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(value)
