"""Announced at start: the lists that this room takes in, and what it says before the tree changes."""

from django.utils.translation import gettext_lazy as _

from thidua.federation.questions import REORGANISING
from thidua.kernel.questions import say_counts
from thidua.launch import intakes
from thidua.launch.queries import reorganising

__all__ = ["intakes"]

REORGANISING.answers(reorganising.answer)
say_counts(
    plans_in_draft=_("kế hoạch đang soạn sẽ không ban hành được nữa"),
    assignments_carried=_("chỉ tiêu giao của đơn vị nhập, cộng sang đơn vị nhận"),
    assignments_ended=_("chỉ tiêu giao dừng lại cùng đơn vị"),
)
