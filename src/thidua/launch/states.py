"""How the objects of this room move. Nothing else assigns their states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
        Transition(
            "to_party", ("draft", "with_head", "with_committee"), "with_party", _("xin ý kiến cấp ủy")
        ),
        Transition(
            "to_signature",
            ("draft", "with_head", "with_committee", "with_party"),
            "to_sign",
            _("trình ký"),
        ),
        Transition(
            "send_back", ("with_head", "with_committee", "with_party", "to_sign"), "draft", _("trả lại")
        ),
        Transition("sign", ("to_sign",), "signed", _("ký")),
        Transition("issue", ("signed",), "issued", _("phát hành")),
        Transition("withdraw", ("issued",), "withdrawn", _("thu hồi")),
        Transition("revise", ("withdrawn",), "draft", _("soạn lại")),
    ),
)


@dataclass(frozen=True)
class OfficeWay:
    """Which of the moves between writing and signing a level uses, each with where it may begin there.

    Moves that are not named (sending back, signing, issuing) are the same everywhere.
    """

    moves: Mapping[str, frozenset[str]]

    def allows(self, move: str, state: str) -> bool:
        return move not in _BEFORE_SIGNING or state in self.moves.get(move, frozenset())


_BEFORE_SIGNING = frozenset({"submit", "to_committee", "to_party", "to_signature"})

_FULL = OfficeWay(
    {
        "submit": frozenset({"draft"}),
        "to_committee": frozenset({"with_head"}),
        "to_party": frozenset({"with_committee"}),
        "to_signature": frozenset({"with_committee", "with_party"}),
    }
)
_WITHOUT_DEPARTMENTS = OfficeWay(
    {
        "to_committee": frozenset({"draft"}),
        "to_party": frozenset({"draft", "with_committee"}),
        "to_signature": frozenset({"with_committee", "with_party"}),
    }
)
_SHORT = OfficeWay(
    {
        "to_committee": frozenset({"draft"}),
        "to_party": frozenset({"draft", "with_committee"}),
        "to_signature": frozenset({"draft", "with_committee", "with_party"}),
    }
)

# By the level of the issuing unit: a province has departments, a grassroots union often three people.
OFFICE_WAYS: Mapping[str, OfficeWay] = {
    "confederation": _FULL,
    "province": _FULL,
    "upper": _WITHOUT_DEPARTMENTS,
    "grassroots": _SHORT,
    "part": _SHORT,
}


def office_way(level: str) -> OfficeWay:
    """The way of a level; a body without one (a working group) keeps the short way."""
    return OFFICE_WAYS.get(level, _SHORT)


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

# A paper that was sent in, until it is a draft. Reading may be begun again: a worker that was killed is followed
# by another, and what was typed beside an image is read anew.
READING = StateTable(
    name="launch.reading",
    initial="uploaded",
    states={
        "uploaded": _("mới nhận tệp"),
        "reading": _("đang đọc"),
        "read": _("chờ người xem"),
        "unreadable": _("không đọc được"),
        "drafted": _("đã thành dự thảo"),
        "cancelled": _("đã bỏ"),
    },
    transitions=(
        Transition("begin", ("uploaded", "reading", "read", "unreadable"), "reading", _("đọc")),
        Transition("finish", ("reading",), "read", _("đọc xong")),
        Transition("fail", ("reading",), "unreadable", _("báo không đọc được")),
        Transition("draft", ("read",), "drafted", _("tạo dự thảo")),
        Transition("take_back", ("drafted",), "read", _("bỏ dự thảo, xem lại")),
        Transition("cancel", ("uploaded", "read", "unreadable"), "cancelled", _("bỏ bản đọc")),
    ),
)

# What was read stands beside its source until a person has said what becomes of it.
READ_ITEM = StateTable(
    name="launch.read_item",
    initial="proposed",
    states={
        "proposed": _("chờ xem"),
        "accepted": _("đã nhận"),
        "rejected": _("đã bỏ"),
        "merged": _("đã gộp"),
    },
    transitions=(
        Transition("accept", ("proposed", "rejected"), "accepted", _("nhận")),
        Transition("reject", ("proposed", "accepted"), "rejected", _("bỏ")),
        Transition("merge", ("proposed", "accepted"), "merged", _("gộp")),
        Transition("put_back", ("accepted", "rejected", "merged"), "proposed", _("hoàn tác")),
    ),
)
