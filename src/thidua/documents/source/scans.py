"""Paper that was photographed: pictures without letters. Tesseract reads them where it is installed with
Vietnamese; else the Source has no paragraphs, and a person types beside the picture."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
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
_PIXELS = 2200  # breadth of an A4 page at about 265 dots an inch

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


def read_by_machine(source: Source, picture: Picture, as_text: Callable[[str], Source]) -> Source:
    """The scan with the letters that Tesseract sees, every one of them low in confidence; as it was when none."""
    ends = time.monotonic() + _ALL_SECONDS
    told: list[str] = []
    for page in range(1, min(source.pages or 1, _MOST_PAGES) + 1):
        if time.monotonic() > ends:
            break
        told.append(_letters(picture(page, _PIXELS)))
    raw = "\f".join(told)
    if not raw.strip():
        return source
    notes = (READ,) if len(told) == source.pages else (READ, CUT)
    read = as_text(raw)
    return replace(read, format=Format.SCAN, pages=source.pages, confidence=Confidence.LOW, notes=notes)


def _letters(png: bytes) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "-c", "preserve_interword_spaces=1"]
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=_PAGE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "")
