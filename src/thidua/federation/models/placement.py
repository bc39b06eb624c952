from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body


class Placement(models.Model):
    """A dated line between two bodies. Only "quản lý" adds figures up; "phụ trách" looks after."""

    class Line(models.TextChoices):
        MANAGES = "manages", _("quản lý")
        LOOKS_AFTER = "looks_after", _("phụ trách")

    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="placements")
    under = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="placed")
    line = models.CharField(_("quan hệ"), max_length=12, choices=Line.choices, default=Line.MANAGES)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"), null=True, blank=True)  # last day, inclusive
    source = models.CharField(_("văn bản"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("quan hệ tổ chức")
        constraints = (
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(line="manages", until_on=None),
                name="one_manager_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="placement_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.under} {self.get_line_display()} {self.unit}"
