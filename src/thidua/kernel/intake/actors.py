"""An actor on the way through the queue: the rights as they were when the work was ordered."""

from __future__ import annotations

from typing import Any

from thidua.kernel.door import Actor, Grant, Reach, system


def packed(actor: Actor) -> dict[str, Any]:
    """The actor as plain data. The house itself travels as its name alone."""
    if actor.is_house:
        return {"system": actor.name}
    return {
        "account_id": actor.account_id,
        "name": actor.name,
        "unit_id": actor.unit_id,
        "unit_path": actor.unit_path,
        "acts_for": actor.acts_for,
        "grants": [
            {
                "role": grant.role,
                "unit_id": grant.unit_id,
                "path": grant.path,
                "reach": grant.reach.value,
                "capabilities": sorted(grant.capabilities),
            }
            for grant in actor.grants
        ],
    }


def unpacked(data: dict[str, Any]) -> Actor:
    if "system" in data:
        return system(data["system"])
    grants = tuple(
        Grant(one["role"], one["unit_id"], one["path"], Reach(one["reach"]), frozenset(one["capabilities"]))
        for one in data["grants"]
    )
    return Actor(
        data["account_id"], data["name"], data["unit_id"], data["unit_path"], grants, data["acts_for"]
    )
