"""How the objects of this room move. Nothing else assigns their states."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition

# The office way of a paper. Any step may have happened outside and be recorded with its scan.
PAPER = StateTable(
    name="launch.paper",
    initial="draft",
    states={
        "draft": _("đang soạn"),
        "with_head": _("trưởng ban xem"),
        "with_committee": _("ban thường vụ cho ý kiến"),
        "with_party": _("xin ý kiến cấp ủy"),
        "to_sign": _("chờ ký"),
        "signed": _("đã ký, chờ phát hành"),
        "issued": _("đã ban hành"),
        "withdrawn": _("đã thu hồi"),
    },
    transitions=(
        Transition("submit", ("draft",), "with_head", _("trình trưởng ban")),
        Transition("to_committee", ("draft", "with_head"), "with_committee", _("trình ban thường vụ")),
        Transition("to_party", ("with_committee",), "with_party", _("xin ý kiến cấp ủy")),
        Transition("to_signature", ("with_head", "with_committee", "with_party"), "to_sign", _("trình ký")),
        Transition(
            "send_back", ("with_head", "with_committee", "with_party", "to_sign"), "draft", _("trả lại")
        ),
        Transition("sign", ("to_sign",), "signed", _("ký")),
        Transition("issue", ("signed",), "issued", _("phát hành")),
        Transition("withdraw", ("issued",), "withdrawn", _("thu hồi")),
    ),
)

MOVEMENT = StateTable(
    name="launch.movement",
    initial="preparing",
    states={
        "preparing": _("đang chuẩn bị"),
        "launched": _("đã phát động"),
        "closed": _("đã kết thúc"),
    },
    transitions=(
        Transition("launch", ("preparing",), "launched", _("phát động")),
        Transition("close", ("launched",), "closed", _("kết thúc")),
    ),
)

PERIOD = StateTable(
    name="launch.period",
    initial="planned",
    states={"planned": _("chưa mở"), "open": _("đang thu báo cáo"), "closed": _("đã khóa")},
    transitions=(
        Transition("open", ("planned",), "open", _("mở kỳ báo cáo")),
        Transition("close", ("open",), "closed", _("khóa kỳ")),
        Transition("reopen", ("closed",), "open", _("mở lại kỳ")),
    ),
)
