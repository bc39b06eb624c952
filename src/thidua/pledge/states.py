"""How the objects of this room move. Nothing else assigns their states."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

# Covenants. What was signed stays in force while it is being changed.
COVENANT = StateTable(
    name="pledge.covenant",
    initial="draft",
    states={
        "draft": _("đang soạn"),
        "negotiating": _("các bên đang thống nhất"),
        "to_sign": _("chờ ký"),
        "in_force": _("có hiệu lực"),
        "amending": _("có hiệu lực, đang sửa đổi"),
        "to_sign_again": _("có hiệu lực, bản sửa đổi chờ ký"),
        "closed": _("đã tổng kết"),
        "cancelled": _("đã hủy"),
    },
    transitions=(
        Transition("open", ("draft",), "negotiating", _("gửi các bên thống nhất")),
        Transition("settle", ("negotiating",), "to_sign", _("chốt lời văn để ký")),
        Transition("settle", ("amending",), "to_sign_again", _("chốt lời văn để ký")),
        Transition("reopen", ("to_sign",), "negotiating", _("mở lại để sửa")),
        Transition("reopen", ("to_sign_again",), "amending", _("mở lại để sửa")),
        Transition("enter", ("to_sign", "to_sign_again"), "in_force", _("đủ chữ ký, có hiệu lực")),
        Transition("amend", ("in_force",), "amending", _("sửa đổi")),
        Transition("drop_change", ("amending", "to_sign_again"), "in_force", _("thôi sửa đổi")),
        Transition("close", ("in_force",), "closed", _("tổng kết giao ước")),
        Transition("cancel", ("draft", "negotiating", "to_sign"), "cancelled", _("hủy giao ước")),
    ),
)

# One text of a covenant, from the moment it is settled.
COVENANT_VERSION = StateTable(
    name="pledge.covenant_version",
    initial="open",
    states={
        "open": _("đang lấy chữ ký"),
        "in_force": _("có hiệu lực"),
        "replaced": _("đã có bản sau thay"),
        "void": _("bỏ, chưa từng có hiệu lực"),
    },
    transitions=(
        Transition("enter", ("open",), "in_force", _("có hiệu lực")),
        Transition("replace", ("in_force",), "replaced", _("thay bằng bản sau")),
        Transition("void", ("open",), "void", _("bỏ bản đang ký")),
    ),
)

PROPOSAL = StateTable(
    name="pledge.proposal",
    initial="open",
    states={
        "open": _("chờ trả lời"),
        "accepted": _("được chấp nhận"),
        "declined": _("không được chấp nhận"),
        "taken_back": _("đã rút"),
        "overtaken": _("đã có con số khác"),
    },
    transitions=(
        Transition("accept", ("open",), "accepted", _("chấp nhận")),
        Transition("decline", ("open",), "declined", _("không chấp nhận")),
        Transition("take_back", ("open",), "taken_back", _("rút lại")),
        Transition("overtake", ("open",), "overtaken", _("thay bằng con số khác")),
    ),
)

COVENANT_LIVE = ("in_force", "amending", "to_sign_again")  # a signed text binds the parties
COVENANT_OPEN = ("negotiating", "amending")
COVENANT_TO_SIGN = ("to_sign", "to_sign_again")
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
