"""Statements that are planned once a connection: asked again with other values, after an error, on a new connection."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from thidua.kernel import prepared

pytestmark = pytest.mark.django_db

HOW_MANY = "select %(name)s || ' ' || count(*) from unnest(%(ids)s) as one where one > %(least)s"
KINDS = {"ids": "bigint[]"}


def told(ids: list[int], *, least: int = 0, name: str = "it's 100% of") -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        prepared.run(cursor, HOW_MANY, {"ids": ids, "least": least, "name": name}, KINDS)
        return str(cursor.fetchone()[0])


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where name ~ '^kept_'")
        return int(cursor.fetchone()[0])


def test_one_plan_answers_for_other_values() -> None:
    before = kept()
    assert told([1, 2, 3]) == "it's 100% of 3"
    assert told([]) == "it's 100% of 0"
    assert kept() == before + 1


def test_what_is_no_parameter_makes_a_statement_of_its_own() -> None:
    before = kept()
    assert told([1, 2, 3], least=1) == "it's 100% of 2"
    assert told([1, 2, 3], least=2) == "it's 100% of 1"
    assert kept() == before + 2


def test_a_connection_keeps_the_latest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "MOST", 2)
    assert [told([1, 2, 3], least=least, name="of")[-1] for least in (0, 1, 2, 0)] == ["3", "2", "1", "3"]
    assert kept() == 2


def test_it_is_still_there_after_work_that_was_given_up() -> None:
    assert told([5]) == "it's 100% of 1"
    with pytest.raises(DatabaseError):
        told(["no number"])  # type: ignore[list-item]
    assert told([5, 6]) == "it's 100% of 2"


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_anew() -> None:
    assert told([5]) == "it's 100% of 1"
    connection.close()
    assert kept() == 0
    assert told([5]) == "it's 100% of 1"


@pytest.mark.django_db(transaction=True)
def test_the_choice_of_the_plan_ends_with_the_transaction() -> None:
    told([1])
    with connection.cursor() as cursor:
        cursor.execute("show plan_cache_mode")
        assert cursor.fetchone() == ("auto",)
