"""Announced at start: the lists that this room takes in, what it says before the tree changes, and what follows
when it did."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from thidua.federation.questions import REORGANISING, UNDOING, UNFOUNDING, Unfounding
from thidua.kernel.door import system
from thidua.kernel.events import Ids, hears
from thidua.kernel.questions import say_counts
from thidua.launch import intakes
from thidua.launch.actions.follow_mergers import follow_mergers, forget_carried, take_mergers_back
from thidua.launch.queries import cluster_stations, reorganising

__all__ = ["cluster_stations", "intakes"]

HEARER = "launch"
_HOUSE = "sắp xếp tổ chức"

REORGANISING.answers(reorganising.answer)
UNDOING.answers(reorganising.answer_back)
say_counts(
    plans_in_draft=_("kế hoạch đang soạn sẽ không ban hành được nữa"),
    assignments_carried=_("chỉ tiêu giao của đơn vị nhập, cộng sang đơn vị nhận"),
    assignments_ended=_("chỉ tiêu giao dừng lại cùng đơn vị"),
)


@hears("federation.merged", HEARER)
def carry(batch: Sequence[Ids]) -> None:
    follow_mergers(actor=system(_HOUSE), reorganisation_ids={ids["reorganisation_id"] for ids in batch})


@hears("federation.reorganisation_undone", HEARER)
def bring_back(batch: Sequence[Ids]) -> None:
    take_mergers_back(actor=system(_HOUSE), reorganisation_ids={ids["reorganisation_id"] for ids in batch})


@UNFOUNDING.runs
def forget(subject: Unfounding) -> None:
    forget_carried(actor=system(_HOUSE), unit_ids=subject.units)
