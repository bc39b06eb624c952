"""Why a file was not read: stable codes; their wording is made above."""

from __future__ import annotations

from thidua.formats.errors import CodedError


class SourceRefused(CodedError):
    """A file that is not read. Every refusal below is one."""

    code = "documents.source_refused"


class SourceEmpty(SourceRefused):
    """No byte, or nothing but blanks."""

    code = "documents.source_empty"


class SourceTooLarge(SourceRefused):
    """Beyond a cap. Params: ``what`` (bytes, unpacked, memory, parts, pages, characters, paragraphs, cells), ``limit``
    (of bytes: told in MB)."""

    code = "documents.source_too_large"

    def __init__(self, *, what: str, limit: int | str) -> None:
        if isinstance(limit, int) and what in ("bytes", "unpacked", "memory"):
            limit = f"{limit // 2**20} MB"
        super().__init__(what=what, limit=limit)


class SourceDamaged(SourceRefused):
    """Says it is a docx, a PDF … and cannot be read as one. Params: ``format``."""

    code = "documents.source_damaged"


class SourceLocked(SourceRefused):
    """Opens with a password only. Params: ``format``."""

    code = "documents.source_locked"


class SourceUnknown(SourceRefused):
    """A kind of file that is not read. Params: ``found``: what it is, as far as seen (image, xlsx, zip …)."""

    code = "documents.source_unknown"


class SourceHostile(SourceRefused):
    """Made to harm: entities, a flood packed small, nesting without end. Params: ``what``."""

    code = "documents.source_hostile"


class SourceTooSlow(SourceRefused):
    """Was not read within the time or the memory given. Params: ``seconds``."""

    code = "documents.source_too_slow"


class ConverterMissing(SourceRefused):
    """A .doc, and no LibreOffice on this machine."""

    code = "documents.converter_missing"


class ConverterFailed(SourceRefused):
    """LibreOffice is here and could not convert the .doc."""

    code = "documents.converter_failed"
