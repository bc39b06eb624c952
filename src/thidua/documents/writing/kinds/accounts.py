"""Báo cáo, biên bản: papers that say what was done."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.documents.writing.blocks import Align, Annex, Block, Column, Marker, Official, Table
from thidua.documents.writing.kinds.frame import Frame, heading, listed, numbered, official, paragraphs


@dataclass(frozen=True)
class Result:
    """A line of a report as it is printed: what was set, what was reached, and how that stands."""

    name: str
    set: str
    reached: str
    stands: str


@dataclass(frozen=True, kw_only=True)
class Account:
    opening: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    shortcomings: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()


_RESULTS = (
    Column("TT", 2, Align.CENTRE),
    Column("Chỉ tiêu", 14),
    Column("Mức đặt ra", 6, Align.CENTRE),
    Column("Kết quả", 6, Align.CENTRE),
    Column("Đánh giá", 5, Align.CENTRE),
)


def report(frame: Frame, told: Account) -> Official:
    """Báo cáo: what was done, with the figures in a table, what is lacking, what comes next."""
    blocks: list[Block] = [*paragraphs(told.opening)]
    if told.done or told.results:
        blocks.append(heading("Kết quả thực hiện", *numbered(told.done), *_results(told.results)))
    for title, texts in (
        ("Tồn tại, hạn chế", told.shortcomings),
        ("Nhiệm vụ thời gian tới", told.ahead),
        ("Đề xuất, kiến nghị", told.proposals),
    ):
        if texts:
            blocks.append(heading(title, *numbered(texts)))
    return official(frame, "Báo cáo", blocks, annexes=told.annexes)


def _results(many: tuple[Result, ...]) -> tuple[Table, ...]:
    rows = tuple((str(at), one.name, one.set, one.reached, one.stands) for at, one in enumerate(many, 1))
    return (Table(_RESULTS, rows),) if rows else ()


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """``began`` and ``ended`` as people say them: "08 giờ 00, ngày 12/11/2027". ``shown``: tables beside what was said."""

    began: str
    where: str
    chaired_by: str
    written_by: str
    present: tuple[str, ...]
    said: tuple[str, ...]
    concluded: tuple[str, ...]
    ended: str
    shown: tuple[Table, ...] = ()


def minutes(frame: Frame, told: Minutes) -> Official:
    """Biên bản; signed by whoever wrote it and whoever was in the chair, side by side."""
    opening = (
        f"Thời gian bắt đầu: {told.began}",
        f"Địa điểm: {told.where}",
        f"Chủ trì: {told.chaired_by}",
        f"Thư ký: {told.written_by}",
    )
    blocks: tuple[Block, ...] = (
        *paragraphs(opening),
        heading("Thành phần tham dự", *listed(Marker.DASH, told.present)),
        heading("Nội dung", *numbered(told.said), *told.shown),
        heading("Kết luận", *numbered(told.concluded)),
        *paragraphs((f"Cuộc họp kết thúc vào {told.ended}",)),
    )
    return official(frame, "Biên bản", blocks)
