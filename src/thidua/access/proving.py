"""Before a grave act (a signature, a decision): the PIN or password typed once more, by whoever sits there.

A page or endpoint asks ``prove`` first, outside any transaction, so that a wrong try stays counted. The action takes
the ``Proof`` and asks ``must_be_proved``, so that no screen can forget it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from thidua.access.errors import NotProved
from thidua.access.queries import mine
from thidua.access.signing_in import NOWHERE, Caller, confirm
from thidua.kernel.door import Actor

LASTS = dt.timedelta(minutes=5)  # from the typing to the act


@dataclass(frozen=True)
class Proof:
    """That the owner of the account was there a moment ago. Only ``prove`` makes one."""

    account_id: int
    at: dt.datetime


def prove(*, actor: Actor, secret: str, caller: Caller = NOWHERE) -> Proof:
    """Raises NotSignedIn, SecretWrong, Locked, AddressLocked."""
    account = mine.account(actor)
    confirm(account, secret, caller=caller)
    return Proof(account.pk, timezone.now())


def must_be_proved(actor: Actor, proof: Proof | None) -> None:
    """Raises NotProved without a proof, with that of somebody else, or with an old one."""
    fresh = proof is not None and timezone.now() - proof.at <= LASTS
    if proof is None or not fresh or proof.account_id != actor.account_id:
        raise NotProved()
