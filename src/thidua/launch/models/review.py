from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.movement import Movement


class Review(models.Model):
    """A look back that a movement of several years plans: every year, half-way, at its end."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("sơ kết năm")
        INTERIM = "interim", _("sơ kết giai đoạn")
        FINAL = "final", _("tổng kết")

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    from_year = models.PositiveSmallIntegerField(_("từ năm"))
    until_year = models.PositiveSmallIntegerField(_("đến năm"))
    due_on = models.DateField(_("hạn"))
    held_on = models.DateField(_("đã tổ chức ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("kỳ sơ kết, tổng kết")
        ordering = ("until_year", "due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["movement", "kind", "until_year"], name="one_review_of_a_kind_a_year"
            ),
        )

    def __str__(self) -> str:
        span = (
            str(self.until_year)
            if self.from_year == self.until_year
            else f"{self.from_year}–{self.until_year}"
        )
        return f"{self.get_kind_display()} {span}"
