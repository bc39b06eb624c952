"""Assignments changed: covenants follow. What was signed is amended by notice, without signing again; what is still
being written takes the new figure, in sight of the parties."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from thidua.algebra.thresholds import threshold_from_data
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit
from thidua.launch.models import Assignment
from thidua.pledge.actions.covenants.parts import RELATED, ask_again, touched
from thidua.pledge.actions.covenants.versions import make_version, put_in_force, void_open
from thidua.pledge.models import Commitment, Covenant, CovenantVersion, Proposal
from thidua.pledge.queries.covenants.standing import Cell, Stored, assigned_now, in_force, is_weaker
from thidua.pledge.queries.covenants.text import read, say_figure
from thidua.pledge.states import COVENANT, COVENANT_LIVE, COVENANT_TO_SIGN


@transaction.atomic
def follow_assignments(*, actor: Actor, cycle_ids: Collection[int]) -> int:
    """By the house, which hears of the change; returns how many covenants moved. Done again, nothing moves."""
    must_be_house(actor)
    standing = Covenant.objects.filter(cycle__in=cycle_ids).exclude(state__in=("closed", "cancelled"))
    found = standing.select_for_update(of=("self",)).select_related(*RELATED).order_by("pk")
    return sum(_follow(actor, covenant) for covenant in found)


def _follow(actor: Actor, covenant: Covenant) -> bool:
    assigned = assigned_now(covenant)
    moved = _follow_what_is_written(actor, covenant, assigned)
    if covenant.state in COVENANT_LIVE:
        moved = _amend_by_notice(actor, covenant) or moved
    if moved:
        emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return moved


def _amend_by_notice(actor: Actor, covenant: Covenant) -> bool:
    """Version by version: a decision that changed what binds makes the next one. Story 15: 300 becomes 250."""
    signed = in_force(covenant)
    assert signed is not None
    data: dict[str, Any] = json.loads(signed.text)
    parties = {str(one["id"]): one for one in data["parties"]}
    assigned = _of_targets(data)
    changes, cited = [], []
    for clause in data["clauses"]:
        for key, figure in clause.get("figures", {}).items():
            standing = assigned.get((clause["target"], parties[key]["unit"]))
            if standing is None or same(figure, standing.threshold):
                continue
            clause["figures"][key] = standing.threshold
            cited.append(standing)
            changes.append(
                {
                    "no": clause["no"],
                    "party": parties[key]["id"],
                    "from": say_figure(figure, clause["measure"]),
                    "to": say_figure(standing.threshold, clause["measure"]),
                    "cites": standing.cited,
                }
            )
    if not changes:
        return False
    sources = "; ".join(dict.fromkeys(one.cited for one in cited if one.cited))
    decision = next((one.decision for one in cited if one.decision is not None), None)
    if covenant.state in COVENANT_TO_SIGN:  # whoever signs next must have read the notice
        void_open(covenant)
        COVENANT.move(covenant, "reopen")
    for name in ("version", "how", "cites", "changes"):
        data.pop(name, None)
    notice = make_version(
        covenant,
        data,
        CovenantVersion.How.NOTICE,
        decision=decision,
        cites=sources[:300],
        changes=changes,
    )
    days = [one.from_on for one in cited]
    put_in_force(covenant, notice, max([*days, signed.in_force_on] if signed.in_force_on else days))
    told = {"version": notice.number, "digest": notice.digest, "changes": changes}
    record(actor, "pledge.covenant_amended", covenant, path=covenant.seat.path, reason=sources, data=told)
    emit("pledge.covenant_amended", covenant_id=covenant.pk)
    return True


def _of_targets(data: Mapping[str, Any]) -> Mapping[Cell, Assignment]:
    """What stands today for the clauses and parties that a version names; one query."""
    rows = Assignment.objects.filter(
        target__in=[one["target"] for one in data["clauses"] if "target" in one],
        unit__in=[one["unit"] for one in data["parties"]],
        current=True,
    ).select_related("decision", "target")
    return {(one.target_id, one.unit_id): one for one in rows}


def _follow_what_is_written(actor: Actor, covenant: Covenant, assigned: Mapping[Cell, Assignment]) -> bool:
    """Figures taken from an assignment become the new one; what a party proposed is lifted where it is too low now.

    A text that is out to be signed would be another one: it comes back to the parties, with the reason in sight.
    """
    signed = _signed_figures(covenant)
    rows = Commitment.objects.filter(clause__covenant=covenant, clause__target__isnull=False)
    changed = []
    for one in rows.select_related("clause__target", "party__unit").select_for_update(of=("self",)):
        standing = assigned.get((one.clause.target_id or 0, one.party.unit_id))
        if standing is None or same(one.threshold, standing.threshold):
            continue
        as_it_stood = one.source == Commitment.Source.ASSIGNMENT or (
            (key := (one.clause.target_id or 0, one.party_id)) in signed and same(one.threshold, signed[key])
        )
        if as_it_stood or is_weaker(one.threshold, standing.threshold):
            changed.append((one, standing))
    if not changed:
        return False
    if covenant.state in COVENANT_TO_SIGN:
        void_open(covenant)
        COVENANT.move(covenant, "reopen")
    for one, standing in changed:
        _take(actor, covenant, one, standing)
    touched(covenant)
    return True


def _signed_figures(covenant: Covenant) -> Mapping[tuple[int, int], Stored]:
    """By target and party, of the version that binds; empty while none does."""
    signed = in_force(covenant) if covenant.state in COVENANT_LIVE else None
    if signed is None:
        return {}
    return {
        (clause.target_id, party_id): figure
        for clause in read(signed).clauses
        if clause.target_id is not None
        for party_id, figure in clause.figures.items()
    }


def _take(actor: Actor, covenant: Covenant, figure: Commitment, standing: Assignment) -> None:
    """The new figure, with a line among the proposals that nobody has to answer."""
    target, now = standing.target, clock.now()
    before = say_figure(figure.threshold, target.unit_of_measure)
    figure.threshold, figure.source = standing.threshold, Commitment.Source.ASSIGNMENT
    figure.version += 1
    figure.changed_by = standing.cited[:200] or actor.name
    figure.save()
    if covenant.state == "draft":
        return
    ask_again(covenant, figure.party)
    Proposal.objects.create(
        covenant=covenant,
        what=Proposal.What.FIGURE,
        clause=figure.clause,
        party=figure.party,
        about=figure.clause.text,
        before=before,
        said=say_figure(standing.threshold, target.unit_of_measure),
        threshold=standing.threshold,
        reason=standing.cited[:500],
        by_name=actor.name,
        made_at=now,
        state="accepted",
        answered_by=actor.name,
        answered_at=now,
    )


def same(one: Stored, other: Stored) -> bool:
    """Two stored figures that mean the same, however they are spelt."""
    if one is None or other is None:
        return one is other
    return threshold_from_data(one) == threshold_from_data(other)
