"""The reader as this room asks it: a file of the store becomes a reading, with remarks and the text of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from thidua.documents.prose.layout import Region
from thidua.documents.prose.outline import Node
from thidua.documents.reading.model import Reading
from thidua.documents.reading.read import read_source
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Format, Source
from thidua.documents.source.opening import open_source, open_text
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
_LONGEST_HEADING = 120


def read_file(place: Path, name: str) -> Reading:
    """Raises a ``SourceRefused``."""
    return read_source(open_source(place.read_bytes(), name))


def read_typed(text: str, name: str) -> Reading:
    """What a person typed beside the image; the source knows that it came from a scan."""
    return read_source(as_scan(open_text(text.encode(), name)))


def as_scan(source: Source) -> Source:
    from dataclasses import replace

    from thidua.documents.source.model import Confidence

    return replace(source, format=Format.SCAN, confidence=Confidence.LOW)


def passages_of(reading: Reading) -> list[ReadItem]:
    """The plain text of purpose, measures and organisation: parts that a plan must have and no item tells."""
    outline = ReadingText.of(reading.source).outline
    taken = [one.anchor for one in reading.items if one.anchor is not None]
    found: list[ReadItem] = []
    for root in outline.sections():
        part = _part(root)
        if part:
            found += [
                ReadItem(
                    kind=PASSAGE,
                    start=anchor.start,
                    end=anchor.end,
                    confidence="high",
                    said={"section": part, "text": node.text},
                )
                for node in _said(root)
                if (anchor := node.whole.anchor())
                and not any(anchor.start <= one.start < anchor.end for one in taken)
            ]
    return found


def _part(node: Node) -> str:
    words = fold(node.text[:_LONGEST_HEADING])
    return next((part for part, names in _PARTS if any(name in words for name in names)), "")


def _said(root: Node) -> Iterable[Node]:
    """What stands below a heading; headings inside it are left out."""
    return (node for node in root.walk() if node is not root and not node.heading and node.text.strip())


__all__ = ["Region"]
