"""A reorganisation of the tree on its way: drafted step by step, carried out, or taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

REORGANISATION = StateTable(
    name="federation.reorganisation",
    initial="draft",
    states={
        "draft": _("đang soạn"),
        "done": _("đã thực hiện"),
        "undone": _("đã hoàn tác"),
        "dropped": _("đã bỏ"),
    },
    transitions=(
        Transition("carry_out", ("draft",), "done", _("thực hiện")),
        Transition("undo", ("done",), "undone", _("hoàn tác")),
        Transition("drop", ("draft",), "dropped", _("bỏ bản soạn")),
    ),
)

CLUSTER_YEAR = StateTable(
    name="federation.cluster_year",
    initial="running",
    states={"running": _("đang hoạt động"), "closed": _("đã tổng kết")},
    transitions=(
        Transition("close", ("running",), "closed", _("tổng kết năm của cụm")),
        Transition("reopen", ("closed",), "running", _("mở lại năm của cụm")),
    ),
)

LEADER_DUTY = StateTable(
    name="federation.leader_duty",
    initial="waiting",
    states={"waiting": _("chưa làm"), "done": _("đã làm")},
    transitions=(
        Transition("finish", ("waiting",), "done", _("ghi đã làm")),
        Transition("reopen", ("done",), "waiting", _("mở lại việc")),
    ),
)

BALLOT = StateTable(
    name="federation.ballot",
    initial="open",
    states={"open": _("đang bỏ phiếu"), "closed": _("đã kiểm phiếu"), "cancelled": _("đã hủy")},
    transitions=(
        Transition("vote", ("open",), "open", _("bỏ phiếu")),
        Transition("close", ("open",), "closed", _("kiểm phiếu")),
        Transition("cancel", ("open",), "cancelled", _("hủy cuộc bỏ phiếu")),
    ),
)

REGULATION = StateTable(
    name="federation.regulation",
    initial="draft",
    states={
        "draft": _("đang soạn"),
        "with_members": _("thành viên cho ý kiến"),
        "adopted": _("đã thông qua"),
        "dropped": _("đã bỏ"),
    },
    transitions=(
        Transition("ask", ("draft",), "with_members", _("gửi thành viên cho ý kiến")),
        Transition("take_back", ("with_members",), "draft", _("lấy về sửa")),
        Transition("adopt", ("draft", "with_members"), "adopted", _("ghi đã thông qua")),
        Transition("drop", ("draft", "with_members"), "dropped", _("bỏ bản soạn")),
    ),
)
