"""Which version binds, which waits for signatures, whose signature is missing, what stands against signing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from thidua.algebra.thresholds import implies, threshold_from_data
from thidua.federation.models import Body, Membership
from thidua.kernel import clock
from thidua.kernel.door import Actor, Relation
from thidua.launch.models import Assignment, Target
from thidua.pledge.models import Commitment, Covenant, CovenantVersion, Party, Signature

Cell: TypeAlias = tuple[int, int]  # target, unit
Stored: TypeAlias = Mapping[str, Any] | None  # a threshold as it is stored


def in_force(covenant: Covenant) -> CovenantVersion | None:
    return covenant.versions.filter(state="in_force").first()


def to_sign(covenant: Covenant) -> CovenantVersion | None:
    return covenant.versions.filter(state="open").first()


def signatures_of(version: CovenantVersion) -> dict[int, Signature]:
    """By party. A version by notice rests on the signatures of the version that was signed before it."""
    signed: CovenantVersion | None = version
    if version.how == CovenantVersion.How.NOTICE:
        before = CovenantVersion.objects.filter(covenant=version.covenant_id, number__lt=version.number)
        signed = before.filter(how=CovenantVersion.How.SIGNED, state="replaced").last()
    found = Signature.objects.filter(version=signed).select_related("scan").order_by("pk")
    return {one.party_id: one for one in found}


def parties_to_sign(covenant: Covenant) -> list[Party]:
    """Everyone but units that have ended and members that have left the cluster meanwhile: what they promised stands,
    their pen is gone."""
    today = clock.today()
    found = covenant.standing_parties.select_related("unit__kind")
    parties = [one for one in found if one.unit.ended_on is None or one.unit.ended_on >= today]
    if covenant.cluster_id is None:
        return parties
    gone = set(
        Membership.objects.filter(
            cluster=covenant.cluster_id, year=covenant.cycle.year, left_on__lt=today
        ).values_list("unit_id", flat=True)
    )
    return [one for one in parties if one.unit_id not in gone]


def missing(covenant: Covenant, version: CovenantVersion) -> list[Party]:
    """Parties whose signature the version still needs, in their order."""
    signed = set(Signature.objects.filter(version=version).values_list("party_id", flat=True))
    return [one for one in parties_to_sign(covenant) if one.pk not in signed]


def speaking_for(actor: Actor, parties: Iterable[Party], capability: str) -> Party | None:
    """The party that this person speaks for: that of the desk at hand, else the first of their own."""
    own = [one for one in parties if actor.may(capability, one.unit.path, Relation.OWN)]
    return next((one for one in own if one.unit_id == actor.unit_id), next(iter(own), None))


def assigned_now(covenant: Covenant) -> Mapping[Cell, Assignment]:
    """What the parties are assigned today for the targets of the covenant; one query."""
    rows = Assignment.objects.filter(
        target__in=covenant.clauses.filter(target__isnull=False).values("target"),
        unit__in=covenant.parties.values("unit"),
        current=True,
    ).select_related("decision", "target")
    return {(one.target_id, one.unit_id): one for one in rows}


def assigned_to(target: Target, unit: Body) -> Stored:
    """What one unit must reach: its assignment, or its own threshold where it set the target."""
    if target.owner_id == unit.pk:
        return dict(target.threshold)
    found = Assignment.objects.filter(target=target, unit=unit, current=True).first()
    return found.threshold if found else None


def is_weaker(figure: Stored, assigned: Stored) -> bool:
    """Whether a figure promises less than what was assigned; nothing promised is less than anything assigned."""
    if assigned is None:
        return False
    return figure is None or not implies(threshold_from_data(figure), threshold_from_data(assigned))


def below_assignment(covenant: Covenant) -> list[tuple[Commitment, Assignment]]:
    """Figures being worked on that promise less than the assignment of today; two queries."""
    assigned = assigned_now(covenant)
    rows = Commitment.objects.filter(clause__covenant=covenant, clause__target__isnull=False).select_related(
        "clause__target", "party__unit"
    )
    found = []
    for one in rows.order_by("clause__position", "party__position"):
        standing = assigned.get((one.clause.target_id or 0, one.party.unit_id))
        if standing is not None and is_weaker(one.threshold, standing.threshold):
            found.append((one, standing))
    return found
