from __future__ import annotations

import datetime as dt

from django.db import connection, models


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
        """The day of the story; None on an ordinary installation, and before there are any tables."""
        with connection.cursor() as cursor:
            cursor.execute("select to_regclass(%s)", [cls._meta.db_table])
            if cursor.fetchone()[0] is None:
                return None
        return cls.objects.values_list("pinned_on", flat=True).first()
