"""Reads one file in this very process: what stands behind ``open_source`` and runs apart from it."""

from __future__ import annotations

from thidua.documents.source.building import build
from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.encodings import decoded
from thidua.documents.source.errors import SourceEmpty, SourceTooLarge, SourceUnknown
from thidua.documents.source.lines import drafts_of
from thidua.documents.source.model import Format, Note, Source
from thidua.documents.source.sniff import Kind, text_format


def read_here(content: bytes, name: str, kind: Kind, caps: Caps = CAPS) -> Source:
    """The Source of a file whose kind is known. Late imports: a text file needs no PDF engine."""
    match kind:
        case Kind.DOCX:
            from thidua.documents.source.word.opening import open_docx

            return open_docx(content, name, caps)
        case Kind.PDF:
            from thidua.documents.source.pdf.opening import open_pdf

            return open_pdf(content, name, caps)
        case Kind.HTML:
            from thidua.documents.source.web_page import open_html

            return open_html(content, name, caps)
        case Kind.PICTURE:
            from thidua.documents.source.scans import open_picture

            return open_picture(content, name, caps)
        case Kind.TEXT:
            return open_text(content, name, caps)
    raise SourceUnknown(found=kind.value)


def open_text(content: bytes, name: str, caps: Caps = CAPS) -> Source:
    if len(content) > caps.text_bytes:
        raise SourceTooLarge(what="bytes", limit=caps.text_bytes)
    raw, encoding = decoded(content)
    return of_text(
        raw,
        name,
        text_format(name),
        caps,
        notes=[] if encoding.startswith("utf") else [Note(f"decoded_{encoding}")],
    )


def of_text(raw: str, name: str, kind: Format, caps: Caps = CAPS, notes: list[Note] | None = None) -> Source:
    if not raw.strip("\ufeff\x00 \t\r\n\f"):
        raise SourceEmpty()
    if len(raw) > caps.characters:
        raise SourceTooLarge(what="characters", limit=caps.characters)
    if raw.count("\n") + raw.count("\r") > caps.paragraphs:
        raise SourceTooLarge(what="paragraphs", limit=caps.paragraphs)
    if raw.count("|") + raw.count("\t") > caps.cells:
        raise SourceTooLarge(what="cells", limit=caps.cells)
    drafts = drafts_of(raw)
    pages = max((one.page or 1 for one in drafts), default=1)
    return build(name, kind, raw, drafts, notes=notes or [], pages=pages)
