"""Rows written by statements of our own: many of one table, each with its own values, in one; and new ones."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connection, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from thidua.kernel.prepared import cursor_of

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


def add(objects: Iterable[models.Model]) -> None:
    """Writes new objects of one model and gives them their keys, as ``bulk_create`` would, in a third of its time:
    one or a few in a statement that is put into words once, thousands by COPY. What they point at is written before,
    and what ``save()`` derives is filled.
    """
    wanted = list(objects)
    if wanted:
        (_copy if len(wanted) > FEW else _insert)(_new_rows(type(wanted[0])), wanted)


def change(one: models.Model, names: Iterable[str]) -> bool:
    """Writes these fields of an object that is there, as ``save(update_fields=…)`` would, by words found once.
    False when it has to be left to Django: a value that the database computes, an object that is not there."""
    model = type(one)
    fields, statement = _changing(model, tuple(sorted(names)))
    used = connections[router.db_for_write(model, instance=one)]
    values = [getattr(one, field.attname) for field in fields]
    if one._state.adding or not fields or any(hasattr(value, "resolve_expression") for value in values):
        return False
    told = [_told(field, value, used) for field, value in zip(fields, values, strict=True)]
    with cursor_of(used) as cursor:
        cursor.execute(statement, [*told, one.pk])
        return bool(cursor.rowcount == 1)


@lru_cache(maxsize=1000)
def _changing(
    model: type[models.Model], names: tuple[str, ...]
) -> tuple[tuple[models.Field[Any, Any], ...], str]:
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields = tuple(known[name] for name in names)
    quote = connection.ops.quote_name
    setting = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table = quote(model._meta.db_table)
    return fields, f"update {table} set {setting} where {quote(str(model._meta.pk.column))} = %s"  # noqa: S608  names of our own columns


FEW = 50
# Values that PostgreSQL is told as they are, but for fields that keep a structure.
_PLAIN = frozenset({str, int, bool, type(None), dt.date, dt.datetime})


@dataclass(frozen=True)
class _NewRows:
    """How new rows of a model are written, put into words once."""

    model: type[models.Model]
    fields: tuple[models.Field[Any, Any], ...]
    table: str
    columns: str

    def values(self, one: models.Model, used: BaseDatabaseWrapper) -> list[Any]:
        return [_told(field, getattr(one, field.attname), used) for field in self.fields]


@lru_cache(maxsize=200)
def _new_rows(model: type[models.Model]) -> _NewRows:
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return _NewRows(model, fields, quote(model._meta.db_table), columns)


def _told(field: models.Field[Any, Any], value: Any, used: BaseDatabaseWrapper) -> Any:
    if type(value) in _PLAIN and not isinstance(field, models.JSONField):
        return value
    return field.get_db_prep_save(value, connection=used)


def _insert(rows: _NewRows, objects: list[models.Model]) -> None:
    used = connections[router.db_for_write(rows.model)]
    line = f"({', '.join(['%s'] * len(rows.fields))})"
    lines = ", ".join([line] * len(objects))
    values = [value for one in objects for value in rows.values(one, used)]
    with cursor_of(used) if len(objects) == 1 else used.cursor() as cursor:
        cursor.execute(f"insert into {rows.table} ({rows.columns}) values {lines} returning id", values)  # noqa: S608  names of our own columns
        _written(objects, [key for (key,) in cursor.fetchall()], used)


def _copy(rows: _NewRows, objects: list[models.Model]) -> None:
    used = connections[router.db_for_write(rows.model)]
    with used.cursor() as cursor, used.wrap_database_errors:
        cursor.execute(_RESERVE, [rows.table, len(objects)])
        keys = [key for (key,) in cursor.fetchall()]
        with cursor.copy(f"copy {rows.table} (id, {rows.columns}) from stdin") as copy:
            for key, one in zip(keys, objects, strict=True):
                copy.write_row([key, *rows.values(one, used)])
    _written(objects, keys, used)


_RESERVE = "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)"


def _written(objects: list[models.Model], keys: list[int], used: BaseDatabaseWrapper) -> None:
    for one, key in zip(objects, keys, strict=True):
        one.pk, one._state.adding, one._state.db = key, False, used.alias


def _as_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(value)
