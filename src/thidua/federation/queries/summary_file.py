"""The minutes of the meeting at which a cluster sums up its year, as an official document."""

from __future__ import annotations

from django.utils import translation

from thidua.documents.writing.blocks import Official, Recipient, Signature
from thidua.documents.writing.kinds.accounts import Minutes, minutes
from thidua.documents.writing.kinds.frame import Frame
from thidua.federation.models import ClusterYear
from thidua.federation.queries.cluster_page import Circle
from thidua.federation.queries.office_file import BLANK, Made, file_of
from thidua.formats.vi import format_date


def minutes_of(circle: Circle) -> Official:
    """What was written down when the meeting was noted; the hour, the room and the secretary are left blank."""
    at, led = circle.at, circle.leadership
    host = at.cluster.host
    with translation.override("vi"):
        frame = Frame(
            issuer=at.cluster.name,
            superior=host.name if host else "",
            symbol="BB-CTĐ",
            day=at.closed_on,
            year=at.year,
            title=f"Họp tổng kết năm {at.year}",
            draft=at.state != "closed",
            signatures=(Signature("THƯ KÝ"), Signature("CỤM TRƯỞNG")),
            recipients=(Recipient("Các thành viên của cụm"), *([Recipient(host.name)] if host else [])),
            archive=f"VT {led.leader}" if led else "VT",
        )
        day = format_date(at.closed_on) if at.closed_on else BLANK
        told = Minutes(
            began=f"{BLANK} giờ {BLANK}, ngày {day}",
            where=BLANK,
            chaired_by=f"{BLANK}, {led.leader.name} (cụm trưởng)" if led else BLANK,
            written_by=BLANK,
            present=tuple(f"Đại diện {one.membership.unit.name}" for one in circle.members if one.is_in),
            said=_lines(at.minutes) or (BLANK,),
            concluded=tuple(_concluded(circle)) or (BLANK,),
            ended=f"{BLANK} giờ {BLANK} cùng ngày",
        )
        return minutes(frame, told)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _concluded(circle: Circle) -> list[str]:
    """What the meeting leaves to be done, and by when."""
    return [
        f"{str(one.get_what_display()).capitalize()}"
        + (f": xong ngày {format_date(one.done_on)}" if one.done_on else "")
        + (f": hạn {format_date(one.due_on)}" if one.due_on and not one.done_on else "")
        for one in circle.duties
    ]


def written(circle: Circle, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable."""
    at: ClusterYear = circle.at
    return file_of(minutes_of(circle), f"Biên bản tổng kết {at.cluster.code} {at.year}", form)
