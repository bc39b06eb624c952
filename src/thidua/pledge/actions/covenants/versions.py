"""Versions are made here and nowhere else: each takes up the chain where it ends. The caller holds the covenant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from thidua.kernel.door import system
from thidua.kernel.events import emit
from thidua.launch.actions.commit_assignments import Committed, commit_assignments
from thidua.launch.models import Paper
from thidua.pledge.models import Clause, Commitment, Covenant, CovenantVersion, Signature
from thidua.pledge.queries.covenants import chain
from thidua.pledge.queries.covenants.standing import in_force, missing, to_sign
from thidua.pledge.queries.covenants.text import Said, read, text_of
from thidua.pledge.states import COVENANT, COVENANT_VERSION

HOUSE = "giao ước thi đua"


def make_version(
    covenant: Covenant,
    data: Mapping[str, Any],
    how: str,
    *,
    decision: Paper | None = None,
    cites: str = "",
    **more: Any,
) -> CovenantVersion:
    """The next version, with its hash; the covenant remembers where the chain ends now."""
    number = covenant.versions.count() + 1
    text = text_of(data, number, how=str(how), cites=cites, **more)
    made = CovenantVersion.objects.create(
        covenant=covenant,
        number=number,
        how=how,
        text=text,
        before=covenant.head,
        digest=chain.digest(covenant.head, text),
        decision=decision,
        cites=cites[:300],
    )
    _end_at(covenant, made.digest)
    return made


def void_open(covenant: Covenant) -> None:
    """Whatever is out to be signed will not come into force; its signatures stay with it."""
    version = to_sign(covenant)
    if version is not None:
        COVENANT_VERSION.move(version, "void")
        _seal(covenant, version)


def enter_when_signed(covenant: Covenant, version: CovenantVersion, on: dt.date) -> bool:
    """Brings the version into force once nobody's signature is missing; says whether it did."""
    if missing(covenant, version):
        return False
    put_in_force(covenant, version, on)
    COVENANT.move(covenant, "enter")
    if covenant.signed_on is None:
        covenant.signed_on = on
        covenant.save(update_fields=["signed_on", "changed_at"])
    _bind(covenant, version, on)
    emit("pledge.covenant_signed", covenant_id=covenant.pk)
    return True


def put_in_force(covenant: Covenant, version: CovenantVersion, on: dt.date) -> None:
    """From now on this version binds; the one before is kept as it was."""
    before = in_force(covenant)
    if before is not None:
        COVENANT_VERSION.move(before, "replace")
    version.in_force_on = on
    COVENANT_VERSION.move(version, "enter", also=("in_force_on",))
    _seal(covenant, version)


def _seal(covenant: Covenant, version: CovenantVersion) -> None:
    signed = Signature.objects.filter(version=version).order_by("pk").values_list("digest", flat=True)
    version.seal = chain.seal(version.digest, signed)
    version.save(update_fields=["seal"])
    _end_at(covenant, version.seal)


def _end_at(covenant: Covenant, head: str) -> None:
    covenant.head = head
    covenant.save(update_fields=["head", "changed_at"])


def _bind(covenant: Covenant, version: CovenantVersion, on: dt.date) -> None:
    """What was signed above the assignment is the assignment now: units are judged by nothing else."""
    said = read(version)
    placed = set(covenant.parties.exclude(unit__path="").values_list("pk", flat=True))
    figures = [
        Committed(clause.target_id, party.unit_id, figure)
        for clause in said.clauses
        for party in said.parties
        if clause.target_id is not None
        and party.id in placed
        and (figure := clause.figures.get(party.id)) is not None
    ]
    commit_assignments(actor=system(HOUSE), figures=figures, on=on, source=source_of(covenant, version))


def source_of(covenant: Covenant, version: CovenantVersion) -> str:
    """How an assignment cites the covenant: "Giao ước 03/GƯ-LĐLĐ, bản 1"."""
    named = f"Giao ước {covenant.reference}" if covenant.reference else covenant.title
    return f"{named}, bản {version.number}"


def take_up(covenant: Covenant, version: CovenantVersion) -> None:
    """Makes the text being worked on again what a version says."""
    said = read(version)
    covenant.title, covenant.place, covenant.opening = said.title, said.place, said.opening
    covenant.save(update_fields=["title", "place", "opening", "changed_at"])
    covenant.clauses.all().delete()
    for one in said.clauses:
        clause = Clause.objects.create(
            covenant=covenant, position=one.number, target_id=one.target_id, text=one.text
        )
        if one.in_figures:
            _figures(clause, said, one.figures)


def _figures(clause: Clause, said: Said, figures: Mapping[int, Mapping[str, Any] | None]) -> None:
    Commitment.objects.bulk_create(
        Commitment(clause=clause, party_id=party.id, threshold=figures.get(party.id))
        for party in said.parties
    )
