from __future__ import annotations

import datetime as dt

from django.db import ProgrammingError, connection, models


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
        if connection.in_atomic_block and not cls._has_a_table():
            return None  # a failed question would end the transaction
        try:
            return cls.objects.values_list("pinned_on", flat=True).first()
        except ProgrammingError:
            return None

    @classmethod
    def _has_a_table(cls) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("select to_regclass(%s)", [cls._meta.db_table])
            return bool(cursor.fetchone()[0])
