"""What the standing committee decided of a round, as an official document that names the tờ trình it was taken on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from thidua.documents.writing.blocks import (
    Acting,
    Align,
    Annex,
    Capacity,
    Column,
    Official,
    Recipient,
    Signature,
)
from thidua.documents.writing.blocks import Table as Printed
from thidua.documents.writing.kinds.decision import Decision, decision
from thidua.documents.writing.kinds.frame import Frame
from thidua.federation.queries.office_file import Made, file_of
from thidua.formats.vi import format_number
from thidua.score.models import Placing
from thidua.score.queries.marking.computing import scored
from thidua.score.queries.marking.looking import At
from thidua.score.queries.marking.submitted import (
    DECIDED,
    committee_of,
    decision_of,
    office_number,
    paper_name,
    submission_of,
    told_steps,
)

_COLUMNS = (
    Column("Hạng", 3, Align.CENTRE),
    Column("Đơn vị", 12),
    Column("Tổng điểm", 5, Align.RIGHT),
    Column("Hình thức khen", 8),
)


def may_read_decision(at: At) -> bool:
    return at.round.state in DECIDED and at.sight.shows("committee")


def document_of(at: At) -> Official:
    """What the committee decided, on the tờ trình; for a round that is decided."""
    found, steps = at.round, told_steps(at.round)
    step, submitted = decision_of(steps), submission_of(steps)
    with translation.override("vi"):
        office = office_number(step.number if step else "", "QĐ")
        regulation = found.sheet.source
        frame = Frame(
            issuer=found.organiser.name,
            superior=found.organiser.parent.name if found.organiser.parent else "",
            number=office.number,
            symbol=office.symbol,
            day=step.done_on if step else None,
            year=found.year,
            title=f"Công nhận kết quả chấm điểm thi đua năm {found.year}: {found.name}",
            draft=step is None,
            bases=(
                *([f"Căn cứ {regulation}"] if regulation else []),
                *([f"Xét {paper_name(submitted)}"] if submitted else []),
            ),
            signatures=(Signature("CHỦ TỊCH", acting=(Acting(Capacity.COLLECTIVE, "BAN THƯỜNG VỤ"),)),),
            recipients=(Recipient("Như Điều 3"),),
            archive="VT",
        )
        told = Decision(
            authority=committee_of(found),
            articles=tuple(_articles(at)),
            annexes=(_result(at),),
        )
        return decision(frame, told)


def _decided(at: At) -> list[Placing]:
    found = Placing.objects.filter(marked__round=at.round, layer=Placing.By.COMMITTEE, current=True)
    placings = list(found.select_related("marked__unit"))
    return sorted(placings, key=lambda one: (one.place is None, one.place or 0, one.marked.unit.sort_key))


def _articles(at: At) -> Iterator[str]:
    placings = _decided(at)
    yield f"Công nhận tổng điểm và thứ hạng thi đua năm {at.round.year} của {len(placings)} đơn vị (có danh sách kèm theo)"
    honoured = [f"{one.marked.unit}: {one.get_honour_display()}" for one in placings if one.honour]
    yield (
        f"Đề nghị khen: {'; '.join(honoured)}" if honoured else "Kết quả này là căn cứ xét khen theo quy chế"
    )
    yield "Các đơn vị có tên trong danh sách chịu trách nhiệm thi hành quyết định này"


def _result(at: At) -> Annex:
    places = at.standing.rules.sheet.rounding.places
    result = scored(at.standing)
    rows = tuple(
        (
            "–" if one.place is None else str(one.place),
            str(one.marked.unit),
            "chờ"
            if (total := result.scores[str(one.marked_id)].total) is None
            else format_number(total, places),
            str(one.get_honour_display()).capitalize() if one.honour else "",
        )
        for one in _decided(at)
    )
    return Annex(title=f"Kết quả chấm điểm thi đua năm {at.round.year}", blocks=(Printed(_COLUMNS, rows),))


def written(at: At, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable."""
    return file_of(document_of(at), f"Quyết định kết quả chấm điểm {at.round.year}", form)
