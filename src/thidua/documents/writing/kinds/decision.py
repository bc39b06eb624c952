"""Quyết định: who decides, on what ground, in articles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from thidua.documents.writing.blocks import Annex, Block, Division, Look, Marker, Official, Paragraph
from thidua.documents.writing.kinds.frame import Frame, bases, official, sentence


@dataclass(frozen=True, kw_only=True)
class Decision:
    """``authority`` decides ("Ban Thường vụ Liên đoàn Lao động tỉnh …"); ``request_of`` is the last ground."""

    authority: str
    articles: tuple[str, ...]
    request_of: str = ""
    annexes: tuple[Annex, ...] = ()


def decision(frame: Frame, told: Decision) -> Official:
    grounds = (*frame.bases, *([f"Theo đề nghị của {told.request_of}"] if told.request_of else []))
    blocks: tuple[Block, ...] = (
        Paragraph(told.authority, Look.AUTHORITY),
        *bases(grounds),
        Paragraph("QUYẾT ĐỊNH:", Look.FORMULA),
        *(Division(Marker.ARTICLE, text=sentence(text)) for text in told.articles),
    )
    return official(replace(frame, bases=()), "Quyết định", blocks, annexes=told.annexes)
