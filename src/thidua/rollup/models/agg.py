from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from thidua.rollup.models.tree import Tree


class Agg(models.Model):
    """The sums of one inner node of a tree, one bloc and one period: what the rows of ``Counted`` say, added up.

    The table is partitioned by period (a migration's SQL; the partition is made when a period is rolled up for
    the first time), so that every period is written, read and dropped by itself.

    Arrays follow the vector of the period's form (``Rolled.form_id``) and hold scaled integers. ``sent``
    counts reports that are sent or accepted, ``accepted`` only accepted ones; the ``_n`` arrays hold how
    many reports gave each figure, so a sum of 0 with a count of 0 is "not reported". Roster components
    count units that must report, whether or not they have.

    A node without anything below has no row: its own reports are read directly. Besides one row a bloc
    there is the row of all blocs together; only this one holds bulk parts, because nobody knows the bloc
    of units that did not report themselves.
    """

    EVERY_BLOC = ""
    NO_BLOC = "?"  # reports of units whose bloc is not known

    pk = models.CompositePrimaryKey("period_id", "tree", "path", "bloc")
    period_id = models.BigIntegerField()
    tree = models.CharField(max_length=5, choices=Tree.choices, db_collation="C")
    node_id = models.BigIntegerField()  # the unit at the end of the path
    path = models.CharField(max_length=255, db_collation="C")
    parent_path = models.CharField(max_length=255, db_collation="C")
    bloc = models.CharField(max_length=30, blank=True)
    sent = ArrayField(models.FloatField())
    sent_n = ArrayField(models.IntegerField())
    accepted = ArrayField(models.FloatField())
    accepted_n = ArrayField(models.IntegerField())
    # The part of the sums that comes from bulk entries, and for how many units it stands; None without any.
    sent_bulk = ArrayField(models.FloatField(), null=True)
    sent_bulk_n = ArrayField(models.IntegerField(), null=True)
    accepted_bulk = ArrayField(models.FloatField(), null=True)
    accepted_bulk_n = ArrayField(models.IntegerField(), null=True)
    expected_reports = models.IntegerField(default=0)
    sent_reports = models.IntegerField(default=0)
    accepted_reports = models.IntegerField(default=0)
    bulk_reports = models.IntegerField(default=0)
    computed_at = models.DateTimeField()

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.period_id}/{self.tree}/{self.path}/{self.bloc}"
