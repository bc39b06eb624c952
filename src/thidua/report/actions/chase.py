from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from thidua.kernel.actions import record
from thidua.kernel.door import Actor, listing
from thidua.report.models import Chase, Report


@transaction.atomic
def chase(
    *,
    actor: Actor,
    report_ids: Iterable[int],
    how: str,
    text: str = "",
    promised_on: dt.date | None = None,
) -> list[Chase]:
    """Notes that units were reminded; those that have sent meanwhile, or are not below, are left out."""
    found = listing(Report, actor=actor, verb="chase").filter(pk__in=list(report_ids)).select_related("unit")
    said = {"how": Chase.How(how), "text": text.strip()[:500], "promised_on": promised_on, "by": actor.name}
    made = [Chase(report=report, **said) for report in found.order_by("pk")]
    Chase.objects.bulk_create(made)
    for one in made:
        record(actor, "report.chased", one.report, path=one.report.unit.path, data={"how": one.how})
    return made
