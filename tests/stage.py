"""Two databases for one process of the tests: an empty house, and one in which the cast has settled.

Building the cast takes half a second and nearly two thousand tests want it. So it is built once, committed to a
database of its own, and a test that asks for ``cast`` runs there, inside the transaction that is rolled back
after it. The others run in the empty house, as before; so do the few that commit.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections, transaction

if TYPE_CHECKING:
    from tests.cast import Cast

# What Django makes after migrating and the tests leave alone.
KEPT = frozenset({"django_content_type", "auth_permission"})
COMMITS = frozenset({"transactional_db", "live_server"})
DATABASE = COMMITS | {"db"}


def pytest_configure() -> None:
    from django.test import TransactionTestCase  # late: it wants the settings

    TransactionTestCase._fixture_teardown = _empty_the_houses


def _empty_the_houses(case: Any) -> None:
    """What a test has committed goes again. Django would empty every table, of which most are empty, and make all
    permissions anew: twenty times the work of deleting what there is."""
    for name in case._databases_names(include_mirrors=False):
        with transaction.atomic(using=name), connections[name].cursor() as cursor:
            # No order of deleting to think of, and records that nobody may change go too.
            cursor.execute("set local session_replication_role = replica")
            for table in _filled(cursor, connections[name]):
                cursor.execute(f"delete from {table}")


def _filled(cursor: Any, house: Any) -> list[str]:
    tables = sorted(
        set(house.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    )
    asked = (f"select '{one}' where exists (select from {one})" for one in map(house.ops.quote_name, tables))
    cursor.execute(" union all ".join(asked))
    return [name for (name,) in cursor.fetchall()]


class Houses:
    """Which of the two databases the connection is on. ``cast`` is set once the second one stands."""

    def __init__(self) -> None:
        self.empty = str(connection.settings_dict["NAME"])
        self.settled = f"{self.empty}_cast"
        self._made: Cast | None = None

    def turn_to(self, name: str) -> None:
        if connection.settings_dict["NAME"] != name:
            connection.close()
            connection.settings_dict["NAME"] = name
            _forget_forms()

    def settle(self) -> None:
        """Turn to the house of the cast; the first time, build it."""
        if self._made is not None:
            self.turn_to(self.settled)
            return
        from tests.cast import on_stage  # late: the tests of plain Python rooms load no models

        self.turn_to(self.empty)
        self._create()
        self.turn_to(self.settled)
        with on_stage() as made:
            self._made = made

    def cast(self) -> Cast:
        """The cast of one test: what it does to these objects no other test sees."""
        assert self._made is not None, "settle first"
        return copy.deepcopy(self._made)

    def _create(self) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:  # the way Django creates the database of the tests
            # The threads of a live server that has gone may still hold connections, and then nothing is copied.
            cursor.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s",
                [self.empty],
            )
            cursor.execute(f'drop database if exists "{self.settled}"')
            cursor.execute(f'create database "{self.settled}" template "{self.empty}"')

    def clear(self) -> None:
        if self._made is not None:
            connection.close()  # it may be on the house that goes, whatever its settings say by now
            self.turn_to(self.empty)
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'drop database if exists "{self.settled}" with (force)')


@pytest.fixture(scope="session")
def houses(django_db_setup: None, django_db_blocker: Any) -> Iterator[Houses]:
    made = Houses()
    yield made
    with django_db_blocker.unblock():
        made.clear()


@pytest.fixture
def _in_the_house_of_the_cast(houses: Houses, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        houses.settle()


@pytest.fixture
def _in_the_empty_house(houses: Houses) -> None:
    houses.turn_to(houses.empty)


def _forget_forms() -> None:
    """A form never changes, so what follows from it is kept by its number: in the other house that is another form."""
    from thidua.rollup.queries import layout, levels, statements

    for room in (layout, levels, statements):
        for one in vars(room).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The house is chosen before the transaction of the test begins, so before any other fixture."""
    for item in items:
        wanted = getattr(item, "fixturenames", None)
        if wanted is None or not _uses_database(item, wanted):
            continue
        settled = "settled_cast" in wanted and not _commits(item, wanted)
        wanted.insert(0, "_in_the_house_of_the_cast" if settled else "_in_the_empty_house")


def _uses_database(item: pytest.Item, wanted: list[str]) -> bool:
    return item.get_closest_marker("django_db") is not None or not DATABASE.isdisjoint(wanted)


def _commits(item: pytest.Item, wanted: list[str]) -> bool:
    marker = item.get_closest_marker("django_db")
    return not COMMITS.isdisjoint(wanted) or bool(marker and marker.kwargs.get("transaction"))
