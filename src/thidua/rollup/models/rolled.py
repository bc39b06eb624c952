from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Rolled(models.Model):
    """How far a period is rolled up: under which form, and when last. No row: never yet.

    ``form_id`` is the newest form among the period's reports and orders the arrays of ``Agg``;
    ``form_ids`` are all forms that were met. A report under a form not met before calls for a rebuild.
    ``noted``: what each report counts for is kept (``Counted``), so that differences can be added; a period rolled up
    before that was kept is computed wholly at the first change.
    ``restated_at`` is when the tree of today began to differ; None while it is the tree of then.
    """

    period_id = models.BigIntegerField(primary_key=True)
    form_id = models.BigIntegerField()
    form_ids = ArrayField(models.BigIntegerField())
    at = models.DateTimeField()
    whole_at = models.DateTimeField()
    restated_at = models.DateTimeField(null=True)
    noted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.period_id} {self.at:%d/%m %H:%M}"
