"""A paper becomes a movement: sent in, read, its proposals taken over, corrected, dropped or joined, then drafted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.db.models import Count as CountOf
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field, StrictInt, StrictStr

from thidua.formats.vi import parse_number
from thidua.kernel.door import fetch, listing
from thidua.kernel.errors import Absent
from thidua.launch.actions.from_paper import review, settle
from thidua.launch.actions.from_paper.draft import Wish, draft_from_reading
from thidua.launch.actions.from_paper.send_paper import read_again, read_other_paper, send_paper
from thidua.launch.actions.from_paper.take_draft_back import cancel_reading, take_draft_back
from thidua.launch.models import Paper, PaperReading, ReadItem
from thidua.launch.queries.from_paper.storing import fields_of
from thidua.launch.rules import acting_unit
from thidua.web.api.answers import (
    Code,
    DoneOut,
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
from thidua.web.api.errors import FieldsUnknown
from thidua.web.api.shapes.launch import PaperOut, paper_out
from thidua.web.api.shapes.readings import (
    CountOut,
    NamedOut,
    ReadingFullOut,
    ReadingOut,
    ReadItemOut,
    item_out,
    named_out,
    reading_full_out,
    reading_out,
)

router = Router(tags=[gettext_noop("Đọc văn bản")])
FILE = File(...)
Number = Annotated[int, Field(ge=1, le=100_000)]
Place = Annotated[int, Field(ge=0, le=100_000)]
Plain = StrictInt | Annotated[StrictStr, Field(max_length=4000)] | None
Value = Plain | dict[Code, Plain]
State = Literal["proposed", "accepted", "rejected", "merged"]


class DecisionIn(Told):
    """``version``: of the item as the caller saw it."""

    move: Literal["accept", "reject", "put_back"]
    version: Version | None = None


class CorrectionIn(Told):
    """``fields`` as the item has them, days as 2017-02-28, numbers as integers or in Vietnamese writing. ``means``: what of
    ours it stands for; without it the words say it."""

    fields: dict[Code, Value]
    means: dict[Code, Code] | None = None
    version: Version | None = None


class MergeIn(Told):
    into: Number


class AcceptIn(Told):
    """``kind``: of one kind only. ``sure_only``: leaves what has to be read again."""

    kind: Annotated[str, Field(max_length=20)] = ""
    sure_only: bool = False


class MatchIn(Told):
    """``unit_id`` null: none of ours, the name is kept apart."""

    unit_id: Key | None


class RepairIn(Told):
    """``at``: the place of the repair in the list."""

    at: Place
    undo: bool


class AsideIn(Told):
    """``reason`` empty shows the remark again."""

    reason: Line


class WishIn(Told):
    """``movement_id``: none calls a new one. ``parent_id``: the plan above that it carries out. ``issuer_id``: a cluster
    that issues through the unit. ``qualitative``: the aims stay in words."""

    movement_id: Key | None = None
    parent_id: Key | None = None
    issuer_id: Key | None = None
    kind: Literal["", "plan", "guidance", "launch_text", "assignment_decision"] = ""
    name: Line = ""
    qualitative: bool = False
    version: Version | None = None


@router.post(
    "/units/{unit_id}/readings", response=answers(ReadingOut), summary=gettext_noop("Gửi văn bản để đọc")
)
def send(request: HttpRequest, unit_id: Key, file: UploadedFile = FILE) -> ReadingOut:
    """One file as multipart/form-data. It is kept whatever it is; the reading is a job: ask for it again until it is
    read or unreadable."""
    kept = send_paper(
        actor=asking(request), seat_id=unit_id, name=file.name or "", stream=file, size=file.size or 0
    )
    return reading_out(kept)


@router.get(
    "/units/{unit_id}/readings",
    response=answers(PageOut[ReadingOut]),
    summary=gettext_noop("Văn bản đã gửi đọc"),
)
def sent(request: HttpRequest, unit_id: Key, limit: Limit = 50, offset: Offset = 0) -> PageOut[ReadingOut]:
    actor = asking(request)
    unit = acting_unit(actor, unit_id, "launch.draft")
    found = listing(PaperReading, actor=actor).filter(seat=unit).defer("raw", "paragraphs")
    return page(found.order_by("-pk"), limit, offset, reading_out)


@router.get("/readings/{reading_id}", response=answers(ReadingFullOut), summary=gettext_noop("Một bản đọc"))
def one(request: HttpRequest, reading_id: Key) -> ReadingFullOut:
    return _full(request, reading_id)


@router.get(
    "/readings/{reading_id}/items",
    response=answers(PageOut[ReadItemOut]),
    summary=gettext_noop("Các mục đọc được"),
)
def items(
    request: HttpRequest,
    reading_id: Key,
    *,
    kind: Annotated[str, Field(max_length=20)] = "",
    state: State | Literal[""] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> PageOut[ReadItemOut]:
    """In the order of the paper."""
    rows = _reading(request, reading_id).items.select_related("merged_into")
    rows = rows.filter(kind=kind) if kind else rows
    return page(rows.filter(state=state) if state else rows, limit, offset, item_out)


@router.post(
    "/readings/{reading_id}/items/{number}/decision",
    response=answers(ReadItemOut),
    summary=gettext_noop("Nhận, loại hoặc trả lại một mục"),
)
def decide(request: HttpRequest, reading_id: Key, number: Number, told: DecisionIn) -> ReadItemOut:
    row = review.decide(actor=asking(request), reading_id=reading_id, number=number, **told.model_dump())
    return item_out(row)


@router.put(
    "/readings/{reading_id}/items/{number}",
    response=answers(ReadItemOut),
    summary=gettext_noop("Sửa rồi nhận một mục"),
)
def correct(request: HttpRequest, reading_id: Key, number: Number, told: CorrectionIn) -> ReadItemOut:
    """What was read stays beside it."""
    row = review.correct(
        actor=asking(request),
        reading_id=reading_id,
        number=number,
        fields=_readable(_row(request, reading_id, number), told.fields),
        means=told.means,
        version=told.version,
    )
    return item_out(row)


@router.post(
    "/readings/{reading_id}/items/{number}/merge",
    response=answers(ReadItemOut),
    summary=gettext_noop("Gộp vào một mục khác"),
)
def merge(request: HttpRequest, reading_id: Key, number: Number, told: MergeIn) -> ReadItemOut:
    row = review.merge(actor=asking(request), reading_id=reading_id, number=number, into=told.into)
    return item_out(row)


@router.post(
    "/readings/{reading_id}/accept", response=answers(DoneOut), summary=gettext_noop("Nhận các mục đang chờ")
)
def accept(request: HttpRequest, reading_id: Key, told: AcceptIn) -> DoneOut:
    count = review.accept_all(actor=asking(request), reading_id=reading_id, **told.model_dump())
    return DoneOut(count=count)


@router.put(
    "/readings/{reading_id}/names/{name_id}",
    response=answers(NamedOut),
    summary=gettext_noop("Ghép tên với đơn vị"),
)
def match(request: HttpRequest, reading_id: Key, name_id: Key, told: MatchIn) -> NamedOut:
    named = settle.match_body(
        actor=asking(request), reading_id=reading_id, name_id=name_id, body_id=told.unit_id
    )
    return named_out(named)


@router.put(
    "/readings/{reading_id}/repairs",
    response=answers(ReadingFullOut),
    summary=gettext_noop("Bỏ hoặc làm lại một chỗ chữa"),
)
def repair(request: HttpRequest, reading_id: Key, told: RepairIn) -> ReadingFullOut:
    settle.switch_repair(actor=asking(request), reading_id=reading_id, at=told.at, undo=told.undo)
    return _full(request, reading_id)


@router.put(
    "/readings/{reading_id}/remarks/{key}",
    response=answers(ReadingFullOut),
    summary=gettext_noop("Để nguyên một nhận xét"),
)
def remark(
    request: HttpRequest, reading_id: Key, key: Annotated[str, Field(max_length=64)], told: AsideIn
) -> ReadingFullOut:
    if told.reason.strip():
        settle.put_remark_aside(actor=asking(request), key=key, reason=told.reason, reading_id=reading_id)
    else:
        settle.bring_remark_back(actor=asking(request), key=key, reading_id=reading_id)
    return _full(request, reading_id)


@router.post(
    "/readings/{reading_id}/draft",
    response=answers(PaperOut),
    summary=gettext_noop("Tạo phong trào, dự thảo"),
)
def draft(request: HttpRequest, reading_id: Key, told: WishIn) -> PaperOut:
    """Everything that was taken over, or nothing at all. Without ``movement_id`` the unit calls a new movement."""
    wish = Wish(**told.model_dump(exclude={"version"}))
    paper = draft_from_reading(actor=asking(request), reading_id=reading_id, wish=wish, version=told.version)
    return paper_out(fetch(Paper, paper.pk, actor=asking(request), related=("issuer", "movement")))


@router.delete(
    "/readings/{reading_id}/draft",
    response=answers(ReadingFullOut),
    summary=gettext_noop("Bỏ dự thảo vừa tạo"),
)
def take_back(request: HttpRequest, reading_id: Key) -> ReadingFullOut:
    take_draft_back(actor=asking(request), reading_id=reading_id)
    return _full(request, reading_id)


@router.post("/readings/{reading_id}/again", response=answers(ReadingOut), summary=gettext_noop("Đọc lại"))
def again(request: HttpRequest, reading_id: Key) -> ReadingOut:
    """Of a file that could not be read."""
    return reading_out(read_again(actor=asking(request), reading_id=reading_id))


@router.post(
    "/readings/{reading_id}/papers/{paper}",
    response=answers(ReadingOut),
    summary=gettext_noop("Đọc văn bản khác trong cùng tệp"),
)
def other(request: HttpRequest, reading_id: Key, paper: Number) -> ReadingOut:
    """The remarks name it. It becomes a reading of its own beside this one."""
    return reading_out(read_other_paper(actor=asking(request), reading_id=reading_id, paper=paper))


@router.delete("/readings/{reading_id}", response=answers(ReadingOut), summary=gettext_noop("Bỏ bản đọc"))
def cancel(request: HttpRequest, reading_id: Key) -> ReadingOut:
    """The file stays as evidence."""
    return reading_out(cancel_reading(actor=asking(request), reading_id=reading_id))


def _reading(request: HttpRequest, reading_id: int) -> PaperReading:
    return fetch(PaperReading, reading_id, actor=asking(request), without=("raw", "paragraphs"))


def _full(request: HttpRequest, reading_id: int) -> ReadingFullOut:
    reading = _reading(request, reading_id)
    counted = reading.items.order_by("kind", "state").values("kind", "state").annotate(count=CountOf("pk"))
    return reading_full_out(reading, [CountOut(**row) for row in counted])


def _row(request: HttpRequest, reading_id: int, number: int) -> ReadItem:
    row = _reading(request, reading_id).items.filter(number=number).first()
    if row is None:
        raise Absent()
    return row


def _readable(row: ReadItem, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of this kind, a written number as an exact one. Raises FieldsUnknown, and what a number refuses."""
    known = fields_of(row.kind)
    strange = sorted(set(fields) - set(known))
    if strange:
        raise FieldsUnknown(section=row.kind, fields=", ".join(strange)[:300], known=", ".join(known))
    told = dict(fields)
    if isinstance(told.get("value"), str) and row.kind != "doc_field":
        told["value"] = format(parse_number(told["value"].rstrip("% ")), "f")
    return told
