"""A paper as a file. What it says is what the page shows; a large one is written while its reader does other things."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.kernel.door import fetch
from thidua.kernel.files import open_stored
from thidua.kernel.jobs import begin
from thidua.kernel.models import Progress, StoredFile
from thidua.launch.desk.answering import Request, back
from thidua.launch.jobs import WRITE
from thidua.launch.models import Paper
from thidua.launch.queries.as_file import is_large, written
from thidua.launch.queries.templates import in_template, template_for

_RELATED = ("seat__parent", "issuer", "movement")


@require_GET
def word(request: Request, paper_id: int) -> HttpResponse | FileResponse:
    return _file(request, paper_id, "docx")


@require_GET
def pdf(request: Request, paper_id: int) -> HttpResponse | FileResponse:
    """Raises NotPrintable when the text holds a sign that no official font has."""
    return _file(request, paper_id, "pdf")


def _file(request: Request, paper_id: int, form: str) -> HttpResponse | FileResponse:
    """In the office's own template where it brought one; "?the-thuc=nghi-dinh" asks for the decree's layout."""
    paper = fetch(Paper, paper_id, actor=request.actor, related=_RELATED)
    if is_large(paper):
        return _large(request, paper, form)
    template = None if request.GET.get("the-thuc") == "nghi-dinh" else template_for(paper)
    made = written(paper, form) if template is None else in_template(paper, template, form)
    return sent(made.content, made.name, made.kind)


def _large(request: Request, paper: Paper, form: str) -> HttpResponse | FileResponse:
    """The file of this version, once it is written; asking again while it is being written begins nothing new."""
    wanted = {"paper_id": paper.pk, "version": paper.version, "format": form}
    work = Progress.objects.filter(kind=WRITE, arguments=wanted).exclude(state=Progress.State.FAILED).last()
    if work is not None and work.state == Progress.State.DONE:
        stored = StoredFile.objects.get(pk=work.outcome["file_id"])
        with open_stored(stored) as content:
            return sent(content.read(), stored.name, stored.kind)
    if work is None:
        begin(WRITE, actor=request.actor, label=_("Dựng tệp %(paper)s") % {"paper": paper}, arguments=wanted)
    messages.success(request, _("Phụ lục lớn nên tệp đang được dựng; bấm lại sau ít phút để tải về."))
    return back("paper", paper.pk)


def sent(content: bytes, name: str, kind: str) -> FileResponse:
    """A file to keep, never to be opened in the page."""
    answer = FileResponse(io.BytesIO(content), content_type=kind, as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
