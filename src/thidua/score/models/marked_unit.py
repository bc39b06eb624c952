from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Record
from thidua.score.models.marking_round import MarkingRound
from thidua.score.states import MARKED


class MarkedUnit(Record):
    """One unit in a round. A unit that leaves in mid-year keeps what it was marked; it is not ranked, and nobody is
    compared with it any more."""

    round = models.ForeignKey(MarkingRound, on_delete=models.CASCADE, related_name="marked")
    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="marked_in", verbose_name=_("đơn vị")
    )
    state = models.CharField(_("tự chấm"), max_length=10, choices=MARKED.choices, default=MARKED.initial)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, editable=False)
    sent_by = models.CharField(_("người gửi"), max_length=200, blank=True, editable=False)
    checker = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("đơn vị kiểm tra chéo"),
    )
    votes = models.PositiveIntegerField(_("số phiếu suy tôn"), null=True, blank=True)
    left_on = models.DateField(_("rời cụm"), null=True, blank=True)
    why_left = models.CharField(_("lý do rời cụm"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đơn vị được chấm")
        constraints = (models.UniqueConstraint(fields=["round", "unit"], name="a_unit_is_marked_once"),)

    def __str__(self) -> str:
        return f"{self.unit}, {self.round}"

    @property
    def key(self) -> str:
        """Its name in the engine."""
        return str(self.pk)


class UnitEvent(models.Model):
    """Something that happened to a unit in the year and that the sheet speaks of: a discipline, an absence."""

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="events")
    event = models.CharField(_("việc"), max_length=200)
    happened_on = models.DateField(_("ngày"), null=True, blank=True)
    note = models.CharField(_("căn cứ"), max_length=300, blank=True)
    by = models.CharField(_("người ghi"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)
    struck_why = models.CharField(_("lý do bỏ"), max_length=300, blank=True)  # kept, and no longer counted

    class Meta:
        verbose_name = _("việc trong năm")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.event
