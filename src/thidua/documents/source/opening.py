"""``open_source``: the one way in. What the file is is seen from its bytes, never from its name alone."""

from __future__ import annotations

from pathlib import Path

from thidua.documents.source.building import build
from thidua.documents.source.encodings import decoded
from thidua.documents.source.errors import SourceEmpty
from thidua.documents.source.lines import drafts_of
from thidua.documents.source.model import Format, Source


def open_source(content: bytes | Path, name: str = "") -> Source:
    """The Source of a file. ``name`` is what the user calls it; a path brings its own.

    Raises a SourceRefused: SourceEmpty, SourceTooLarge, SourceDamaged, SourceLocked, SourceUnknown,
    SourceHostile, SourceTooSlow, ConverterMissing, ConverterFailed.
    """
    if isinstance(content, Path):
        return open_source(content.read_bytes(), name or content.name)
    return open_text(content, name)


def open_text(content: bytes, name: str, kind: Format = Format.TEXT) -> Source:
    raw, encoding = decoded(content)
    if not raw.strip("\ufeff\x00 \t\r\n"):
        raise SourceEmpty()
    notes = [] if encoding.startswith("utf") else [f"decoded_{encoding}"]
    drafts = drafts_of(raw)
    return build(
        name, kind, raw, drafts, notes=notes, pages=max((one.page or 1 for one in drafts), default=1)
    )
