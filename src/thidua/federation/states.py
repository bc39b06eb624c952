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
