"""Registrations as the API shows them."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from thidua.pledge.models import ExternalDecision, Registration, Scheme, SchemeTitle, UnitList
from thidua.pledge.queries.registrations.coverage import Below, Figures, TitleLine
from thidua.web.api.answers import shaped


class SchemeTitleOut(Schema):
    """``series``: the title in the catalogue; "" is one of the union's own. ``demands_registration``: no award
    without it. ``decides``: who decides it, as the catalogue names them."""

    id: int
    series: str
    name: str
    recipient: str
    decides: str
    offered: bool
    is_statutory: bool
    demands_registration: bool


class SchemeOut(Schema):
    """A registration that is asked for: ``calendar`` year or school_year; ``base`` what shares are taken of."""

    id: int
    cycle_id: int
    calendar: str
    base: str
    required: bool
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date | None
    upper_due_on: dt.date | None
    state: str
    version: int


class SchemeFullOut(SchemeOut):
    titles: list[SchemeTitleOut]


class FiguresOut(Schema):
    """People, not lines. ``base``: how many people the units have that say so; ``unknown`` units do not."""

    units: int
    unknown: int
    confirmed: int
    base: int
    people: int
    known_women: int
    women: int
    known_direct: int
    direct: int
    lines: int


class BelowOut(Schema):
    unit_id: int
    unit: str
    state: str
    figures: FiguresOut


class TitleLineOut(Schema):
    kind: str
    title_id: int | None
    name: str
    lines: int


class CoverageOut(Schema):
    """The branch of a unit; ``below`` are the units directly under it, those that have not confirmed first."""

    whole: FiguresOut
    blocs: dict[str, FiguresOut]
    titles: list[TitleLineOut]
    below: list[BelowOut]
    total_below: int


class UnitListOut(Schema):
    id: int
    scheme_id: int
    unit_id: int
    state: str
    way: str
    held_on: dt.date | None
    confirmed_at: dt.datetime | None
    confirmed_by: str
    reason: str
    version: int


class RegistrationOut(Schema):
    """``same_as_id``: the same title of the same year in another movement."""

    id: int
    scheme_id: int
    unit_id: int
    kind: str
    title_id: int | None
    title: str
    who: str
    person_id: int | None
    spouse_id: int | None
    spouse_name: str
    subject: str
    content: str
    note: str
    own: bool
    state: str
    reason: str
    same_as_id: int | None
    due_on: dt.date | None
    realised_on: dt.date | None
    plaque_on: dt.date | None
    version: int


class DecisionOut(Schema):
    """A decision of somebody else; the registrations it recognises and those it does not."""

    id: int
    unit_id: int
    number: str
    signed_on: dt.date
    issuer_id: int | None
    issuer_name: str
    awarded: list[int]
    refused: list[int]


def scheme_out(one: Scheme) -> SchemeOut:
    return shaped(SchemeOut, one)


def scheme_full_out(one: Scheme) -> SchemeFullOut:
    return shaped(
        SchemeFullOut, one, titles=[title_out(title) for title in one.titles.select_related("scheme")]
    )


def title_out(one: SchemeTitle) -> SchemeTitleOut:
    return shaped(SchemeTitleOut, one)


def figures_out(one: Figures) -> FiguresOut:
    return FiguresOut(**one.as_data())


def below_out(one: Below) -> BelowOut:
    return BelowOut(
        unit_id=one.unit.pk, unit=one.unit.name, state=one.state, figures=figures_out(one.figures)
    )


def title_line_out(one: TitleLine) -> TitleLineOut:
    return shaped(TitleLineOut, one)


def list_out(one: UnitList) -> UnitListOut:
    return shaped(UnitListOut, one)


def registration_out(one: Registration) -> RegistrationOut:
    return shaped(RegistrationOut, one, title=one.title.name if one.title else "")


def decision_out(one: ExternalDecision) -> DecisionOut:
    told = [(outcome.registration_id, outcome.awarded) for outcome in one.outcomes.all()]
    return shaped(
        DecisionOut,
        one,
        awarded=[pk for pk, awarded in told if awarded],
        refused=[pk for pk, awarded in told if not awarded],
    )
