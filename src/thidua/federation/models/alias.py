from __future__ import annotations

from django.db import models

from thidua.federation.models.body import Body


class Alias(models.Model):
    """Another name that people write for a body; confirmed once, matched from then on."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=255)
    matching_key = models.CharField(max_length=255, db_index=True)

    def __str__(self) -> str:
        return self.name
