from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.report.models.report import Report


class Evidence(models.Model):
    """A photo or paper behind a figure, or the signed and sealed scan of the whole report."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("minh chứng")
        SIGNED_SCAN = "signed_scan", _("bản ký, đóng dấu")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.EVIDENCE)
    element = models.CharField(_("ô"), max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    by = models.CharField(_("người gửi"), max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("minh chứng")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["report", "element", "kind", "file"], name="evidence_once"),
        )

    def __str__(self) -> str:
        return self.name
