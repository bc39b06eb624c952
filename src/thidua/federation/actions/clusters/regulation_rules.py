"""What the articles of a regulation say in numbers, written down so that it can be applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.algebra.cluster_rules import read_cluster_rules
from thidua.federation.cluster_errors import RegulationRulesSaid
from thidua.federation.models import Regulation
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch


@transaction.atomic
def say_rules(
    *, actor: Actor, regulation_id: int, rules: Mapping[str, Any], version: int | None = None
) -> Regulation:
    """``rules`` as ``algebra/cluster_rules`` has them. Of an adopted version they are said once: what is applied does
    not change under those whom it binds. Raises Absent, NotYours, NotNow, Stale, RegulationRulesSaid,
    UnknownDefinition with the place."""
    one = fetch(Regulation, regulation_id, actor=actor, verb="say_rules", lock=True, related=("cluster",))
    check_version(one, version)
    read_cluster_rules(rules)
    if one.state == "adopted" and one.rules:
        raise RegulationRulesSaid()
    before, one.rules = one.rules, dict(rules)
    one.version += 1
    one.save(update_fields=["rules", "version", "changed_at"])
    data = {"before": before, "after": one.rules}
    record(actor, "federation.regulation_rules_said", one, path=one.cluster.seat, data=data)
    return one
