from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record


class ActedThrough(Record):
    """Something of a body that acts through a unit of the tree: the body itself, or, when the body has no
    seal (a cluster), its leader's union. Who may see and sign follows ``seat``."""

    seat = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị đứng ra ký, đóng dấu")
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.seat_id is None:
            self.seat_id = self.issuer_id
        super().save(*args, **kwargs)
