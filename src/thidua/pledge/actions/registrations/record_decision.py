"""Titles that others decide: who they are, and what they decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction

from thidua.federation.models import Body
from thidua.formats import text
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch, listing
from thidua.kernel.errors import Absent
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.pledge.errors import DayToCome, DecisionIncomplete, DecisionThere, NotRegistered, OutcomeThere
from thidua.pledge.models import Decider, ExternalDecision, Outcome, Registration, SchemeTitle, UnitList

_RELATED = ("unit", "scheme__cycle__movement__seat")
_NAMED = 5


@transaction.atomic
def name_decider(
    *, actor: Actor, list_id: int, title_id: int, body_id: int | None = None, name: str = ""
) -> Decider | None:
    """Says who decides a title for the people of a list: a partner the house knows, or a name; neither takes it
    away. Raises Absent, NotYours."""
    listed = fetch(UnitList, list_id, actor=actor, verb="decide", lock=True, related=_RELATED)
    title = SchemeTitle.objects.filter(pk=title_id, scheme=listed.scheme).first()
    if title is None:
        raise Absent()
    body = fetch(Body, body_id, actor=actor) if body_id is not None else None
    said = "" if body else text.clean(name)[:255]
    Decider.objects.filter(listed=listed, title=title).delete()
    made = None
    if body or said:
        made = Decider.objects.create(listed=listed, title=title, body=body, name=said)
    told = {"title": title.name, "decider": str(made) if made else ""}
    record(actor, "pledge.decider_named", listed, path=listed.unit.path, data=told)
    emit("pledge.decider_named", list_id=listed.pk)
    return made


@transaction.atomic
def record_decision(
    *,
    actor: Actor,
    list_id: int,
    number: str,
    signed_on: dt.date,
    issuer_id: int | None = None,
    issuer_name: str = "",
    awarded: Collection[int] = (),
    refused: Collection[int] = (),
    unregistered: Collection[str] = (),
    scan: StoredFile | None = None,
) -> ExternalDecision:
    """Keeps what somebody else decided about registered titles. ``unregistered`` are people whom the decision names
    and who never registered: where registration is a condition nothing is recorded, else they are told in the trail.

    Raises Absent, NotYours, DecisionIncomplete, DayToCome, DecisionThere, OutcomeThere, NotRegistered.
    """
    listed = fetch(UnitList, list_id, actor=actor, verb="decide", lock=True, related=_RELATED)
    issuer = fetch(Body, issuer_id, actor=actor) if issuer_id is not None else None
    told_name = issuer.name if issuer else text.clean(issuer_name)[:255]
    told_number = text.clean(number)[:60]
    if not told_number or not told_name:
        raise DecisionIncomplete()
    if signed_on > clock.today():
        raise DayToCome(day=format_date(signed_on))
    lines = _lines(actor, listed, [*awarded, *refused])
    _must_be_registered(listed, lines, unregistered)
    decision = ExternalDecision(
        scheme=listed.scheme,
        unit=listed.unit,
        issuer=issuer,
        issuer_name=told_name,
        number=told_number,
        signed_on=signed_on,
        scan=scan,
        matching_key=text.matching_key(f"{told_number} {told_name}")[:255],
    )
    _must_be_new(decision)
    decision.save()
    taken = set(awarded)
    Outcome.objects.bulk_create(
        Outcome(decision=decision, registration=one, awarded=one.pk in taken) for one in lines
    )
    data = {"number": told_number, "awarded": len(taken), "refused": len(lines) - len(taken)}
    record(
        actor,
        "pledge.decision_recorded",
        decision,
        path=listed.unit.path,
        data={**data, "unregistered": [text.clean(one) for one in unregistered]},
    )
    emit("pledge.decision_recorded", decision_id=decision.pk, scheme_id=listed.scheme_id)
    return decision


def _lines(actor: Actor, listed: UnitList, wanted: Iterable[int]) -> list[Registration]:
    """Lines of this list that still count. Raises Absent, OutcomeThere."""
    keys = set(wanted)
    found = listing(Registration, actor=actor).filter(
        listed=listed, pk__in=keys, state__in=("proposed", "listed")
    )
    lines = list(found.select_related("title", "person", "spouse", "outcome__decision"))
    if len(lines) != len(keys):
        raise Absent()
    for one in lines:
        known = getattr(one, "outcome", None)
        if known is not None:
            raise OutcomeThere(who=one.who, decision=str(known.decision))
    return lines


def _must_be_registered(listed: UnitList, lines: list[Registration], strangers: Collection[str]) -> None:
    names = [text.clean(one) for one in strangers if text.clean(one)]
    titles = {one.title_id: one.title for one in lines if one.title is not None}
    demanded = any(one.demands_registration for one in titles.values()) if titles else listed.scheme.required
    if names and demanded:
        shown = ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        raise NotRegistered(count=len(names), names=shown, year=listed.scheme.year_said)


def _must_be_new(decision: ExternalDecision) -> None:
    same = ExternalDecision.objects.filter(
        unit=decision.unit, matching_key=decision.matching_key, signed_on=decision.signed_on
    )
    if same.exists():
        raise DecisionThere(number=decision.number, issuer=decision.issuer_name)
