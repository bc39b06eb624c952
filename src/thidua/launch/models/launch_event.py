"""Launches beside a unit's own: for an example in a bloc, on a great work, by a cluster; and conferences."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Record
from thidua.launch.models.launch_record import Ceremony
from thidua.launch.models.movement import Cycle


class LaunchEvent(Ceremony, Record):
    """One event that ``seat`` organises in a year of the movement. It is planned until ``held_on`` is known.

    A cluster has no people of its own here: its leader's union is the seat of what the cluster launches.
    """

    class Kind(models.TextChoices):
        PILOT = "pilot", _("phát động điểm theo khối")
        KEY_WORK = "key_work", _("phát động ở công trình trọng điểm")
        CLUSTER = "cluster", _("cụm, khối thi đua phát động")
        CONFERENCE = "conference", _("hội nghị, hội thảo, tập huấn")

    class Rank(models.TextChoices):
        """Whose great work it is."""

        PROVINCE = "province", _("của tỉnh")
        SECTOR = "sector", _("của ngành")
        UNIT = "unit", _("của đơn vị")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="events")
    seat = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị tổ chức")
    )
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=300)  # of the work, of the conference; else what it is about
    bloc = models.CharField(_("khối"), max_length=40, blank=True, default="")  # catalogue code
    at = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("ở đơn vị")
    )
    cluster = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cụm, khối")
    )
    work_owner = models.CharField(_("chủ đầu tư"), max_length=200, blank=True, default="")
    work_rank = models.CharField(_("công trình"), max_length=10, choices=Rank.choices, blank=True, default="")
    work_registered = models.BooleanField(_("đã đăng ký gắn biển"), default=False)
    planned_on = models.DateField(_("ngày dự kiến"), null=True, blank=True)
    held_on = models.DateField(_("ngày tổ chức"), null=True, blank=True)

    class Meta:
        verbose_name = _("sự kiện phát động")
        indexes = (models.Index(fields=["cycle", "seat"], name="events_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind="pilot") | (models.Q(at__isnull=False) & ~models.Q(bloc="")),
                name="a_pilot_is_somewhere_for_a_bloc",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="cluster") | models.Q(cluster__isnull=False),
                name="a_cluster_launch_has_its_cluster",
            ),
            models.UniqueConstraint(
                fields=["cycle", "seat", "at", "bloc"],
                condition=models.Q(kind="pilot"),
                name="one_pilot_a_unit_and_bloc",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_held(self) -> bool:
        return self.held_on is not None


class LaunchTask(models.Model):
    """What a cluster gives one of its members to do at its launch; the member says that it is done."""

    event = models.ForeignKey(LaunchEvent, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="launch_tasks", verbose_name=_("thành viên")
    )
    text = models.CharField(_("việc"), max_length=500)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    note = models.CharField(_("kết quả"), max_length=300, blank=True, default="")
    by = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("việc của thành viên cụm")
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["event", "unit", "text"], name="a_task_is_given_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.text}"

    @property
    def is_done(self) -> bool:
        return self.done_on is not None
