"""What the report room tells: every change of a report makes the nodes above it dirty.

The rows of the outbox are the dirty marks. They are written in the transaction of the change and deleted
in the transaction that writes the sums, so whatever is killed, nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from thidua.federation.queries.reorganising.touched import branches_of
from thidua.federation.questions import REORGANISING, Reorganising
from thidua.kernel.events import Ids, hears
from thidua.kernel.questions import Answer, say_counts
from thidua.report.models import Report
from thidua.rollup.actions.roll import rebuild, roll
from thidua.rollup.queries.freshness import HEARER

ONE_REPORT = (
    "report.sent",
    "report.taken_back",
    "report.returned",
    "report.accepted",
    "report.reopened",
    "report.restated",
    "report.bulk_changed",
    "report.derived_changed",
    "report.moved",
)
WHOLE_PERIOD = "report.period_opened"


def roll_up(batch: Sequence[Ids]) -> None:
    """Any number of changed reports of any periods, each period computed once."""
    dirty: defaultdict[int, set[int]] = defaultdict(set)
    for ids in batch:
        dirty[ids["period_id"]].add(ids["report_id"])
    for period_id in sorted(dirty):  # always in one order: two workers cannot wait for each other
        roll(period_id=period_id, report_ids=dirty[period_id])


@hears(WHOLE_PERIOD, HEARER)
def roll_up_wholly(batch: Sequence[Ids]) -> None:
    for period_id in sorted({ids["period_id"] for ids in batch}):
        rebuild(period_id=period_id)


for event in ONE_REPORT:
    hears(event, HEARER)(roll_up)


say_counts(
    periods_changed=_("kỳ đang mở có tổng số đổi theo nơi mới"),
    periods_restated=_("kỳ đã có số, xem theo cây hiện nay sẽ khác; xem như lúc đó thì giữ nguyên"),
)


@REORGANISING.answers
def totals_that_change(subject: Reorganising) -> Answer:
    """How many periods read otherwise on today's tree; those with a cut-off after the day change by themselves."""
    touched = branches_of([unit_id for unit_id, _under in subject.moving]) | set(subject.ending)
    counted = Report.objects.filter(unit__in=touched, state__in=("sent", "accepted"))
    still_open = counted.filter(period__state="open", period__cutoff_on__gte=subject.from_on)
    periods = (rows.values("period").distinct().count() for rows in (counted, still_open))
    return Answer("rollup", dict(zip(("periods_restated", "periods_changed"), periods, strict=True)))
