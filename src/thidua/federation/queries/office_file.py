"""An official document as a file to take away: Word to edit, PDF/A to keep."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.documents.writing.blocks import Official
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.pdf import NotPrintable, to_pdf
from thidua.federation.cluster_errors import RegulationNotPrintable

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
BLANK = "…………"  # what nobody has told stays to be written by hand


@dataclass(frozen=True)
class Made:
    name: str
    kind: str
    content: bytes


def file_of(document: Official, name: str, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable when the text holds a sign that no font has."""
    if form == "docx":
        return Made(f"{name}.docx", WORD, to_docx(document))
    try:
        return Made(f"{name}.pdf", PDF, to_pdf(document))
    except NotPrintable as problem:
        raise RegulationNotPrintable(sign=problem.params["sign"]) from problem
