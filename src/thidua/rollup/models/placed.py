from __future__ import annotations

from django.db import models

from thidua.rollup.models.tree import Tree


class Placed(models.Model):
    """Where in a tree a report stood when it was last rolled up. Partitioned by period, like the sums.

    In the tree of then it stands where its note (``Counted``) says. ``parent_path`` finds the reports of a node's children
    by one index range. A report has one row in the tree of then; where the trees differ, one more in that
    of today or among what has ended, with the stamped path in ``came_from`` when it stands elsewhere now.
    """

    pk = models.CompositePrimaryKey("period_id", "tree", "report_id")
    period_id = models.BigIntegerField()
    tree = models.CharField(max_length=5, choices=Tree.choices, db_collation="C")
    report_id = models.BigIntegerField()
    node_id = models.BigIntegerField()  # the unit at the end of the path
    path = models.CharField(max_length=255, db_collation="C")
    parent_path = models.CharField(max_length=255, db_collation="C")
    came_from = models.CharField(max_length=255, db_collation="C", null=True)

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.report_id} {self.tree} {self.path}"
