from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.pledge.models.scheme import Scheme, SchemeTitle


class Coverage(models.Model):
    """How many people of a unit have registered, and how many its register of people holds: recomputed for the
    units that a change touches, in its transaction; never added to.

    People of a group within a grassroots union are counted at the union.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="coverage")
    unit = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    known = models.PositiveIntegerField(_("người trong danh sách"), default=0)
    known_women = models.PositiveIntegerField(_("nữ trong danh sách"), default=0)
    known_direct = models.PositiveIntegerField(_("lao động trực tiếp trong danh sách"), default=0)
    people = models.PositiveIntegerField(_("người đã đăng ký"), default=0)
    women = models.PositiveIntegerField(_("nữ đã đăng ký"), default=0)
    direct = models.PositiveIntegerField(_("lao động trực tiếp đã đăng ký"), default=0)
    lines = models.PositiveIntegerField(_("lượt đăng ký"), default=0)

    class Meta:
        verbose_name = _("tỷ lệ đăng ký của đơn vị")
        constraints = (models.UniqueConstraint(fields=["scheme", "unit"], name="one_coverage_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.people}"


class TitleCount(models.Model):
    """How many lines a unit has under a title; works and topics stand under none."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    title = models.ForeignKey(SchemeTitle, null=True, on_delete=models.CASCADE, related_name="+")
    lines = models.PositiveIntegerField(_("lượt đăng ký"))

    class Meta:
        verbose_name = _("số đăng ký theo danh hiệu")
        constraints = (
            models.UniqueConstraint(
                fields=["scheme", "unit", "kind", "title"], nulls_distinct=False, name="one_count_a_title"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title or self.kind}: {self.lines}"
