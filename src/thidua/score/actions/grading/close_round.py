from __future__ import annotations

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.score.actions.grading.guards import reason_of
from thidua.score.errors import RoundUnfinished
from thidua.score.models import GradingRound
from thidua.score.states import GRADING_ROUND, SETTLED


@transaction.atomic
def close_round(*, actor: Actor, round_id: int) -> GradingRound:
    """Nothing of the round changes any more. Raises RoundUnfinished while a unit has no class."""
    round_ = fetch(GradingRound, round_id, actor=actor, verb="close", lock=True, related=("seat",))
    left = round_.gradings.exclude(state__in=SETTLED).count()
    if left:
        raise RoundUnfinished(count=left)
    GRADING_ROUND.move(round_, "close")
    record(actor, "score.grading_round_closed", round_, path=round_.seat.path)
    emit("score.grading_round_closed", round_id=round_.pk)
    return round_


@transaction.atomic
def reopen_round(*, actor: Actor, round_id: int, reason: str) -> GradingRound:
    """Raises GradingReasonMissing."""
    words = reason_of(reason)
    round_ = fetch(GradingRound, round_id, actor=actor, verb="reopen", lock=True, related=("seat",))
    GRADING_ROUND.move(round_, "reopen")
    record(actor, "score.grading_round_reopened", round_, path=round_.seat.path, reason=words)
    return round_
