"""Registrations of titles, works and topics: what is asked, who has registered, lists of units, results."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field

from thidua.federation.models import Body
from thidua.kernel.door import fetch, listing
from thidua.kernel.errors import Absent
from thidua.pledge.actions.registrations import settle
from thidua.pledge.actions.registrations.keep_lists import (
    confirm_list,
    open_list,
    return_list,
    take_list_back,
)
from thidua.pledge.actions.registrations.open_scheme import TitleSaid, offer_title, open_scheme
from thidua.pledge.actions.registrations.record_decision import record_decision
from thidua.pledge.actions.registrations.register import register, register_own
from thidua.pledge.models import ExternalDecision, Registration, Scheme, UnitList
from thidua.pledge.queries.registrations.checking import Line as RegistrationLine
from thidua.pledge.queries.registrations.coverage import below, by_title, overview
from thidua.pledge.rules import scheme_for
from thidua.web.api.answers import (
    MOST_PER_PAGE,
    Code,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    Told,
    Version,
    answers,
    asking,
    page,
)
from thidua.web.api.shapes.pledge import (
    CoverageOut,
    DecisionOut,
    RegistrationOut,
    SchemeFullOut,
    SchemeOut,
    SchemeTitleOut,
    UnitListOut,
    below_out,
    decision_out,
    figures_out,
    list_out,
    registration_out,
    scheme_full_out,
    scheme_out,
    title_line_out,
    title_out,
)

router = Router(tags=[gettext_noop("Đăng ký thi đua")])
Kind = Literal["individual", "collective", "family", "work", "topic"]
Name = Annotated[str, Field(max_length=300)]


class TitleIn(Told):
    """A title by its catalogue series, or by a name; ``recipient`` counts for the union's own titles only."""

    name: Name = ""
    series: Annotated[str, Field(max_length=60)] = ""
    recipient: Literal["individual", "collective", "family"] = "individual"
    required: bool | None = None

    def said(self) -> TitleSaid:
        return TitleSaid(**self.model_dump())


class SchemeIn(Told):
    calendar: Literal["year", "school_year"] = "year"
    base: Literal["staff", "members"] = "staff"
    required: bool = False
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date | None = None
    upper_due_on: dt.date | None = None
    titles: Annotated[list[TitleIn], Field(max_length=MOST_PER_PAGE)] = []


class LineIn(Told):
    """``person_id`` for individuals and families, ``subject`` for collectives, works and topics."""

    kind: Kind
    title_id: Key | None = None
    person_id: Key | None = None
    spouse_id: Key | None = None
    spouse_name: Annotated[str, Field(max_length=120)] = ""
    subject: Name = ""
    content: Annotated[str, Field(max_length=5000)] = ""
    identity: Annotated[str, Field(max_length=20)] = ""
    note: Line = ""
    due_on: dt.date | None = None

    def line(self, unit_id: int) -> RegistrationLine:
        return RegistrationLine(unit_id=unit_id, **self.model_dump())


class LinesIn(Told):
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=2000)]


class OwnIn(Told):
    kind: Literal["individual", "family", "work", "topic"]
    title_id: Key | None = None
    spouse_name: Annotated[str, Field(max_length=120)] = ""
    subject: Name = ""
    content: Annotated[str, Field(max_length=5000)] = ""


class ConfirmIn(Told):
    way: Annotated[str, Field(max_length=12)] = ""
    held_on: dt.date | None = None
    empty: bool = False
    reason: Annotated[str, Field(max_length=500)] = ""
    version: Version | None = None


class ReasonIn(Told):
    reason: Line


class RealiseIn(Told):
    on: dt.date
    note: Annotated[str, Field(max_length=500)] = ""
    plaque_on: dt.date | None = None
    version: Version | None = None


class DecisionIn(Told):
    """``unregistered``: people whom the decision names and who never registered."""

    number: Code
    signed_on: dt.date
    issuer_id: Key | None = None
    issuer_name: Annotated[str, Field(max_length=255)] = ""
    awarded: Annotated[list[Key], Field(max_length=2000)] = []
    refused: Annotated[list[Key], Field(max_length=2000)] = []
    unregistered: Annotated[list[Name], Field(max_length=MOST_PER_PAGE)] = []


@router.get("/registrations", response=answers(PageOut[SchemeOut]), summary=gettext_noop("Các đợt đăng ký"))
def schemes(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> PageOut[SchemeOut]:
    """The latest year first."""
    found = listing(Scheme, actor=asking(request)).order_by("-cycle__year", "-pk")
    return page(found, limit, offset, scheme_out)


@router.post(
    "/cycles/{cycle_id}/registrations",
    response=answers(SchemeFullOut),
    summary=gettext_noop("Mở đợt đăng ký"),
)
def begin(request: HttpRequest, cycle_id: Key, told: SchemeIn) -> SchemeFullOut:
    facts = told.model_dump(exclude={"titles"})
    titles = [one.said() for one in told.titles]
    return scheme_full_out(open_scheme(actor=asking(request), cycle_id=cycle_id, titles=titles, **facts))


@router.get(
    "/registrations/{scheme_id}", response=answers(SchemeFullOut), summary=gettext_noop("Một đợt đăng ký")
)
def one_scheme(request: HttpRequest, scheme_id: Key) -> SchemeFullOut:
    return scheme_full_out(scheme_for(asking(request), scheme_id))


@router.post(
    "/registrations/{scheme_id}/titles",
    response=answers(SchemeTitleOut),
    summary=gettext_noop("Thêm danh hiệu"),
)
def add_title(request: HttpRequest, scheme_id: Key, told: TitleIn) -> SchemeTitleOut:
    """A usual name ("CSTĐ cơ sở") finds the title in the catalogue."""
    return title_out(offer_title(actor=asking(request), scheme_id=scheme_id, said=told.said()))


@router.get(
    "/registrations/{scheme_id}/units/{unit_id}/coverage",
    response=answers(CoverageOut),
    summary=gettext_noop("Tỷ lệ đăng ký"),
)
def coverage(
    request: HttpRequest,
    *,
    scheme_id: Key,
    unit_id: Key,
    waiting: bool = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> CoverageOut:
    """Of a branch, by bloc, by title and by the units directly below; ``waiting``: those not confirmed alone."""
    actor = asking(request)
    scheme, unit = scheme_for(actor, scheme_id), fetch(Body, unit_id, actor=actor)
    if not actor.may("pledge.view", unit.path):
        raise Absent()
    told = overview(scheme, unit)
    rows, total = below(scheme, unit, first=offset, most=limit, waiting=waiting)
    return CoverageOut(
        whole=figures_out(told.whole),
        blocs={bloc: figures_out(one) for bloc, one in told.blocs.items()},
        titles=[title_line_out(one) for one in by_title(scheme, unit)],
        below=[below_out(one) for one in rows],
        total_below=total,
    )


@router.post(
    "/registrations/{scheme_id}/units/{unit_id}/list",
    response=answers(UnitListOut),
    summary=gettext_noop("Mở danh sách của đơn vị"),
)
def begin_list(request: HttpRequest, scheme_id: Key, unit_id: Key) -> UnitListOut:
    """The list of a unit, begun when nobody has."""
    return list_out(open_list(actor=asking(request), scheme_id=scheme_id, unit_id=unit_id))


@router.get(
    "/registrations/{scheme_id}/units/{unit_id}/lines",
    response=answers(PageOut[RegistrationOut]),
    summary=gettext_noop("Danh sách đăng ký của đơn vị"),
)
def lines(
    request: HttpRequest,
    *,
    scheme_id: Key,
    unit_id: Key,
    kind: Kind | None = None,
    title_id: Key | None = None,
    state: Literal["proposed", "listed", "declined", "withdrawn"] | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[RegistrationOut]:
    actor = asking(request)
    scheme, unit = scheme_for(actor, scheme_id), fetch(Body, unit_id, actor=actor)
    found = listing(Registration, actor=actor).filter(scheme=scheme, unit=unit)
    wanted = {"kind": kind, "title": title_id, "state": state}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page(
        found.select_related("title", "person", "spouse").order_by("pk"), limit, offset, registration_out
    )


@router.post(
    "/registrations/{scheme_id}/units/{unit_id}/lines",
    response=answers(list[RegistrationOut]),
    summary=gettext_noop("Đăng ký"),
)
def add_lines(request: HttpRequest, scheme_id: Key, unit_id: Key, told: LinesIn) -> list[RegistrationOut]:
    """All or none. What is registered already is refused with where it stands."""
    made = register(
        actor=asking(request), scheme_id=scheme_id, lines=[one.line(unit_id) for one in told.lines]
    )
    return [registration_out(one) for one in made]


@router.post(
    "/registrations/{scheme_id}/mine", response=answers(RegistrationOut), summary=gettext_noop("Tôi đăng ký")
)
def add_own(request: HttpRequest, scheme_id: Key, told: OwnIn) -> RegistrationOut:
    """By a member; the account tells who and where."""
    line = RegistrationLine(unit_id=0, **told.model_dump())
    return registration_out(register_own(actor=asking(request), scheme_id=scheme_id, line=line))


@router.post(
    "/registration-lists/{list_id}/confirm",
    response=answers(UnitListOut),
    summary=gettext_noop("Xác nhận, tổng hợp danh sách"),
)
def confirm(request: HttpRequest, list_id: Key, told: ConfirmIn) -> UnitListOut:
    return list_out(confirm_list(actor=asking(request), list_id=list_id, **told.model_dump()))


@router.post(
    "/registration-lists/{list_id}/take-back",
    response=answers(UnitListOut),
    summary=gettext_noop("Lấy lại danh sách"),
)
def take_back(request: HttpRequest, list_id: Key) -> UnitListOut:
    return list_out(take_list_back(actor=asking(request), list_id=list_id))


@router.post(
    "/registration-lists/{list_id}/return",
    response=answers(UnitListOut),
    summary=gettext_noop("Trả lại danh sách"),
)
def give_back(request: HttpRequest, list_id: Key, told: ReasonIn) -> UnitListOut:
    return list_out(return_list(actor=asking(request), list_id=list_id, reason=told.reason))


@router.post(
    "/registration-lines/{registration_id}/withdraw",
    response=answers(RegistrationOut),
    summary=gettext_noop("Rút đăng ký"),
)
def withdraw(request: HttpRequest, registration_id: Key, told: ReasonIn) -> RegistrationOut:
    made = settle.withdraw(actor=asking(request), registration_id=registration_id, reason=told.reason)
    return registration_out(made)


@router.post(
    "/registration-lines/{registration_id}/accept",
    response=answers(RegistrationOut),
    summary=gettext_noop("Đưa đăng ký của đoàn viên vào danh sách"),
)
def accept(request: HttpRequest, registration_id: Key) -> RegistrationOut:
    return registration_out(settle.accept(actor=asking(request), registration_id=registration_id))


@router.post(
    "/registration-lines/{registration_id}/decline",
    response=answers(RegistrationOut),
    summary=gettext_noop("Không đưa đăng ký của đoàn viên vào danh sách"),
)
def decline(request: HttpRequest, registration_id: Key, told: ReasonIn) -> RegistrationOut:
    made = settle.decline(actor=asking(request), registration_id=registration_id, reason=told.reason)
    return registration_out(made)


@router.post(
    "/registration-lines/{registration_id}/realised",
    response=answers(RegistrationOut),
    summary=gettext_noop("Ghi công trình, đề tài hoàn thành"),
)
def realise(request: HttpRequest, registration_id: Key, told: RealiseIn) -> RegistrationOut:
    made = settle.realise(actor=asking(request), registration_id=registration_id, **told.model_dump())
    return registration_out(made)


@router.get(
    "/registration-lists/{list_id}/decisions",
    response=answers(PageOut[DecisionOut]),
    summary=gettext_noop("Quyết định của nơi khác"),
)
def decisions(
    request: HttpRequest, list_id: Key, limit: Limit = 50, offset: Offset = 0
) -> PageOut[DecisionOut]:
    actor = asking(request)
    listed = fetch(UnitList, list_id, actor=actor)
    found = listing(ExternalDecision, actor=actor).filter(scheme=listed.scheme_id, unit=listed.unit_id)
    return page(found.prefetch_related("outcomes").order_by("-signed_on", "-pk"), limit, offset, decision_out)


@router.post(
    "/registration-lists/{list_id}/decisions",
    response=answers(DecisionOut),
    summary=gettext_noop("Ghi quyết định của nơi khác"),
)
def add_decision(request: HttpRequest, list_id: Key, told: DecisionIn) -> DecisionOut:
    made = record_decision(actor=asking(request), list_id=list_id, **told.model_dump())
    return decision_out(made)
