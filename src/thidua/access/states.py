"""States of an account. A lock after wrong tries is a moment in time, not a state: it passes by itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

OPEN = "open"
CLOSED = "closed"

ACCOUNT = StateTable(
    name="account",
    initial=OPEN,
    states={OPEN: _("đang dùng"), CLOSED: _("đã đóng")},
    transitions=(
        Transition("close", (OPEN,), CLOSED, _("đóng tài khoản")),
        Transition("reopen", (CLOSED,), OPEN, _("mở lại tài khoản")),
    ),
)
