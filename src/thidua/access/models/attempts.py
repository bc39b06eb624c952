from __future__ import annotations

from django.db import models
from django.utils import timezone


class Attempts(models.Model):
    """Wrong tries counted under a key: a login, a unit's code or a network address.

    Kept by what was typed, not by account, so that an unknown login is counted and locked like a known
    one. The key is a hash: what people typed is not stored.
    """

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.failures}"
