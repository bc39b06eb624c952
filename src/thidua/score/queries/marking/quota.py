"""How many awards there are to give in a round, and whom the order of points puts forward for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.algebra.scoring.awards import Award, Proposed, propose
from thidua.federation.models import Regulation
from thidua.federation.queries.regulation_rules import AWARD_WORDS, rules_in
from thidua.score.queries.marking.computing import Scored
from thidua.score.queries.marking.loading import Standing


@dataclass(frozen=True)
class Quota:
    """``awards`` in the order in which they are given; without any, nothing is limited. ``regulation`` None: the sheet
    says it."""

    awards: Sequence[Award] = ()
    source: str = ""
    regulation: Regulation | None = None

    @property
    def words(self) -> str:
        """ "1 cờ thi đua, 2 bằng khen"."""
        return ", ".join(f"{one.count} {name_of(one).lower()}" for one in self.awards)


def name_of(one: Award) -> str:
    return one.name or str(AWARD_WORDS.get(one.code, one.code))


def quota_of(standing: Standing) -> Quota:
    """The regulation in force in the round's year says it, else the sheet; one query for a cluster, none without."""
    cluster = standing.round.cluster
    if cluster is not None:
        regulation, rules = rules_in(cluster, standing.round.year)
        if regulation is not None and rules.awards:
            source = _("%(regulation)s, lần %(edition)s") % {
                "regulation": regulation.title,
                "edition": regulation.edition,
            }
            return Quota(rules.awards, source, regulation)
    awards = standing.rules.sheet.awards
    return Quota(awards, str(standing.round.sheet)) if awards else Quota()


def put_forward(quota: Quota, standing: Standing, result: Scored) -> Mapping[str, Proposed]:
    """By ``MarkedUnit.key``: who is named for what; equal units that are more than there is to give are asked about."""
    keys = {one.key for one in standing.active}
    scores = {key: score for key, score in result.scores.items() if key in keys}
    return propose(quota.awards, scores, result.ranks)
