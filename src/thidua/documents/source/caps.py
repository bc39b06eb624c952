"""How much of a file is looked at. Apart from what keeps to it, so that nobody loads an XML parser to know a number."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Caps:
    """How much is read at most. The longest plan met so far has 60 pages and 200 000 characters."""

    bytes: int = 50 * MEGABYTE
    text_bytes: int = 8 * MEGABYTE
    parts: int = 4000
    xml: int = 24 * MEGABYTE  # of one part, unpacked
    characters: int = 4_000_000
    paragraphs: int = 60_000
    cells: int = 60_000
    nesting: int = 24  # tables in tables
    pages: int = 600
    seconds: int = 30
    memory: int = 270 * MEGABYTE  # of data; with its programs the process stays within 300


CAPS = Caps()
