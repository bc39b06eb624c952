from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Post
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.actions.give_opinion import person_behind
from thidua.launch.actions.send_on import RELATED, fit_to_sign, write_step
from thidua.launch.errors import CapacityDoesNotFit, SignerUnknown
from thidua.launch.models import Paper, Step
from thidua.launch.signing import CAPACITIES
from thidua.launch.states import PAPER


@dataclass(frozen=True)
class Signature:
    """The block under the text: in what capacity, which office, who, when."""

    capacity: str
    office: str
    name: str
    signed_on: dt.date
    person_id: int | None = None


@transaction.atomic
def sign_paper(*, actor: Actor, paper_id: int, capacity: str, version: int | None = None) -> Paper:
    """Signs in the house, as the person who is signed in.

    The capacity must fit an office that this person holds at the unit: a deputy signs KT. CHỦ TỊCH.
    Raises CapacityDoesNotFit, SignerUnknown, NotReady, AnnexUnsound.
    """
    paper = fetch(Paper, paper_id, actor=actor, verb="sign", lock=True, related=RELATED)
    person_id = person_behind(actor)
    signature = Signature(
        capacity=capacity,
        office=_office(actor, paper, person_id, capacity),
        name=actor.name,
        signed_on=clock.today(),
        person_id=person_id,
    )
    put_signature(paper, signature)
    write_step(paper, Step.Kind.SIGNED, actor, role=str(CAPACITIES[capacity].name), person_id=person_id)
    record(actor, "launch.paper_signed", paper, path=paper.seat.path, data={"capacity": capacity})
    emit("launch.paper_moved", paper_id=paper.pk)
    return paper


def put_signature(paper: Paper, signature: Signature) -> None:
    """Writes the signature block and moves the paper on; the caller holds the row."""
    check_capacity(signature.capacity, {signature.office} - {""})
    if not signature.name.strip():
        raise SignerUnknown()
    fit_to_sign(paper)
    paper.capacity, paper.signer_office = signature.capacity, signature.office
    paper.signer_name, paper.signed_on = signature.name.strip(), signature.signed_on
    paper.signer_id = signature.person_id
    paper.version += 1
    paper.save()
    PAPER.move(paper, "sign")


def check_capacity(capacity: str, offices: set[str]) -> str:
    """The office in which the capacity may be used. Raises SignerUnknown, CapacityDoesNotFit."""
    known = CAPACITIES.get(capacity)
    if known is None or not offices:
        raise SignerUnknown()
    fitting = sorted(offices & {str(one) for one in known.offices})
    if not fitting:
        raise CapacityDoesNotFit(
            capacity=known.name,
            office=_named(offices),
            offices=_named({str(one) for one in known.offices}),
        )
    return fitting[0]


def _named(offices: set[str]) -> str:
    return _(", ").join(str(Post.Office(one).label) for one in sorted(offices))


def _office(actor: Actor, paper: Paper, person_id: int | None, capacity: str) -> str:
    return office_at(actor, paper.seat, person_id, capacity)


def office_at(
    actor: Actor, unit: Body, person_id: int | None, capacity: str, *, capability: str = "launch.sign"
) -> str:
    """The office in which the actor may use the capacity at a unit: the posts on record; without a person on
    record, that of the chair for who holds the capability there. Raises SignerUnknown, CapacityDoesNotFit."""
    offices: set[str] = set()
    if person_id is not None:
        offices = offices_of(person_id, unit, clock.today())
    elif any(grant.path == unit.path for grant in actor.having(capability)):
        offices = {Post.Office.CHAIR.value}
    return check_capacity(capacity, offices)


def offices_of(person_id: int, unit: Body, day: dt.date) -> set[str]:
    """What somebody was at a unit on a day."""
    posts = Post.objects.filter(person_id=person_id, unit=unit, from_on__lte=day)
    return {str(one) for one in posts.exclude(until_on__lt=day).values_list("office", flat=True)}
