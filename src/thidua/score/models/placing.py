from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.score.models.marked_unit import MarkedUnit
from thidua.score.states import APPEAL


class Placing(models.Model):
    """The place of a unit as one of three has it: the sheet alone, the council's advice, the committee's decision.
    They may differ, and all three are kept."""

    class By(models.TextChoices):
        SHEET = "sheet", _("theo bảng điểm")
        COUNCIL = "council", _("hội đồng đề nghị")
        COMMITTEE = "committee", _("ban thường vụ quyết định")

    class Honour(models.TextChoices):
        NONE = "", _("không đề nghị khen")
        FLAG = "flag", _("cờ thi đua")
        CERTIFICATE = "certificate", _("bằng khen")
        PAPER = "paper", _("giấy khen")

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="placings")
    layer = models.CharField(_("ai xếp"), max_length=10, choices=By.choices)
    place = models.PositiveSmallIntegerField(_("hạng"), null=True, blank=True)
    total = models.CharField(_("tổng điểm"), max_length=40, blank=True)  # exact, as the sheet rounds it
    honour = models.CharField(_("đề nghị khen"), max_length=12, choices=Honour.choices, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    by = models.CharField(_("người ghi"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("thứ hạng")
        ordering = ("layer", "place", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["marked", "layer"], condition=models.Q(current=True), name="one_place_a_layer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.marked}: {self.get_layer_display()} {self.place}"


class Appeal(models.Model):
    """A unit asks to look again at what was published; "" as ``leaf`` is about the whole result."""

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="appeals")
    leaf = models.CharField(_("tiêu chí"), max_length=60, blank=True)
    text = models.TextField(_("đề nghị"))
    by = models.CharField(_("người đề nghị"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(_("trạng thái"), max_length=10, choices=APPEAL.choices, default=APPEAL.initial)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đề nghị xem lại điểm")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.marked} · {self.leaf}"
