from __future__ import annotations

from django.db import models


class Unsealed(models.Model):
    """An entry that waits for its seal. The database writes this row with the entry and the sealer deletes it, so
    that the entry itself is written once and never touched again."""

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry_id)
