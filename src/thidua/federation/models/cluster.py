"""Clusters over the years. A cluster is a ``Body`` of form "cluster", kept by the unit that organises it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.kernel.models import StoredFile


class Membership(models.Model):
    """That a unit is a member of a cluster in a year; one that left in mid-year keeps its row and the day."""

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members", verbose_name=_("cụm"))
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    year = models.PositiveSmallIntegerField(_("năm"))
    joined_on = models.DateField(_("vào cụm"), null=True, blank=True)  # None: from the start of the year
    left_on = models.DateField(_("rời cụm"), null=True, blank=True)  # the last day
    why_left = models.CharField(_("lý do rời cụm"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thành viên cụm")
        constraints = (
            models.UniqueConstraint(fields=["cluster", "unit", "year"], name="member_once_a_year"),
        )
        indexes = (models.Index(fields=["unit", "year"], name="clusters_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}, {self.cluster}, {self.year}"


class Leadership(models.Model):
    """Who leads a cluster in a year, and how that was settled."""

    class Way(models.TextChoices):
        BALLOT = "ballot", _("bỏ phiếu")
        MEETING = "meeting", _("biên bản họp cụm")
        DECISION = "decision", _("quyết định của cấp trên")

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="leaderships")
    year = models.PositiveSmallIntegerField(_("năm"))
    leader = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="led", verbose_name=_("cụm trưởng")
    )
    deputy = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cụm phó")
    )
    way = models.CharField(_("cách chọn"), max_length=8, choices=Way.choices)
    settled_on = models.DateField(_("ngày chọn"))
    minutes = models.TextField(_("biên bản"), blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cụm trưởng của năm")
        constraints = (models.UniqueConstraint(fields=["cluster", "year"], name="one_leader_a_year"),)

    def __str__(self) -> str:
        return f"{self.cluster} {self.year}: {self.leader}"
