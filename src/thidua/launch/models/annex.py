from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.launch.models.paper import Paper
from thidua.launch.models.target import Target


class AnnexCell(models.Model):
    """What a decision says for one unit and one target; it counts only once the decision is issued."""

    class Rule(models.TextChoices):
        EQUAL = "equal", _("chia đều")
        HEADCOUNT = "headcount", _("theo số đoàn viên, lao động")
        LAST_YEAR = "last_year", _("theo kết quả năm trước")
        HANDED_DOWN = "handed_down", _("giữ như chỉ tiêu cấp trên")
        BY_HAND = "by_hand", _("nhập từng đơn vị")

    decision = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="annex")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="annex_cells")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="annex_cells")
    threshold = models.JSONField(null=True)  # stored form of an algebra threshold; None when exempt
    exempt = models.BooleanField(_("không giao"), default=False)
    rule = models.CharField(_("cách chia"), max_length=12, choices=Rule.choices, default=Rule.BY_HAND)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ô của phụ lục")
        constraints = (
            models.UniqueConstraint(fields=["decision", "target", "unit"], name="one_annex_cell"),
            models.CheckConstraint(
                condition=models.Q(exempt=True, threshold=None)
                | models.Q(exempt=False, threshold__isnull=False),
                name="annex_cell_says_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} · {self.unit}"


class Shortfall(models.Model):
    """Said aloud: in this decision the sum assigned stays below what the level above expects, and why."""

    decision = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="shortfalls")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("lý do"), max_length=500)
    by = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("giao thấp hơn chỉ tiêu trên")
        constraints = (models.UniqueConstraint(fields=["decision", "target"], name="one_shortfall_a_target"),)

    def __str__(self) -> str:
        return f"{self.target}: {self.reason}"
