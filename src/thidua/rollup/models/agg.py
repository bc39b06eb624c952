from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Agg(models.Model):
    """The sums of one node of the stamped tree, one bloc and one period; recomputed, never added to.

    Arrays follow the vector of the period's form. ``sent`` counts reports that are sent or accepted,
    ``accepted`` only accepted ones; the ``_n`` arrays hold how many reports gave each figure. Roster
    components count units that must report, whether or not they have.
    """

    period_id = models.BigIntegerField()
    node_id = models.BigIntegerField()
    path = models.CharField(max_length=255, db_collation="C")
    bloc = models.CharField(max_length=30, blank=True)
    sent = ArrayField(models.FloatField())
    sent_n = ArrayField(models.IntegerField())
    accepted = ArrayField(models.FloatField())
    accepted_n = ArrayField(models.IntegerField())
    expected_reports = models.IntegerField(default=0)
    sent_reports = models.IntegerField(default=0)
    accepted_reports = models.IntegerField(default=0)
    bulk_reports = models.IntegerField(default=0)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["period_id", "node_id", "bloc"], name="one_agg_a_node_and_bloc"),
        )
        indexes = (models.Index(fields=["period_id", "path"], name="agg_in_the_tree"),)

    def __str__(self) -> str:
        return f"{self.period_id}/{self.node_id}/{self.bloc}"
