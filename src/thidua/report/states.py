"""A report on its way: waiting until the unit begins, sent up, returned with reasons or accepted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

REPORT = StateTable(
    name="report.report",
    initial="waiting",
    states={
        "waiting": _("chưa làm"),
        "draft": _("đang soạn"),
        "sent": _("đã gửi"),
        "returned": _("trả lại"),
        "accepted": _("đã duyệt"),
    },
    transitions=(
        Transition("begin", ("waiting",), "draft", _("bắt đầu")),
        Transition("send", ("waiting", "draft", "returned"), "sent", _("gửi")),
        Transition("take_back", ("sent",), "draft", _("lấy lại")),
        Transition("return", ("sent",), "returned", _("trả lại")),
        Transition("accept", ("sent",), "accepted", _("duyệt")),
        Transition("reopen", ("accepted",), "returned", _("mở lại")),
        # Figures that stand by their source (a register, an office's letter) have nobody to review them.
        Transition("note_down", ("waiting",), "accepted", _("ghi nhận")),
    ),
)
EDITABLE = REPORT.sources("send")
COUNTED = ("sent", "accepted")
