"""Who may see and change units and people.

Everyone who is signed in sees the own unit and the chain above it; a role that reaches a branch sees the
branch. Strangers see nothing. People are personal data: only roles that keep lists of people see them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import (
    Ballot,
    Body,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Person,
    Regulation,
    Reorganisation,
)
from thidua.federation.states import BALLOT, CLUSTER_YEAR, LEADER_DUTY, REGULATION, REORGANISATION
from thidua.kernel.door import VIEW, Permit, Relation, Ruling, announce, permit

BESIDE_THE_TREE = Q(path="")

BODY = announce(
    Ruling(
        Body,
        path="seat",
        permits=(
            permit("view", "access.view_own", Relation.ABOVE),
            permit("view", "federation.view", Relation.WITHIN),
            permit("change", "federation.change", Relation.WITHIN),
            permit("add_below", "federation.change", Relation.WITHIN),
            # Nobody moves or ends the unit that the own role is held at: that is for the level above.
            permit("place", "federation.change", Relation.BELOW),
            permit("end", "federation.change", Relation.BELOW),
            permit("end", "federation.change", Relation.WITHIN, also=BESIDE_THE_TREE),
            permit("organise", "federation.clusters", Relation.OWN),
            permit("see_people", "federation.people", Relation.WITHIN),
            permit("keep_people", "federation.people", Relation.WITHIN),
        ),
        verb_labels={
            "change": _("sửa đơn vị"),
            "add_below": _("thêm đơn vị trực thuộc"),
            "place": _("chuyển đơn vị"),
            "end": _("kết thúc đơn vị"),
            "organise": _("tổ chức cụm thi đua"),
            "see_people": _("xem danh sách người"),
            "keep_people": _("sửa danh sách người"),
        },
    )
)

PERSON = announce(
    Ruling(
        Person,
        path="home__seat",
        permits=(
            permit("view", "federation.people", Relation.WITHIN),
            permit("change", "federation.people", Relation.WITHIN),
            permit("transfer", "federation.people", Relation.WITHIN),
            permit("give_post", "federation.people", Relation.WITHIN),
        ),
        verb_labels={
            "change": _("sửa thông tin"),
            "transfer": _("chuyển sinh hoạt"),
            "give_post": _("ghi chức vụ"),
        },
    )
)

# Drafts are the work of those who change the tree; what was carried out is seen by whoever sees the branch.
REORGANISATIONS = announce(
    Ruling(
        Reorganisation,
        path="seat__seat",
        permits=(
            permit("view", "federation.change", Relation.WITHIN),
            permit("view", "federation.view", Relation.WITHIN, also=Q(state="done")),
            permit("view", "federation.view", Relation.WITHIN, also=Q(state="undone")),
            permit("edit", "federation.change", Relation.WITHIN, states=("draft",)),
            *(
                permit(one.name, "federation.change", Relation.WITHIN, states=one.sources)
                for one in REORGANISATION.transitions
            ),
        ),
        state_labels=REORGANISATION.states,
        verb_labels={
            "edit": _("sửa các bước"),
            **{one.name: one.label for one in REORGANISATION.transitions},
        },
    )
)

# A cluster of equals: the unit that organises it sees and keeps it; each member of a year sees that year. Membership
# reaches the cluster's own rows and nothing of another member.
_MEMBER = "cluster__members__unit__path"
_SAME_YEAR = Q(cluster__members__year=F("year"))
_LEADS = ("cluster__leaderships__leader__path", "cluster__leaderships__deputy__path")
_LED_THEN = Q(cluster__leaderships__year=F("year"))
_LED_BEFORE = Q(cluster__leaderships__year=F("year") - 1)
_NOBODY_LEADS = Q(~Exists(Leadership.objects.filter(cluster=OuterRef("cluster"), year=OuterRef("year"))))


def _seen_by_members(where: Q = _SAME_YEAR) -> tuple[Permit, ...]:
    return (
        permit(VIEW, "federation.view", Relation.WITHIN),
        permit(VIEW, "federation.view", Relation.WITHIN, through=_MEMBER, where=where),
    )


def _led(verb: str, states: Iterable[str] | None = None, where: Q = _LED_THEN) -> tuple[Permit, ...]:
    """The leader and the deputy of the year; whoever led before, as long as nobody does; the organising unit."""
    return (
        permit(verb, "federation.clusters", Relation.OWN, states=states),
        *(
            permit(verb, "federation.lead", Relation.OWN, states=states, through=way, where=where)
            for way in _LEADS
        ),
        permit(
            verb,
            "federation.lead",
            Relation.OWN,
            states=states,
            through=_LEADS[0],
            where=_LED_BEFORE,
            also=_NOBODY_LEADS,
        ),
    )


announce(
    Ruling(
        ClusterYear,
        path="cluster__seat",
        permits=(
            *_seen_by_members(),
            permit("organise", "federation.clusters", Relation.OWN, states=("running",)),
            permit("guide", "federation.clusters", Relation.OWN),
            permit("reopen", "federation.clusters", Relation.OWN, states=CLUSTER_YEAR.sources("reopen")),
            *_led("lead", states=("running",)),
            *_led("go_on"),  # to the next year, and to the regulation, which outlives a year
            *_led("close", states=CLUSTER_YEAR.sources("close")),
        ),
        state_labels=CLUSTER_YEAR.states,
        verb_labels={
            "organise": _("sửa thành viên, chọn cụm trưởng"),
            "guide": _("ghi kiểm tra, hướng dẫn"),
            "lead": _("điều hành cụm"),
            "go_on": _("mở năm sau"),
            **{one.name: one.label for one in CLUSTER_YEAR.transitions},
        },
    )
)

announce(
    Ruling(
        LeaderDuty,
        path="cluster__seat",
        permits=(
            *_seen_by_members(),
            *(one for verb in ("finish", "reopen") for one in _led(verb, states=LEADER_DUTY.sources(verb))),
        ),
        state_labels=LEADER_DUTY.states,
        verb_labels={one.name: one.label for one in LEADER_DUTY.transitions},
    )
)

announce(
    Ruling(
        Ballot,
        path="cluster__seat",
        permits=(
            *_seen_by_members(),
            permit(VIEW, "federation.view", Relation.WITHIN, through="voters__unit__path"),
            permit(
                "vote",
                "federation.vote",
                Relation.OWN,
                states=BALLOT.sources("vote"),
                through="voters__unit__path",
            ),
            *_led("close", states=BALLOT.sources("close")),
            *_led("cancel", states=BALLOT.sources("cancel")),
            *_led("follow"),
        ),
        state_labels=BALLOT.states,
        verb_labels={
            "follow": _("xem ai chưa bỏ phiếu"),
            **{one.name: one.label for one in BALLOT.transitions},
        },
    )
)

_SINCE = Q(cluster__members__year__gte=F("year"))
_LED_SINCE = Q(cluster__leaderships__year__gte=F("year"))
_OPEN = ("draft", "with_members")

announce(
    Ruling(
        Regulation,
        path="cluster__seat",
        permits=(
            permit(VIEW, "federation.view", Relation.WITHIN),
            permit(
                VIEW,
                "federation.view",
                Relation.WITHIN,
                through=_MEMBER,
                where=_SINCE,
                also=Q(state__in=("with_members", "adopted")),
            ),
            *_led(VIEW, where=_LED_SINCE),
            *_led("edit", states=("draft",), where=_LED_SINCE),
            *_led("say_rules", states=("draft", "with_members", "adopted"), where=_LED_SINCE),
            *(
                one
                for verb in ("ask", "take_back", "adopt", "drop")
                for one in _led(verb, states=REGULATION.sources(verb), where=_LED_SINCE)
            ),
            permit(
                "opine",
                "federation.vote",
                Relation.OWN,
                states=("with_members",),
                through=_MEMBER,
                where=_SINCE,
            ),
        ),
        state_labels=REGULATION.states,
        verb_labels={
            "edit": _("soạn"),
            "say_rules": _("ghi quy định bằng số"),
            "opine": _("cho ý kiến"),
            **{one.name: one.label for one in REGULATION.transitions},
        },
    )
)
