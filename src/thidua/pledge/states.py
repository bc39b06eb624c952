"""How the objects of this room move. Nothing else assigns their states."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

# --- Registrations

SCHEME = StateTable(
    name="pledge.scheme",
    initial="open",
    states={"open": _("đang nhận đăng ký"), "closed": _("đã khóa đăng ký")},
    transitions=(
        Transition("close", ("open",), "closed", _("khóa đăng ký")),
        Transition("reopen", ("closed",), "open", _("mở lại đăng ký")),
    ),
)

# The list of one unit. A union above has one too: confirming it sends what it consolidated to the next level.
UNIT_LIST = StateTable(
    name="pledge.unit_list",
    initial="open",
    states={
        "open": _("đang lập danh sách"),
        "confirmed": _("đơn vị đã xác nhận"),
        "returned": _("cấp trên trả lại"),
        "consolidated": _("cấp trên đã tổng hợp"),
    },
    transitions=(
        Transition("confirm", ("open", "returned"), "confirmed", _("xác nhận danh sách")),
        Transition("take_back", ("confirmed",), "open", _("lấy lại để sửa")),
        Transition("return", ("confirmed", "consolidated"), "returned", _("trả lại")),
        Transition("consolidate", ("confirmed",), "consolidated", _("tổng hợp")),
    ),
)

# One line of a list. What a member registers alone waits until the unit has looked at it, and counts meanwhile.
REGISTRATION = StateTable(
    name="pledge.registration",
    initial="listed",
    states={
        "proposed": _("tự đăng ký, chờ đơn vị"),
        "listed": _("đã vào danh sách"),
        "declined": _("không đưa vào danh sách"),
        "withdrawn": _("đã rút"),
    },
    transitions=(
        Transition("accept", ("proposed",), "listed", _("đưa vào danh sách")),
        Transition("decline", ("proposed",), "declined", _("không đưa vào danh sách")),
        Transition("withdraw", ("proposed", "listed"), "withdrawn", _("rút đăng ký")),
    ),
)
LIVE = ("proposed", "listed")  # what counts
EDITABLE = UNIT_LIST.sources("confirm")  # a list that takes lines
