"""What the worker does for the tree every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from thidua.federation.actions.settle_tree import settle_tree
from thidua.kernel.door import system


@app.periodic(cron="5 0 * * *")
@app.task(name="federation.settle_tree", queue="work")
def settle_decided_moves(timestamp: int) -> None:
    """Moves whose day has come. Missed nights do no harm: the next run settles all that is due."""
    settle_tree(actor=system("sắp xếp cây tổ chức hằng ngày"))
