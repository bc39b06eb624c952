from __future__ import annotations

from django.db import models


class Placed(models.Model):
    """Where in the tree a report stood when it was last rolled up.

    When its stamped path changes, the nodes of the old place must be computed anew as well; events carry
    ids only, so the old place is remembered here. ``parent_path`` finds the reports of a node's children
    by one index range.
    """

    report_id = models.BigIntegerField(primary_key=True)
    period_id = models.BigIntegerField()
    path = models.CharField(max_length=255, db_collation="C")
    parent_path = models.CharField(max_length=255, db_collation="C")

    class Meta:
        indexes = (
            models.Index(fields=["period_id", "path"], name="placed_in_the_tree"),
            models.Index(fields=["period_id", "parent_path"], name="placed_children"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.path}"
