from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Values(models.Model):
    """The figures of one report: one row, in a table partitioned by period (made by a migration's SQL).

    ``data`` is the record: answers per element as typed, {"code": {"value": "12", "answer": "number" |
    "none" | "not_applicable", "estimate": "15", "from": "activity"}}. ``vals`` are the additive
    components computed from it, in the order of the form's vector: scaled integers as float8, NaN for
    not reported. Both are written together, never one alone.
    """

    report_id = models.BigIntegerField(primary_key=True)
    period_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    vals = ArrayField(models.FloatField(), default=list)

    class Meta:
        managed = False
        db_table = "report_values"

    def __str__(self) -> str:
        return f"values of report {self.report_id}"
