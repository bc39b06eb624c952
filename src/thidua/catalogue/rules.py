"""The catalogue is read by everyone who is signed in and confirmed by administrators."""

from __future__ import annotations

from thidua.kernel.door import Actor
from thidua.kernel.errors import NotSignedIn, NotYours


def may_confirm(actor: Actor) -> bool:
    return any(True for _grant in actor.having("catalogue.confirm"))


def must_read(actor: Actor) -> None:
    if not any(True for _grant in actor.having("catalogue.view")):
        raise NotSignedIn() if actor.account_id is None else NotYours()


def must_confirm(actor: Actor) -> None:
    if not may_confirm(actor):
        raise NotYours()
