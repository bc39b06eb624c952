"""The minutes of a round of marking as an official document: what its reader sees of the round now, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone, translation

from thidua.documents.writing.blocks import Align, Column, Official, Recipient, Signature
from thidua.documents.writing.blocks import Table as Printed
from thidua.documents.writing.kinds.accounts import Minutes, minutes
from thidua.documents.writing.kinds.frame import Frame
from thidua.federation.queries.office_file import BLANK, Made, file_of
from thidua.formats.vi import format_date
from thidua.score.models import Mark, RoundStep
from thidua.score.queries.marking.looking import At
from thidua.score.queries.marking.quota import name_of, quota_of
from thidua.score.queries.marking.submitted import DECIDED, committee_of, decision_of, told_steps
from thidua.score.queries.marking.table import OPEN, Row, Table, table_of
from thidua.score.queries.marking.why import given

_SAID_AT = (Mark.Layer.MEETING, Mark.Layer.COUNCIL, Mark.Layer.COMMITTEE)
_MET = ("vote", "to_council", "to_committee", "advise", "decide")
_COLUMNS = (
    Column("Hạng", 3, Align.CENTRE),
    Column("Đơn vị", 12),
    Column("Tự chấm", 5, Align.RIGHT),
    Column("Tổng điểm", 5, Align.RIGHT),
    Column("Ghi chú", 9),
)
_LAYER = {"meeting": "họp cụm", "council": "hội đồng", "committee": "ban thường vụ"}


def document_of(at: At) -> Official:
    """The hour, the room, the chair and the secretary are left blank: the house does not know them."""
    found, table = at.round, table_of(at.standing, at.sight)
    steps = told_steps(found)
    met = next((one for one in reversed(steps) if one.move in _MET), None)
    body, superior = found.cluster or found.organiser, found.organiser if found.cluster else None
    with translation.override("vi"):
        frame = Frame(
            issuer=body.name,
            superior=superior.name if superior else "",
            symbol="BB-CTĐ" if found.cluster else "BB",
            day=met.done_on if met else None,
            year=found.year,
            title=f"Chấm điểm thi đua: {found.name}",
            draft=found.state not in DECIDED,
            signatures=(Signature("THƯ KÝ"), Signature("CỤM TRƯỞNG" if found.cluster else "CHỦ TRÌ")),
            recipients=(Recipient("Các đơn vị được chấm"), Recipient(found.organiser.name)),
            archive="VT",
        )
        told = Minutes(
            began=f"{BLANK} giờ {BLANK}, ngày {format_date(met.done_on) if met else BLANK}",
            where=BLANK,
            chaired_by=f"{BLANK}, {found.leader.name} (cụm trưởng)" if found.leader else BLANK,
            written_by=BLANK,
            present=tuple(f"Đại diện {one.unit.name}" for one in at.standing.active),
            said=tuple(_said(at, steps)),
            shown=(Printed(_COLUMNS, tuple(_cells(row) for row in table.rows)),),
            concluded=tuple(_concluded(at, table, steps)),
            ended=f"{BLANK} giờ {BLANK} cùng ngày",
        )
        return minutes(frame, told)


def _said(at: At, steps: list[RoundStep]) -> Iterator[str]:
    sheet, found = at.round.sheet, at.round
    ground = f" ({sheet.source})" if sheet.source else ""
    yield f"Chấm {len(at.standing.active)} đơn vị năm {found.year} theo {sheet}{ground}"
    if found.figures_at is not None:
        yield f"Số liệu lấy từ báo cáo ngày {format_date(timezone.localtime(found.figures_at).date())}"
    yield from _changes(at)
    voted = [one for one in at.standing.active if one.votes is not None]
    if voted:
        yield "Bỏ phiếu suy tôn: " + ", ".join(f"{one.unit} {one.votes} phiếu" for one in voted)
    for one in at.standing.marked:
        if one.left_on is not None:
            day = format_date(one.left_on)
            yield f"{one.unit} rời cụm sau ngày {day} ({one.why_left}): giữ điểm đã chấm, không xếp hạng"
    for step in steps:
        yield from (line.strip() for line in step.minutes.splitlines() if line.strip())


def _changes(at: At) -> Iterator[str]:
    """What was settled together, with the reason: in the order of the sheet."""
    for one in at.standing.marked:
        for leaf in at.leaves.values():
            for mark in at.standing.marks.get((one.pk, leaf.id), ()):
                if mark.layer in _SAID_AT and at.sight.mark(mark.layer, one.pk, leaf.id):
                    why = f". Lý do: {mark.reason}" if mark.reason else ""
                    yield f"{one.unit}, {leaf.id} {leaf.name}: {given(mark)} ({_LAYER[mark.layer]}){why}"


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    place = _place(row)
    told = [f"không được xét: {', '.join(row.barred)}"] if row.barred else []
    told += ["bằng điểm"] if row.tied else []
    told += ["đã rời cụm"] if row.marked.left_on is not None else []
    total = "chờ" if row.total == OPEN else row.total
    return (
        "–" if place is None else str(place),
        str(row.marked.unit),
        row.own_total or "–",
        total or "–",
        "; ".join(told),
    )


def _place(row: Row) -> int | None:
    """As it was decided, else as it is advised, else by the sheet."""
    for layer in ("committee", "council"):
        if (placing := row.placings.get(layer)) is not None and placing.place is not None:
            return placing.place
    return row.place


def _concluded(at: At, table: Table, steps: list[RoundStep]) -> Iterator[str]:
    if table.open:
        yield f"Còn {table.open} ô chưa có điểm: chưa xếp hạng được"
    ranked = sorted((place, str(row.marked.unit)) for row in table.rows if (place := _place(row)) is not None)
    if ranked:
        yield "Thứ hạng: " + "; ".join(f"hạng {place}: {unit}" for place, unit in ranked)
    for row in table.rows:
        placing = row.placings.get("committee") or row.placings.get("council")
        if placing is not None and placing.honour:
            who = "Ban thường vụ quyết định" if placing.layer == "committee" else "Hội đồng đề nghị"
            why = f" ({placing.reason})" if placing.reason else ""
            yield f"{who}: {row.marked.unit}, {str(placing.get_honour_display()).lower()}{why}"
    decided = decision_of(steps)
    if decided is not None and at.sight.shows("committee"):
        number = f", số {decided.number}" if decided.number else ""
        ground = f", trên cơ sở {decided.ground}" if decided.ground else ""
        yield f"{committee_of(at.round)} quyết định ngày {format_date(decided.done_on)}{number}{ground}"
    quota = quota_of(at.standing)
    if quota.awards:
        counts = ", ".join(f"{one.count} {name_of(one).lower()}" for one in quota.awards)
        yield f"Số lượng khen theo {quota.source}: {counts}"


def written(at: At, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable."""
    return file_of(document_of(at), f"Biên bản chấm điểm {at.round.year}", form)
