"""The hash chain over the audit: writers stay apart, one sealer links what they wrote in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection, transaction

from thidua.audit.models import Seal

SEALERS_TURN = 7_204_115  # advisory lock: one sealer at a time
BATCH = 5000

# An entry as it is hashed: its columns in this order, the data as JSON text.
Line: TypeAlias = tuple[Any, ...]
_COLUMNS = "e.id, e.at, e.actor_id, e.actor_name, e.acts_for, e.unit_id, e.did, e.kind, e.object_id, e.path, e.reason"
_DATA = "e.data::text"

_TAKE = f"""
with waiting as (select entry_id from audit_unsealed order by entry_id limit %(most)s),
taken as (delete from audit_unsealed u using waiting w where u.entry_id = w.entry_id returning u.entry_id)
select {_COLUMNS}, {_DATA} from taken t join audit_entry e on e.id = t.entry_id order by e.id"""  # noqa: S608  only names
_HELD = f"""
select {_COLUMNS}, {_DATA} from unnest(%(ids)s::bigint[]) with ordinality as held(id, place)
join audit_entry e on e.id = held.id order by held.place"""  # noqa: S608  only names

# One statement and so one moment, whoever writes and seals meanwhile.
_UNACCOUNTED = """
select (select count(*) from audit_entry)
    - (select coalesce(sum(cardinality(entry_ids)), 0) from audit_seal)
    - (select count(*) from audit_unsealed)"""

_FORM = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_waiting() -> int:
    """Seals committed entries that have no seal; returns how many. Called by the worker again and again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [SEALERS_TURN])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_TAKE, {"most": BATCH})
        lines = cursor.fetchall()
        if lines:
            last = Seal.objects.order_by("-id").first()
            before = last.digest if last else ""
            ids = [line[0] for line in lines]
            Seal.objects.create(before=before, entry_ids=ids, digest=digest(before, lines))
        return len(lines)


def digest(before: str, lines: Iterable[Line]) -> str:
    """SHA-256 over the digest before and each entry in its order, in a fixed form."""
    total = hashlib.sha256(before.encode())
    for line in lines:
        total.update(canonical(line))
    return total.hexdigest()


def canonical(line: Line) -> bytes:
    pk, at, *told, data = line
    return _FORM.encode([pk, at.isoformat(), *told, json.loads(data)]).encode() + b"\n"


@dataclass(frozen=True)
class Broken:
    """The first seal that does not hold, and why; no seal where the lines as a whole do not add up."""

    seal_id: int | None
    cause: str


def verify() -> tuple[int, int, Broken | None]:
    """Reads the whole chain: (seals, entries, first break or None)."""
    before, seals, entries = "", 0, 0
    for seal in Seal.objects.order_by("id").iterator():
        held = _held(seal.entry_ids)
        if seal.before != before:
            return seals, entries, Broken(seal.pk, "before")
        if len(held) != len(seal.entry_ids):
            return seals, entries, Broken(seal.pk, "count")
        if digest(before, held) != seal.digest:
            return seals, entries, Broken(seal.pk, "digest")
        before, seals, entries = seal.digest, seals + 1, entries + len(held)
    return seals, entries, _unaccounted()


def _held(ids: Sequence[int]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"ids": list(ids)})
        return list(cursor.fetchall())


def _unaccounted() -> Broken | None:
    """Every line is in one seal or waits for one; else lines went before they were sealed, or came unannounced."""
    with connection.cursor() as cursor:
        cursor.execute(_UNACCOUNTED)
        (over,) = cursor.fetchone()
    return Broken(None, "unaccounted") if over else None
