"""Around the marks of a round: who sees what until when, who checks whom, events, evidence, votes."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from thidua.kernel.door import fetch
from thidua.score.actions.marking.explain import explain
from thidua.score.actions.marking.move_round import Noted
from thidua.score.actions.marking.note_event import (
    bring_back,
    events_of,
    leave_round,
    note_event,
    strike_event,
)
from thidua.score.actions.marking.self_mark import (
    attach_evidence,
    detach_evidence,
    return_self_mark,
    take_self_mark_back,
)
from thidua.score.actions.marking.set_phases import set_phases
from thidua.score.actions.marking.start_round import set_checkers
from thidua.score.actions.marking.take_in import take_in
from thidua.score.actions.marking.verify import Verdict, cross_check, give_points
from thidua.score.actions.marking.vote import open_honour_ballot, record_votes, take_honour_ballot
from thidua.score.models import MarkedUnit
from thidua.score.queries.marking.looking import look_at
from thidua.web.api.answers import DoneOut, Key, answers, asking
from thidua.web.api.shapes.clusters import BallotOut, ballot_out
from thidua.web.api.shapes.marking import MarkedOut, RoundOut, marked_out, round_out
from thidua.web.api.shapes.marking_round import (
    BallotIn,
    CheckersIn,
    CrossCheckIn,
    EventIn,
    EventOut,
    EventsOut,
    ExplainIn,
    LeftIn,
    MarkEvidenceOut,
    PeersIn,
    PhaseOut,
    PhasesIn,
    VotesIn,
    WhyIn,
    event_out,
    mark_evidence_out,
    phases_out,
)

router = Router(tags=[gettext_noop("Chấm điểm")])
ROUND, UNIT = "/marking-rounds/{round_id}", "/marked-units/{marked_id}"
FILE = File(...)
LeafName = Annotated[str, Field(min_length=1, max_length=60)]


@router.get(
    f"{ROUND}/phases",
    response=answers(list[PhaseOut]),
    summary=gettext_noop("Các bước, ai xem gì ở mỗi bước"),
)
def phases(request: HttpRequest, round_id: Key) -> list[PhaseOut]:
    """In the order of the work, with those that every round has."""
    return phases_out(look_at(asking(request), round_id).round)


@router.put(
    f"{ROUND}/phases",
    response=answers(list[PhaseOut]),
    summary=gettext_noop("Đặt các bước, hạn và quyền xem"),
)
def put_phases(request: HttpRequest, round_id: Key, told: PhasesIn) -> list[PhaseOut]:
    given = [one.model_dump(exclude_unset=True) for one in told.phases]
    made = set_phases(actor=asking(request), round_id=round_id, phases=given, version=told.version)
    return phases_out(made)


@router.put(
    f"{ROUND}/checkers", response=answers(RoundOut), summary=gettext_noop("Giao đơn vị kiểm tra chéo")
)
def checkers(request: HttpRequest, round_id: Key, told: CheckersIn) -> RoundOut:
    pairs = {one.marked_id: one.unit_id for one in told.checkers}
    return round_out(set_checkers(actor=asking(request), round_id=round_id, pairs=pairs))


@router.post(
    f"{UNIT}/cross-check", response=answers(DoneOut), summary=gettext_noop("Kiểm tra chéo một đơn vị")
)
def check(request: HttpRequest, marked_id: Key, told: CrossCheckIn) -> DoneOut:
    given = [Verdict(one.marked_id, one.leaf, one.typed, one.reason) for one in told.verdicts]
    return DoneOut(count=len(cross_check(actor=asking(request), marked_id=marked_id, verdicts=given)))


@router.post(
    f"{ROUND}/peer-points", response=answers(DoneOut), summary=gettext_noop("Chấm các thành viên khác")
)
def peers(request: HttpRequest, round_id: Key, told: PeersIn) -> DoneOut:
    points = {(one.marked_id, one.leaf): one.points for one in told.points}
    return DoneOut(count=len(give_points(actor=asking(request), round_id=round_id, points=points)))


@router.get(f"{ROUND}/events", response=answers(EventsOut), summary=gettext_noop("Các việc trong năm đã ghi"))
def events(request: HttpRequest, round_id: Key) -> EventsOut:
    """Of the units whose criteria this caller sees, and what the sheet speaks of."""
    at = look_at(asking(request), round_id)
    noted = [
        event_out(one)
        for marked_id, many in at.standing.events.items()
        if at.sight.layer("verified", marked_id)
        for one in many
    ]
    return EventsOut(known=events_of(at.standing.rules), events=noted)


@router.post(f"{UNIT}/events", response=answers(EventOut), summary=gettext_noop("Ghi một việc trong năm"))
def new_event(request: HttpRequest, marked_id: Key, told: EventIn) -> EventOut:
    return event_out(note_event(actor=asking(request), marked_id=marked_id, **told.model_dump()))


@router.post(
    "/unit-events/{event_id}/strike", response=answers(EventOut), summary=gettext_noop("Bỏ một việc ghi nhầm")
)
def strike(request: HttpRequest, event_id: Key, told: WhyIn) -> EventOut:
    """It stays to be read and counts no more."""
    return event_out(strike_event(actor=asking(request), event_id=event_id, reason=told.reason))


@router.post(f"{UNIT}/leave", response=answers(MarkedOut), summary=gettext_noop("Đơn vị rời cụm giữa năm"))
def leave(request: HttpRequest, marked_id: Key, told: LeftIn) -> MarkedOut:
    return marked_out(leave_round(actor=asking(request), marked_id=marked_id, **told.model_dump()))


@router.post(
    f"{UNIT}/stay", response=answers(MarkedOut), summary=gettext_noop("Ghi rời cụm nhầm, đưa đơn vị trở lại")
)
def stay(request: HttpRequest, marked_id: Key, told: WhyIn) -> MarkedOut:
    return marked_out(bring_back(actor=asking(request), marked_id=marked_id, reason=told.reason))


@router.post(
    f"{ROUND}/units/{{unit_id}}",
    response=answers(MarkedOut),
    summary=gettext_noop("Đưa đơn vị mới vào cụm vào đợt chấm"),
)
def come(request: HttpRequest, round_id: Key, unit_id: Key) -> MarkedOut:
    return marked_out(take_in(actor=asking(request), round_id=round_id, unit_id=unit_id))


@router.post(f"{UNIT}/take-back", response=answers(MarkedOut), summary=gettext_noop("Lấy lại điểm tự chấm"))
def take_back(request: HttpRequest, marked_id: Key) -> MarkedOut:
    return marked_out(take_self_mark_back(actor=asking(request), marked_id=marked_id))


@router.post(f"{UNIT}/return", response=answers(MarkedOut), summary=gettext_noop("Trả lại điểm tự chấm"))
def give_back(request: HttpRequest, marked_id: Key, told: WhyIn) -> MarkedOut:
    return marked_out(return_self_mark(actor=asking(request), marked_id=marked_id, reason=told.reason))


@router.post(
    f"{UNIT}/explanations", response=answers(DoneOut), summary=gettext_noop("Giải trình một tiêu chí")
)
def say_word(request: HttpRequest, marked_id: Key, told: ExplainIn) -> DoneOut:
    explain(actor=asking(request), marked_id=marked_id, **told.model_dump())
    return DoneOut()


@router.get(
    f"{UNIT}/evidence",
    response=answers(list[MarkEvidenceOut]),
    summary=gettext_noop("Minh chứng của điểm tự chấm"),
)
def evidence(request: HttpRequest, marked_id: Key) -> list[MarkEvidenceOut]:
    """Behind the criteria whose self-mark this caller sees."""
    actor = asking(request)
    marked = fetch(MarkedUnit, marked_id, actor=actor)
    sight = look_at(actor, marked.round_id).sight
    kept = marked.evidence.select_related("file").order_by("pk")
    return [mark_evidence_out(one) for one in kept if sight.layer("self", marked.pk, one.leaf)]


@router.post(
    f"{UNIT}/evidence", response=answers(MarkEvidenceOut), summary=gettext_noop("Gửi minh chứng tự chấm")
)
def add_evidence(
    request: HttpRequest, marked_id: Key, *, leaf: LeafName, file: UploadedFile = FILE
) -> MarkEvidenceOut:
    """One file as multipart/form-data behind a criterion; the same file again is kept once."""
    kept = attach_evidence(
        actor=asking(request),
        marked_id=marked_id,
        leaf=leaf,
        name=file.name or "",
        stream=file,
        size=file.size or 0,
    )
    return mark_evidence_out(kept)


@router.delete(
    f"{UNIT}/evidence/{{evidence_id}}", response=answers(DoneOut), summary=gettext_noop("Bỏ một minh chứng")
)
def drop_evidence(request: HttpRequest, marked_id: Key, evidence_id: Key) -> DoneOut:
    """The trail says that it was there."""
    detach_evidence(actor=asking(request), marked_id=marked_id, evidence_id=evidence_id)
    return DoneOut()


@router.post(
    f"{ROUND}/honour-ballot", response=answers(BallotOut), summary=gettext_noop("Mở bỏ phiếu suy tôn")
)
def honour_ballot(request: HttpRequest, round_id: Key, told: BallotIn) -> BallotOut:
    """Secret, among the units that everything but the vote leaves equal; members vote at /ballots/{ballot_id}/vote."""
    made = open_honour_ballot(actor=asking(request), round_id=round_id, closes_on=told.closes_on)
    return ballot_out(made)


@router.put(f"{ROUND}/votes", response=answers(RoundOut), summary=gettext_noop("Ghi số phiếu suy tôn"))
def votes(request: HttpRequest, round_id: Key, told: VotesIn) -> RoundOut:
    actor = asking(request)
    if told.ballot_id is not None:
        return round_out(take_honour_ballot(actor=actor, round_id=round_id, ballot_id=told.ballot_id))
    noted = Noted(minutes=told.minutes)
    return round_out(record_votes(actor=actor, round_id=round_id, votes=told.votes, noted=noted))
