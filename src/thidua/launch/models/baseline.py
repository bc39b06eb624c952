from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body


class Baseline(models.Model):
    """A result of an earlier year that splitting and comparing start from."""

    class Source(models.TextChoices):
        EDITION = "edition", _("bản tổng hợp đã khóa")
        IMPORT = "import", _("nhập từ tệp")
        HAND = "hand", _("nhập tay")

    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="baselines")
    element = models.CharField(_("chỉ số"), max_length=80)
    year = models.PositiveSmallIntegerField(_("năm"))
    value = models.DecimalField(_("kết quả"), max_digits=20, decimal_places=4)
    source = models.CharField(_("nguồn"), max_length=10, choices=Source.choices)
    source_note = models.CharField(_("theo văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kết quả năm trước")
        constraints = (
            models.UniqueConstraint(fields=["unit", "element", "year"], name="one_baseline_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.element} {self.year}: {self.value}"
