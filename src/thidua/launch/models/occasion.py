from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import PaperLine
from thidua.launch.models.round import Round


class Occasion(PaperLine):
    """An anniversary or an event that the movement greets. The count of years is computed, not typed."""

    class Kind(models.TextChoices):
        ANNIVERSARY = "anniversary", _("ngày kỷ niệm")
        EVENT = "event", _("sự kiện")

    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.ANNIVERSARY)
    name = models.CharField(_("tên"), max_length=300)
    origin_on = models.DateField(_("ngày gốc"), null=True, blank=True)
    held_on = models.DateField(_("ngày kỷ niệm, ngày diễn ra"), null=True, blank=True)
    years_written = models.PositiveSmallIntegerField(_("số năm ghi trong văn bản"), null=True, blank=True)
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="occasions"
    )

    class Meta(PaperLine.Meta):
        verbose_name = _("ngày kỷ niệm, sự kiện")

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> int | None:
        """How many years the anniversary counts; None when a date is not known."""
        if self.kind != self.Kind.ANNIVERSARY or not self.origin_on or not self.held_on:
            return None
        return self.held_on.year - self.origin_on.year

    @property
    def years_disagree(self) -> bool:
        return self.years is not None and self.years_written not in (None, self.years)
