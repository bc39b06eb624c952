"""What the report room tells: every change of a report makes the nodes above it dirty.

The rows of the outbox are the dirty marks. They are written in the transaction of the change and deleted
in the transaction that writes the sums, so whatever is killed, nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.questions import REORGANISING, Reorganising
from thidua.kernel.events import Ids, emit, hears
from thidua.kernel.questions import Answer, say_counts
from thidua.report.models import Report
from thidua.rollup.actions.cascade import make_room
from thidua.rollup.actions.keep_results import write_results_back
from thidua.rollup.actions.restate import restate, restate_touched
from thidua.rollup.actions.roll import rebuild, roll
from thidua.rollup.models import Rolled
from thidua.rollup.queries.freshness import HEARER, TREE_HEARER

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
# What changes the tree of today.
TREE_CHANGED = (
    "federation.reorganised",
    "federation.reorganisation_undone",
    "federation.unit_placed",
    "federation.unit_ended",
)
FOLLOW = "rollup.tree_changed"  # told to ourselves; heard after everything that reports tell
WHOLE_PERIOD = "report.period_opened"


def roll_up(batch: Sequence[Ids]) -> None:
    """Any number of changed reports of any periods, each period computed once."""
    dirty: defaultdict[int, set[int]] = defaultdict(set)
    for ids in batch:
        dirty[ids["period_id"]].add(ids["report_id"])
    make_room(dirty)
    for period_id in sorted(dirty):  # always in one order: two workers cannot wait for each other
        roll(period_id=period_id, report_ids=dirty[period_id])


@hears(WHOLE_PERIOD, HEARER)
def roll_up_wholly(batch: Sequence[Ids]) -> None:
    period_ids = {ids["period_id"] for ids in batch}
    make_room(period_ids)
    for period_id in sorted(period_ids):
        rebuild(period_id=period_id)
        restate(period_id=period_id)  # a period of the past may open under its old tree


def note_the_tree(_batch: Sequence[Ids]) -> None:
    """However many units changed their place, each period is asked once; and only after open periods have
    followed with their stamps, because those have nothing to restate then."""
    for period_id in Rolled.objects.order_by("pk").values_list("pk", flat=True):
        emit(FOLLOW, period_id=period_id)


@hears(FOLLOW, TREE_HEARER)
def follow_the_tree(batch: Sequence[Ids]) -> None:
    restate_touched({ids["period_id"] for ids in batch})


@hears("rollup.edition_frozen", "rollup.results")
def write_back(batch: Sequence[Ids]) -> None:
    """Results of a closed year; the newest edition has the last word. At the size of the country long work."""
    for edition_id in sorted({ids["edition_id"] for ids in batch}):
        write_results_back(edition_id)


for event in ONE_REPORT:
    hears(event, HEARER)(roll_up)
for event in TREE_CHANGED:
    hears(event, TREE_HEARER)(note_the_tree)


say_counts(
    periods_changed=_("kỳ đang mở có tổng số đổi theo nơi mới"),
    periods_restated=_("kỳ đã có số, xem theo cây hiện nay sẽ khác; xem như lúc đó thì giữ nguyên"),
)


@REORGANISING.answers
def totals_that_change(subject: Reorganising) -> Answer:
    """How many periods read otherwise on today's tree; those with a cut-off after the day change by themselves."""
    counted = Report.objects.filter(unit__in=subject.places, state__in=("sent", "accepted"))
    still_open = Q(period__state="open", period__cutoff_on__gte=subject.from_on)
    counts = counted.aggregate(
        periods_restated=Count("period", distinct=True),
        periods_changed=Count("period", distinct=True, filter=still_open),
    )
    return Answer("rollup", counts)
