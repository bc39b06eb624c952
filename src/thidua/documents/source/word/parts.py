"""The parts of a Word file that are read, and the few words of its XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.errors import SourceDamaged
from thidua.documents.source.guard import Package, parsed

Element = etree._Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
VAL = W + "val"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = frozenset({"0", "false", "off", "none"})
KIND = "docx"


def child(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(W + name)


def value(element: Element | None, name: str) -> str | None:
    """``w:val`` of a child."""
    found = child(element, name)
    return None if found is None else found.get(VAL)


def whole(element: Element | None, name: str) -> int | None:
    told = value(element, name)
    return int(told) if told is not None and told.lstrip("-").isdecimal() and len(told) < 10 else None


def switch(element: Element | None, name: str) -> bool | None:
    """A property that is on by standing there; None when it is not said."""
    found = child(element, name)
    return None if found is None else found.get(VAL, "1").lower() not in _OFF


def local(element: Element) -> str:
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


class Parts:
    """Opens the package and finds its parts by what they are for, as Word does."""

    def __init__(self, content: bytes, caps: Caps = CAPS) -> None:
        self._package = Package(content, KIND, caps)
        self.caps = caps
        self._main = self._target_of("_rels/.rels", "officeDocument") or "word/document.xml"
        root = self._xml(self._main)
        body = child(root, "body")
        if body is None:
            raise SourceDamaged(format=KIND)
        self.body = body

    def named(self, purpose: str) -> Element | None:
        """``styles``, ``numbering``, ``footnotes`` or ``endnotes``; None when the file has none."""
        return next(self.all_named(purpose), None)

    def all_named(self, purpose: str) -> Iterator[Element]:
        folder, name = posixpath.split(self._main)
        for target in self._targets(f"{folder}/_rels/{name}.rels", purpose):
            if (root := self._xml(target)) is not None:
                yield root

    def _target_of(self, rels: str, purpose: str) -> str | None:
        return next(iter(self._targets(rels, purpose)), None)

    def _targets(self, rels: str, purpose: str) -> Iterator[str]:
        root = self._package.xml(rels)
        if root is None:
            return
        folder = posixpath.dirname(posixpath.dirname(rels))
        for one in root:
            outside = one.get("TargetMode") == "External"
            if not outside and (one.get("Type") or "").rpartition("/")[2] == purpose:
                target = one.get("Target") or ""
                yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def _xml(self, name: str) -> Element | None:
        content = self._package.read(name)
        if content is None:
            return None
        return parsed(content.replace(_STRICT, NAMESPACE.encode()), KIND)
