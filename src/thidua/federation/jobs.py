"""What the worker does for the tree: every night, and when a long reorganisation is ordered."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app

from thidua.federation.actions.reorganise.carry_out import carry_out
from thidua.federation.actions.reorganise.order import CARRY_OUT, UNDO
from thidua.federation.actions.reorganise.undo import undo
from thidua.federation.actions.settle_tree import settle_tree
from thidua.kernel.door import system
from thidua.kernel.intake.actors import unpacked
from thidua.kernel.jobs import long_work
from thidua.kernel.models import Progress


@app.periodic(cron="5 0 * * *")
@app.task(name="federation.settle_tree", queue="work")
def settle_decided_moves(timestamp: int) -> None:
    """Moves whose day has come. Missed nights do no harm: the next run settles all that is due."""
    settle_tree(actor=system("sắp xếp cây tổ chức hằng ngày"))


@long_work(CARRY_OUT)
def carry_out_long(progress: Progress) -> dict[str, Any]:
    """One transaction: a killed worker leaves the tree as it was, and another begins anew."""
    told = progress.arguments
    carry_out(
        actor=unpacked(told["actor"]), reorganisation_id=told["reorganisation_id"], version=told["version"]
    )
    return {"reorganisation_id": told["reorganisation_id"]}


@long_work(UNDO)
def undo_long(progress: Progress) -> dict[str, Any]:
    told = progress.arguments
    undo(
        actor=unpacked(told["actor"]),
        reorganisation_id=told["reorganisation_id"],
        reason=told.get("reason", ""),
    )
    return {"reorganisation_id": told["reorganisation_id"]}
