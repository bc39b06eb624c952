"""The chain of hashes over the versions of a covenant: who holds one hash can prove every word before it.

    digest    = SHA-256(hash before, text)
    signature = SHA-256(digest, who signed, how, with which scan)
    seal      = SHA-256(digest, its signatures in order)

The hash before is the seal of the version before; the closing statement is the last link.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.kernel.files import open_stored, place_of
from thidua.pledge.models import Closing, Covenant, CovenantVersion, Signature


def canonical(told: Mapping[str, Any]) -> str:
    """One spelling of the same content: keys sorted, no spaces, letters as they are."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(before: str, text: str) -> str:
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def signature_digest(version_digest: str, signature: Signature) -> str:
    told = {
        "party": signature.party_id,
        "way": signature.way,
        "capacity": signature.capacity,
        "office": signature.office,
        "name": signature.name,
        "on": signature.signed_on.isoformat(),
        "account": signature.account_id,
        "scan": signature.scan.sha256 if signature.scan else "",
    }
    return digest(version_digest, canonical(told))


def seal(version_digest: str, signatures: Iterable[str]) -> str:
    return digest(version_digest, "\n".join(signatures))


@dataclass(frozen=True)
class Broken:
    """The first link of a covenant that does not hold: which version (0: the closing), and what about it."""

    covenant_id: int
    title: str
    version: int
    cause: str  # number, before, text, signature, scan, seal, closing, head


def verify(covenant: Covenant) -> Broken | None:
    """Reads every link again; None when all of them hold. Four queries, and the scans of its signatures."""
    versions = list(covenant.versions.order_by("number"))
    signatures: dict[int, list[Signature]] = {one.pk: [] for one in versions}
    for one in Signature.objects.filter(version__in=versions).select_related("scan").order_by("pk"):
        signatures[one.version_id].append(one)
    hash_before = ""
    for place, version in enumerate(versions, 1):
        cause = _wrong(version, place, hash_before, signatures[version.pk])
        if cause:
            return Broken(covenant.pk, covenant.title, version.number, cause)
        hash_before = version.seal or version.digest
    closing = Closing.objects.filter(covenant=covenant).first()
    if closing is not None:
        if closing.before != hash_before or closing.digest != digest(closing.before, closing.text):
            return Broken(covenant.pk, covenant.title, 0, "closing")
        hash_before = closing.digest
    if covenant.head != hash_before:
        return Broken(covenant.pk, covenant.title, len(versions), "head")
    return None


def _wrong(version: CovenantVersion, place: int, before: str, signatures: Sequence[Signature]) -> str:
    if version.number != place:
        return "number"
    if version.before != before:
        return "before"
    if version.digest != digest(version.before, version.text):
        return "text"
    if any(one.digest != signature_digest(version.digest, one) for one in signatures):
        return "signature"
    if not all(_scan_holds(one) for one in signatures):
        return "scan"
    if (version.seal or version.state != "open") and version.seal != seal(
        version.digest, [one.digest for one in signatures]
    ):
        return "seal"
    return ""


def _scan_holds(signature: Signature) -> bool:
    """Whether the file on the disk is the one that was handed in."""
    scan = signature.scan
    if scan is None:
        return True
    if not place_of(scan.sha256).exists():
        return False
    with open_stored(scan) as content:
        return hashlib.sha256(content.read()).hexdigest() == scan.sha256


def verify_all() -> Iterator[Broken]:
    """The first break of every covenant that has one."""
    for covenant in Covenant.objects.order_by("pk").iterator():
        broken = verify(covenant)
        if broken is not None:
            yield broken
