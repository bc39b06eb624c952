"""Photos, papers and the signed scan of a report."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from thidua.kernel.door import fetch
from thidua.report.actions.attach import attach, detach
from thidua.report.models import Report
from thidua.web.api.answers import DoneOut, Key, answers, asking
from thidua.web.api.shapes.report import EvidenceOut, evidence_out

router = Router(tags=[gettext_noop("Minh chứng")])
FILE = File(...)
Element = Annotated[str, Field(max_length=60)]


@router.get(
    "/reports/{report_id}/evidence",
    response=answers(list[EvidenceOut]),
    summary=gettext_noop("Minh chứng của báo cáo"),
)
def evidence(request: HttpRequest, report_id: Key) -> list[EvidenceOut]:
    """For those who may read the figures."""
    report = fetch(Report, report_id, actor=asking(request), verb="read")
    return [evidence_out(one) for one in report.evidence.select_related("file")]


@router.post(
    "/reports/{report_id}/evidence",
    response=answers(EvidenceOut),
    summary=gettext_noop("Gửi minh chứng, bản ký"),
)
def add_evidence(
    request: HttpRequest,
    report_id: Key,
    *,
    element: Element = "",
    kind: Literal["evidence", "signed_scan"] = "evidence",
    file: UploadedFile = FILE,
) -> EvidenceOut:
    """One file as multipart/form-data: photo, PDF, Word or Excel, at most 25 MB; known by what it holds. The
    same file again is kept once. ``element``: the figure behind which it stands."""
    kept = attach(
        actor=asking(request),
        report_id=report_id,
        name=file.name or "",
        stream=file,
        size=file.size or 0,
        element=element,
        kind=kind,
    )
    return evidence_out(kept)


@router.delete(
    "/reports/{report_id}/evidence/{evidence_id}",
    response=answers(DoneOut),
    summary=gettext_noop("Bỏ một minh chứng"),
)
def drop_evidence(request: HttpRequest, report_id: Key, evidence_id: Key) -> DoneOut:
    """The trail says that it was there."""
    detach(actor=asking(request), report_id=report_id, evidence_id=evidence_id)
    return DoneOut()
