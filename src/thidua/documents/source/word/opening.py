"""Bytes of a .docx become a Source."""

from __future__ import annotations

from thidua.documents.source.building import build
from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.errors import SourceEmpty
from thidua.documents.source.model import Format, Source
from thidua.documents.source.word.body import Body
from thidua.documents.source.word.parts import Parts


def open_docx(content: bytes, name: str, caps: Caps = CAPS, kind: Format = Format.DOCX) -> Source:
    """Raises SourceDamaged, SourceHostile, SourceTooLarge, SourceEmpty."""
    walk = Body(Parts(content, caps)).read()
    if not walk.drafts:
        raise SourceEmpty()
    return build(
        name, kind, walk.written.raw, walk.drafts,
        repairs=walk.repairs, pages=walk.page, notes=sorted(walk.met.notes),
    )  # fmt: skip
