"""Clusters over the years. A cluster is a ``Body`` of form "cluster", kept by the unit that organises it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.federation.states import CLUSTER_YEAR, LEADER_DUTY
from thidua.kernel import clock
from thidua.kernel.models import Record, StoredFile


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


class ClusterYear(Record):
    """A year of a cluster, from when its members are named until its summary is held."""

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cluster_years")
    year = models.PositiveSmallIntegerField(_("năm"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CLUSTER_YEAR.choices, default=CLUSTER_YEAR.initial
    )
    closed_on = models.DateField(_("họp tổng kết ngày"), null=True, blank=True)
    minutes = models.TextField(_("biên bản tổng kết"), blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("năm của cụm")
        constraints = (models.UniqueConstraint(fields=["cluster", "year"], name="cluster_year_once"),)

    def __str__(self) -> str:
        return f"{self.cluster}, {self.year}"


class LeaderDuty(Record):
    """What the leader of a year still owes when the next year begins; it stays with that leader's union."""

    class What(models.TextChoices):
        SUMMARY = "summary", _("họp tổng kết năm của cụm")
        REGISTRATIONS = "registrations", _("gửi cấp trên bản tổng hợp đăng ký của các thành viên")

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="leader_duties")
    year = models.PositiveSmallIntegerField(_("năm"))  # the year that was led; registrations are for the next
    what = models.CharField(_("việc"), max_length=16, choices=What.choices)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=LEADER_DUTY.choices, default=LEADER_DUTY.initial
    )
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    note = models.TextField(_("kết quả"), blank=True)
    by = models.CharField(_("người ghi"), max_length=120, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("việc bàn giao của cụm trưởng")
        constraints = (models.UniqueConstraint(fields=["cluster", "year", "what"], name="leader_duty_once"),)

    def __str__(self) -> str:
        return str(self.get_what_display())

    @property
    def days_late(self) -> int | None:
        """Of what is done, or still waits today; 0 in time, None where no day was set."""
        if self.due_on is None:
            return None
        return max(((self.done_on or clock.today()) - self.due_on).days, 0)


class ClusterGuidance(Record):
    """That the level above inspected a cluster or guided it: when, who, what was said."""

    class Kind(models.TextChoices):
        GUIDED = "guided", _("hướng dẫn")
        INSPECTED = "inspected", _("kiểm tra")

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="guidance")
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("việc"), max_length=10, choices=Kind.choices)
    held_on = models.DateField(_("ngày"))
    who = models.CharField(_("ban, người làm"), max_length=200)
    said = models.TextField(_("nội dung, kết luận"))
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("việc kiểm tra, hướng dẫn cụm")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"
