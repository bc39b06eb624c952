"""What a round puts to its standing committee (tờ trình) as an official document: points up to the council, the order
by the sheet and the council's beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone, translation

from thidua.catalogue.scoring import say_veto
from thidua.documents.writing.blocks import Acting, Align, Capacity, Column, Official, Recipient, Signature
from thidua.documents.writing.blocks import Table as Printed
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.letters import Submission, submission
from thidua.federation.queries.office_file import Made, file_of
from thidua.formats.vi import format_date, format_number
from thidua.score.models import Placing, RoundStep
from thidua.score.phases import follows
from thidua.score.queries.marking.computing import Scored, scored
from thidua.score.queries.marking.looking import At
from thidua.score.queries.marking.quota import name_of, quota_of
from thidua.score.queries.marking.submitted import (
    DECIDED,
    committee_of,
    office_number,
    submission_of,
    told_steps,
)

_SUBMITTED_AS = (
    Column("TT", 2, Align.CENTRE),
    Column("Đơn vị", 11),
    Column("Tổng điểm", 5, Align.RIGHT),
    Column("Hạng theo bảng điểm", 5, Align.CENTRE),
    Column("Hạng hội đồng đề nghị", 5, Align.CENTRE),
    Column("Đề nghị khen", 7),
)


def may_read_submission(at: At) -> bool:
    """Whoever reads what the council advises; from the phase on in which it is written."""
    return at.sight.shows("council") and (
        at.round.state in ("advising", "submitted", *DECIDED)
        or follows(at.round.own_phases, at.round.state) == "submitted"
    )


def document_of(at: At) -> Official:
    """A draft until the round was put to the committee. What the house does not know is left blank."""
    found, steps = at.round, told_steps(at.round)
    step = submission_of(steps)
    council = "advising" in found.own_phases
    with translation.override("vi"):
        office = office_number(step.number if step else "", "TTr-HĐTĐKT" if council else "TTr")
        frame = Frame(
            issuer="Hội đồng Thi đua, Khen thưởng" if council else found.organiser.name,
            superior=found.organiser.name if council else "",
            number=office.number,
            symbol=office.symbol,
            day=step.done_on if step else None,
            year=found.year,
            title=f"Kết quả chấm điểm thi đua năm {found.year}: {found.name}",
            draft=step is None,
            addressees=(committee_of(found),),
            signatures=(
                Signature("CHỦ TỊCH", acting=(Acting(Capacity.COLLECTIVE, "HỘI ĐỒNG"),))
                if council
                else Signature("NGƯỜI TRÌNH"),
            ),
            recipients=(Recipient("Như trên"),),
            archive="VT",
        )
        rows, result = _advised(at), scored(at.standing, "council")
        told = Submission(
            reasons=tuple(_reasons(at, steps, result)),
            proposals=tuple(_proposals(at, rows)),
            shown=(Printed(_SUBMITTED_AS, tuple(_submitted(at, rows, result))),),
            asks=f"Kính trình {committee_of(found)} xem xét, quyết định",
        )
        return submission(frame, told)


def _advised(at: At) -> dict[int, Placing]:
    """What the council advises, by marked unit; {} where no council has."""
    found = Placing.objects.filter(marked__round=at.round, layer=Placing.By.COUNCIL, current=True)
    return {one.marked_id: one for one in found}


def _reasons(at: At, steps: Sequence[RoundStep], result: Scored) -> Iterator[str]:
    found, sheet = at.round, at.round.sheet
    ground = f" ({sheet.source})" if sheet.source else ""
    whose = f" của {found.cluster.name}" if found.cluster else ""
    yield f"Năm {found.year}, {len(at.standing.active)} đơn vị{whose} được chấm điểm theo {sheet}{ground}"
    if found.figures_at is not None:
        yield f"Số liệu lấy từ báo cáo ngày {format_date(timezone.localtime(found.figures_at).date())}"
    last = {one.move: one for one in steps}
    met = last.get("vote") or last.get("to_council")
    if "meeting" in found.own_phases and met is not None:
        yield f"{found.cluster.name if found.cluster else 'Các đơn vị'} đã họp xét, ngày {format_date(met.done_on)}"
    if (advice := last.get("advise")) is not None:
        number = f", số {advice.number}" if advice.number else ""
        yield f"Hội đồng đã họp tư vấn ngày {format_date(advice.done_on)}{number}"
    for one in at.standing.marked:
        if one.left_on is not None:
            yield f"{one.unit} rời cụm sau ngày {format_date(one.left_on)} ({one.why_left}): không xếp hạng"
    for one in at.standing.active:
        if events := dict.fromkeys(say_veto(veto) for veto in result.of(one).vetoes):
            yield f"{one.unit} không được xét khen vì: {', '.join(events)}"
    waiting = sum(len(result.of(one).open) for one in at.standing.active)
    if waiting:
        yield f"Còn {waiting} ô chưa có điểm: chưa xếp hạng được"


def _proposals(at: At, rows: dict[int, Placing]) -> Iterator[str]:
    yield f"Công nhận tổng điểm và thứ hạng của {len(at.standing.active)} đơn vị theo bảng dưới đây"
    by_honour: dict[str, list[str]] = {}
    for one in at.standing.active:
        if (placing := rows.get(one.pk)) is not None and placing.honour:
            why = f" ({placing.reason})" if placing.reason else ""
            by_honour.setdefault(str(placing.get_honour_display()), []).append(f"{one.unit}{why}")
    for honour, units in by_honour.items():
        yield f"Tặng {honour}: {'; '.join(units)}"
    quota = quota_of(at.standing)
    if quota.awards:
        counts = ", ".join(f"{award.count} {name_of(award).lower()}" for award in quota.awards)
        yield f"Số lượng khen theo {quota.source}: {counts}"
    places = scored(at.standing, "council")
    for one in at.standing.active:
        placing, by_sheet = rows.get(one.pk), places.place(one)
        if placing is not None and by_sheet is not None and placing.place != by_sheet.place:
            why = f". Lý do: {placing.reason}" if placing.reason else ""
            yield f"{one.unit}: theo bảng điểm hạng {by_sheet.place}, hội đồng đề nghị hạng {placing.place}{why}"


def _submitted(at: At, rows: dict[int, Placing], result: Scored) -> Iterator[tuple[str, ...]]:
    def order(key: int) -> tuple[bool, int]:
        placing = rows.get(key)
        by_sheet = result.place(at.standing.unit(key))
        place = placing.place if placing else by_sheet.place if by_sheet else None
        return place is None, place or 0

    keys = sorted((one.pk for one in at.standing.active), key=order)
    for number, key in enumerate(keys, 1):
        one = at.standing.unit(key)
        placing, by_sheet = rows.get(key), result.place(one)
        honour = str(placing.get_honour_display()).capitalize() if placing and placing.honour else ""
        yield (
            str(number),
            str(one.unit),
            _total(at, result, key),
            str(by_sheet.place) if by_sheet else "–",
            str(placing.place) if placing and placing.place is not None else "–",
            honour,
        )


def _total(at: At, result: Scored, key: int) -> str:
    total = result.of(at.standing.unit(key)).total
    return "chờ" if total is None else format_number(total, at.standing.rules.sheet.rounding.places)


def written(at: At, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable."""
    return file_of(document_of(at), f"Tờ trình kết quả chấm điểm {at.round.year}", form)
