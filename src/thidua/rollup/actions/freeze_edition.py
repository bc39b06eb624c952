"""Freezing the figures of a period: what later stages cite, and what never changes again."""

from __future__ import annotations

from django.db import connection, transaction

from thidua.kernel import clock
from thidua.kernel.actions import record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.events import emit
from thidua.launch.models import Period
from thidua.rollup.actions.roll import rebuild
from thidua.rollup.errors import NothingNew, NotRolledYet, ReasonMissing
from thidua.rollup.models import Edition, EditionLine, Rolled
from thidua.rollup.queries import statements
from thidua.rollup.queries.differences import differs
from thidua.rollup.queries.frozen_lines import lines_to_freeze
from thidua.rollup.queries.layout import layout_of
from thidua.rollup.rules import require_freezing

RELATED = ("cycle__movement__issuer", "cycle__movement__seat__kind")
BATCH = 2000


@transaction.atomic
def freeze_edition(*, actor: Actor, period_id: int, reason: str = "") -> Edition:
    """Freezes what is accepted now as the next edition of the period.

    Of a closed period it is final; of an open one preliminary ("số liệu sơ bộ"). The sums are computed anew
    first, so that nothing that waits is missing. From the second edition on a reason is asked for. Raises
    Absent, NotYours, NotRolledYet, ReasonMissing, NothingNew.
    """
    period = fetch(Period, period_id, actor=actor, related=RELATED)
    require_freezing(actor, period)
    rebuild(period_id=period_id)  # holds the period: nobody freezes or rolls it up beside us
    rolled = Rolled.objects.filter(pk=period_id).first()
    if rolled is None or period.state == "planned":
        raise NotRolledYet(period=str(period))
    last = Edition.objects.filter(period=period).order_by("-number").first()
    if last is not None and not reason.strip():
        raise ReasonMissing(number=last.number)
    edition = Edition.objects.create(
        period=period,
        number=last.number + 1 if last else 1,
        final=period.state == "closed",
        vector=list(layout_of(tuple(rolled.form_ids)).keys),
        frozen_at=clock.now(),
        by=actor.name,
        reason=reason.strip(),
    )
    _copy(edition, tuple(rolled.form_ids))
    if last is not None and last.final == edition.final and not differs(edition, last):
        raise NothingNew(number=last.number)
    EditionLine.objects.bulk_create(lines_to_freeze(edition, period), batch_size=BATCH)
    seat = period.cycle.movement.seat
    told = {"period_id": period.pk, "number": edition.number, "final": edition.final}
    record(actor, "rollup.edition_frozen", edition, path=seat.path, reason=edition.reason, data=told)
    emit("rollup.edition_frozen", edition_id=edition.pk, period_id=period.pk)
    return edition


def _copy(edition: Edition, form_ids: tuple[int, ...]) -> None:
    told = {"edition": edition.pk, "period": edition.period_id}
    with connection.cursor() as cursor:
        cursor.execute(statements.FREEZE_SUMS, told)
        cursor.execute(statements.freeze_reports(form_ids), told)
