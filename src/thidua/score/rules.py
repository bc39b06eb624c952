"""Who may see and do what in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.door import VIEW, Relation, Ruling, announce, permit
from thidua.score.models import Grading, GradingRound
from thidua.score.states import GRADING, GRADING_ROUND, OWN_TURN

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
