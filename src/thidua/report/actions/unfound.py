from __future__ import annotations

from collections.abc import Collection

from django.db import connection, transaction

from thidua.kernel.door import Actor, must_be_house
from thidua.kernel.events import emit_many
from thidua.report.models import Report


@transaction.atomic
def forget_waiting(*, actor: Actor, unit_ids: Collection[int]) -> int:
    """Deletes the heads that the house made for units which turn out never to have been founded; returns how
    many. A head that somebody has begun stays, and so does its unit. Raises NotYours."""
    must_be_house(actor)
    heads = Report.objects.filter(unit__in=unit_ids, state="waiting", first_sent_at=None)
    found = dict(heads.values_list("pk", "period_id"))
    with connection.cursor() as cursor:
        cursor.execute("delete from report_values where report_id = any(%s)", [list(found)])
    heads.filter(pk__in=found).delete()
    emit_many("report.period_opened", ({"period_id": one} for one in sorted(set(found.values()))))
    return len(found)
