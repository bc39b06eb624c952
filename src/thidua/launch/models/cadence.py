from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import PaperLine


class Cadence(PaperLine):
    """How often something comes back: reports, reviews."""

    class Frequency(models.TextChoices):
        PER_ROUND = "per_round", _("sau mỗi đợt")
        MONTH = "P1M", _("hằng tháng")
        QUARTER = "P3M", _("hằng quý")
        HALF_YEAR = "P6M", _("6 tháng")
        YEAR = "P1Y", _("hằng năm")
        FIVE_YEARS = "P5Y", _("5 năm")
        TEN_YEARS = "P10Y", _("10 năm")
        PERIODIC = "periodic", _("định kỳ")
        AT_ONCE = "at_once", _("đột xuất")

    what = models.CharField(_("việc"), max_length=300)
    frequency = models.CharField(_("bao lâu một lần"), max_length=10, choices=Frequency.choices)
    who = models.CharField(_("ai làm"), max_length=255, blank=True)
    to = models.CharField(_("gửi cho"), max_length=255, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("chế độ báo cáo, sơ kết")

    def __str__(self) -> str:
        return f"{self.what} ({self.get_frequency_display()})"
