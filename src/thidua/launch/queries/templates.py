"""The Word templates that an office brought."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.documents.writing.office_pdf import can_print, printed_docx
from thidua.documents.writing.office_templates import fill
from thidua.federation.models import Body
from thidua.kernel.errors import Said, say_code
from thidua.kernel.files import open_stored
from thidua.launch.file_errors import NoOfficeProgram
from thidua.launch.models import OfficeTemplate, Paper
from thidua.launch.queries.as_document import document_of
from thidua.launch.queries.as_file import PDF, WORD, Made, name_of_file

_FEW = 50  # uploads of one office; older ones are kept, not listed


@dataclass(frozen=True)
class Brought:
    """An upload, whether papers are written in it now, and why not."""

    template: OfficeTemplate
    in_use: bool
    problem: Said | None


def brought_by(unit: Body) -> list[Brought]:
    """The uploads of an office, the latest first. One query."""
    used: set[str] = set()
    found = []
    for one in OfficeTemplate.objects.filter(unit=unit).select_related("file")[:_FEW]:
        in_use = one.problem is None and one.kind not in used
        used |= {one.kind} if in_use else set()
        said = say_code(one.problem["code"], one.problem["params"]) if one.problem else None
        found.append(Brought(one, in_use, said))
    return found


def template_for(paper: Paper) -> OfficeTemplate | None:
    """What the papers of this kind are written in at the office that signs it."""
    usable = OfficeTemplate.objects.filter(unit=paper.seat_id, kind=paper.kind, problem__isnull=True)
    return usable.select_related("file").first()


def in_template(paper: Paper, template: OfficeTemplate, form: str) -> Made:
    """The paper in the office's own template. Its PDF needs an office program. Raises NoOfficeProgram."""
    with open_stored(template.file) as content:
        filled = fill(content.read(), document_of(paper))
    if form == "docx":
        return Made(name_of_file(paper, form), WORD, filled)
    if not can_print():
        raise NoOfficeProgram()
    return Made(name_of_file(paper, form), PDF, printed_docx(filled))
