"""Who may do what in this room. One source for the button and the list."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import paths
from thidua.kernel.door import VIEW, Actor, Grant, Permit, Reach, Relation, Ruling, announce, permit
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.models import (
    Assignment,
    Cycle,
    LaunchEvent,
    LaunchRecord,
    LaunchTask,
    Movement,
    Paper,
    PaperReading,
    Period,
    PlanSent,
    Register,
    Target,
)
from thidua.launch.states import MOVEMENT, PAPER, PERIOD, READING

_PUBLIC = ("issued", "withdrawn")  # what superiors and units below see of a paper
_HANDS = ("launch.advise", "launch.opine", "launch.sign", "launch.issue")
_ON_THE_WAY = ("draft", "with_head", "with_committee", "with_party", "to_sign", "signed")


def _announced(way: str = "") -> Q:
    """A movement that others may know of: launched, or a paper about it went out, or reports were asked for it.

    ``way`` leads from the model to its movement, "cycle__movement__".
    """
    papers = Paper.objects.filter(
        movement=OuterRef(f"{way}pk"), seat=OuterRef(f"{way}seat"), state__in=_PUBLIC
    )
    asked = Period.objects.filter(cycle__movement=OuterRef(f"{way}pk"), state__in=("open", "closed"))
    return Q(**{f"{way}state__in": ("launched", "closed")}) | Q(Exists(papers)) | Q(Exists(asked))


def _seen_by_the_line(way: str = "") -> tuple[Permit, ...]:
    """Units below see what their superiors call; superiors see what is called below them. What is still in
    preparation concerns the seat's own people only. What a cluster calls is seen by its members of that year and
    below them."""
    year = f"{way.removesuffix('movement__')}year" if way else "cycles__year"
    announced = _announced(way)  # one object, so that the door asks it once for all three
    return (
        permit(VIEW, "launch.view", Relation.OWN),
        permit(VIEW, "launch.view", Relation.ABOVE, also=announced),
        permit(VIEW, "launch.view", Relation.WITHIN, also=announced),
        permit(
            VIEW,
            "launch.view",
            Relation.ABOVE,
            also=announced,
            through=f"{way}issuer__members__unit__path",
            where=Q(**{f"{way}issuer__members__year": F(year)}),
        ),
    )


_MEMBER = "issuer__members__unit__path"
_MEMBER_THAT_YEAR = Q(issuer__members__year=F("year"))


announce(
    Ruling(
        model=Movement,
        path="seat__path",
        permits=(
            *_seen_by_the_line(),
            permit("change", "launch.draft", Relation.OWN, states=("preparing", "launched")),
            permit("launch", "launch.launch", Relation.OWN, states=MOVEMENT.sources("launch")),
            permit("close", "launch.close", Relation.OWN, states=MOVEMENT.sources("close")),
            permit("close", "launch.launch", Relation.OWN, states=MOVEMENT.sources("close")),
        ),
        state_labels=MOVEMENT.states,
        verb_labels={"change": _("sửa"), "launch": _("phát động"), "close": _("kết thúc")},
    )
)

announce(
    Ruling(
        model=Cycle,
        path="movement__seat__path",
        permits=(*_seen_by_the_line("movement__"), permit("change", "launch.draft", Relation.OWN)),
        state="id",  # a cycle has no states of its own
    )
)

announce(
    Ruling(
        model=Period,
        path="cycle__movement__seat__path",
        permits=(
            *_seen_by_the_line("cycle__movement__"),
            permit("change", "launch.draft", Relation.OWN, states=("planned",)),
            permit("open", "launch.draft", Relation.OWN, states=PERIOD.sources("open")),
            *(
                permit(verb, capability, Relation.OWN, states=PERIOD.sources(verb))
                for verb in ("close", "reopen")
                for capability in ("launch.close", "launch.advise", "launch.issue")
            ),
        ),
        state_labels=PERIOD.states,
        verb_labels={"change": _("sửa"), **{one.name: one.label for one in PERIOD.transitions}},
    )
)

announce(
    Ruling(
        model=Paper,
        path="seat__path",
        permits=(
            permit(VIEW, "launch.view", Relation.OWN),
            permit(VIEW, "launch.view", Relation.ABOVE, states=_PUBLIC),
            permit(VIEW, "launch.view", Relation.WITHIN, states=_PUBLIC),
            permit(
                VIEW,
                "launch.view",
                Relation.ABOVE,
                states=_PUBLIC,
                through=_MEMBER,
                where=_MEMBER_THAT_YEAR,
            ),
            permit("draft", "launch.draft", Relation.OWN, states=("draft",)),
            permit("annex", "launch.assign", Relation.OWN, states=("draft",)),
            *(
                permit(verb, "launch.draft", Relation.OWN, states=PAPER.sources(verb))
                for verb in ("submit", "to_committee", "to_party", "to_signature", "revise")
            ),
            permit("head", "launch.advise", Relation.OWN, states=("with_head",)),
            permit("opine", "launch.opine", Relation.OWN, states=("with_committee",)),
            permit("send_back", "launch.advise", Relation.OWN, states=("with_head",)),
            permit("send_back", "launch.sign", Relation.OWN, states=PAPER.sources("send_back")),
            permit("sign", "launch.sign", Relation.OWN, states=PAPER.sources("sign")),
            permit("issue", "launch.issue", Relation.OWN, states=PAPER.sources("issue")),
            permit("withdraw", "launch.sign", Relation.OWN, states=PAPER.sources("withdraw")),
            # What was said on the office way is the issuing unit's own; others read what was issued.
            *(
                permit("follow", capability, Relation.OWN)
                for capability in (*_HANDS, "launch.draft", "launch.record", "launch.register")
            ),
            # Any step may have happened on paper; whoever keeps the file writes it down.
            permit("record", "launch.record", Relation.OWN, states=_ON_THE_WAY),
            permit("derive", "launch.view", Relation.ABOVE, states=("issued",)),
            permit(
                "derive",
                "launch.view",
                Relation.OWN,
                states=("issued",),
                through=_MEMBER,
                where=_MEMBER_THAT_YEAR,
            ),
            permit("draw_for_all", "launch.draft", Relation.OWN, states=("issued",)),
        ),
        state_labels=PAPER.states,
        verb_labels={
            "draft": _("soạn"),
            "annex": _("giao chỉ tiêu"),
            "head": _("cho ý kiến"),
            "opine": _("cho ý kiến"),
            "follow": _("xem hồ sơ xử lý"),
            "record": _("ghi việc đã làm trên giấy"),
            "derive": _("dựng kế hoạch từ văn bản này"),
            "draw_for_all": _("dựng sẵn cho đơn vị trực thuộc"),
            **{one.name: one.label for one in PAPER.transitions},
        },
    )
)

# A paper that was sent in is known to those who write for the unit, until it is a draft like any other.
announce(
    Ruling(
        model=PaperReading,
        path="seat__path",
        permits=(
            permit(VIEW, "launch.draft", Relation.OWN),
            permit("review", "launch.draft", Relation.OWN, states=("read",)),
            permit("type", "launch.draft", Relation.OWN, states=("read", "unreadable")),
            *(
                permit(verb, "launch.draft", Relation.OWN, states=READING.sources(verb))
                for verb in ("draft", "take_back", "cancel")
            ),
        ),
        state_labels=READING.states,
        verb_labels={
            "review": _("xem từng mục"),
            "type": _("gõ lời văn"),
            **{one.name: one.label for one in READING.transitions},
        },
    )
)

announce(
    Ruling(
        model=Target,
        path="owner__path",
        permits=(*_seen_by_the_line("cycle__movement__"), permit("change", "launch.draft", Relation.OWN)),
        state="settles",
    )
)

announce(
    Ruling(
        model=Assignment,
        path="unit__path",
        permits=(
            permit(VIEW, "launch.view", Relation.WITHIN),
            permit("answer", "launch.acknowledge", Relation.OWN, states=("assigned", "asks_change", "taken")),
        ),
        state="answer",
        state_labels=dict(Assignment.Answer.choices),
        verb_labels={"answer": _("trả lời")},
    )
)

announce(
    Ruling(
        model=Register,
        path="unit__path",
        permits=(
            *(
                permit(verb, capability, Relation.OWN)
                for verb in (VIEW, "enter")
                for capability in ("launch.register", "launch.issue")
            ),
            permit(VIEW, "launch.draft", Relation.OWN),
        ),
        state="direction",
    )
)

announce(
    Ruling(
        model=LaunchRecord,
        path="unit__path",
        permits=(
            permit(VIEW, "launch.view", Relation.WITHIN),
            permit("change", "launch.record", Relation.OWN),
        ),
        state="pilot",
    )
)


# Launches beside a unit's own are seen by whoever organises them and by their superiors, by the unit that was
# chosen as the example, and by the members of the cluster who were given something to do.
announce(
    Ruling(
        model=LaunchEvent,
        path="seat__path",
        permits=(
            permit(VIEW, "launch.view", Relation.WITHIN),
            permit(VIEW, "launch.view", Relation.OWN, through="at__path"),
            permit(VIEW, "launch.view", Relation.OWN, through="tasks__unit__path"),
            permit("change", "launch.record", Relation.OWN),
        ),
        state="kind",
        verb_labels={"change": _("sửa")},
    )
)

announce(
    Ruling(
        model=LaunchTask,
        path="unit__path",
        permits=(
            permit(VIEW, "launch.view", Relation.WITHIN),
            permit(VIEW, "launch.view", Relation.OWN, through="event__seat__path"),
            permit("finish", "launch.record", Relation.OWN),
        ),
        state="due_on",
        verb_labels={"finish": _("ghi đã xong")},
    )
)

# A plan that was sent up is its unit's own, and seen by those above who received it.
announce(
    Ruling(
        model=PlanSent,
        path="paper__seat__path",
        permits=(
            permit(VIEW, "launch.view", Relation.WITHIN),
            permit("change", "launch.record", Relation.OWN),
        ),
        state="channel",
        verb_labels={"change": _("sửa")},
    )
)


def must_hold(actor: Actor, capability: str, unit: Body) -> None:
    """For making something new, when there is no object yet to ask the door about. Raises NotYours."""
    if not actor.may(capability, unit.path, Relation.OWN):
        raise NotYours()


def acting_unit(actor: Actor, unit_id: int, capability: str) -> Body:
    """The unit that the actor makes something new for. Raises Absent for a stranger's, NotYours."""
    unit = Body.objects.select_related("kind").filter(pk=unit_id).first()
    if unit is None or not actor.may("launch.view", unit.path, Relation.WITHIN):
        raise Absent()
    must_hold(actor, capability, unit)
    return unit


def units_seen(actor: Actor, field: str = "path") -> Q:
    """Units whose lateness this actor may read by name: their own, and those below their roles."""
    ways = [_reached(grant, field) for grant in actor.having("launch.view")]
    return reduce(or_, ways, Q(pk__in=[]))


def _reached(grant: Grant, field: str) -> Q:
    if grant.role == "system":
        return Q()
    if not grant.path:
        return Q(pk__in=[])
    return paths.within(field, grant.path) if grant.reach is Reach.SUBTREE else Q(**{field: grant.path})
