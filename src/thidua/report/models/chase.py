from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.report.models.report import Report


class Chase(models.Model):
    """A word to a unit that has not reported: who, how, what was promised."""

    class How(models.TextChoices):
        PHONE = "phone", _("gọi điện")
        MESSAGE = "message", _("nhắn tin")
        MEETING = "meeting", _("gặp trực tiếp")
        PAPER = "paper", _("văn bản đôn đốc")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="chases")
    how = models.CharField(_("cách liên hệ"), max_length=8, choices=How.choices)
    text = models.CharField(_("nội dung"), max_length=500, blank=True)
    promised_on = models.DateField(_("hẹn gửi"), null=True, blank=True)
    by = models.CharField(_("người nhắc"), max_length=200)
    at = models.DateTimeField(_("lúc"), default=clock.now)

    class Meta:
        verbose_name = _("lần nhắc")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_how_display()} {clock.day_of(self.at):%d/%m}"
