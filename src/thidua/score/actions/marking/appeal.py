"""After publication a unit may ask to look again; it gets an answer with its reason."""

from __future__ import annotations

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.errors import AppealWindowClosed, ReasonMissing
from thidua.score.models import Appeal, MarkedUnit
from thidua.score.queries.marking.loading import rules_of
from thidua.score.states import APPEAL


@transaction.atomic
def appeal(*, actor: Actor, marked_id: int, text: str, leaf: str = "") -> Appeal:
    """About one criterion, or "" about the whole result. Raises ReasonMissing, AppealWindowClosed."""
    related = ("unit", "round__sheet", "round__organiser")
    marked = fetch(MarkedUnit, marked_id, actor=actor, verb="appeal", lock=True, related=related)
    until = marked.round.appeals_until
    if until is not None and clock.today() > until:
        raise AppealWindowClosed(until=format_date(until))
    if not text.strip():
        raise ReasonMissing()
    if leaf:
        rules_of(marked.round.sheet).leaf(leaf)
    made = Appeal.objects.create(marked=marked, leaf=leaf, text=text.strip()[:5000], by=actor.name)
    record(actor, "score.appealed", marked, path=marked.unit.path, data={"leaf": leaf})
    emit("score.appealed", appeal_id=made.pk)
    return made


@transaction.atomic
def answer_appeal(*, actor: Actor, appeal_id: int, upheld: bool, answer: str) -> Appeal:
    """One that is upheld leads to looking at the result anew (move ``decide_anew``). Raises ReasonMissing."""
    verb = "uphold" if upheld else "dismiss"
    found = fetch(
        Appeal, appeal_id, actor=actor, verb=verb, lock=True, related=("marked__unit", "marked__round")
    )
    if not answer.strip():
        raise ReasonMissing()
    found.answer, found.answered_by, found.answered_at = answer.strip()[:5000], actor.name, clock.now()
    APPEAL.move(found, verb, also=("answer", "answered_by", "answered_at"))
    data = {"leaf": found.leaf, "upheld": upheld}
    record(actor, "score.appeal_answered", found.marked, path=found.marked.unit.path, data=data)
    emit("score.appeal_answered", appeal_id=found.pk)
    return found


@transaction.atomic
def withdraw_appeal(*, actor: Actor, appeal_id: int) -> Appeal:
    found = fetch(Appeal, appeal_id, actor=actor, verb="withdraw", lock=True, related=("marked__unit",))
    APPEAL.move(found, "withdraw")
    record(actor, "score.appeal_withdrawn", found.marked, path=found.marked.unit.path)
    return found
