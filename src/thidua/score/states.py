"""How far things of this room have come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

# --- Grading of grassroots unions

GRADING = StateTable(
    name="score.grading",
    initial="waiting",
    states={
        "waiting": _("chưa chấm"),
        "draft": _("đơn vị đang chấm"),
        "sent": _("đã gửi cấp trên"),
        "returned": _("trả lại"),
        "marked": _("cấp trên đã chấm"),
        "agreed": _("đã thống nhất"),
        "exempt": _("không xếp loại"),
    },
    transitions=(
        Transition("begin", ("waiting",), "draft", _("bắt đầu tự chấm")),
        Transition("send", ("waiting", "draft", "returned"), "sent", _("gửi cấp trên")),
        Transition("take_back", ("sent",), "draft", _("lấy lại")),
        Transition("return", ("sent", "marked"), "returned", _("trả lại")),
        # Also for a unit that has not marked itself: the class of a year does not wait for it.
        Transition("mark", ("waiting", "draft", "returned", "sent", "marked"), "marked", _("cấp trên chấm")),
        Transition("object", ("marked",), "sent", _("giải trình")),
        Transition("agree", ("marked",), "agreed", _("thống nhất")),
        Transition("take_back_grade", ("agreed",), "marked", _("rút lại xếp loại")),
        Transition(
            "exempt", ("waiting", "draft", "returned", "sent", "marked"), "exempt", _("không xếp loại")
        ),
        Transition("include", ("exempt",), "waiting", _("đưa vào xếp loại")),
    ),
)
OWN_TURN = GRADING.sources("send")
UPPER_TURN = ("sent",)
SETTLED = ("agreed", "exempt")

GRADING_ROUND = StateTable(
    name="score.grading_round",
    initial="open",
    states={"open": _("đang xếp loại"), "closed": _("đã khóa")},
    transitions=(
        Transition("close", ("open",), "closed", _("khóa đợt xếp loại")),
        Transition("reopen", ("closed",), "open", _("mở lại")),
    ),
)
