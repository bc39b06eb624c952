"""What stands around the text of every official document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.documents.writing.blocks import (
    Annex,
    Block,
    Division,
    Head,
    Look,
    Marker,
    Official,
    Paragraph,
    Recipient,
    Signature,
)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The office, the number and day as far as they are known, who signs and who gets it."""

    issuer: str
    superior: str = ""
    symbol: str = ""
    number: int | None = None
    place: str = ""
    day: dt.date | None = None
    month: int | None = None
    year: int | None = None
    title: str = ""
    draft: bool = False
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    archive: str = ""


def official(
    frame: Frame, kind: str, blocks: Sequence[Block], *, annexes: tuple[Annex, ...] = ()
) -> Official:
    """The document: the bases of the frame stand before ``blocks``."""
    head = Head(
        issuer=frame.issuer,
        superior=frame.superior,
        symbol=frame.symbol,
        number=frame.number,
        place=frame.place,
        day=frame.day,
        month=frame.month,
        year=frame.year,
        kind=kind,
        title=frame.title,
        draft=frame.draft,
    )
    return Official(
        head=head,
        blocks=(*bases(frame.bases), *blocks),
        addressees=frame.addressees,
        signatures=frame.signatures,
        recipients=frame.recipients,
        archive=frame.archive,
        annexes=annexes,
    )


def bases(texts: Sequence[str], *, end: str = ".") -> tuple[Paragraph, ...]:
    """Each on its own line, ended by a semicolon, the last by ``end``."""
    last = len(texts) - 1
    return tuple(
        Paragraph(f"{sentence(text).rstrip('.;,')}{end if at == last else ';'}", Look.BASIS)
        for at, text in enumerate(texts)
    )


def sentence(text: str) -> str:
    """A capital at the beginning and a full stop at the end, unless another sign ends it.

    >>> sentence("tổ chức ký giao ước")
    'Tổ chức ký giao ước.'
    """
    told = " ".join(text.split())
    if not told:
        return ""
    return told[:1].upper() + told[1:] + ("" if told.endswith((".", ":", ";", "!", "?", "…")) else ".")


def heading(title: str, *blocks: Block) -> Division:
    return Division(Marker.HEADING, title=title, blocks=blocks)


def listed(marker: Marker, texts: Sequence[str]) -> tuple[Division, ...]:
    """One division a text, each a sentence."""
    return tuple(Division(marker, text=sentence(text)) for text in texts if text.strip())


def paragraphs(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(sentence(text)) for text in texts if text.strip())


def numbered(texts: Sequence[str]) -> tuple[Block, ...]:
    """Numbered where there are several; one alone is a paragraph."""
    return listed(Marker.NUMBER, texts) if len(texts) > 1 else paragraphs(texts)
