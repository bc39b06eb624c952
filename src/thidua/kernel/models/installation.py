from __future__ import annotations

import datetime as dt

from django.db import models


class Installation(models.Model):
    """The one row about this installation itself."""

    scenario = models.CharField(max_length=60, blank=True)
    pinned_on = models.DateField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_installation"),)

    def __str__(self) -> str:
        return self.scenario or "ThiĐua"

    @classmethod
    def pinned_day(cls) -> dt.date | None:
        return cls.objects.values_list("pinned_on", flat=True).first()
