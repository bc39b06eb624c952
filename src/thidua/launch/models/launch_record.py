from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.movement import Cycle


class LaunchRecord(models.Model):
    """That a unit has launched a cycle of the movement: when, where, before whom."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="launches")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="launches")
    held_on = models.DateField(_("ngày phát động"))
    place = models.CharField(_("nơi phát động"), max_length=200, blank=True)
    attendance = models.PositiveIntegerField(_("số người dự"), null=True, blank=True)
    pilot = models.BooleanField(_("phát động điểm"), default=False)
    guests = models.CharField(_("khách mời, cấp ủy, chuyên môn"), max_length=300, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("lễ phát động")
        constraints = (models.UniqueConstraint(fields=["cycle", "unit"], name="one_launch_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.held_on:%d/%m/%Y}"
