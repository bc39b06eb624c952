"""Bytes of a PDF become a Source; one without letters goes to the reader of scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2 as pdfium

from thidua.documents.source.building import Written, build
from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.errors import SourceDamaged, SourceLocked, SourceTooLarge
from thidua.documents.source.model import Format, Note, Source
from thidua.documents.source.pdf.layout import Paper
from thidua.documents.source.pdf.page import Page, page_of, without_running_heads
from thidua.documents.source.pdf.words import sheet_of

KIND = "pdf"
_FEWEST = 12  # letters of a page that is no picture


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Raises SourceLocked, SourceDamaged."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise SourceLocked(format=KIND) from problem
        raise SourceDamaged(format=KIND) from problem
    with closing(document):
        yield document


def open_pdf(content: bytes, name: str, caps: Caps = CAPS) -> Source:
    """Raises SourceLocked, SourceDamaged, SourceTooLarge."""
    with opened(content) as document:
        count = len(document)
        if count == 0:
            raise SourceDamaged(format=KIND)
        if count > caps.pages:
            raise SourceTooLarge(what="pages", limit=caps.pages)
        pages, pictured = _pages(document, caps)
    if not any(page.rows or page.grids for page in pages):
        from thidua.documents.source.scans import open_scan

        return open_scan(name, count)
    notes = [Note.PAGES_ARE_PICTURES] if pictured else []
    pages, dropped = without_running_heads(pages)
    notes += [Note.RUNNING_HEADS_DROPPED] if dropped else []
    written = Written()
    paper = Paper(pages, written)
    drafts = list(paper.drafts())
    return build(name, Format.PDF, written.raw, drafts, repairs=paper.repairs, pages=count, notes=notes)


def _pages(document: pdfium.PdfDocument, caps: Caps) -> tuple[list[Page], int]:
    """The pages, and how many of them are pictures without letters."""
    pages: list[Page] = []
    pictured = letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:  # one page is damaged: the others are read
            pictured += 1
            continue
        sheet = sheet_of(page)
        told = sum(len(word.text) for word in sheet.words)
        letters += told
        if letters > caps.characters:
            raise SourceTooLarge(what="characters", limit=caps.characters)
        if told < _FEWEST and sheet.pictures:
            pictured += 1
        else:
            pages.append(page_of(sheet, number + 1))
        page.close()
    return pages, pictured
