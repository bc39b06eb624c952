from __future__ import annotations

from typing import Any

from django.db import transaction

from thidua.documents.writing.office_templates import TemplateNameUnknown, check
from thidua.documents.writing.template_sample import sample
from thidua.formats.errors import CodedError
from thidua.kernel.actions import record
from thidua.kernel.door import Actor
from thidua.kernel.files import open_stored
from thidua.kernel.models import StoredFile
from thidua.launch.models import OfficeTemplate
from thidua.launch.rules import acting_unit


@transaction.atomic
def keep_template(*, actor: Actor, unit_id: int, kind: str, stored: StoredFile, name: str) -> OfficeTemplate:
    """Keeps an office's template and tries it with a sample. One that cannot be used is kept with the reason, and
    the template used so far stays in use."""
    unit = acting_unit(actor, unit_id, "launch.draft")
    with open_stored(stored) as content:
        problem = _problem(content.read())
    made = OfficeTemplate.objects.create(
        unit=unit, kind=kind, file=stored, name=name[:255], problem=problem, kept_by=actor.name
    )
    data = {"kind": kind, "name": name, "usable": problem is None}
    record(actor, "launch.template_kept", made, path=unit.path, data=data)
    return made


def _problem(content: bytes) -> dict[str, Any] | None:
    try:
        check(content, sample())
    except CodedError as refused:
        return {"code": refused.code, "params": _told(refused)}
    return None


def _told(refused: CodedError) -> dict[str, str]:
    """Parameters as texts: unknown names each with the known name that is nearest."""
    params = {name: str(value) for name, value in refused.params.items()}
    if isinstance(refused, TemplateNameUnknown):
        names, nearest, known = (refused.params[name] for name in ("names", "nearest", "known"))
        assert isinstance(names, list) and isinstance(nearest, list) and isinstance(known, list)
        pairs = zip(names, nearest, strict=True)
        params["names"] = ", ".join(f"{one} (→ {near})" if near else one for one, near in pairs)
        params["known"] = ", ".join(known)
    return params
