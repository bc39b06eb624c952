from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.launch.models.movement import Cycle


class Target(Record):
    """A target of a cycle: an indicator of ``algebra`` with the threshold of the body that set it.

    ``indicator`` and ``threshold`` are the stored form of ``algebra`` objects; what a unit is judged by
    is its ``Assignment``.
    """

    class Settles(models.TextChoices):
        CONTINUOUS = "continuous", _("theo dõi trong năm")
        YEAR_END = "year_end", _("xét một lần cuối năm")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="targets")
    owner = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="targets_set", verbose_name=_("đơn vị đặt")
    )
    code = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    group = models.CharField(_("mục"), max_length=10)
    group_name = models.CharField(_("tên mục"), max_length=200, blank=True)
    name = models.CharField(_("chỉ tiêu"), max_length=300)
    unit_of_measure = models.CharField(_("đơn vị tính"), max_length=40)
    indicator = models.JSONField()
    threshold = models.JSONField()
    settles = models.CharField(max_length=12, choices=Settles.choices, default=Settles.CONTINUOUS)
    joint = models.BooleanField(_("phối hợp với chính quyền, chuyên môn"), default=False)

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["cycle", "code"], name="one_target_a_code"),)

    def __str__(self) -> str:
        return self.name
