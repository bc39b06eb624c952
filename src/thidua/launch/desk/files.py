"""A paper as a file: Word to edit, PDF/A to keep. What it says is what the page shows."""

from __future__ import annotations

import io

from django.http import FileResponse
from django.views.decorators.http import require_GET

from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.pdf import NotPrintable as SignWithoutGlyph
from thidua.documents.writing.pdf import to_pdf
from thidua.formats.text import clean
from thidua.kernel.door import fetch
from thidua.launch.desk.answering import Request
from thidua.launch.errors import NotPrintable
from thidua.launch.models import Paper
from thidua.launch.queries.as_document import document_of

_RELATED = ("seat__parent", "issuer", "movement")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def word(request: Request, paper_id: int) -> FileResponse:
    paper = fetch(Paper, paper_id, actor=request.actor, related=_RELATED)
    return sent(to_docx(document_of(paper)), _name(paper, "docx"), WORD)


@require_GET
def pdf(request: Request, paper_id: int) -> FileResponse:
    """Raises NotPrintable when the text holds a sign that no official font has."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=_RELATED)
    try:
        made = to_pdf(document_of(paper))
    except SignWithoutGlyph as problem:
        raise NotPrintable(sign=problem.params["sign"]) from problem
    return sent(made, _name(paper, "pdf"), "application/pdf")


def _name(paper: Paper, ending: str) -> str:
    """As offices name files: "Kế hoạch 315-KH-LĐLĐ.docx"; a draft by its title."""
    told = f"{paper.get_kind_display()} {paper.reference.replace('/', '-') or paper.title}"
    kept = "".join(letter if letter.isalnum() or letter in " -,." else " " for letter in clean(told))
    return f"{' '.join(kept.split())[:120].strip()}.{ending}"


def sent(content: bytes, name: str, kind: str) -> FileResponse:
    """A file to keep, never to be opened in the page."""
    answer = FileResponse(io.BytesIO(content), content_type=kind, as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
