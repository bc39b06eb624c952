"""Paper that was photographed: pictures without letters. Tesseract reads them where it is installed with
Vietnamese; else the Source has no paragraphs, and a person types beside the picture.

What it sees becomes a PDF of letters that stand where they were seen, and that is read as any other PDF is: two
columns of a head stay two columns, a table a table.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from thidua.documents.source.caps import Caps
from thidua.documents.source.model import Confidence, Format, Note, Source

LANGUAGE = "vie"
NOT_READ = Note.SCAN_NOT_READ  # nobody here can read pictures
READ = Note.SCAN_READ  # a machine read letters from a picture: each may be wrong
CUT = Note.SCAN_CUT  # only the first pages were read
_PAGE_SECONDS, _ALL_SECONDS = 60, 240
_MOST_PAGES = 40
_PIXELS, _DOTS = 2200, 266  # breadth of a picture that is read, and dots an inch of an A4 page so broad
_BLANK = (595, 842)  # points: a page that was not read in time still counts as a page

Picture = Callable[[int, int], bytes]
"""Page and breadth to PNG."""


def open_scan(name: str, pages: int) -> Source:
    """A scan nobody has read yet."""
    return Source(
        name=name,
        format=Format.SCAN,
        raw="",
        paragraphs=(),
        pages=pages,
        confidence=Confidence.LOW,
        notes=(NOT_READ,),
    )


def open_picture(content: bytes, name: str, caps: Caps) -> Source:
    """A photograph sent as such: looked at, so that a damaged one is refused. Raises SourceDamaged."""
    from thidua.documents.source.pdf.pictures import picture

    picture(content)
    return open_scan(name, 1)


@lru_cache(maxsize=1)
def reads_scans() -> bool:
    """Whether Tesseract is here and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return LANGUAGE in (told.stdout + told.stderr).split()


def read_by_machine(source: Source, picture: Picture, as_pdf: Callable[[bytes], Source]) -> Source:
    """The scan with the letters that Tesseract sees, every one of them low in confidence; as it was when none."""
    ends = time.monotonic() + _ALL_SECONDS
    pages: list[bytes] = []
    for page in range(1, min(source.pages or 1, _MOST_PAGES) + 1):
        if time.monotonic() > ends:
            break
        pages.append(_letters(picture(page, _PIXELS)))
    read = as_pdf(_bound(pages))
    if read.format is Format.SCAN:
        return source
    notes = (READ,) if len(pages) == source.pages else (READ, CUT)
    return replace(read, format=Format.SCAN, pages=source.pages, confidence=Confidence.LOW, notes=notes)


def _letters(png: bytes) -> bytes:
    """The letters of a page as a PDF without the picture; nothing when it takes too long."""
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        LANGUAGE,
        "--dpi",
        str(_DOTS),
        "-c",
        "textonly_pdf=1",
        "pdf",
    ]
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for one another longer than they read
    try:
        done = subprocess.run(
            command, input=png, capture_output=True, timeout=_PAGE_SECONDS, check=False, env=alone
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout


def _bound(pages: Iterable[bytes]) -> bytes:
    """The pages as one PDF."""
    import pypdfium2 as pdfium

    bound = pdfium.PdfDocument.new()
    for page in pages:
        try:
            bound.import_pages(pdfium.PdfDocument(page))
        except pdfium.PdfiumError:
            bound.new_page(*_BLANK)
    made = io.BytesIO()
    bound.save(made)
    return made.getvalue()
