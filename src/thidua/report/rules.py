"""Who may do what with a report: the unit enters and sends its own, the union directly above reviews it.

A draft's figures are the unit's alone: people fear being watched while they type. Superiors see that it
is being prepared, not what is in it; except what they enter for the unit themselves.
"""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.kernel.door import VIEW, Permit, Relation, Ruling, announce, permit
from thidua.report.models import Activity, Report
from thidua.report.states import COUNTED, EDITABLE, REPORT

OWN_KIND = Q(kind=Report.Kind.OWN)
BULK_KIND = Q(kind=Report.Kind.BULK)
BY_SUPERIOR = Q(on_behalf=True)
# Nobody stands above the body that called the movement: its own people confirm its own entries.
AT_THE_TOP = Q(period__cycle__movement__seat_id=F("unit_id"))

_UNTOUCHED = ("waiting", "returned")
_NOT_ACCEPTED = (*EDITABLE, "sent")


def _entering() -> tuple[Permit, ...]:
    """Own figures by the unit; by the union directly above for it, unless the unit is writing itself."""
    return (
        permit("enter", "report.enter", Relation.OWN, states=EDITABLE, also=OWN_KIND),
        permit("enter", "report.enter_for", Relation.CHILD, states=_UNTOUCHED, also=OWN_KIND),
        permit("enter", "report.enter_for", Relation.CHILD, states=("draft",), also=OWN_KIND & BY_SUPERIOR),
        permit("send", "report.send", Relation.OWN, states=EDITABLE, also=OWN_KIND),
        permit("send", "report.enter_for", Relation.CHILD, states=_UNTOUCHED, also=OWN_KIND),
        permit("send", "report.enter_for", Relation.CHILD, states=("draft",), also=OWN_KIND & BY_SUPERIOR),
        permit("take_back", "report.send", Relation.OWN, states=REPORT.sources("take_back"), also=OWN_KIND),
        permit(
            "take_back",
            "report.enter_for",
            Relation.CHILD,
            states=REPORT.sources("take_back"),
            also=OWN_KIND & BY_SUPERIOR,
        ),
        permit("bulk", "report.bulk", Relation.OWN, states=_NOT_ACCEPTED, also=BULK_KIND),
        permit("attach", "report.enter", Relation.OWN, states=_NOT_ACCEPTED),
        permit("attach", "report.enter_for", Relation.CHILD, states=_NOT_ACCEPTED, also=BY_SUPERIOR),
    )


def _reviewing() -> tuple[Permit, ...]:
    verbs = {"return": "return", "accept": "accept", "restate": "reopen"}
    above = [
        permit(verb, "report.review", Relation.CHILD, states=REPORT.sources(move))
        for verb, move in verbs.items()
    ]
    top = [
        permit(verb, "report.review", Relation.OWN, states=REPORT.sources(move), also=AT_THE_TOP)
        for verb, move in verbs.items()
    ]
    stated = [
        permit("restate_stated", "report.review", Relation.CHILD, also=OWN_KIND),
        permit("restate_stated", "report.review", Relation.OWN, also=OWN_KIND & AT_THE_TOP),
    ]
    return (*above, *top, *_reopening(), *stated)


def _reopening() -> tuple[Permit, ...]:
    """What stands by its source has no desk to go back to: it is restated, withdrawn or counted anew."""
    states = REPORT.sources("reopen")
    return tuple(
        permit("reopen", "report.review", relation, states=states, also=kind & place)
        for kind in (OWN_KIND, BULK_KIND)
        for relation, place in ((Relation.CHILD, Q()), (Relation.OWN, AT_THE_TOP))
    )


def _stating() -> tuple[Permit, ...]:
    """What a unit does not type: grades are the union's directly above; a register is stated by who keeps
    it, the union for itself or for those directly below it; so are letters of other offices."""
    above = [
        permit(verb, "report.enter_for", Relation.CHILD, also=OWN_KIND)
        for verb in ("external", "state_above", "state_register")
    ]
    own = [
        permit(verb, "report.bulk", Relation.OWN, also=OWN_KIND) for verb in ("external", "state_register")
    ]
    return (
        *above,
        *own,
        permit("state_above", "report.bulk", Relation.OWN, also=OWN_KIND & AT_THE_TOP),
    )


def _seeing() -> tuple[Permit, ...]:
    """``view``: that the report is there, its state and dates. ``read``: its figures and words."""
    return (
        permit(VIEW, "report.view", Relation.WITHIN),
        permit("read", "report.view", Relation.OWN),
        permit("read", "report.view", Relation.BELOW, states=COUNTED),
        permit("read", "report.enter_for", Relation.CHILD, also=BY_SUPERIOR),
        permit("chase", "report.chase", Relation.BELOW, states=EDITABLE, also=OWN_KIND),
        permit("excuse", "report.review", Relation.CHILD, states=EDITABLE, also=OWN_KIND),
    )


REPORTS = announce(
    Ruling(
        model=Report,
        path="unit__path",  # who answers for the unit today; ``path`` on the report is only for sums
        permits=(*_seeing(), *_entering(), *_reviewing(), *_stating()),
        state_labels=REPORT.states,
        verb_labels={
            "read": _("xem số liệu"),
            "enter": _("nhập số liệu"),
            "send": _("gửi"),
            "take_back": _("lấy lại"),
            "bulk": _("nhập gộp"),
            "attach": _("gửi minh chứng"),
            "external": _("ghi số liệu cơ quan khác"),
            "state_above": _("ghi số của cấp trên"),
            "state_register": _("ghi số theo sổ"),
            "return": _("trả lại"),
            "accept": _("duyệt"),
            "reopen": _("mở lại"),
            "restate": _("đính chính"),
            "restate_stated": _("đính chính số không do đơn vị nhập"),
            "chase": _("nhắc"),
            "excuse": _("miễn báo cáo"),
        },
    )
)

ACTIVITIES = announce(
    Ruling(
        model=Activity,
        path="unit__path",
        permits=(
            permit(VIEW, "report.view", Relation.WITHIN),
            permit("change", "report.activity", Relation.OWN, also=Q(removed_at=None)),
        ),
    )
)
