"""Files that an endpoint gives: an official document as Word to edit or PDF/A to keep."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from thidua.federation.queries.office_file import PDF, WORD, Made

Form: TypeAlias = Literal["docx", "pdf"]

# Said in the document of the API: such an endpoint answers with the file itself, and with a refusal as JSON.
GIVES_A_FILE: Final[dict[str, Any]] = {
    "responses": {
        200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (WORD, PDF)}}
    }
}


def given(made: Made) -> HttpResponse:
    answer = HttpResponse(made.content, content_type=made.kind)
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
