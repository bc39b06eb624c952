"""A paper as a file that leaves the house: Word to edit, PDF/A to keep."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.pdf import NotPrintable as SignWithoutGlyph
from thidua.documents.writing.pdf import to_pdf
from thidua.formats.text import clean
from thidua.launch.file_errors import NotPrintable
from thidua.launch.models import Paper
from thidua.launch.queries.as_document import document_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
LARGE = 6_000  # cells of an annex from which on nobody should wait at the screen


@dataclass(frozen=True)
class Made:
    name: str
    kind: str
    content: bytes


def is_large(paper: Paper) -> bool:
    return paper.annex.count() > LARGE


def written(paper: Paper, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises NotPrintable when the text holds a sign that no official font has."""
    document = document_of(paper)
    if form == "docx":
        return Made(name_of_file(paper, form), WORD, to_docx(document))
    try:
        return Made(name_of_file(paper, form), PDF, to_pdf(document))
    except SignWithoutGlyph as problem:
        raise NotPrintable(sign=problem.params["sign"]) from problem


def name_of_file(paper: Paper, ending: str) -> str:
    """As offices name files: "Kế hoạch 315-KH-LĐLĐ.docx"; a draft by its title."""
    told = f"{paper.get_kind_display()} {paper.reference.replace('/', '-') or paper.title}"
    kept = "".join(letter if letter.isalnum() or letter in " -,." else " " for letter in clean(told))
    return f"{' '.join(kept.split())[:120].strip()}.{ending}"
