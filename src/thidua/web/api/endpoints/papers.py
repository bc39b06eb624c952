"""Papers of a movement: their lines by section, what they lack, their way through the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router
from pydantic import Field, StrictBool, StrictInt, StrictStr

from thidua.kernel.door import fetch, listing, verdict
from thidua.launch.actions.give_opinion import give_head_opinion, give_opinion
from thidua.launch.actions.issue_paper import issue_paper
from thidua.launch.actions.note_opened import note_opened
from thidua.launch.actions.save_draft import remove_line, save_line
from thidua.launch.actions.send_on import send_back, send_on
from thidua.launch.actions.sign_paper import sign_paper
from thidua.launch.actions.start_paper import start_paper
from thidua.launch.errors import LineGone
from thidua.launch.models import Movement, Paper, PaperLine
from thidua.launch.queries.content import content_of
from thidua.launch.queries.from_paper.remarking import remarks_on_draft
from thidua.launch.queries.gate import lacks
from thidua.launch.queries.office import open_moves, steps_of_this_run
from thidua.launch.sections import SECTIONS, Section, sections_of
from thidua.web.api.answers import (
    Count,
    DoneOut,
    FieldProblem,
    Key,
    Limit,
    Offset,
    PageOut,
    Told,
    Version,
    Words,
    answers,
    asking,
    page,
)
from thidua.web.api.errors import FieldsUnknown
from thidua.web.api.places import lack_place
from thidua.web.api.shapes.launch import (
    LineOut,
    MoveOut,
    PaperFullOut,
    PaperOut,
    SectionOut,
    paper_out,
    step_out,
)
from thidua.web.api.shapes.readings import RemarkOut, remark_out

router = Router(tags=[gettext_noop("Văn bản")])
RELATED = ("issuer", "movement", "seat__kind")
Value = StrictBool | StrictInt | StrictStr | None
SectionCode = Annotated[str, Field(pattern=f"^({'|'.join(SECTIONS)})$")]
Kind = Literal["plan", "guidance", "launch_text", "assignment_decision"]


class NewPaperIn(Told):
    """``carries_out_id``: the issued paper that this one carries out; ``like_id``: an older one to copy."""

    seat_id: Key
    kind: Kind
    title: Annotated[str, Field(max_length=500)] = ""
    year: Annotated[int, Field(ge=1929, le=2200)] | None = None
    place: Annotated[str, Field(max_length=100)] = ""
    carries_out_id: Key | None = None
    like_id: Key | None = None


class LineIn(Told):
    """``values`` by field of the section; days as 2017-02-28. Without ``line_id`` a line is added."""

    values: dict[str, Value]
    line_id: Key | None = None
    version: Version | None = None


class MoveIn(Told):
    """``reason`` is asked for when a paper is sent back."""

    move: Literal["submit", "to_committee", "to_party", "to_signature", "revise", "send_back"]
    reason: Words = ""
    version: Version | None = None


class OpinionIn(Told):
    role: Literal["head", "committee"]
    verdict: Literal["agrees", "agrees_with_changes", "disagrees"]
    text: Words = ""


class SignIn(Told):
    """``capacity``: in what capacity one signs; it must fit the office that one holds."""

    capacity: Literal[
        "committee", "committee_deputy", "executive", "executive_deputy", "chair", "deputy", "by_order"
    ]
    version: Version | None = None


class IssueIn(Told):
    """``number`` as the office's book has it; without it an automatic book gives the next."""

    number: Count | None = None
    symbol: Annotated[str, Field(max_length=60)] | None = None
    issued_on: dt.date | None = None
    version: Version | None = None


@router.get(
    "/movements/{movement_id}/papers", response=answers(PageOut[PaperOut]), summary=gettext_noop("Văn bản")
)
def papers(
    request: HttpRequest,
    movement_id: Key,
    kind: Kind | Literal[""] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> PageOut[PaperOut]:
    """Issued papers of one's line, and the own unit's papers in any state; the latest first."""
    actor = asking(request)
    movement = fetch(Movement, movement_id, actor=actor)
    found = listing(Paper, actor=actor).filter(movement=movement).select_related("issuer")
    return page((found.filter(kind=kind) if kind else found).order_by("-pk"), limit, offset, paper_out)


@router.post(
    "/movements/{movement_id}/papers", response=answers(PaperFullOut), summary=gettext_noop("Bắt đầu văn bản")
)
def start(request: HttpRequest, movement_id: Key, told: NewPaperIn) -> PaperFullOut:
    paper = start_paper(actor=asking(request), movement_id=movement_id, **told.model_dump())
    return _full(request, paper.pk)


@router.get(
    "/papers/{paper_id}", response=answers(PaperFullOut), summary=gettext_noop("Một văn bản, theo từng phần")
)
def one_paper(request: HttpRequest, paper_id: Key) -> PaperFullOut:
    """A unit below that reads it here has opened it too."""
    told = _full(request, paper_id)
    note_opened(actor=asking(request), paper=Paper.objects.select_related("seat").get(pk=paper_id))
    return told


@router.get(
    "/papers/{paper_id}/lacks", response=answers(list[FieldProblem]), summary=gettext_noop("Còn thiếu gì")
)
def gate(request: HttpRequest, paper_id: Key) -> list[FieldProblem]:
    """The launch gate: what stands between this paper and its issue."""
    paper = fetch(Paper, paper_id, actor=asking(request), related=RELATED)
    return [lack_place(one) for one in lacks(paper)]


@router.get(
    "/papers/{paper_id}/remarks",
    response=answers(list[RemarkOut]),
    summary=gettext_noop("Điều nên xem lại trong dự thảo"),
)
def remarks(request: HttpRequest, paper_id: Key) -> list[RemarkOut]:
    """What the plan checker says of a draft: it stops nobody. For those who may write it."""
    paper = fetch(Paper, paper_id, actor=asking(request), verb="draft", related=RELATED)
    return [remark_out(one) for one in remarks_on_draft(paper, content_of(paper))]


@router.put(
    "/papers/{paper_id}/lines/{section}",
    response=answers(LineOut),
    summary=gettext_noop("Thêm hoặc sửa một dòng"),
)
def put_line(request: HttpRequest, paper_id: Key, section: SectionCode, told: LineIn) -> LineOut:
    part = SECTIONS[section]
    values = _readable(request, paper_id, part, told.values)
    line = save_line(
        actor=asking(request),
        paper_id=paper_id,
        section=section,
        values=values,
        line_id=told.line_id,
        version=told.version,
    )
    return line_out(part, line)


@router.delete(
    "/papers/{paper_id}/lines/{section}/{line_id}",
    response=answers(DoneOut),
    summary=gettext_noop("Bỏ một dòng"),
)
def drop_line(request: HttpRequest, paper_id: Key, section: SectionCode, line_id: Key) -> DoneOut:
    remove_line(actor=asking(request), paper_id=paper_id, section=section, line_id=line_id)
    return DoneOut()


@router.post(
    "/papers/{paper_id}/moves", response=answers(PaperFullOut), summary=gettext_noop("Trình, trả lại")
)
def move(request: HttpRequest, paper_id: Key, told: MoveIn) -> PaperFullOut:
    actor = asking(request)
    if told.move == "send_back":
        send_back(actor=actor, paper_id=paper_id, reason=told.reason)
    else:
        send_on(actor=actor, paper_id=paper_id, move=told.move, version=told.version)
    return _full(request, paper_id)


@router.post(
    "/papers/{paper_id}/opinions", response=answers(PaperFullOut), summary=gettext_noop("Cho ý kiến")
)
def opine(request: HttpRequest, paper_id: Key, told: OpinionIn) -> PaperFullOut:
    give = give_head_opinion if told.role == "head" else give_opinion
    give(actor=asking(request), paper_id=paper_id, verdict=told.verdict, text=told.text)
    return _full(request, paper_id)


@router.post("/papers/{paper_id}/sign", response=answers(PaperFullOut), summary=gettext_noop("Ký"))
def sign(request: HttpRequest, paper_id: Key, told: SignIn) -> PaperFullOut:
    sign_paper(actor=asking(request), paper_id=paper_id, capacity=told.capacity, version=told.version)
    return _full(request, paper_id)


@router.post("/papers/{paper_id}/issue", response=answers(PaperFullOut), summary=gettext_noop("Phát hành"))
def issue(request: HttpRequest, paper_id: Key, told: IssueIn) -> PaperFullOut:
    issue_paper(actor=asking(request), paper_id=paper_id, **told.model_dump())
    return _full(request, paper_id)


def _full(request: HttpRequest, paper_id: int) -> PaperFullOut:
    actor = asking(request)
    paper = fetch(Paper, paper_id, actor=actor, related=RELATED)
    # The office's steps are the issuing unit's own; others read what was issued.
    inside = bool(verdict(paper, actor=actor, verb="follow"))
    return PaperFullOut(
        **paper_out(paper).model_dump(),
        parent_id=paper.parent_id,
        symbol=paper.symbol,
        place=paper.place,
        signer_name=paper.signer_name,
        signed_on=paper.signed_on,
        sections=[_section(part, paper) for part in sections_of(paper.kind)],
        moves=[
            MoveOut(name=one.name, label=one.label, refusal=str(one.refusal.say()) if one.refusal else "")
            for one in open_moves(paper, actor)
        ],
        steps=[step_out(one) for one in steps_of_this_run(paper)] if inside else [],
        lacks=[lack_place(one) for one in lacks(paper)] if inside else [],
    )


def _section(part: Section, paper: Paper) -> SectionOut:
    return SectionOut(
        code=part.code,
        title=str(part.title),
        fields=list(part.fields),
        lines=[line_out(part, line) for line in part.lines(paper)],
    )


def line_out(part: Section, line: PaperLine) -> LineOut:
    return LineOut(
        id=line.pk,
        version=line.version,
        text=str(line),
        values={name: _told(getattr(line, name)) for name in part.fields},
    )


def _told(value: Any) -> Value:
    if isinstance(value, dt.date):
        return value.isoformat()
    told: Value = value.pk if isinstance(value, PaperLine) else value
    return told


def _readable(
    request: HttpRequest, paper_id: int, part: Section, values: Mapping[str, Value]
) -> dict[str, Any]:
    """The values as the action takes them: a round is named by the id of its line in the same paper."""
    strange = sorted(set(values) - set(part.fields))
    if strange:
        raise FieldsUnknown(section=part.title, fields=", ".join(strange)[:300], known=", ".join(part.fields))
    told: dict[str, Any] = dict(values)
    if told.get("round") is not None:
        paper = fetch(Paper, paper_id, actor=asking(request))
        told["round"] = SECTIONS["rounds"].lines(paper).filter(pk=told["round"]).first()
        if told["round"] is None:
            raise LineGone()
    return told
