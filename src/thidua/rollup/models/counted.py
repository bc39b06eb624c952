from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Counted(models.Model):
    """What a report counts for, as last heard: the sums of a period are made of these rows and of nothing else.
    Partitioned by period, like the sums.

    Reports change while sums are made. A difference is right only against what was counted before, so that is
    kept, and it is replaced in the statement that adds the difference. ``vals`` follows the layout of the period
    (``Rolled.form_id``), not the form of the report; NaN: not stated, None: the report has no figures at all.
    """

    pk = models.CompositePrimaryKey("period_id", "report_id")
    period_id = models.BigIntegerField()
    report_id = models.BigIntegerField()
    path = models.CharField(max_length=255, db_collation="C")  # as stamped
    bloc = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    exempt = models.BooleanField()
    covered = models.IntegerField(null=True)  # of a bulk entry: units it stands for, where it says so
    vals = ArrayField(models.FloatField(), null=True)

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.report_id} {self.path} {self.state}"
