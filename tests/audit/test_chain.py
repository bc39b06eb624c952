"""The audit can be added to, sealed and read; changing or losing a line is refused or seen."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from thidua.audit import chain
from thidua.audit.models import Entry, Seal


def line(did: str) -> Entry:
    return Entry.objects.create(actor_name="Chị Mai", did=did, kind="report.Report", object_id=7)


def without_guard(statement: str, *values: object) -> None:
    """What someone with the database's own password could do."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set local session_replication_role = origin")


@pytest.mark.django_db
def test_sealing_links_all_that_waits() -> None:
    line("report.sent")
    line("report.accepted")
    assert chain.seal_waiting() == 2
    line("report.reopened")
    assert chain.seal_waiting() == 1
    assert chain.seal_waiting() == 0
    assert chain.verify() == (2, 3, None)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update audit_entry set actor_name = 'Ai đó'", "delete from audit_entry"])
def test_the_database_refuses_to_change_or_delete_a_line(change: str) -> None:
    line("report.sent")
    chain.seal_waiting()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert chain.verify() == (1, 1, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        ("update audit_entry set reason = 'khác' where did = 'report.sent'", "digest"),
        ("delete from audit_entry where did = 'report.sent'", "count"),
        ("update audit_seal set entry_ids = array[entry_ids[2], entry_ids[1]]", "digest"),
    ],
)
def test_tampering_below_the_guard_is_seen(statement: str, cause: str) -> None:
    line("report.sent")
    line("report.accepted")
    chain.seal_waiting()
    without_guard(statement)
    _seals, _entries, broken = chain.verify()
    assert broken == chain.Broken(Seal.objects.get().pk, cause)


@pytest.mark.django_db
def test_a_removed_seal_is_seen() -> None:
    for did in ("a", "b", "c"):
        line(did)
        chain.seal_waiting()
    middle = Seal.objects.order_by("id")[1]
    without_guard("delete from audit_entry where id = any(%s)", middle.entry_ids)
    without_guard("delete from audit_seal where id = %s", middle.pk)
    _seals, _entries, broken = chain.verify()
    assert broken is not None
    assert broken.cause == "before"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "delete from audit_entry where did = 'report.sent'",
        (
            "insert into audit_entry (at, actor_name, acts_for, did, kind, path, reason, data)"
            " values (now(), 'Ai đó', '', 'report.accepted', 'report.Report', '', '', '{}')"
        ),
    ],
)
def test_a_line_that_goes_or_comes_before_it_is_sealed_is_seen(statement: str) -> None:
    line("report.sent")
    assert chain.verify() == (0, 0, None)
    without_guard(statement)
    assert chain.verify() == (0, 0, chain.Broken(None, "unaccounted"))
