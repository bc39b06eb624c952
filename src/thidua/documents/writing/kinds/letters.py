"""Công văn, tờ trình, thông báo, giấy mời: papers that speak to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.documents.writing.blocks import Annex, Block, Marker, Official, Table
from thidua.documents.writing.kinds.frame import (
    Frame,
    heading,
    listed,
    numbered,
    official,
    paragraphs,
    sentence,
)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """``points`` are numbered after ``opening``; ``ending`` stands after them."""

    opening: tuple[str, ...]
    points: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()


def letter(frame: Frame, told: Letter) -> Official:
    """Công văn: no name of its kind; what it is about stands under its number as "V/v …"."""
    return official(frame, "", _said(told), annexes=told.annexes)


def notice(frame: Frame, told: Letter) -> Official:
    """Thông báo."""
    return official(frame, "Thông báo", _said(told), annexes=told.annexes)


def _said(told: Letter) -> tuple[Block, ...]:
    return (*paragraphs(told.opening), *listed(Marker.NUMBER, told.points), *paragraphs(told.ending))


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Why something is asked, what is asked, and from whom an answer is expected. ``shown``: tables that the
    proposals speak of."""

    reasons: tuple[str, ...]
    proposals: tuple[str, ...]
    asks: str = ""  # "Kính trình Ban Thường vụ xem xét, quyết định"
    shown: tuple[Table, ...] = ()
    annexes: tuple[Annex, ...] = ()


def submission(frame: Frame, told: Submission) -> Official:
    """Tờ trình."""
    blocks: tuple[Block, ...] = (
        heading("Sự cần thiết", *numbered(told.reasons)),
        heading("Nội dung trình", *numbered(told.proposals), *told.shown),
        *paragraphs([told.asks]),
    )
    return official(frame, "Tờ trình", blocks, annexes=told.annexes)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """``when`` as people say it: "08 giờ 00, ngày 12/11/2027"."""

    invited: str
    to_what: str
    when: str
    where: str
    chaired_by: str = ""
    notes: tuple[str, ...] = ()


def invitation(frame: Frame, told: Invitation) -> Official:
    """Giấy mời."""
    told_lines = [
        f"{frame.issuer} trân trọng kính mời: {told.invited}",
        f"Tới dự: {told.to_what}",
        *([f"Chủ trì: {told.chaired_by}"] if told.chaired_by else []),
        f"Thời gian: {told.when}",
        f"Địa điểm: {told.where}",
        *told.notes,
    ]
    return official(frame, "Giấy mời", paragraphs([sentence(one) for one in told_lines]))
