"""``open_source``: the one way in. What the file is is seen from its bytes, never from its name alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from thidua.documents.source import scans
from thidua.documents.source.apart import picture_apart, read_apart
from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.errors import SourceTooLarge
from thidua.documents.source.model import Format, Source
from thidua.documents.source.sniff import Kind, kind_of


def open_source(content: bytes | Path, name: str = "", *, caps: Caps = CAPS) -> Source:
    """The Source of a file. ``name`` is what the user calls it; a path brings its own.

    A text file is read here: only this package's own code looks at it. Everything else is parsed in a
    process of its own, within ``caps``. Raises a SourceRefused (``errors.py``).
    """
    if isinstance(content, Path):
        name = name or content.name
        if content.stat().st_size > caps.bytes:
            raise SourceTooLarge(what="bytes", limit=caps.bytes)
        content = content.read_bytes()
    if len(content) > caps.bytes:
        raise SourceTooLarge(what="bytes", limit=caps.bytes)
    kind = kind_of(content, name)
    if kind is Kind.TEXT:
        from thidua.documents.source.reader import (
            read_here,  # what other files need is loaded where they are parsed
        )

        return read_here(content, name, kind, caps)
    if kind is Kind.LEGACY:
        from thidua.documents.source.legacy_office import as_docx

        converted = as_docx(content, name)
        return replace(read_apart(converted, name, Kind.DOCX, caps), format=Format.DOC)
    source = read_apart(content, name, kind, caps)
    if source.format is Format.SCAN and scans.reads_scans():
        return _read_by_machine(source, content, caps)
    return source


def _read_by_machine(source: Source, content: bytes, caps: Caps) -> Source:
    return scans.read_by_machine(
        source,
        lambda page, width: picture_apart(content, page, width, caps),
        lambda letters: read_apart(letters, source.name, Kind.PDF, caps),
    )


def page_picture(content: bytes, page: int, *, width: int = 1000, caps: Caps = CAPS) -> bytes:
    """One page (from 1) of a PDF, or a scanned picture, as a PNG of this width: what a person reads beside the
    proposal, and types from when there are no letters. Raises SourceDamaged, SourceLocked, SourceTooSlow."""
    if len(content) > caps.bytes:
        raise SourceTooLarge(what="bytes", limit=caps.bytes)
    return picture_apart(content, page, width, caps)
