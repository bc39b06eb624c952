"""The PDF of an office's own template. Only an office program can set it; where none is installed, there is none."""

from __future__ import annotations

from thidua.documents.source.legacy_office import converted, converter

# PDF/A-2b, which LibreOffice calls version 2.
_ARCHIVED = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def can_print() -> bool:
    """Whether this machine can make a PDF of somebody's Word file. Where not, the screen offers Word only."""
    return converter() is not None


def printed_docx(content: bytes) -> bytes:
    """A .docx as PDF/A-2b. Raises ConverterMissing, ConverterFailed."""
    return converted(content, ".docx", _ARCHIVED)
