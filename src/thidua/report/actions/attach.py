from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from thidua.kernel import files
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Absent
from thidua.kernel.files import Readable
from thidua.report.actions.save_draft import RELATED
from thidua.report.errors import UnknownElement
from thidua.report.models import Evidence, Report


@dataclass(frozen=True)
class Given:
    """A file as it arrives: its name is a word, its bytes are looked at."""

    name: str
    stream: Readable
    size: int


@transaction.atomic
def attach(
    *,
    actor: Actor,
    report_id: int,
    name: str,
    stream: Readable,
    size: int,
    element: str = "",
    kind: str = Evidence.Kind.EVIDENCE,
) -> Evidence:
    """Keeps a photo or paper behind a figure, or the signed scan; the same file again is kept once.

    Raises FileTooLarge, FileKindUnknown, UnknownElement and what the door raises.
    """
    report = fetch(Report, report_id, actor=actor, verb="attach", lock=True, related=RELATED)
    codes = {question.element.code for question in report.form.definition.questions}
    if element and element not in codes:
        raise UnknownElement(element=element[:60])
    return keep_file(actor=actor, report=report, given=Given(name, stream, size), element=element, kind=kind)


def keep_file(
    *,
    actor: Actor,
    report: Report,
    given: Given,
    element: str = "",
    kind: str = Evidence.Kind.EVIDENCE,
) -> Evidence:
    """Keeps a file with a report that the caller may write to. Raises FileTooLarge, FileKindUnknown."""
    stored = files.keep(given.name, given.stream, given.size)
    kept, made = Evidence.objects.get_or_create(
        report=report,
        element=element,
        kind=Evidence.Kind(kind),
        file=stored,
        defaults={"name": given.name[:255], "by": actor.name},
    )
    if made:
        record(actor, "report.evidence_added", report, path=report.unit.path, data={"name": kept.name})
    return kept


@transaction.atomic
def detach(*, actor: Actor, report_id: int, evidence_id: int) -> None:
    """Takes a photo or paper off the report; the trail says that it was there."""
    report = fetch(Report, report_id, actor=actor, verb="attach", lock=True, related=RELATED)
    found = report.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise Absent()
    record(actor, "report.evidence_removed", report, path=report.unit.path, data={"name": found.name})
    found.delete()
