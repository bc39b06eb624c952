"""A cluster's regulation as an official document: Word to edit, PDF/A to keep.

The cluster stands as the issuer; a cluster has no seal, so above it stands the unit that organises it, and the union
that leads it signs.
"""

from __future__ import annotations

from django.utils import translation

from thidua.documents.writing.blocks import Official, Recipient, Signature
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.promises import cluster_regulation
from thidua.federation.models import Regulation
from thidua.federation.queries.office_file import Made, file_of
from thidua.federation.queries.regulation_text import chapters_of


def document_of(one: Regulation) -> Official:
    adopted = one.state == "adopted"
    host = one.cluster.host
    with translation.override("vi"):
        frame = Frame(
            issuer=one.cluster.name,
            superior=host.name if host else "",
            symbol=one.symbol or "QC-CTĐ",
            number=one.number,
            day=one.adopted_on if adopted else None,
            year=one.year,
            title=one.title,
            draft=not adopted,
            bases=tuple(line for line in one.opening.splitlines() if line.strip()),
            signatures=(Signature("CỤM TRƯỞNG", one.signer_name),),
            recipients=(Recipient("Các thành viên của cụm"), *([Recipient(host.name)] if host else [])),
            archive=f"VT {one.seat}" if one.seat else "VT",
        )
        return cluster_regulation(frame, chapters_of(one.text))


def written(one: Regulation, form: str) -> Made:
    """``form`` is "docx" or "pdf". Raises RegulationNotPrintable when the text holds a sign that no font has."""
    return file_of(document_of(one), f"Quy chế {one.cluster.code} lần {one.edition}", form)
