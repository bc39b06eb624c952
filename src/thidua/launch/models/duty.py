from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.launch.models.line import PaperLine


class Duty(PaperLine):
    """Who must do what. A duty without a deadline stays open and in sight."""

    class Role(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        SUPPORT = "support", _("phối hợp")

    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="duties", editable=False
    )
    body_name = models.CharField(_("ai làm"), max_length=255)
    role = models.CharField(_("vai trò"), max_length=10, choices=Role.choices, default=Role.LEAD)
    text = models.TextField(_("việc"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("nhiệm vụ")

    def __str__(self) -> str:
        return f"{self.body_name}: {self.text}"


class DutyDone(models.Model):
    """That a unit has done a duty. One duty may be the duty of every unit of a level; each says it for itself."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="done")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(_("xong ngày"), default=clock.today)
    note = models.CharField(_("kết quả"), max_length=300, blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("việc được giao đã xong")
        constraints = (models.UniqueConstraint(fields=["duty", "unit"], name="a_duty_is_done_once"),)

    def __str__(self) -> str:
        return f"{self.duty} · {self.unit}"
