"""Limits: how much of a file is looked at, and how its parts are taken out without being flooded.

What a file says of its own size is not believed: parts are read to a cap, XML is parsed without entities,
without a DTD and without a network.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from thidua.documents.source.caps import CAPS, MEGABYTE, Caps
from thidua.documents.source.errors import SourceDamaged, SourceHostile, SourceRefused, SourceTooLarge

# RuntimeError: locked with a password; NotImplementedError: packed in a way nobody else uses.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Package:
    """A zip of parts, read one by one, each to its cap."""

    def __init__(self, content: bytes, kind: str, caps: Caps = CAPS) -> None:
        self._kind, self._caps = kind, caps
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as problem:
            raise SourceDamaged(format=kind) from problem
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > caps.parts:
            raise SourceTooLarge(what="parts", limit=caps.parts)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None when there is none. Raises SourceTooLarge, SourceDamaged."""
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                content = stream.read(self._caps.xml + 1)
        except _BROKEN as problem:
            raise SourceDamaged(format=self._kind) from problem
        if len(content) > self._caps.xml:
            raise SourceTooLarge(what="unpacked", limit=self._caps.xml)
        return content

    def xml(self, name: str) -> etree._Element | None:
        content = self.read(name)
        return None if content is None else parsed(content, self._kind)


def parsed(content: bytes, kind: str) -> etree._Element:
    """The root of an XML part. A document type is refused: no office program writes one.

    Raises SourceHostile, SourceDamaged.
    """
    if _has_doctype(content):
        raise SourceHostile(what="doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise _refusal(problem, kind, len(content)) from problem
    except ValueError as problem:
        raise SourceDamaged(format=kind) from problem


_NO_MEMORY = 2  # libxml2's XML_ERR_NO_MEMORY; its words say "unknown error"


def _refusal(problem: etree.XMLSyntaxError, kind: str, size: int) -> SourceRefused:
    """What the parser's complaint comes to."""
    told = str(problem).lower()
    if "depth" in told:
        return SourceHostile(what="nesting")
    if "huge" in told:
        return SourceTooLarge(what="unpacked", limit=10 * MEGABYTE)
    if getattr(problem, "code", None) == _NO_MEMORY:
        return SourceTooLarge(what="unpacked", limit=size)
    return SourceDamaged(format=kind)


def _has_doctype(content: bytes) -> bool:
    """In whichever encoding: UTF-16 puts zeros between the letters."""
    return b"<!DOCTYPE" in content.replace(b"\0", b"") if b"\0" in content else b"<!DOCTYPE" in content
