from __future__ import annotations

from django.db import models
from django.utils import timezone


class OutboxRow(models.Model):
    """One event waiting for one hearer. Rows are short-lived: hearing deletes them."""

    event = models.CharField(max_length=60)
    hearer = models.CharField(max_length=60)
    ids = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["event", "hearer", "id"], name="outbox_waiting"),)

    def __str__(self) -> str:
        return f"{self.event} → {self.hearer}"
