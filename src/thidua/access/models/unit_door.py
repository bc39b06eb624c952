from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock


class UnitDoor(models.Model):
    """A unit's shared PIN: with the unit's code it opens the list of names, and nothing else.

    Everybody then needs a PIN of their own. A unit without a door cannot be entered by code.
    """

    unit = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="door")
    secret = models.CharField(max_length=128)  # hash
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("mã chung của đơn vị")

    def __str__(self) -> str:
        return str(self.unit)
