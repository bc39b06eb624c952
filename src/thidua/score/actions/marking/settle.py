"""Later hands: where the sheet is silent somebody answers; the meeting, the council and the committee may differ from
what stands. What stood is kept, with who and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thidua.algebra.scoring.kinds import Mark as Outcome
from thidua.algebra.scoring.origins import ScoreSource
from thidua.federation.models import Body
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.score.actions.marking.putting import Given, Writing
from thidua.score.errors import NoQuestion, NotTypedHere, NotYourCriterion, ReasonMissing
from thidua.score.models import Mark, MarkedUnit, MarkingRound
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.fields import read_points, read_typed
from thidua.score.queries.marking.loading import Standing, standing_of
from thidua.score.queries.marking.sight import criteria_of
from thidua.score.wording import SOURCES

# In which phase whose word it is, and what the door asks for.
HANDS: Mapping[str, tuple[str, str]] = {
    "verifying": ("verify", Mark.Layer.VERIFIED),
    "meeting": ("meet", Mark.Layer.MEETING),
    "advising": ("advise", Mark.Layer.COUNCIL),
    "submitted": ("commit", Mark.Layer.COMMITTEE),
}
RELATED = ("organiser", "sheet", "leader", "cluster", "period__cycle")


@transaction.atomic
def answer_question(*, actor: Actor, marked_id: int, leaf: str, points: str, reason: str) -> Mark:
    """How many points, where the sheet does not say; with the reason. Raises NoQuestion, ReasonMissing,
    PointsUnread, PointsOutOfBounds, NotNow for a phase in which nobody answers."""
    standing, layer = _in_hand(actor, marked_id, leaf)
    marked = standing.unit(marked_id)
    asked = outcome_of(standing, marked, leaf).question
    if asked is None:
        raise NoQuestion(leaf=leaf, unit=str(marked.unit))
    if not reason.strip():
        raise ReasonMissing()
    given = Given(points=read_points(standing.rules.leaf(leaf), points), reason=reason, question=asked)
    return _write(actor, marked, leaf, layer, given)


@transaction.atomic
def tell_figures(*, actor: Actor, marked_id: int, leaf: str, typed: Mapping[str, str], reason: str) -> Mark:
    """Figures for the rule of a criterion: what nobody had told, or what stands corrected. Raises ReasonMissing,
    NotTypedHere where members mark one another."""
    standing, layer = _in_hand(actor, marked_id, leaf)
    if standing.rules.origins[leaf].source is ScoreSource.PEERS:
        raise NotTypedHere(leaf=leaf, source=SOURCES[ScoreSource.PEERS])
    values = read_typed(standing.rules.leaf(leaf), typed)
    if not values or not reason.strip():
        raise ReasonMissing()
    given = Given(values, reason=reason)
    return _write(actor, standing.unit(marked_id), leaf, layer, given)


@transaction.atomic
def change_points(*, actor: Actor, marked_id: int, leaf: str, points: str, reason: str) -> Mark:
    """Final points of a criterion, whatever its rule gives. Raises ReasonMissing, PointsUnread, PointsOutOfBounds."""
    standing, layer = _in_hand(actor, marked_id, leaf)
    if not reason.strip():
        raise ReasonMissing()
    given = Given(points=read_points(standing.rules.leaf(leaf), points), reason=reason)
    return _write(actor, standing.unit(marked_id), leaf, layer, given)


def outcome_of(standing: Standing, marked: MarkedUnit, leaf: str) -> Outcome:
    """What the engine makes of one criterion of one unit now."""
    return scored(standing).of(marked).marks[leaf]


def _in_hand(actor: Actor, marked_id: int, leaf: str) -> tuple[Standing, str]:
    """The round of this unit, held, if it is this person's word now; a department only about its own criteria."""
    marked = fetch(MarkedUnit, marked_id, actor=actor, related=("round",))
    verb, layer = HANDS.get(marked.round.state, HANDS["meeting"])
    found = fetch(MarkingRound, marked.round_id, actor=actor, verb=verb, lock=True, related=RELATED)
    standing = standing_of(found)
    standing.rules.leaf(leaf)
    if all(one.pk != marked_id for one in standing.marked):
        raise Absent()
    for one in standing.marked:
        one.round = found
    if verb == "verify":
        mine = criteria_of(actor, found)
        if mine is not None and leaf not in mine:
            given = found.verifiers.select_related("department").filter(leaf=leaf).first()
            raise NotYourCriterion(leaf=leaf, department=str(given.department if given else found.organiser))
    return standing, layer


def _write(actor: Actor, marked: MarkedUnit, leaf: str, layer: str, given: Given) -> Mark:
    writing = Writing(actor, layer, [marked])
    mark = writing.put(marked, leaf, given, _seat(marked.round, layer))
    writing.write()
    return mark


def _seat(found: MarkingRound, layer: str) -> Body:
    """Whose word it is: the cluster's where it met, else the organiser's."""
    return found.cluster if layer == Mark.Layer.MEETING and found.cluster is not None else found.organiser
