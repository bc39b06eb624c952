"""Which role allows what. Roles are held at a unit for a time (``Holding``); this table says the rest.

A capability is "room.verb"; rooms name them in their ``rules.py`` and nowhere else ask for roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.kernel.door import Reach
from thidua.kernel.errors import Phrase


@dataclass(frozen=True)
class Role:
    code: str
    name: Phrase
    reach: Reach
    capabilities: frozenset[str]


_READ = frozenset(
    {
        "federation.view",
        "launch.view",
        "report.view",
        "rollup.view",
        "score.view",
        "catalogue.view",
        "access.view_own",
    }
)
_ENTER = frozenset({"report.enter", "report.send", "report.activity", "launch.acknowledge"})
_DRAFT = frozenset({"launch.draft", "launch.assign", "launch.record"})
_REVIEW = frozenset({"report.review", "report.enter_for", "report.bulk", "report.chase", "score.grade"})
# Clusters: what the organising unit does; what the leading union does; the vote, which is the chair's.
_CLUSTERS = frozenset({"federation.clusters", "federation.lead"})
_MEMBER_OF_CLUSTER = frozenset({"federation.lead", "federation.vote"})
_PEOPLE = frozenset({"federation.people", "access.accounts"})
# marking: who is marked, who runs a round, who advises, who decides
_MARKED = frozenset({"score.view", "score.mark"})
_MARKS = _MARKED | frozenset({"score.draft", "score.run", "score.verify"})

_ROLES = (
    Role("member", _("đoàn viên"), Reach.UNIT, frozenset({"launch.view", "access.view_own"})),
    Role(
        "grassroots_chair",
        _("chủ tịch công đoàn cơ sở"),
        Reach.UNIT,
        _READ
        | _ENTER
        | _DRAFT
        | _MARKED
        | _MEMBER_OF_CLUSTER
        | frozenset(
            {
                "launch.sign",
                "launch.issue",
                "launch.launch",
                "federation.people",
                "access.delegate",
                "access.members",
                "score.grade_own",
            }
        ),
    ),
    Role(
        "officer",
        _("chuyên viên"),
        Reach.SUBTREE,
        _READ
        | _ENTER
        | _DRAFT
        | _REVIEW
        | _PEOPLE
        | _CLUSTERS
        | _MARKS
        | frozenset({"access.delegate", "audit.view"}),
    ),
    Role(
        "head_of_department",
        _("trưởng ban"),
        Reach.SUBTREE,
        _READ
        | _ENTER
        | _DRAFT
        | _REVIEW
        | _PEOPLE
        | _CLUSTERS
        | _MARKS
        | frozenset({"launch.advise", "access.delegate", "audit.view", "score.advise"}),
    ),
    Role(
        "standing_committee_member",
        _("ủy viên ban thường vụ"),
        Reach.SUBTREE,
        _READ | frozenset({"launch.opine", "audit.view", "score.view", "score.advise"}),
    ),
    Role(
        "clerk",
        _("văn thư"),
        Reach.SUBTREE,
        _READ | frozenset({"launch.issue", "launch.register", "launch.record", "score.view"}),
    ),
    Role(
        "chair",
        _("chủ tịch"),
        Reach.SUBTREE,
        _READ
        | _ENTER
        | _DRAFT
        | _REVIEW
        | _PEOPLE
        | _MARKS
        | _CLUSTERS
        | _MEMBER_OF_CLUSTER
        | frozenset(
            {
                "score.advise",
                "score.decide",
                "launch.sign",
                "launch.opine",
                "launch.launch",
                "launch.close",
                "report.close",
                "access.delegate",
                "audit.view",
            }
        ),
    ),
    Role(
        "administrator",
        _("quản trị"),
        Reach.SUBTREE,
        _READ
        | _PEOPLE
        | frozenset(
            {"federation.change", "catalogue.confirm", "access.administer", "audit.view", "kernel.operate"}
        ),
    ),
)

ROLES: Mapping[str, Role] = {role.code: role for role in _ROLES}
CHOICES = [(role.code, role.name) for role in _ROLES]
