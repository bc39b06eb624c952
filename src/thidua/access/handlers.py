"""Known at start: the lists that this room takes in, and what it says before the tree changes."""

from django.utils.translation import gettext_lazy as _

from thidua.access import intakes
from thidua.access.queries import reorganising, waiting
from thidua.federation.questions import REORGANISING
from thidua.kernel.questions import say_counts

__all__ = ["intakes", "waiting"]

REORGANISING.answers(reorganising.answer)
say_counts(
    accounts=_("tài khoản ở đơn vị kết thúc, cần giao đơn vị mới"),
    roles=_("vai trò hết hiệu lực cùng đơn vị"),
)
