"""Units merge, covenants go on: by notice where they bind, without asking anybody to sign again.

The unit that goes on takes the place of the one that ended. Where it was a party itself, the two are one party from
then on, at its own figures, which ``follow_assignments`` raises by what was carried over. Taken back, both stand as
they stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Reorganisation
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit
from thidua.launch.queries.reorganising import mergers_of
from thidua.pledge.actions.covenants.follow_assignments import follow_assignments
from thidua.pledge.actions.covenants.parts import RELATED, touched
from thidua.pledge.actions.covenants.versions import make_version, put_in_force, void_open
from thidua.pledge.models import Covenant, CovenantVersion, Party
from thidua.pledge.queries.covenants.reorganising import standing, twin_at
from thidua.pledge.queries.covenants.standing import in_force
from thidua.pledge.states import COVENANT, COVENANT_LIVE, COVENANT_TO_SIGN


@transaction.atomic
def follow_mergers(*, actor: Actor, reorganisation_ids: Iterable[int]) -> int:
    """By the house, which hears of the mergers; returns how many covenants moved. Done again, nothing moves."""
    must_be_house(actor)
    done = Reorganisation.objects.filter(pk__in=set(reorganisation_ids), state="done").order_by("pk")
    return sum(
        _each(actor, one, {unit: into for into, units in mergers_of(one).items() for unit in units})
        for one in done
    )


@transaction.atomic
def take_mergers_back(*, actor: Actor, reorganisation_ids: Iterable[int]) -> int:
    """What stood before a reorganisation that was taken back stands again. Raises NotYours."""
    must_be_house(actor)
    undone = Reorganisation.objects.filter(pk__in=set(reorganisation_ids), state="undone").order_by("-pk")
    return sum(
        _each_back(actor, one, {unit: into for into, units in mergers_of(one).items() for unit in units})
        for one in undone
    )


def _each(actor: Actor, done: Reorganisation, into: Mapping[int, int]) -> int:
    moved = 0
    for covenant in _held(Party.objects.filter(unit__in=into, went_into=None), into):
        changes = [change for unit, to in into.items() for change in _take_over(covenant, unit, to)]
        if changes:
            _tell(actor, covenant, done, changes)
            moved += 1
    return moved


def _each_back(actor: Actor, undone: Reorganisation, into: Mapping[int, int]) -> int:
    moved = 0
    joined = Party.objects.filter(was__in=into) | Party.objects.filter(unit__in=into, went_into__isnull=False)
    for covenant in _held(joined, {to: unit for unit, to in into.items()}):
        changes = [change for unit, to in into.items() for change in _give_back(covenant, unit, to)]
        if changes:
            _tell(actor, covenant, undone, changes)
            moved += 1
    return moved


def _held(parties: Any, seats: Iterable[int]) -> list[Covenant]:
    """Covenants that still stand, of these parties or kept by these units; their rows held in one order."""
    kept = standing().filter(seat__in=list(seats)).values_list("pk", flat=True)
    keys = {*parties.values_list("covenant", flat=True), *kept}
    found = standing().filter(pk__in=keys).select_for_update(of=("self",)).select_related(*RELATED)
    return list(found.order_by("pk"))


def _take_over(covenant: Covenant, unit_id: int, to_id: int) -> list[dict[str, Any]]:
    """The party of a unit that ended, and the pen where it held it; what changed, for the notice."""
    if covenant.seat_id == unit_id and twin_at(covenant, to_id) is None:
        covenant.seat = Body.objects.select_related("kind", "parent").get(pk=to_id)
        covenant.save(update_fields=["seat", "changed_at"])
    party = covenant.standing_parties.select_related("unit").filter(unit=unit_id).first()
    if party is None:
        return []
    before, other = str(party.unit), covenant.standing_parties.filter(unit=to_id).first()
    if other is None:
        party.was_id, party.unit = unit_id, Body.objects.get(pk=to_id)
    else:
        party.went_into = other
        other.lead = other.lead or party.lead
        other.save(update_fields=["lead"])
    party.save()
    to = other.unit if other else party.unit
    return [{"party": party.pk, "from": before, "to": str(to)}]


def _give_back(covenant: Covenant, unit_id: int, to_id: int) -> list[dict[str, Any]]:
    led = covenant.parties.filter(Q(was=unit_id) | Q(unit=unit_id, went_into__unit=to_id), lead=True)
    if covenant.seat_id == to_id and led.exists():
        covenant.seat = Body.objects.select_related("kind", "parent").get(pk=unit_id)
        covenant.save(update_fields=["seat", "changed_at"])
    party = covenant.parties.filter(unit=to_id, was=unit_id).select_related("unit").first()
    if party is not None:
        before = str(party.unit)
        party.unit, party.was = Body.objects.get(pk=unit_id), None
    else:
        party = covenant.parties.filter(unit=unit_id, went_into__unit=to_id).select_related("unit").first()
        if party is None:
            return []
        if party.lead:
            covenant.parties.filter(unit=to_id).update(lead=False)
        before, party.went_into = str(Body.objects.get(pk=to_id)), None
    party.save()
    return [{"party": party.pk, "from": before, "to": str(party.unit)}]


def _tell(actor: Actor, covenant: Covenant, why: Reorganisation, changes: list[dict[str, Any]]) -> None:
    """What is being written shows it at once, what is out to be signed comes back, what binds goes on by notice."""
    if covenant.state in COVENANT_TO_SIGN:  # whoever signs next must have read who the parties are now
        void_open(covenant)
        COVENANT.move(covenant, "reopen")
    touched(covenant)
    if covenant.state in COVENANT_LIVE:
        _notice(covenant, why, changes)
    data = {"reorganisation": why.pk, "parties": changes}
    record(
        actor,
        "pledge.covenant_parties_changed",
        covenant,
        path=covenant.seat.path,
        reason=why.source,
        data=data,
    )
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    follow_assignments(actor=actor, cycle_ids={covenant.cycle_id})


def _notice(covenant: Covenant, why: Reorganisation, changes: list[dict[str, Any]]) -> None:
    signed = in_force(covenant)
    assert signed is not None
    data: dict[str, Any] = json.loads(signed.text)
    for name in ("version", "how", "cites", "changes", "succeeds"):
        data.pop(name, None)
    figures = _figures_said(covenant)
    stand = list(covenant.standing_parties.select_related("unit"))
    data["parties"] = [
        {"id": one.pk, "unit": one.unit_id, "code": one.unit.code, "name": one.unit.name, "lead": one.lead}
        for one in stand
    ]
    for clause in data["clauses"]:
        if "target" in clause:
            said = figures.get(clause["target"], {})
            now = clause["figures"]
            clause["figures"] = {str(one.pk): now.get(str(one.pk), said.get(one.pk)) for one in stand}
    notice = make_version(
        covenant,
        data,
        CovenantVersion.How.NOTICE,
        cites=(why.source or _("sắp xếp tổ chức"))[:300],
        succeeds=changes,
    )
    days = [why.from_on, *([signed.in_force_on] if signed.in_force_on else [])]
    put_in_force(covenant, notice, max(days))


def _figures_said(covenant: Covenant) -> dict[int, dict[int, Any]]:
    """By target and party, the last figure that any version named: of a party that stands again."""
    found: dict[int, dict[int, Any]] = {}
    for version in covenant.versions.exclude(state="void").order_by("number"):
        for clause in json.loads(version.text)["clauses"]:
            for party_id, figure in clause.get("figures", {}).items():
                found.setdefault(clause["target"], {})[int(party_id)] = figure
    return found
