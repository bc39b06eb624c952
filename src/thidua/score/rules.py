"""Who may do what in this room. One source for the button and the list."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.door import VIEW, Actor, Relation, Ruling, announce, permit
from thidua.kernel.errors import Absent, NotYours
from thidua.score.models import Appeal, Grading, GradingRound, MarkedUnit, MarkingRound, ScoreSheet
from thidua.score.states import APPEAL, GRADING, GRADING_ROUND, MARKED, OWN_TURN, ROUND, SHEET

# marking

# Who is marked reads the sheet; so do those below and above who keeps it.
announce(
    Ruling(
        model=ScoreSheet,
        path="owner__seat",
        permits=(
            permit(VIEW, "score.view", Relation.WITHIN),
            permit(VIEW, "score.view", Relation.ABOVE, states=("in_use", "retired")),
            permit(
                VIEW,
                "score.view",
                Relation.WITHIN,
                states=("in_use", "retired"),
                through="rounds__marked__unit__path",
            ),
            permit("change", "score.draft", Relation.OWN, states=("draft",)),
            permit("renew", "score.draft", Relation.OWN),
            *(
                permit(verb, "score.draft", Relation.OWN, states=SHEET.sources(verb))
                for verb in ("freeze", "retire")
            ),
        ),
        state_labels=SHEET.states,
        verb_labels={
            "change": _("sửa bảng điểm"),
            "renew": _("lập bản mới"),
            **{one.name: one.label for one in SHEET.transitions},
        },
    )
)

_OPEN = tuple(state for state in ROUND.states if state != "preparing")
_LEADS = ("open", "to_verifying", "to_explaining", "to_meeting", "to_council", "to_committee", "back_to_self")
_FIGURES = ("preparing", "self_marking", "verifying", "explaining", "meeting")

announce(
    Ruling(
        model=MarkingRound,
        path="organiser__path",
        permits=(
            permit(VIEW, "score.view", Relation.WITHIN),
            # Each unit that is marked reaches the round; what it sees there the phases say.
            permit(VIEW, "score.view", Relation.WITHIN, states=_OPEN, through="marked__unit__path"),
            permit(VIEW, "score.view", Relation.OWN, through="leader__path"),
            permit("change", "score.run", Relation.OWN, states=("preparing", "self_marking", "verifying")),
            # Days are put off and eyes opened also later on; what is closed stays as it was.
            permit("set_phases", "score.run", Relation.OWN, states=("preparing", *_OPEN[:-1])),
            *(
                permit(move, "score.run", Relation.OWN, states=ROUND.sources(move), through=way)
                for move in _LEADS
                for way in ("", "leader__path")
            ),
            *(
                permit(move, capability, Relation.OWN, states=ROUND.sources(move))
                for move in ("publish", "close", "back_to_verifying", "decide_anew")
                for capability in ("score.run", "score.decide")
            ),
            permit("decide", "score.decide", Relation.OWN, states=ROUND.sources("decide")),
            *(
                permit("take_figures", "score.run", Relation.OWN, states=_FIGURES, through=way)
                for way in ("", "leader__path")
            ),
            permit("verify", "score.verify", Relation.OWN, states=("verifying",)),
            permit("peer", "score.mark", Relation.OWN, states=("verifying",), through="marked__unit__path"),
            *(
                permit("meet", "score.run", Relation.OWN, states=("meeting",), through=way)
                for way in ("", "leader__path")
            ),
            permit("advise", "score.advise", Relation.OWN, states=("advising",)),
            permit("commit", "score.decide", Relation.OWN, states=("submitted",)),
            permit("note_event", "score.verify", Relation.OWN, states=_OPEN[:-3]),
            permit("note_event", "score.run", Relation.OWN, states=_OPEN[:-3]),
            permit("leave", "score.run", Relation.OWN, states=("preparing", *_OPEN[:-3])),
        ),
        state_labels=ROUND.states,
        verb_labels={
            "change": _("sửa đợt chấm"),
            "set_phases": _("đặt các bước và quyền xem"),
            "take_figures": _("lấy số"),
            "verify": _("thẩm định"),
            "peer": _("chấm thành viên khác"),
            "meet": _("ghi kết quả họp cụm"),
            "advise": _("tư vấn"),
            "commit": _("quyết định điểm"),
            "note_event": _("ghi việc trong năm"),
            "leave": _("ghi đơn vị rời cụm"),
            **{one.name: one.label for one in ROUND.transitions},
        },
    )
)

_WHILE_SELF_MARKING = Q(round__state="self_marking")

announce(
    Ruling(
        model=MarkedUnit,
        path="unit__path",
        permits=(
            permit(VIEW, "score.view", Relation.WITHIN, also=~Q(round__state="preparing")),
            permit(VIEW, "score.view", Relation.WITHIN, through="round__organiser__path"),
            permit(VIEW, "score.view", Relation.OWN, through="round__leader__path"),
            # The members of one round know of one another; marks are seen as the phases say.
            permit(
                VIEW,
                "score.view",
                Relation.OWN,
                also=~Q(round__state="preparing"),
                through="round__marked__unit__path",
            ),
            permit(
                "mark",
                "score.mark",
                Relation.OWN,
                states=("waiting", "draft", "returned"),
                also=_WHILE_SELF_MARKING,
            ),
            permit(
                "send", "score.mark", Relation.OWN, states=MARKED.sources("send"), also=_WHILE_SELF_MARKING
            ),
            permit(
                "take_back",
                "score.mark",
                Relation.OWN,
                states=MARKED.sources("take_back"),
                also=_WHILE_SELF_MARKING,
            ),
            permit(
                "return",
                "score.run",
                Relation.OWN,
                states=MARKED.sources("return"),
                also=_WHILE_SELF_MARKING,
                through="round__organiser__path",
            ),
            permit(
                "check", "score.mark", Relation.OWN, also=Q(round__state="verifying"), through="checker__path"
            ),
            permit("explain", "score.mark", Relation.OWN, also=Q(round__state="explaining")),
            permit("appeal", "score.mark", Relation.OWN, also=Q(round__state="published")),
        ),
        state_labels=MARKED.states,
        verb_labels={
            "mark": _("tự chấm"),
            "check": _("kiểm tra chéo"),
            "explain": _("giải trình"),
            "appeal": _("đề nghị xem lại"),
            **{one.name: one.label for one in MARKED.transitions},
        },
    )
)

announce(
    Ruling(
        model=Appeal,
        path="marked__unit__path",
        permits=(
            permit(VIEW, "score.view", Relation.WITHIN),
            permit(VIEW, "score.view", Relation.WITHIN, through="marked__round__organiser__path"),
            permit("withdraw", "score.mark", Relation.OWN, states=APPEAL.sources("withdraw")),
            *(
                permit(
                    verb,
                    "score.decide",
                    Relation.OWN,
                    states=APPEAL.sources(verb),
                    through="marked__round__organiser__path",
                )
                for verb in ("uphold", "dismiss")
            ),
        ),
        state_labels=APPEAL.states,
        verb_labels={one.name: one.label for one in APPEAL.transitions},
    )
)


def must_hold(actor: Actor, capability: str, unit: Body) -> None:
    """For making something new, when there is no object yet to ask the door about. Raises Absent, NotYours."""
    if not actor.may("score.view", unit.seat, Relation.WITHIN):
        raise Absent()
    if not actor.may(capability, unit.seat, Relation.OWN):
        raise NotYours()


# --- Grading of grassroots unions

GRADE, GRADE_OWN, SEE = "score.grade", "score.grade_own", "score.view"

GRADING_ROUNDS = announce(
    Ruling(
        GradingRound,
        path="seat__path",
        permits=(
            # What superiors have opened binds those below: they see it.
            permit(VIEW, SEE, Relation.ABOVE),
            permit(VIEW, SEE, Relation.WITHIN),
            permit("change", GRADE, Relation.OWN, states=("open",)),
            permit("close", GRADE, Relation.OWN, states=GRADING_ROUND.sources("close")),
            permit("reopen", GRADE, Relation.OWN, states=GRADING_ROUND.sources("reopen")),
        ),
        state_labels=GRADING_ROUND.states,
        verb_labels={
            "change": _("sửa đợt xếp loại"),
            "close": _("khóa đợt xếp loại"),
            "reopen": _("mở lại đợt xếp loại"),
        },
    )
)

_HANDED_IN = ("sent", "returned", "marked", "agreed")
GRADINGS = announce(
    Ruling(
        Grading,
        path="unit__path",
        permits=(
            permit(VIEW, SEE, Relation.WITHIN),
            # A unit's own marks are its own affair until it sends them.
            permit("read_own", SEE, Relation.OWN),
            permit("read_own", SEE, Relation.BELOW, states=_HANDED_IN),
            # The union above speaks once it has marked; what it is still writing the unit does not see.
            permit("read_upper", SEE, Relation.OWN, states=("marked", "agreed")),
            permit("read_upper", SEE, Relation.BELOW),
            permit("mark_own", GRADE_OWN, Relation.OWN, states=OWN_TURN),
            permit("send", GRADE_OWN, Relation.OWN, states=GRADING.sources("send")),
            permit("take_back", GRADE_OWN, Relation.OWN, states=GRADING.sources("take_back")),
            permit("object", GRADE_OWN, Relation.OWN, states=GRADING.sources("object")),
            permit("agree", GRADE_OWN, Relation.OWN, states=GRADING.sources("agree")),
            permit("attach", GRADE_OWN, Relation.OWN, states=(*OWN_TURN, "sent", "marked")),
            permit("attach", GRADE, Relation.CHILD, states=(*OWN_TURN, "sent", "marked")),
            *(
                permit(verb, GRADE, Relation.CHILD, states=GRADING.sources(verb))
                for verb in ("mark", "return", "agree", "take_back_grade", "exempt", "include")
            ),
        ),
        state_labels=GRADING.states,
        verb_labels={
            "read_own": _("xem điểm tự chấm"),
            "read_upper": _("xem điểm cấp trên chấm"),
            "mark_own": _("tự chấm"),
            "send": _("gửi cấp trên"),
            "take_back": _("lấy lại"),
            "object": _("giải trình"),
            "agree": _("thống nhất"),
            "attach": _("gửi minh chứng"),
            "mark": _("chấm"),
            "return": _("trả lại"),
            "take_back_grade": _("rút lại xếp loại"),
            "exempt": _("ghi không xếp loại"),
            "include": _("đưa vào xếp loại"),
        },
    )
)
