"""Reorganisations: drafted with their steps, seen before, carried out, taken back; who goes on where a unit was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from thidua.federation.actions.reorganise.add_steps import NewStep, add_steps, remove_step
from thidua.federation.actions.reorganise.draft import draft_reorganisation, drop
from thidua.federation.actions.reorganise.order import order_carry_out, order_undo
from thidua.federation.models import Body, Reorganisation
from thidua.federation.queries.history import Link, predecessors_of, successors_of
from thidua.federation.queries.reorganising.preview import preview, told
from thidua.kernel.door import fetch, listing
from thidua.kernel.models import Progress
from thidua.web.api.answers import (
    Asked,
    Code,
    DoneOut,
    Key,
    Limit,
    Line,
    Offset,
    PageOut,
    RefusalOut,
    Told,
    Version,
    answers,
    asking,
    page,
    refusal_out,
)
from thidua.web.api.shapes.federation import UnitRef, unit_ref

router = Router(tags=[gettext_noop("Sắp xếp tổ chức")])
Name = Annotated[str, Field(min_length=1, max_length=255)]
Paper = Annotated[str, Field(min_length=1, max_length=300)]
MOST_STEPS = 10_000


class NewReorganisationIn(Told):
    name: Name
    from_on: dt.date
    source: Paper


class StepIn(Told):
    """merge, move, split: ``into_id``, or ``into_code`` of a unit that another step founds. split: ``people``,
    ``units``, ``rest``, ``ends``. rename, found: ``name``, ``short_name``; found: ``code``; change_kind, found:
    ``kind``. move: ``correcting``."""

    verb: Code
    unit_id: Key
    into_id: Key | None = None
    into_code: Annotated[str, Field(max_length=40)] = ""
    people: Annotated[list[int], Field(max_length=MOST_STEPS)] = []
    units: Annotated[list[int], Field(max_length=MOST_STEPS)] = []
    rest: bool = False
    ends: bool = False
    correcting: bool = False
    name: Annotated[str, Field(max_length=255)] = ""
    short_name: Annotated[str, Field(max_length=120)] = ""
    code: Annotated[str, Field(max_length=40)] = ""
    kind: Annotated[str, Field(max_length=60)] = ""
    reason: Line = ""


class StepsIn(Told):
    steps: Annotated[list[StepIn], Field(min_length=1, max_length=MOST_STEPS)]
    version: Version | None = None


class UndoIn(Told):
    reason: Paper


class ReorganisationOut(Schema):
    id: int
    seat_id: int
    name: str
    from_on: dt.date
    source: str
    state: str
    version: int


class CountOut(Schema):
    """What a later room counts, in words."""

    words: str
    count: int


class StepOut(Schema):
    id: int
    verb: str
    unit: UnitRef
    into_id: int | None
    before: str
    after: str
    wrong: list[RefusalOut]


class PreviewOut(Schema):
    """``free``: nothing stands against it. ``wrong`` counts the findings, which stand at the steps."""

    free: bool
    ending: int
    merging: int
    moving: int
    founded: int
    renamed: int
    people: int
    counts: list[CountOut]
    objections: list[str]
    wrong: int


class OrderedOut(Schema):
    """``progress_id``: the worker does it; none when it is done."""

    progress_id: int | None


class LinkOut(Schema):
    """``whole``: everything of the unit that ended went there."""

    unit: UnitRef
    from_on: dt.date
    whole: bool
    source: str


class LineageOut(Schema):
    predecessors: list[LinkOut]
    successors: list[LinkOut]


def _out(one: Reorganisation) -> ReorganisationOut:
    return ReorganisationOut.model_validate(one, from_attributes=True)


@router.get(
    "/units/{unit_id}/reorganisations",
    response=answers(PageOut[ReorganisationOut]),
    summary=gettext_noop("Các đợt sắp xếp của một đơn vị"),
)
def of_unit(
    request: HttpRequest, unit_id: Key, state: Asked = "", limit: Limit = 50, offset: Offset = 0
) -> PageOut[ReorganisationOut]:
    """The latest first; ``state`` draft, done, undone or dropped narrows."""
    actor = asking(request)
    unit = fetch(Body, unit_id, actor=actor)
    seen = listing(Reorganisation, actor=actor).filter(seat=unit).order_by("-from_on", "-pk")
    return page(seen.filter(state=state) if state else seen, limit, offset, _out)


@router.post(
    "/units/{unit_id}/reorganisations",
    response=answers(ReorganisationOut),
    summary=gettext_noop("Lập đợt sắp xếp"),
)
def begin(request: HttpRequest, unit_id: Key, told: NewReorganisationIn) -> ReorganisationOut:
    return _out(draft_reorganisation(actor=asking(request), seat_id=unit_id, **told.model_dump()))


@router.get(
    "/reorganisations/{reorganisation_id}",
    response=answers(ReorganisationOut),
    summary=gettext_noop("Một đợt sắp xếp"),
)
def one(request: HttpRequest, reorganisation_id: Key) -> ReorganisationOut:
    return _out(fetch(Reorganisation, reorganisation_id, actor=asking(request)))


@router.get(
    "/reorganisations/{reorganisation_id}/preview",
    response=answers(PreviewOut),
    summary=gettext_noop("Đợt sắp xếp sẽ đổi những gì"),
)
def seen_before(request: HttpRequest, reorganisation_id: Key) -> PreviewOut:
    """Units, people, what the later rooms count, and what stands against it; of a draft only."""
    draft = fetch(Reorganisation, reorganisation_id, actor=asking(request), verb="edit", related=("seat",))
    found = preview(draft)
    totals = found.totals
    return PreviewOut(
        free=found.free,
        ending=totals.ending,
        merging=totals.merging,
        moving=totals.moving,
        founded=totals.founded,
        renamed=totals.renamed,
        people=totals.people,
        counts=[CountOut(words=words, count=n) for words, n in found.counts],
        objections=[str(objection) for objection in found.objections],
        wrong=len(found.findings),
    )


@router.get(
    "/reorganisations/{reorganisation_id}/steps",
    response=answers(PageOut[StepOut]),
    summary=gettext_noop("Các bước của đợt đang soạn, kèm điều cần sửa"),
)
def steps(
    request: HttpRequest, reorganisation_id: Key, limit: Limit = 50, offset: Offset = 0
) -> PageOut[StepOut]:
    draft = fetch(Reorganisation, reorganisation_id, actor=asking(request), verb="edit", related=("seat",))
    found = preview(draft)
    lines = told(found, found.shape.steps[offset : offset + limit])
    items = [
        StepOut(
            id=line.step.pk,
            verb=line.step.verb,
            unit=unit_ref(line.unit),
            into_id=line.step.into_id,
            before=line.before,
            after=line.after,
            wrong=[refusal_out(said) for said in line.wrong],
        )
        for line in lines
    ]
    return PageOut(items=items, total=len(found.shape.steps))


@router.post(
    "/reorganisations/{reorganisation_id}/steps",
    response=answers(DoneOut),
    summary=gettext_noop("Thêm bước sắp xếp"),
)
def add(request: HttpRequest, reorganisation_id: Key, told: StepsIn) -> DoneOut:
    """Thousands at once; all are added or none."""
    made = add_steps(
        actor=asking(request),
        reorganisation_id=reorganisation_id,
        steps=[_new(step) for step in told.steps],
        version=told.version,
    )
    return DoneOut(count=len(made))


def _new(step: StepIn) -> NewStep:
    said = step.model_dump()
    return NewStep(said.pop("verb"), said.pop("unit_id"), said.pop("into_id"), said)


@router.delete(
    "/reorganisations/{reorganisation_id}/steps/{step_id}",
    response=answers(DoneOut),
    summary=gettext_noop("Bỏ bước"),
)
def take_out(request: HttpRequest, reorganisation_id: Key, step_id: Key) -> DoneOut:
    remove_step(actor=asking(request), reorganisation_id=reorganisation_id, step_id=step_id)
    return DoneOut()


@router.post(
    "/reorganisations/{reorganisation_id}/carry-out",
    response=answers(OrderedOut),
    summary=gettext_noop("Thực hiện đợt sắp xếp"),
)
def carry_out(request: HttpRequest, reorganisation_id: Key) -> OrderedOut:
    """Wholly or not at all. Long work is done by the worker: see its progress."""
    return _ordered(order_carry_out(actor=asking(request), reorganisation_id=reorganisation_id))


@router.post(
    "/reorganisations/{reorganisation_id}/undo",
    response=answers(OrderedOut),
    summary=gettext_noop("Hoàn tác đợt sắp xếp"),
)
def undo(request: HttpRequest, reorganisation_id: Key, told: UndoIn) -> OrderedOut:
    return _ordered(
        order_undo(actor=asking(request), reorganisation_id=reorganisation_id, reason=told.reason)
    )


@router.post(
    "/reorganisations/{reorganisation_id}/drop",
    response=answers(ReorganisationOut),
    summary=gettext_noop("Bỏ bản soạn"),
)
def lay_aside(request: HttpRequest, reorganisation_id: Key) -> ReorganisationOut:
    return _out(drop(actor=asking(request), reorganisation_id=reorganisation_id))


@router.get(
    "/units/{unit_id}/lineage",
    response=answers(LineageOut),
    summary=gettext_noop("Đơn vị trước và sau sắp xếp"),
)
def lineage(request: HttpRequest, unit_id: Key) -> LineageOut:
    """Whom the unit took over and who goes on where it was."""
    unit = fetch(Body, unit_id, actor=asking(request))
    return LineageOut(predecessors=_links(predecessors_of(unit)), successors=_links(successors_of(unit)))


def _links(links: Iterable[Link]) -> list[LinkOut]:
    return [
        LinkOut(unit=unit_ref(link.unit), from_on=link.from_on, whole=link.whole, source=link.source)
        for link in links
    ]


def _ordered(work: Progress | None) -> OrderedOut:
    return OrderedOut(progress_id=work.pk if work else None)
