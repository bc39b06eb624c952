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
        "pledge.view",
        "pledge.read_covenant",
        "pledge.own",
        "report.view",
        "rollup.view",
        "score.view",
        "catalogue.view",
        "access.view_own",
    }
)
# What a unit says of itself: its figures, who registers, its own mark.
_ENTER = frozenset(
    {
        "report.enter",
        "report.send",
        "report.activity",
        "launch.acknowledge",
        "pledge.register",
        "score.mark",
    }
)
# What is prepared for others to sign.
_DRAFT = frozenset(
    {
        "launch.draft",
        "launch.assign",
        "launch.record",
        "pledge.open",
        "pledge.write",
        "pledge.negotiate",
        "pledge.record",
    }
)
# What a superior does with what units below have said.
_REVIEW = frozenset(
    {
        "report.review",
        "report.enter_for",
        "report.bulk",
        "report.chase",
        "pledge.consolidate",
        "score.grade",
        "score.draft",
        "score.run",
        "score.verify",
    }
)
_PEOPLE = frozenset({"federation.people", "access.accounts"})
# Clusters: what the organising unit does; the vote is the chair's.
_CLUSTERS = frozenset({"federation.clusters", "federation.lead"})
_CHAIRS = frozenset(
    {
        "launch.sign",
        "launch.launch",
        "pledge.confirm",
        "pledge.sign",
        "federation.lead",
        "federation.vote",
        "access.delegate",
    }
)

_ROLES = (
    Role(
        "member",
        _("đoàn viên"),
        Reach.UNIT,
        frozenset({"launch.view", "access.view_own", "pledge.read_covenant", "pledge.own"}),
    ),
    Role(
        "grassroots_chair",
        _("chủ tịch công đoàn cơ sở"),
        Reach.UNIT,
        _READ
        | _ENTER
        | _DRAFT
        | _CHAIRS
        | frozenset({"launch.issue", "score.grade_own", "federation.people", "access.members"}),
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
        | frozenset({"launch.advise", "score.advise", "pledge.confirm", "access.delegate", "audit.view"}),
    ),
    # Who signs a covenant is asked for the office as well, so that a deputy of the standing committee may.
    Role(
        "standing_committee_member",
        _("ủy viên ban thường vụ"),
        Reach.SUBTREE,
        _READ | frozenset({"launch.opine", "pledge.sign", "score.advise", "audit.view"}),
    ),
    Role(
        "clerk",
        _("văn thư"),
        Reach.SUBTREE,
        _READ | frozenset({"launch.issue", "launch.register", "launch.record", "pledge.record"}),
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
        | _CLUSTERS
        | _CHAIRS
        | frozenset(
            {"launch.opine", "launch.close", "report.close", "score.advise", "score.decide", "audit.view"}
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
