"""What this room hears."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from thidua.federation.questions import REORGANISING, UNDOING, UNFOUNDING, Unfounding
from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.kernel.questions import say_counts
from thidua.report import intakes
from thidua.report.actions.change_due import follow_deadlines
from thidua.report.actions.count_registered import count_registered, count_registered_in
from thidua.report.actions.follow_reorganisation import follow_reorganisation
from thidua.report.actions.open_period import open_period
from thidua.report.actions.unfound import forget_waiting
from thidua.report.queries import reorganising

__all__ = ["intakes"]

REORGANISING.answers(reorganising.answer)
UNDOING.answers(reorganising.answer_back)
say_counts(
    reports_open=_("báo cáo chưa xong của đơn vị kết thúc"),
    reports_moved=_("báo cáo của kỳ đang mở được ghi lại theo nơi mới"),
    reports_excused=_("báo cáo chưa làm được miễn vì đơn vị kết thúc"),
)


@UNFOUNDING.runs
def forget(subject: Unfounding) -> None:
    forget_waiting(actor=system("report"), unit_ids=subject.units)


@hears("launch.period_opened", "report.make_heads")
def make_heads(batch: Sequence[Ids]) -> None:
    for period_id in sorted({ids["period_id"] for ids in batch}):
        open_period(actor=system("report"), period_id=period_id)


@hears("launch.deadlines_changed", "report.follow_deadlines")
def move_due_days(batch: Sequence[Ids]) -> None:
    for cycle_id in sorted({ids["cycle_id"] for ids in batch}):
        follow_deadlines(actor=system("report"), cycle_id=cycle_id)


@hears("pledge.coverage_changed", "report.count_registered")
def people_registered(batch: Sequence[Ids]) -> None:
    """Who has registered is known in the room before: it enters here like every figure that nobody types."""
    count_registered(actor=system("report"), changed={(ids["scheme_id"], ids["unit_id"]) for ids in batch})


@hears("report.period_opened", "report.count_registered")
def registered_before(batch: Sequence[Ids]) -> None:
    for period_id in sorted({ids["period_id"] for ids in batch}):
        count_registered_in(actor=system("report"), period_id=period_id)


def follow_tree(batch: Sequence[Ids]) -> None:
    for reorganisation_id in sorted({ids["reorganisation_id"] for ids in batch}):
        follow_reorganisation(actor=system("report"), reorganisation_id=reorganisation_id)


for event in ("federation.reorganised", "federation.reorganisation_undone"):
    hears(event, "report.follow_tree")(follow_tree)
