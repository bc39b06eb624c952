"""One object by its key, with the objects that it points at, read by a statement that is put into words once a process.

Django builds such a statement anew each time, which takes longer than PostgreSQL takes to answer it. What comes out is
what ``select_related`` and ``defer`` would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, router
from django.db.models.expressions import Col
from django.db.transaction import TransactionManagementError

from thidua.kernel.prepared import cursor_of

M = TypeVar("M", bound=models.Model)
Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Part:
    """One of the objects of a row: where its columns stand, and which object points at it by which field."""

    model: type[models.Model]
    names: tuple[str, ...]
    begins: int
    key_at: int
    holder: int = 0
    field: models.ForeignKey[Any, Any] | None = None


@dataclass(frozen=True)
class _Statement:
    text: str
    parts: tuple[_Part, ...]
    converts: tuple[tuple[int, Convert], ...]  # places whose values are not yet what the model holds

    def objects(self, row: Sequence[Any], alias: str) -> list[models.Model | None]:
        """The objects of a row, each put where Django keeps what a field points at."""
        told = list(row)
        for place, convert in self.converts:
            told[place] = convert(told[place])
        made: list[models.Model | None] = []
        for part in self.parts:
            one = None
            if told[part.key_at] is not None:
                values = told[part.begins : part.begins + len(part.names)]
                one = part.model.from_db(alias, part.names, values)
            made.append(one)
            if part.field is not None and (holder := made[part.holder]) is not None:
                part.field.set_cached_value(holder, one)
        return made


def by_key(
    model: type[M], pk: int, *, related: Iterable[str] = (), without: Iterable[str] = (), lock: bool = False
) -> M | None:
    """The object, or None. ``related`` are lookups of single objects ("period__cycle"), ``without`` names fields that
    are read only when somebody asks for them; ``lock`` takes its row, and no other, for the transaction."""
    related = tuple(related)
    alias = router.db_for_write(model) if lock else router.db_for_read(model)
    if lock and not connections[alias].in_atomic_block:
        raise TransactionManagementError(f"{model.__name__} is locked outside a transaction")
    if not all(points_at(model, lookup) for lookup in (*related, "")):
        return _as_django_reads(model, pk, related, without, lock)
    statement = _statement(model, related, frozenset(without), lock)
    with cursor_of(connections[alias]) as cursor:
        cursor.execute(statement.text, [pk])
        row = cursor.fetchone()
    found = statement.objects(row, alias)[0] if row else None
    return found if isinstance(found, model) else None


def _as_django_reads(
    model: type[M], pk: int, related: tuple[str, ...], without: Iterable[str], lock: bool
) -> M | None:
    """For a lookup that leads back to one object (``cycle__form_plan``), and for keys of several columns."""
    found = model._default_manager.select_related(*related).defer(*without)
    if lock:
        found = found.select_for_update(of=("self",))
    return next(iter(found.filter(pk=pk).order_by()[:1]), None)


@lru_cache(maxsize=1000)
def points_at(model: type[models.Model], lookup: str) -> bool:
    """Whether every step of a lookup goes from one object, which has a key of one column, to one that it points at."""
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        return False
    try:
        _fields(model, lookup)
    except (FieldDoesNotExist, NotPointing):
        return False
    return True


class NotPointing(Exception):
    """A lookup that leads from one object to many, or back."""


def _fields(model: type[models.Model], lookup: str) -> list[models.ForeignKey[Any, Any]]:
    steps: list[models.ForeignKey[Any, Any]] = []
    for name in lookup.split("__") if lookup else ():
        field = model._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            raise NotPointing(lookup)
        steps.append(field)
        model = field.related_model
    return steps


@lru_cache(maxsize=1000)
def _statement(
    model: type[models.Model], related: tuple[str, ...], without: frozenset[str], lock: bool
) -> _Statement:
    writer = _Writer(without)
    writer.add(model, "")
    for lookup in related:
        writer.follow(model, lookup)
    return writer.statement(lock)


class _Writer:
    """Puts a statement together, one object after another."""

    def __init__(self, without: frozenset[str]) -> None:
        self.without = without
        self.parts: list[_Part] = []
        self.known: dict[str, int] = {}  # lookup → place among the parts
        self.columns: list[str] = []
        self.converts: list[tuple[int, Convert]] = []
        self.tables: list[str] = []

    def follow(self, model: type[models.Model], lookup: str) -> None:
        walked = ""
        for field in _fields(model, lookup):
            before, walked = walked, f"{walked}__{field.name}" if walked else field.name
            if walked not in self.known:
                self.add(field.related_model, walked, self.known[before], field)

    def add(
        self,
        model: type[models.Model],
        lookup: str,
        holder: int = 0,
        field: models.ForeignKey[Any, Any] | None = None,
    ) -> None:
        place = len(self.parts)
        names, begins = [], len(self.columns)
        for one in model._meta.concrete_fields:
            if (f"{lookup}__{one.name}" if lookup else one.name) in self.without:
                continue
            self._convert(one, model)
            names.append(one.attname)
            self.columns.append(f't{place}."{one.column}"')
        key_at = begins + names.index(model._meta.pk.attname)
        table = f'"{model._meta.db_table}" t{place}'
        if field is not None:
            on = f't{place}."{field.target_field.column}" = t{holder}."{field.column}"'
            table = f"left join {table} on {on}"
        self.tables.append(table)
        self.known[lookup] = place
        self.parts.append(_Part(model, tuple(names), begins, key_at, holder, field))

    def _convert(self, field: models.Field[Any, Any], model: type[models.Model]) -> None:
        """As a compiler of Django would: some fields hold another value than the column."""
        connection = connections[router.db_for_read(model)]
        read_as = Col(model._meta.db_table, field)
        for one in field.get_db_converters(connection):
            self.converts.append((len(self.columns), _bound(one, read_as, connection)))

    def statement(self, lock: bool) -> _Statement:
        key = self.parts[0].model._meta.pk.column
        text = f'select {", ".join(self.columns)} from {" ".join(self.tables)} where t0."{key}" = %s'  # noqa: S608  names of our own columns
        if lock:
            text += " for update of t0"
        return _Statement(text, tuple(self.parts), tuple(self.converts))


def _bound(converter: Callable[..., Any], read_as: Col, connection: Any) -> Convert:
    return lambda value: converter(value, read_as, connection)
