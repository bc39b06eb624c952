"""The hash chain over the audit: writers stay apart, one sealer links what they wrote in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from thidua.audit.models import Entry, Seal

SEALERS_TURN = 7_204_115  # advisory lock: one sealer at a time
BATCH = 5000
_LINK = """
update audit_entry e set seal_id = %(seal)s, place = t.place
from unnest(%(ids)s::bigint[], %(places)s::int[]) as t(id, place) where e.id = t.id"""


def seal_waiting() -> int:
    """Seals committed entries that have no seal; returns how many. Called by the worker again and again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [SEALERS_TURN])
        if not cursor.fetchone()[0]:
            return 0
        entries = list(Entry.objects.filter(seal=None).order_by("id")[:BATCH])
        if not entries:
            return 0
        last = Seal.objects.order_by("-id").first()
        before = last.digest if last else ""
        seal = Seal.objects.create(before=before, count=len(entries), digest=digest(before, entries))
        ids = [entry.pk for entry in entries]
        cursor.execute(_LINK, {"seal": seal.pk, "ids": ids, "places": list(range(len(ids)))})
        return len(entries)


def digest(before: str, entries: Iterable[Entry]) -> str:
    """SHA-256 over the digest before and each entry in its order, in a fixed form."""
    total = hashlib.sha256(before.encode())
    for entry in entries:
        total.update(canonical(entry))
    return total.hexdigest()


def canonical(entry: Entry) -> bytes:
    told = [
        entry.pk,
        entry.at.isoformat(),
        *(entry.actor_id, entry.actor_name, entry.acts_for, entry.unit_id),
        *(entry.did, entry.kind, entry.object_id, entry.path, entry.reason),
        entry.data,
    ]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True)
class Broken:
    """The first seal that does not hold, and why."""

    seal_id: int
    cause: str


def verify() -> tuple[int, int, Broken | None]:
    """Reads the whole chain: (seals, entries, first break or None)."""
    before, seals, entries = "", 0, 0
    for seal in Seal.objects.order_by("id").iterator():
        held = list(Entry.objects.filter(seal=seal).order_by("place"))
        if seal.before != before:
            return seals, entries, Broken(seal.pk, "before")
        if len(held) != seal.count:
            return seals, entries, Broken(seal.pk, "count")
        if digest(before, held) != seal.digest:
            return seals, entries, Broken(seal.pk, "digest")
        before, seals, entries = seal.digest, seals + 1, entries + len(held)
    return seals, entries, None
