"""What stands around the marks of a round: phases and eyes, cross-checks, events, evidence, the ballot of honour."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from thidua.score.models import MarkEvidence, MarkingRound, UnitEvent
from thidua.score.phases import CHOSEN, PHASES
from thidua.score.queries.marking.sight import sees_in
from thidua.web.api.answers import Code, Count, Key, Line, Told, Version, Words
from thidua.web.api.shapes.marking import VerdictIn

Hand = Literal["member", "checker", "verifier", "leader", "council", "committee", "organiser"]
Layer = Literal["self", "verified", "meeting", "council", "committee", "total"]
Amount = Literal["own", "criteria", "all"]
Eyes = dict[Hand, dict[Layer, Amount]]
MOST = 2000


class PhaseOut(Schema):
    """``sees``: by hand and layer how much; what is not written is not seen. ``usual``: nothing of its own was set."""

    code: str
    name: str
    until: dt.date | None
    sees: dict[str, dict[str, str]]
    usual: bool


class PhaseIn(Told):
    """``sees`` left out leaves the eyes as they are; null gives back the usual ones."""

    code: Code
    until: dt.date | None = None
    sees: Eyes | None = None


class PhasesIn(Told):
    """All phases that the round has by choice; decided, published and closed may be named for their eyes."""

    phases: Annotated[list[PhaseIn], Field(max_length=len(PHASES))]
    version: Version | None = None


class CheckerIn(Told):
    marked_id: Key
    unit_id: Key | None


class CheckersIn(Told):
    """Who is not named keeps the member that checks it; null takes it away."""

    checkers: Annotated[list[CheckerIn], Field(max_length=MOST)]


class CrossCheckIn(Told):
    verdicts: Annotated[list[VerdictIn], Field(max_length=MOST)]


class PeerPointsIn(Told):
    marked_id: Key
    leaf: Code
    points: Line


class PeersIn(Told):
    points: Annotated[list[PeerPointsIn], Field(max_length=MOST)]


class EventOut(Schema):
    id: int
    marked_id: int
    event: str
    happened_on: dt.date | None
    note: str
    by: str
    struck_why: str


class EventsOut(Schema):
    """``known``: what the sheet of the round speaks of."""

    known: list[str]
    events: list[EventOut]


class EventIn(Told):
    event: Line
    happened_on: dt.date | None = None
    note: Line = ""


class WhyIn(Told):
    reason: Line


class LeftIn(Told):
    left_on: dt.date
    reason: Line


class ExplainIn(Told):
    leaf: Code
    text: Words


class MarkEvidenceOut(Schema):
    id: int
    leaf: str
    name: str
    media_type: str
    size: int
    by: str
    at: dt.datetime


class BallotIn(Told):
    closes_on: dt.date | None = None


class VotesIn(Told):
    """``votes`` by marked unit, from the minutes of the meeting; or ``ballot_id``, a closed ballot of the cluster."""

    votes: dict[Key, Count] = {}
    ballot_id: Key | None = None
    minutes: Words = ""


def phases_out(found: MarkingRound) -> list[PhaseOut]:
    kept = {str(one["code"]): one for one in found.phases}
    return [
        PhaseOut(
            code=code,
            name=str(name),
            until=kept.get(code, {}).get("until"),
            sees={hand: dict(layers) for hand, layers in sees_in(found, code).items()},
            usual=kept.get(code, {}).get("sees") is None,
        )
        for code, name in PHASES.items()
        if code not in CHOSEN or code in kept
    ]


def event_out(one: UnitEvent) -> EventOut:
    return EventOut(
        id=one.pk,
        marked_id=one.marked_id,
        event=one.event,
        happened_on=one.happened_on,
        note=one.note,
        by=one.by,
        struck_why=one.struck_why,
    )


def mark_evidence_out(one: MarkEvidence) -> MarkEvidenceOut:
    return MarkEvidenceOut(
        id=one.pk,
        leaf=one.leaf,
        name=one.name,
        media_type=one.file.kind,
        size=one.file.size,
        by=one.by,
        at=one.at,
    )
