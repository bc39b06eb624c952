"""How the objects of this room move. Nothing else assigns their states."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.kernel.transitions import StateTable, Transition
from thidua.score.phases import PHASES

# marking: sheets, rounds, marked units, appeals

SHEET = StateTable(
    name="score.sheet",
    initial="draft",
    states={"draft": _("đang soạn"), "in_use": _("đang dùng"), "retired": _("thôi dùng")},
    transitions=(
        Transition("freeze", ("draft",), "in_use", _("đưa vào dùng")),
        Transition("retire", ("in_use",), "retired", _("thôi dùng")),
    ),
)


_BEFORE = ("preparing", "self_marking", "verifying", "explaining", "meeting", "advising", "submitted")


def _forward(name: str, target: str, label: Any) -> Transition:
    """From every phase before it: a round may leave out phases, and the action goes by those that it has."""
    sources = _BEFORE[: _BEFORE.index(target)] if target in _BEFORE else _BEFORE
    return Transition(name, sources, target, label)


ROUND = StateTable(
    name="score.round",
    initial="preparing",
    states=PHASES,
    transitions=(
        _forward("open", "self_marking", _("mở tự chấm")),
        _forward("to_verifying", "verifying", _("chuyển thẩm định")),
        _forward("to_explaining", "explaining", _("mời đơn vị giải trình")),
        _forward("to_meeting", "meeting", _("đưa ra họp cụm")),
        _forward("to_council", "advising", _("chuyển hội đồng tư vấn")),
        _forward("to_committee", "submitted", _("trình ban thường vụ")),
        Transition("decide", ("submitted",), "decided", _("quyết định kết quả")),
        Transition("publish", ("decided",), "published", _("công bố")),
        Transition("close", ("published",), "closed", _("kết thúc")),
        Transition("back_to_self", ("verifying",), "self_marking", _("cho tự chấm lại")),
        Transition(
            "back_to_verifying",
            ("explaining", "meeting", "advising", "submitted"),
            "verifying",
            _("đưa về thẩm định"),
        ),
        Transition("decide_anew", ("published",), "submitted", _("xét lại sau khiếu nại")),
    ),
)

MARKED = StateTable(
    name="score.marked",
    initial="waiting",
    states={
        "waiting": _("chưa tự chấm"),
        "draft": _("đang tự chấm"),
        "sent": _("đã gửi điểm tự chấm"),
        "returned": _("trả lại để chấm lại"),
    },
    transitions=(
        Transition("begin", ("waiting",), "draft", _("bắt đầu tự chấm")),
        Transition("send", ("waiting", "draft", "returned"), "sent", _("gửi điểm tự chấm")),
        Transition("take_back", ("sent",), "draft", _("lấy lại điểm tự chấm")),
        Transition("return", ("sent",), "returned", _("trả lại điểm tự chấm")),
    ),
)

APPEAL = StateTable(
    name="score.appeal",
    initial="waiting",
    states={
        "waiting": _("chờ trả lời"),
        "upheld": _("chấp nhận"),
        "dismissed": _("không chấp nhận"),
        "withdrawn": _("đã rút"),
    },
    transitions=(
        Transition("uphold", ("waiting",), "upheld", _("chấp nhận đề nghị")),
        Transition("dismiss", ("waiting",), "dismissed", _("không chấp nhận đề nghị")),
        Transition("withdraw", ("waiting",), "withdrawn", _("rút đề nghị")),
    ),
)


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
