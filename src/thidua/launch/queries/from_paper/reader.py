"""The reader as this room asks it: a file of the store becomes a reading, with the text of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from thidua.documents.prose.outline import Node
from thidua.documents.reading.apart import ReadingApart, read_apart
from thidua.documents.reading.model import Reading
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.caps import CAPS
from thidua.documents.source.model import Confidence, Format
from thidua.documents.source.opening import open_source
from thidua.documents.source.reader import of_text
from thidua.formats.text import fold
from thidua.launch.models import ReadItem
from thidua.launch.queries.from_paper.storing import PASSAGE

# Which part of a plan a section is, by the words of its heading; the first that fits.
_PARTS = (
    ("purpose", ("muc dich", "yeu cau")),
    ("participants", ("doi tuong",)),
    ("measure", ("bien phap", "giai phap")),
    ("organisation", ("to chuc thuc hien",)),
)
_LONGEST_HEADING = 120  # letters; what is longer is a sentence that happens to hold the words


def read_file(place: Path, name: str, paper: int = 1) -> Reading:
    """``paper``: which of several in the file. Raises a ``SourceRefused`` of ``documents.source.errors``."""
    with ReadingApart(paper=paper) as apart:
        return apart.read(open_source(place, name))


def read_typed(text: str, name: str) -> Reading:
    """What a person typed beside the image: all of it is only for confirmation, as of any scan."""
    source = of_text(text, name, Format.TEXT, CAPS)
    return read_apart(replace(source, format=Format.SCAN, confidence=Confidence.LOW))


def passages_of(reading: Reading) -> list[ReadItem]:
    """The plain text of purpose, measures and organisation: parts that a plan must have and no item tells."""
    taken = [one.anchor.start for one in reading.items if one.anchor is not None]
    found: list[ReadItem] = []
    for root in ReadingText.of(reading.source).outline.sections():
        part = _part(root)
        for node in _said(root) if part else ():
            anchor = node.whole.anchor()
            if not any(anchor.start <= start < anchor.end for start in taken):
                found.append(
                    ReadItem(
                        kind=PASSAGE,
                        start=anchor.start,
                        end=anchor.end,
                        confidence=reading.source.confidence.value,
                        said={"section": part, "text": node.text},
                    )
                )
    return found


def _part(node: Node) -> str:
    if len(node.text) > _LONGEST_HEADING:
        return ""
    words = fold(node.text)
    return next((part for part, names in _PARTS if any(name in words for name in names)), "")


def _said(root: Node) -> Iterable[Node]:
    """What stands below a heading; headings inside it are left out."""
    return (node for node in root.walk() if node is not root and not node.heading and node.text.strip())
