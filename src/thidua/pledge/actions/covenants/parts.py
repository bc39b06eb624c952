"""What several actions of this part do: find a piece of a covenant, note that figures moved."""

from __future__ import annotations

from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.pledge.models import Clause, Commitment, Covenant, Party

RELATED = ("seat__kind", "seat__parent", "cycle__movement", "cluster")


def held(actor: Actor, covenant_id: int, verb: str) -> Covenant:
    """The covenant, its row held to the end of the transaction: acts about one covenant follow one another."""
    return fetch(Covenant, covenant_id, actor=actor, verb=verb, lock=True, related=RELATED)


def clause_of(covenant: Covenant, clause_id: int) -> Clause:
    """Raises Absent."""
    found = covenant.clauses.select_related("target").filter(pk=clause_id).first()
    if found is None:
        raise Absent()
    return found


def party_of(covenant: Covenant, party_id: int) -> Party:
    """Raises Absent."""
    found = covenant.parties.select_related("unit__kind").filter(pk=party_id).first()
    if found is None:
        raise Absent()
    return found


def touched(covenant: Covenant) -> None:
    """The text being worked on is another one now."""
    covenant.version += 1
    covenant.save(update_fields=["version", "changed_at"])


def ask_again(covenant: Covenant, party: Party | None = None) -> None:
    """Who agreed must look again: one party when its figure moved, all of them when the wording did."""
    asked = covenant.standing_parties if party is None else covenant.parties.filter(pk=party.pk)
    asked.update(agreed_at=None, agreed_by="")


def add_commitments(clause: Clause, parties: list[Party], figures: dict[int, dict[str, str] | None]) -> None:
    """One figure a party, by unit; None where nothing is assigned."""
    Commitment.objects.bulk_create(
        Commitment(clause=clause, party=one, threshold=figures.get(one.unit_id)) for one in parties
    )
