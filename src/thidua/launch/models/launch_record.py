from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.movement import Cycle


class Ceremony(models.Model):
    """What is written down of any launch: where, in which form, before whom, with photos and papers."""

    place = models.CharField(_("nơi phát động"), max_length=200, blank=True)
    attendance = models.PositiveIntegerField(_("số người dự"), null=True, blank=True)
    guests = models.CharField(_("khách mời, cấp ủy, chuyên môn"), max_length=300, blank=True)
    # A code of ``ceremony_forms`` in the catalogue: whatever suits the trade and the kind of unit.
    held_as = models.CharField(_("hình thức"), max_length=40, blank=True, default="")
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("ảnh, giấy tờ"))

    class Meta:
        abstract = True


class LaunchRecord(Ceremony):
    """That a unit has launched a cycle of the movement: when, where, before whom."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="launches")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="launches")
    held_on = models.DateField(_("ngày phát động"))
    pilot = models.BooleanField(_("phát động điểm"), default=False)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("lễ phát động")
        constraints = (models.UniqueConstraint(fields=["cycle", "unit"], name="one_launch_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.held_on:%d/%m/%Y}"
