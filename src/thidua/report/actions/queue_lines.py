from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.documents.sheets import write_rows
from thidua.federation.models import Body
from thidua.kernel.door import Actor
from thidua.kernel.errors import NotYours
from thidua.kernel.intake.actions.upload import upload
from thidua.kernel.intake.registry import kind_of
from thidua.kernel.models import Intake
from thidua.launch.models import Period
from thidua.report.queries.pasted import Line

TYPED = "report_grid"  # figures that units type
STATED = "stated_grid"  # figures that registers and the level above state


@transaction.atomic
def queue_lines(
    *, actor: Actor, unit: Body, period: Period, lines: Sequence[Line], kind: str = TYPED
) -> Intake:
    """Lays lines whose unit is not known aside, in a list that waits for a person; none is dropped.

    The same lines sent again go to the list that waits already. Raises NotYours.
    """
    if not actor.may(kind_of(kind).capability, unit.path):
        raise NotYours()
    codes = sorted({code for line in lines for code in line.cells})
    table = [[line.unit_text, *(line.cells.get(code, "") for code in codes)] for line in lines]
    digest = hashlib.sha256(repr((period.pk, codes, table)).encode()).hexdigest()
    waiting = Intake.objects.filter(
        kind=kind, unit_id=unit.pk, settings__digest=digest, state="previewed"
    ).first()
    if waiting is not None:
        return waiting
    content = write_rows([_("Đơn vị"), *codes], table)
    return upload(
        actor=actor,
        kind=kind,
        unit_id=unit.pk,
        unit_path=unit.path,
        name=f"{period.name}.xlsx",
        stream=io.BytesIO(content),
        size=len(content),
        settings={"period_id": period.pk, "digest": digest},
    )
