"""An intake from upload to the end, and the state of each of its rows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

INTAKE = StateTable(
    name="intake",
    initial="uploaded",
    states={
        "uploaded": _("mới nhận tệp"),
        "previewed": _("đã kiểm tra"),
        "applying": _("đang ghi"),
        "applied": _("đã ghi xong"),
        "cancelled": _("đã hủy"),
    },
    transitions=(
        Transition("preview", ("uploaded", "previewed"), "previewed", _("kiểm tra")),
        # Also from "applying": a worker that was killed is followed by another.
        Transition("apply", ("previewed", "applying"), "applying", _("ghi vào hệ thống")),
        Transition("pause", ("applying",), "previewed", _("chờ xử lý tiếp")),
        Transition("finish", ("applying", "previewed"), "applied", _("ghi xong")),
        Transition("cancel", ("uploaded", "previewed"), "cancelled", _("hủy")),
    ),
)

ROW = StateTable(
    name="intake row",
    initial="ready",
    states={
        "ready": _("sẵn sàng"),
        "problem": _("có lỗi"),
        "unmatched": _("chưa rõ đơn vị"),
        "applied": _("đã ghi"),
        "set_aside": _("để riêng"),
    },
    transitions=(
        Transition("find_ready", ("ready", "problem", "unmatched"), "ready", _("sẵn sàng")),
        Transition("find_problem", ("ready", "problem", "unmatched"), "problem", _("báo lỗi")),
        Transition("find_unmatched", ("ready", "problem", "unmatched"), "unmatched", _("chờ chọn đơn vị")),
        Transition("apply", ("ready",), "applied", _("ghi")),
        Transition("set_aside", ("ready", "problem", "unmatched"), "set_aside", _("để riêng")),
        Transition("bring_back", ("set_aside",), "problem", _("đưa trở lại")),
    ),
)
