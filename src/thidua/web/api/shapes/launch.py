"""Movements, their years, periods, targets, assignments and papers as the API shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from thidua.launch.models import Assignment, Cycle, Deadline, Movement, Paper, Period, Step, Target
from thidua.launch.queries.ladder import LateUnit, Rung
from thidua.launch.queries.without_ground import HandedOn
from thidua.web.api.answers import FieldProblem, shaped
from thidua.web.api.figures import ThresholdOut, threshold
from thidua.web.api.shapes.federation import UnitRef, unit_ref


class MovementOut(Schema):
    id: int
    name: str
    short_name: str
    issuer: UnitRef
    from_on: dt.date
    until_on: dt.date
    state: str
    state_name: str
    launched_on: dt.date | None
    version: int


class CycleOut(Schema):
    """One year of a movement."""

    id: int
    movement_id: int
    year: int
    starts_on: dt.date
    ends_on: dt.date


class MovementFullOut(MovementOut):
    named_movement: str
    aims_are_qualitative: bool
    cycles: list[CycleOut]


class PeriodOut(Schema):
    """A time that reports are made for: the cut-off of figures and the end are different days."""

    id: int
    cycle_id: int
    kind: str
    ordinal: int
    name: str
    measured_from: dt.date
    ends_on: dt.date
    cutoff_on: dt.date
    state: str
    state_name: str
    version: int


class DeadlineOut(Schema):
    what: str
    what_name: str
    level: str
    period_id: int | None
    due_on: dt.date


class TargetOut(Schema):
    """``indicator`` is the stored definition of what is measured."""

    id: int
    code: str
    position: int
    group: str
    group_name: str
    name: str
    unit_of_measure: str
    settles: str
    joint: bool
    owner: UnitRef
    threshold: ThresholdOut | None
    indicator: dict[str, Any]
    version: int


class AssignmentOut(Schema):
    """What a unit is judged by. ``threshold`` none: it is exempt. ``source`` is the text of a merger that brought
    it here; then there is no decision."""

    id: int
    target_id: int
    target_code: str
    target: str
    unit: UnitRef
    number: int
    threshold: ThresholdOut | None
    answer: str
    answer_name: str
    reason: str
    decision_id: int | None
    source: str
    from_on: dt.date


class HandedOnOut(Schema):
    """A target handed on from a decision above that was withdrawn. ``was`` is what the unit had from it, ``now``
    what stands instead: none is "chưa giao". ``total`` is what ``units`` units below add up to, none where
    nothing adds up."""

    target_id: int
    target_code: str
    target: str
    was: AssignmentOut | None
    now: AssignmentOut | None
    decision_ids: list[int]
    units: int
    total: int | None


class RungOut(Schema):
    """One level and one step: how many must, have, had in time, are late today."""

    what: str
    what_name: str
    level: str
    level_name: str
    due_on: dt.date
    must: int
    done: int
    in_time: int
    late: int


class LateUnitOut(Schema):
    unit_id: int
    name: str
    level: str
    due_on: dt.date
    days: int


class PaperOut(Schema):
    id: int
    movement_id: int
    issuer: UnitRef
    kind: str
    kind_name: str
    title: str
    reference: str
    year: int
    issued_on: dt.date | None
    state: str
    state_name: str
    version: int


class LineOut(Schema):
    """One line of a section; send its ``version`` with a change, so that two writers learn of each other."""

    id: int
    version: int
    text: str
    values: dict[str, Any]


class SectionOut(Schema):
    code: str
    title: str
    fields: list[str]
    lines: list[LineOut]


class MoveOut(Schema):
    """A move that is open now; ``refusal`` says why one may not make it, "" when one may."""

    name: str
    label: str
    refusal: str


class StepOut(Schema):
    kind: str
    who: str
    verdict: str
    text: str
    done_on: dt.date
    on_paper: bool


class PaperFullOut(PaperOut):
    """``lacks``: what stands between this paper and its issue, each with the section to fill."""

    parent_id: int | None
    symbol: str
    place: str
    signer_name: str
    signed_on: dt.date | None
    sections: list[SectionOut]
    moves: list[MoveOut]
    steps: list[StepOut]
    lacks: list[FieldProblem]


def movement_out(movement: Movement) -> MovementOut:
    return shaped(
        MovementOut, movement, issuer=unit_ref(movement.issuer), state_name=movement.get_state_display()
    )


def cycle_out(cycle: Cycle) -> CycleOut:
    return shaped(CycleOut, cycle)


def period_out(period: Period) -> PeriodOut:
    return shaped(PeriodOut, period, state_name=period.get_state_display())


def deadline_out(deadline: Deadline) -> DeadlineOut:
    return shaped(DeadlineOut, deadline, what_name=deadline.get_what_display())


def target_out(target: Target) -> TargetOut:
    return shaped(
        TargetOut,
        target,
        owner=unit_ref(target.owner),
        threshold=threshold(target.threshold, target.unit_of_measure),
    )


def assignment_out(assignment: Assignment) -> AssignmentOut:
    target = assignment.target
    return shaped(
        AssignmentOut,
        assignment,
        target_code=target.code,
        target=target.name,
        unit=unit_ref(assignment.unit),
        threshold=threshold(assignment.threshold, target.unit_of_measure),
        answer_name=assignment.get_answer_display(),
    )


def handed_on_out(one: HandedOn) -> HandedOnOut:
    return HandedOnOut(
        target_id=one.target.pk,
        target_code=one.target.code,
        target=one.target.name,
        was=assignment_out(one.withdrawn) if one.withdrawn else None,
        now=assignment_out(one.now) if one.now else None,
        decision_ids=[decision.pk for decision in one.decisions],
        units=len(one.below),
        total=one.total,
    )


def rung_out(rung: Rung) -> RungOut:
    return shaped(RungOut, rung, what_name=rung.what_label, level_name=rung.level_label)


def late_unit_out(late: LateUnit) -> LateUnitOut:
    return LateUnitOut.model_validate(late)


def paper_out(paper: Paper) -> PaperOut:
    return shaped(
        PaperOut,
        paper,
        issuer=unit_ref(paper.issuer),
        kind_name=paper.get_kind_display(),
        state_name=paper.get_state_display(),
    )


def step_out(step: Step) -> StepOut:
    return shaped(StepOut, step)
