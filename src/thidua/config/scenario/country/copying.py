"""Thousands of objects into their table by one COPY: some thirty times as fast as inserting them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def copy_in(model: type[Model], objects: Iterable[Model], *, with_keys: bool) -> None:
    """Writes objects that are complete: nothing is called on them. ``with_keys`` says whether they bring
    their primary keys (see ``reserve``) or the table gives them. Nobody may ask this connection anything
    until they are all written, also not what makes the objects."""
    fields = [one for one in model._meta.concrete_fields if with_keys or not one.primary_key]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {model._meta.db_table} ({columns}) from stdin") as copy,
    ):
        for each in objects:
            told = (one.get_db_prep_save(getattr(each, one.attname), connection) for one in fields)
            copy.write_row(tuple(told))


def reserve(model: type[Model], wanted: int) -> range:
    """Primary keys in one run from the table's own sequence; only for a house that nobody else works in."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute("select nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("select setval(%s, %s)", [sequence, first + wanted - 1])
    return range(first, first + wanted)
