from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Seal(models.Model):
    """A batch of entries hashed together with the seal before it, so that no line can vanish unseen."""

    made_at = models.DateTimeField(default=timezone.now)
    before = models.CharField(max_length=64, blank=True)
    entry_ids = ArrayField(models.BigIntegerField())  # in the order in which they were hashed
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.digest[:12]}"
