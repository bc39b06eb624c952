from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.score.models.marked_unit import MarkedUnit


class Figure(models.Model):
    """What the product read for one criterion of one unit, frozen with the round.

    ``values`` are what the rule of the criterion needs ("plan", "actual", "days_late"), exact and as text; a value
    that nobody has told is absent. ``origin`` says in words that stay where it came from and on how many reports.
    """

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="figures")
    leaf = models.CharField(_("tiêu chí"), max_length=60)
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    assigned = models.BooleanField(_("được giao chỉ tiêu"), default=True)
    origin: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("số đưa vào chấm")
        constraints = (models.UniqueConstraint(fields=["marked", "leaf"], name="one_figure_a_criterion"),)

    def __str__(self) -> str:
        return f"{self.marked} · {self.leaf}"


class Mark(models.Model):
    """What somebody gave one criterion of one unit. Rows are never changed: a new one takes the place of the one
    before, and both are kept.

    ``values`` stand in for what the rule needs ({"points": "17"} where it is marked by hand); ``points`` are final
    points where the sheet is silent or a later hand differs. Both are exact and written as text.
    """

    class Layer(models.TextChoices):
        SELF = "self", _("tự chấm")
        VERIFIED = "verified", _("thẩm định")
        CHECKED = "checked", _("kiểm tra chéo")
        PEERS = "peers", _("thành viên chấm")
        MEETING = "meeting", _("họp cụm")
        COUNCIL = "council", _("hội đồng")
        COMMITTEE = "committee", _("ban thường vụ")

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="marks")
    leaf = models.CharField(_("tiêu chí"), max_length=60)
    layer = models.CharField(_("ai chấm"), max_length=10, choices=Layer.choices)
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    points = models.CharField(_("điểm"), max_length=90, blank=True)
    question: models.JSONField[Any, Any] = models.JSONField(null=True)  # what it answers: code and params
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    body = models.ForeignKey(
        Body, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi chấm")
    )
    by = models.CharField(_("người chấm"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("điểm đã chấm")
        ordering = ("at", "pk")
        constraints = (
            # Members that mark one another have one each; elsewhere a layer has one.
            models.UniqueConstraint(
                fields=["marked", "leaf", "layer"],
                condition=models.Q(current=True) & ~models.Q(layer="peers"),
                name="one_current_mark_a_layer",
            ),
            models.UniqueConstraint(
                fields=["marked", "leaf", "body"],
                condition=models.Q(current=True, layer="peers"),
                name="one_current_mark_a_peer",
            ),
        )
        indexes = (models.Index(fields=["marked", "leaf"], name="marks_of_a_criterion"),)

    def __str__(self) -> str:
        return f"{self.marked} · {self.leaf}: {self.get_layer_display()}"


class MarkEvidence(models.Model):
    """A photo or paper behind a self-mark."""

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="evidence")
    leaf = models.CharField(_("tiêu chí"), max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    by = models.CharField(_("người gửi"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("minh chứng chấm điểm")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["marked", "leaf", "file"], name="evidence_of_a_mark_once"),
        )

    def __str__(self) -> str:
        return self.name


class Explanation(models.Model):
    """What a unit says to a criterion after it was verified."""

    marked = models.ForeignKey(MarkedUnit, on_delete=models.CASCADE, related_name="explanations")
    leaf = models.CharField(_("tiêu chí"), max_length=60)
    text = models.TextField(_("giải trình"))
    by = models.CharField(_("người giải trình"), max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("giải trình")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.marked} · {self.leaf}"
