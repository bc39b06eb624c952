"""Signatures given on paper at the ceremony: the scan is as good as signing in the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.federation.models import Post
from thidua.formats.text import clean, fold
from thidua.formats.vi import format_date
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile
from thidua.launch.actions.dates import not_in_the_future
from thidua.launch.actions.sign_paper import check_capacity
from thidua.launch.errors import SignerUnknown
from thidua.pledge.actions.covenants.parts import held, party_of
from thidua.pledge.actions.covenants.sign import must_not_have_signed, put
from thidua.pledge.actions.covenants.versions import enter_when_signed
from thidua.pledge.errors import NobodySigned, ScanMissing, SignerHoldsNoOffice, TextChanged
from thidua.pledge.models import Party, Signature
from thidua.pledge.queries.covenants.standing import to_sign


@dataclass(frozen=True)
class OnStage:
    """Who signed for a party. A union signs in a capacity that fits an office of its own; a body outside the tree
    in whatever office it has, written out."""

    party_id: int
    name: str
    office: str
    capacity: str = ""


@transaction.atomic
def record_stage(
    *,
    actor: Actor,
    covenant_id: int,
    digest: str,
    signed_on: dt.date,
    signers: Sequence[OnStage],
    scan: StoredFile | None,
) -> list[Signature]:
    """Records what was signed on paper, all or nothing; complete with what others signed in the house, it is in
    force from that day.

    Raises ScanMissing, NobodySigned, TextChanged, InTheFuture, AlreadySigned, SignerUnknown, CapacityDoesNotFit,
    SignerHoldsNoOffice.
    """
    covenant = held(actor, covenant_id, "record_stage")
    version = to_sign(covenant)
    if version is None or version.digest != digest:
        raise TextChanged()
    not_in_the_future(signed_on)
    if not signers:
        raise NobodySigned()
    if scan is None:
        raise ScanMissing()
    kept = []
    for one in signers:
        party = party_of(covenant, one.party_id)
        must_not_have_signed(version, party)
        _must_have_authority(party, one, signed_on)
        kept.append(
            put(
                Signature(
                    version=version,
                    party=party,
                    way=Signature.Way.STAGE,
                    capacity=one.capacity,
                    office=one.office.strip(),
                    name=clean(one.name),
                    signed_on=signed_on,
                    account_id=actor.account_id,
                    scan=scan,
                )
            )
        )
    data = {"version": version.number, "digest": version.digest, "parties": len(kept), "scan": scan.sha256}
    record(actor, "pledge.covenant_signed_on_stage", covenant, path=covenant.seat.path, data=data)
    enter_when_signed(covenant, version, signed_on)
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return kept


def _must_have_authority(party: Party, signer: OnStage, on: dt.date) -> None:
    """Raises SignerUnknown, CapacityDoesNotFit, and SignerHoldsNoOffice where the books know somebody else."""
    if not clean(signer.name) or not signer.office.strip():
        raise SignerUnknown()
    if party.signs_on_paper:
        return
    check_capacity(signer.capacity, {signer.office})
    posts = Post.objects.filter(unit=party.unit, office=signer.office, from_on__lte=on)
    holders = [one.person.name for one in posts.exclude(until_on__lt=on).select_related("person")]
    if holders and fold(signer.name) not in {fold(one) for one in holders}:
        raise SignerHoldsNoOffice(
            name=clean(signer.name),
            office=Post.Office(signer.office).label,
            unit=str(party.unit),
            day=format_date(on),
            holders=_(", ").join(holders),
        )
