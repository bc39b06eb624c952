"""The seat moves the covenant on: sends it round, settles the text, opens it again, begins a change, gives it up."""

from __future__ import annotations

from django.db import transaction

from thidua.federation.models import ClusterYear
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor
from thidua.kernel.events import emit
from thidua.pledge.actions.covenants.parts import held, touched
from thidua.pledge.actions.covenants.versions import make_version, take_up, void_open
from thidua.pledge.errors import (
    FigureBelowAssignment,
    LastYearOpen,
    NothingPromised,
    ProposalsOpen,
    WithoutReason,
)
from thidua.pledge.models import Covenant, CovenantVersion
from thidua.pledge.queries.covenants.standing import below_assignment, in_force
from thidua.pledge.queries.covenants.text import data_of, say_figure
from thidua.pledge.states import COVENANT


@transaction.atomic
def open_negotiation(*, actor: Actor, covenant_id: int) -> Covenant:
    """Sends the draft to the parties. Raises NothingPromised."""
    covenant = held(actor, covenant_id, "open")
    if not covenant.clauses.exists():
        raise NothingPromised()
    return _moved(actor, covenant, "open")


@transaction.atomic
def settle_text(*, actor: Actor, covenant_id: int, version: int | None = None) -> CovenantVersion:
    """Fixes the words that will be signed. Raises Stale, LastYearOpen, NothingPromised, ProposalsOpen,
    FigureBelowAssignment."""
    covenant = held(actor, covenant_id, "settle")
    check_version(covenant, version)
    _last_year_must_be_closed(covenant)
    if not covenant.clauses.exists():
        raise NothingPromised()
    waiting = covenant.proposals.filter(state="open").count()
    if waiting:
        raise ProposalsOpen(count=waiting)
    for figure, assigned in below_assignment(covenant)[:1]:
        measure = assigned.target.unit_of_measure
        raise FigureBelowAssignment(
            unit=str(figure.party.unit),
            clause=figure.clause.text,
            figure=say_figure(figure.threshold, measure) or "–",
            assigned=say_figure(assigned.threshold, measure),
        )
    made = make_version(covenant, data_of(covenant), CovenantVersion.How.SIGNED)
    _moved(actor, covenant, "settle", digest=made.digest)
    return made


def _last_year_must_be_closed(covenant: Covenant) -> None:
    """A cluster sums up the old year before it promises a new one; where that year was kept here."""
    last = ClusterYear.objects.filter(cluster=covenant.cluster_id or 0, year=covenant.cycle.year - 1).first()
    if last is not None and last.state != "closed":
        raise LastYearOpen(cluster=str(covenant.cluster), year=last.year)


@transaction.atomic
def reopen(*, actor: Actor, covenant_id: int, reason: str) -> Covenant:
    """Back to the parties; signatures given to the text so far are kept with it and bind nobody. Raises
    WithoutReason."""
    covenant = held(actor, covenant_id, "reopen")
    if not reason.strip():
        raise WithoutReason()
    void_open(covenant)
    return _moved(actor, covenant, "reopen", reason=reason.strip())


@transaction.atomic
def begin_change(*, actor: Actor, covenant_id: int, reason: str) -> Covenant:
    """Opens a signed covenant: what was signed binds until all parties have signed the next text. Raises
    WithoutReason."""
    covenant = held(actor, covenant_id, "amend")
    if not reason.strip():
        raise WithoutReason()
    covenant.parties.update(agreed_at=None, agreed_by="")
    return _moved(actor, covenant, "amend", reason=reason.strip())


@transaction.atomic
def drop_change(*, actor: Actor, covenant_id: int) -> Covenant:
    """Gives the change up: the text is again what was signed."""
    covenant = held(actor, covenant_id, "drop_change")
    void_open(covenant)
    signed = in_force(covenant)
    assert signed is not None
    take_up(covenant, signed)
    return _moved(actor, covenant, "drop_change")


@transaction.atomic
def cancel(*, actor: Actor, covenant_id: int, reason: str) -> Covenant:
    """Gives up a covenant that never came into force. Raises WithoutReason."""
    covenant = held(actor, covenant_id, "cancel")
    if not reason.strip():
        raise WithoutReason()
    void_open(covenant)
    return _moved(actor, covenant, "cancel", reason=reason.strip())


def _moved(actor: Actor, covenant: Covenant, move: str, *, reason: str = "", **data: str) -> Covenant:
    COVENANT.move(covenant, move)
    touched(covenant)
    record(
        actor, f"pledge.covenant_{move}", covenant, path=covenant.seat.path, reason=reason, data=dict(data)
    )
    emit("pledge.covenant_moved", covenant_id=covenant.pk)
    return covenant
