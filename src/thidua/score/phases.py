"""The phases of a round of marking, and who sees which marks in each. Both are data of the round: it is begun with
what stands here and may be given another order or other eyes.

Hands: ``member`` (a marked unit), ``checker`` (the member that cross-checks it), ``verifier`` (a department or officer of
the organiser), ``leader`` (of the cluster), ``council``, ``committee`` (the standing committee), ``organiser``.
Layers: ``self``, ``verified`` (with cross-checks and corrections), ``meeting``, ``council``, ``committee``, ``total`` (totals
and places). How much of a layer: ``own`` (one's own unit, or the units that one checks), ``criteria`` (of all units,
but only one's own criteria), ``all``. What is not written is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Phrase

Sees: TypeAlias = Mapping[str, Mapping[str, str]]  # hand -> layer -> how much
HANDS: Final = ("member", "checker", "verifier", "leader", "council", "committee", "organiser")
LAYERS: Final = ("self", "verified", "meeting", "council", "committee", "total")
AMOUNTS: Final = ("own", "criteria", "all")

PHASES: Final[Mapping[str, Phrase]] = {
    "preparing": _("đang chuẩn bị"),
    "self_marking": _("tự chấm"),
    "verifying": _("thẩm định"),
    "explaining": _("giải trình"),
    "meeting": _("họp cụm"),
    "advising": _("hội đồng tư vấn"),
    "submitted": _("trình ban thường vụ"),
    "decided": _("đã quyết định"),
    "published": _("đã công bố"),
    "closed": _("đã kết thúc"),
}
HAND_WORDS: Final[Mapping[str, Phrase]] = {
    "member": _("đơn vị được chấm"),
    "checker": _("đơn vị kiểm tra chéo"),
    "verifier": _("ban thẩm định"),
    "leader": _("cụm trưởng"),
    "council": _("hội đồng, cấp trên"),
    "committee": _("ban thường vụ"),
    "organiser": _("đơn vị tổ chức"),
}
LAYER_WORDS: Final[Mapping[str, Phrase]] = {
    "self": _("tự chấm"),
    "verified": _("thẩm định"),
    "meeting": _("họp cụm"),
    "council": _("hội đồng"),
    "committee": _("ban thường vụ"),
    "total": _("tổng, hạng"),
}
AMOUNT_WORDS: Final[Mapping[str, Phrase]] = {
    "own": _("của mình"),
    "criteria": _("tiêu chí của mình"),
    "all": _("tất cả"),
}
# What each hand may be given: who is no unit of the round has nothing of its own in it.
OFFERED: Final[Mapping[str, Sequence[str]]] = {
    **dict.fromkeys(HANDS, ("all",)),
    "member": ("own", "all"),
    "checker": ("own", "all"),
    "verifier": ("criteria", "all"),
}
# A round keeps these in this order and may leave out any but the last.
CHOSEN: Final = ("self_marking", "verifying", "explaining", "meeting", "advising", "submitted")
_AFTER: Final = ("decided", "published", "closed")


def chosen_of(phases: Sequence[Mapping[str, Any]]) -> list[str]:
    """The phases that a round has by choice, of what it keeps as data."""
    return [str(one["code"]) for one in phases if one["code"] in CHOSEN]


def follows(chosen: Sequence[str], state: str) -> str:
    """The phase that comes after a state in a round with these phases."""
    way = ["preparing", *(one for one in CHOSEN if one in chosen), *_AFTER]
    place = way.index(state) if state in way else 0
    return way[min(place + 1, len(way) - 1)]


_RUNS: Final[Mapping[str, str]] = {
    "self": "all",
    "verified": "all",
    "meeting": "all",
    "council": "all",
    "committee": "all",
    "total": "all",
}
_UNTIL_MEETING: Final[Mapping[str, str]] = {
    "self": "all",
    "verified": "all",
    "meeting": "all",
    "total": "all",
}
_OWN: Final[Mapping[str, str]] = {"self": "own", "verified": "own"}

SEEN: Final[Mapping[str, Sees]] = {
    "preparing": {"organiser": _RUNS},
    # Nobody is marked while others look on: what is typed is the unit's until it is sent.
    "self_marking": {
        "member": {"self": "own"},
        "leader": {"self": "all"},
        "organiser": _RUNS,
    },
    "verifying": {
        "member": {"self": "own"},
        "checker": {"self": "own", "verified": "own"},
        "verifier": {"self": "criteria", "verified": "criteria"},
        "leader": {"self": "all"},
        "organiser": _RUNS,
    },
    "explaining": {
        "member": _OWN,
        "checker": _OWN,
        "verifier": {"self": "criteria", "verified": "criteria"},
        "leader": {"self": "all", "verified": "all"},
        "organiser": _RUNS,
    },
    # The meeting has everything on the table: members see one another.
    "meeting": {
        "member": _UNTIL_MEETING,
        "checker": _UNTIL_MEETING,
        "verifier": _UNTIL_MEETING,
        "leader": _UNTIL_MEETING,
        "organiser": _RUNS,
    },
    "advising": {
        "member": _UNTIL_MEETING,
        "verifier": _UNTIL_MEETING,
        "leader": _UNTIL_MEETING,
        "council": _RUNS,
        "committee": _UNTIL_MEETING,
        "organiser": _RUNS,
    },
    # What the council proposes is the committee's to read, and nobody else's until it has decided.
    "submitted": {
        "member": _UNTIL_MEETING,
        "verifier": _UNTIL_MEETING,
        "leader": _UNTIL_MEETING,
        "council": _RUNS,
        "committee": _RUNS,
        "organiser": _RUNS,
    },
    "decided": {
        "member": _UNTIL_MEETING,
        "leader": _UNTIL_MEETING,
        "council": _RUNS,
        "committee": _RUNS,
        "organiser": _RUNS,
    },
    "published": {
        "member": {**_UNTIL_MEETING, "committee": "all"},
        "checker": {**_UNTIL_MEETING, "committee": "all"},
        "verifier": _RUNS,
        "leader": {**_UNTIL_MEETING, "committee": "all"},
        "council": _RUNS,
        "committee": _RUNS,
        "organiser": _RUNS,
    },
    "closed": {
        "member": {**_UNTIL_MEETING, "committee": "all"},
        "checker": {**_UNTIL_MEETING, "committee": "all"},
        "verifier": _RUNS,
        "leader": {**_UNTIL_MEETING, "committee": "all"},
        "council": _RUNS,
        "committee": _RUNS,
        "organiser": _RUNS,
    },
}


def usual_phases(chosen: Sequence[str] = CHOSEN) -> list[dict[str, object]]:
    """The phases of a new round: which it has, in their order, and until when (a day, or none)."""
    return [{"code": one, "until": None} for one in CHOSEN if one in chosen]
