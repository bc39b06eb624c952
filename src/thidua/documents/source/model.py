"""What a file says, before anybody asks what it means.

``raw`` is the text as received: for a text file its very characters (decoded, no newline or Unicode change),
for the others what was taken out of them, with automatic numbers and bullets written out. Everything later
points into ``raw``; nothing later changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    SCAN = "scan"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Confidence(StrEnum):
    """How far a person must look. Said per item; a scan makes everything ``low``."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RepairKind(StrEnum):
    NORMALISED = "normalised"  # NFD to NFC
    TCVN3 = "tcvn3"
    VNI = "vni"
    LOOK_ALIKE = "look_alike"  # µ for à, − for ư, Ð for Đ
    BOOKMARK = "bookmark"  # Word's [bookmark: …] in copied text
    MARKUP = "markup"  # *emphasis*, \\escapes and anchors that a converter left in the text
    ENTITY = "entity"  # &amp; and its like, left undecoded
    JOINED = "joined"  # a paragraph broken by a page or a line end
    SUSPECTED = "suspected"  # reads like a wrong glyph; only said, never changed


class Note(StrEnum):
    """What the file hid, lost or kept beside: told once for the whole of it."""

    TRACKED_CHANGES = "tracked_changes"  # the final text was read
    HIDDEN_TEXT = "hidden_text"  # left out
    COMMENTS = "comments"  # left out
    TEXT_BOXES = "text_boxes"  # read where they are anchored
    PICTURES = "pictures"  # not read
    FOOTNOTES = "footnotes"  # stand behind the text
    CONTENTS_DROPPED = "contents_dropped"  # a table of contents says everything twice
    RUNNING_HEADS_DROPPED = "running_heads_dropped"
    PAGES_ARE_PICTURES = "pages_are_pictures"  # some pages have no letters
    SCAN_NOT_READ = "scan_not_read"  # nobody here reads pictures: a person types beside it
    SCAN_READ = "scan_read"  # a machine read a picture: each letter may be wrong
    SCAN_CUT = "scan_cut"  # only its first pages
    DECODED_CP1258 = "decoded_cp1258"
    DECODED_TCVN3 = "decoded_tcvn3"
    DECODED_VNI = "decoded_vni"
    DECODED_VIQR = "decoded_viqr"
    DECODED_CP1252 = "decoded_cp1252"


@dataclass(frozen=True)
class Anchor:
    """Half-open span of ``Source.raw``."""

    start: int
    end: int


@dataclass(frozen=True)
class Repair:
    kind: RepairKind
    anchor: Anchor
    before: str
    after: str


@dataclass(frozen=True)
class Place:
    """The cell of a table that a paragraph stands in. Counts from 0; a merged cell says how far it reaches."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Look:
    """How a paragraph looks, where the file says so. Text files say nothing: all False."""

    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: NFC, repaired, runs of blanks as one, never empty.

    ``raw_at[i]`` is where character ``i`` of ``text`` began in ``Source.raw``; one entry more marks the end.
    """

    text: str
    raw_at: tuple[int, ...]
    look: Look = Look()
    place: Place | None = None
    page: int | None = None

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        """The span of ``raw`` that ``text[start:end]`` was read from."""
        stop = len(self.text) if end is None else end
        return Anchor(self.raw_at[start], self.raw_at[stop])


@dataclass(frozen=True)
class Source:
    """A file that was read. ``low`` when a person has to look at every letter (a scan)."""

    name: str
    format: Format
    raw: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...] = ()
    pages: int | None = None
    confidence: Confidence = Confidence.HIGH
    notes: tuple[Note, ...] = ()
