from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body, UnitKind
from thidua.launch.models.movement import Cycle, Period


class Deadline(models.Model):
    """What a level must have done by which day."""

    class What(models.TextChoices):
        ISSUE_PLAN = "issue_plan", _("ban hành kế hoạch")
        LAUNCH = "launch", _("phát động")
        SEND_PLAN = "send_plan", _("gửi kế hoạch về cấp trên")
        REPORT = "report", _("gửi báo cáo")
        ACCEPT = "accept", _("duyệt báo cáo cấp dưới")
        EDITION = "edition", _("khóa bản tổng hợp")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="deadlines")
    period = models.ForeignKey(
        Period, null=True, blank=True, on_delete=models.CASCADE, related_name="deadlines"
    )
    what = models.CharField(_("việc"), max_length=12, choices=What.choices)
    level = models.CharField(_("cấp"), max_length=20, choices=UnitKind.Level.choices)
    due_on = models.DateField(_("hạn"))
    # Of what is sent up: how it must come, and to which departments of the caller.
    channel = models.CharField(_("cách gửi"), max_length=16, blank=True, default="")
    departments = models.ManyToManyField(Body, related_name="+", blank=True, verbose_name=_("ban nhận"))

    class Meta:
        verbose_name = _("thời hạn")
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "period", "what", "level"], name="one_deadline_a_level", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.due_on:%d/%m}"
