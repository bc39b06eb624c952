"""A party signs in the house: read, PIN typed again, in the capacity that the own office gives."""

from __future__ import annotations

from django.db import transaction

from thidua.access.proving import Proof, must_be_proved
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotYours
from thidua.kernel.events import emit
from thidua.launch.actions.give_opinion import person_behind
from thidua.launch.actions.sign_paper import office_at
from thidua.pledge.actions.covenants.parts import held
from thidua.pledge.actions.covenants.versions import enter_when_signed
from thidua.pledge.errors import AlreadySigned, TextChanged
from thidua.pledge.models import CovenantVersion, Party, Signature
from thidua.pledge.queries.covenants import chain
from thidua.pledge.queries.covenants.standing import parties_to_sign, speaking_for, to_sign


@transaction.atomic
def sign_covenant(
    *, actor: Actor, covenant_id: int, capacity: str, digest: str, proof: Proof | None
) -> Signature:
    """Signs the text whose hash is ``digest`` for the party that the actor is at; the last signature brings it into
    force.

    Two at once: the second for the same party is told who has signed; of two parties the later one completes it.
    Raises NotProved, TextChanged, AlreadySigned, SignerUnknown, CapacityDoesNotFit, NotYours, NotNow.
    """
    must_be_proved(actor, proof)
    covenant = held(actor, covenant_id, "sign")
    version = to_sign(covenant)
    if version is None or version.digest != digest:
        raise TextChanged()
    party = speaking_for(actor, parties_to_sign(covenant), "pledge.sign")
    if party is None:
        raise NotYours()
    must_not_have_signed(version, party)
    person_id = person_behind(actor)
    office = office_at(actor, party.unit, person_id, capacity, capability="pledge.sign")
    signature = put(
        Signature(
            version=version,
            party=party,
            way=Signature.Way.APP,
            capacity=capacity,
            office=office,
            name=actor.name,
            signed_on=clock.today(),
            account_id=actor.account_id,
            person_id=person_id,
        )
    )
    data = {"version": version.number, "digest": version.digest, "capacity": capacity}
    record(actor, "pledge.covenant_signed", covenant, path=party.unit.path, data=data)
    enter_when_signed(covenant, version, clock.today())
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return signature


def put(signature: Signature) -> Signature:
    """Writes a signature with its hash."""
    signature.digest = chain.signature_digest(signature.version.digest, signature)
    signature.save(force_insert=True)
    return signature


def must_not_have_signed(version: CovenantVersion, party: Party) -> None:
    """Raises AlreadySigned with who did."""
    twin = Signature.objects.filter(version=version, party=party).first()
    if twin is not None:
        raise AlreadySigned(unit=str(party.unit), name=twin.name, day=format_date(twin.signed_on))
