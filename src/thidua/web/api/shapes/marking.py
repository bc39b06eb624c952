"""Score sheets, rounds of marking and their marks as the API shows and takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from ninja import Schema

from thidua.score.models import MarkedUnit, MarkingRound, Placing, RoundStep, ScoreSheet
from thidua.score.queries.marking.table import Row
from thidua.web.api.answers import Code, Key, Line, Told, Version, Words, shaped
from thidua.web.api.figures import Figure
from thidua.web.api.shapes.federation import UnitRef, unit_ref


class SheetOut(Schema):
    id: int
    name: str
    number: int
    owner: UnitRef
    source: str
    from_on: dt.date | None
    state: str
    version: int


class SheetTextOut(SheetOut):
    """``text`` is the sheet as its file is written (YAML)."""

    text: str


class SheetIn(Told):
    owner_id: Key
    text: Words
    source: Line = ""
    from_on: dt.date | None = None


class SheetChangeIn(Told):
    text: Words
    source: Line = ""
    from_on: dt.date | None = None
    version: Version | None = None


class RoundOut(Schema):
    """``phases``: their codes in the order of this round."""

    id: int
    name: str
    year: int
    organiser: UnitRef
    cluster: UnitRef | None
    leader: UnitRef | None
    sheet_id: int
    state: str
    state_name: str
    phases: list[str]
    figures_at: dt.datetime | None
    appeals_until: dt.date | None


class PlaceOut(Schema):
    """``layer``: sheet, council, committee."""

    layer: str
    place: int | None
    honour: str
    reason: str


class RowOut(Schema):
    """What this caller sees of a unit. ``points`` by criterion: "" is not shown, "?" waits for an answer."""

    marked_id: int
    unit: UnitRef
    state: str
    left_on: dt.date | None
    own_total: str
    total: str
    place: int | None
    tied: bool
    barred: list[str]
    points: dict[str, str]
    own: dict[str, str]
    placings: list[PlaceOut]


class RoundStepOut(Schema):
    """A move that was made: ``number`` of its paper; ``ground`` of a decision: the tờ trình that it was taken on."""

    move: str
    said: str
    done_on: dt.date
    by: str
    number: str
    ground: str
    reason: str


class MovedUnitOut(Schema):
    """A unit that came into the cluster or left it in mid-year, and what the round makes of it."""

    unit_id: int
    says: str
    may_come: bool


class RoundFullOut(RoundOut):
    open: int
    rows: list[RowOut]
    steps: list[RoundStepOut]
    moved: list[MovedUnitOut]


class RoundIn(Told):
    sheet_id: Key
    organiser_id: Key
    year: Version
    name: Line = ""
    cluster_id: Key | None = None
    unit_ids: list[Key] = []
    period_id: Key | None = None
    phases: list[Code] | None = None


class MoveIn(Told):
    """``move``: open, to_verifying, to_explaining, to_meeting, to_council, to_committee, publish, close, or one of
    back_to_self, back_to_verifying, decide_anew with its reason."""

    move: Code
    done_on: dt.date | None = None
    number: Line = ""
    minutes: Words = ""
    reason: Line = ""
    appeals_until: dt.date | None = None


class SelfMarkIn(Told):
    """``typed``: by criterion, by the name of the figure ("points", "actual"), as people write numbers."""

    typed: dict[str, dict[str, Line]]
    notes: dict[str, Line] = {}
    version: Version | None = None


class MarkedOut(Schema):
    id: int
    round_id: int
    unit: UnitRef
    state: str
    version: int


class VerdictIn(Told):
    """``typed`` left out agrees with the unit's own mark."""

    marked_id: Key
    leaf: Code
    typed: dict[str, Line] | None = None
    reason: Line = ""


class VerdictsIn(Told):
    """``agree_to_rest``: confirms what is left by the units' own marks."""

    verdicts: list[VerdictIn] = []
    agree_to_rest: bool = False


class SettleIn(Told):
    """``points`` answers what the sheet does not say, or changes the points; ``typed`` tells the figure."""

    leaf: Code
    points: Line = ""
    typed: dict[str, Line] = {}
    reason: Line


class WantedIn(Told):
    marked_id: Key
    place: Version | None = None
    honour: Literal["", "flag", "certificate", "paper"] = ""
    reason: Line = ""


class OrderIn(Told):
    """The council's order while it advises, the committee's decision after; who is not named keeps the place."""

    wanted: list[WantedIn] = []
    done_on: dt.date | None = None
    number: Line = ""
    minutes: Words = ""


class StepOut(Schema):
    says: str
    told: str
    gives: str
    url: str


class SaidOut(Schema):
    layer: str
    given: str
    who: str
    by: str
    at: dt.datetime
    reason: str
    current: bool


class WhyOut(Schema):
    """``points`` none while the criterion asks; ``question`` then says what."""

    leaf: str
    name: str
    most: Figure | None
    points: Figure | None
    bonus: Figure
    why: str
    question: str
    steps: list[StepOut]
    history: list[SaidOut]


class WhatIfIn(Told):
    marked_id: Key
    leaf: Code
    typed: dict[str, Line] = {}
    points: Line = ""


class MovedOut(Schema):
    marked_id: int
    total_before: str | None
    total_after: str | None
    place_before: int | None
    place_after: int | None


class ShiftOut(Schema):
    """``weight``: 0 taken out, 9/10, 11/10. ``places`` of the marked units that would stand elsewhere."""

    leaf: str
    weight: Figure
    places: dict[str, int]


class FirmnessOut(Schema):
    trials: int
    shaken: dict[str, int]
    shifts: list[ShiftOut]


class AppealIn(Told):
    leaf: Line = ""
    text: Words


class AnswerIn(Told):
    upheld: bool
    answer: Words


def sheet_out(one: ScoreSheet) -> SheetOut:
    return SheetOut(
        id=one.pk,
        name=one.name,
        number=one.number,
        owner=unit_ref(one.owner),
        source=one.source,
        from_on=one.from_on,
        state=one.state,
        version=one.version,
    )


def round_out(one: MarkingRound) -> RoundOut:
    return RoundOut(
        id=one.pk,
        name=one.name,
        year=one.year,
        organiser=unit_ref(one.organiser),
        cluster=unit_ref(one.cluster) if one.cluster else None,
        leader=unit_ref(one.leader) if one.leader else None,
        sheet_id=one.sheet_id,
        state=one.state,
        state_name=str(one.get_state_display()),
        phases=one.own_phases,
        figures_at=one.figures_at,
        appeals_until=one.appeals_until,
    )


def round_step_out(one: RoundStep) -> RoundStepOut:
    return shaped(RoundStepOut, one)


def row_out(row: Row) -> RowOut:
    placings: Mapping[str, Placing] = row.placings
    return RowOut(
        marked_id=row.marked.pk,
        unit=unit_ref(row.marked.unit),
        state=row.marked.state,
        left_on=row.marked.left_on,
        own_total=row.own_total,
        total=row.total,
        place=row.place,
        tied=row.tied,
        barred=list(row.barred),
        points={leaf: cell.points for leaf, cell in row.cells.items()},
        own={leaf: cell.own for leaf, cell in row.cells.items()},
        placings=[
            PlaceOut(layer=layer, place=one.place, honour=one.honour, reason=one.reason)
            for layer, one in sorted(placings.items())
        ],
    )


def marked_out(one: MarkedUnit) -> MarkedOut:
    return MarkedOut(
        id=one.pk, round_id=one.round_id, unit=unit_ref(one.unit), state=one.state, version=one.version
    )
