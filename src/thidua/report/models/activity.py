from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.queries.items import name_of
from thidua.federation.models import Body
from thidua.kernel.models import Record, StoredFile


class Activity(Record):
    """Something a unit did on a day; figures of reports are counted from such records.

    ``subjects`` are whom it was about, e.g. the unions inspected.
    """

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("tuyên truyền, phổ biến")
        TRAINING = "training", _("tập huấn, bồi dưỡng")
        DIALOGUE = "dialogue", _("đối thoại tại nơi làm việc")
        CONFERENCE = "conference", _("hội nghị người lao động, cán bộ công chức")
        VISIT = "visit", _("thăm hỏi, tặng quà")
        HOUSE = "house", _("nhà Mái ấm Công đoàn")
        FUND = "fund", _("vận động quỹ")
        INSPECTION = "inspection", _("kiểm tra, giám sát")
        CONTEST = "contest", _("hội thi, hội thao, hội diễn")
        OTHER = "other", _("việc khác")

    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("loại việc"), max_length=12, choices=Kind.choices)
    # A code of the catalogue's named movements: Tháng Công nhân, Tết Sum vầy, Mái ấm Công đoàn …
    programme = models.CharField(_("thuộc chương trình"), max_length=60, blank=True)
    held_on = models.DateField(_("ngày"))
    title = models.CharField(_("tên việc"), max_length=300)
    place = models.CharField(_("nơi"), max_length=200, blank=True)
    participants = models.PositiveIntegerField(_("số người dự"), null=True, blank=True)
    women = models.PositiveIntegerField(_("trong đó nữ"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    subjects = models.ManyToManyField(
        Body, related_name="concerned_by", verbose_name=_("đơn vị được kiểm tra")
    )
    files = models.ManyToManyField(StoredFile, related_name="+")
    by = models.CharField(_("người ghi"), max_length=200)
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("hoạt động")
        indexes = (models.Index(fields=["unit", "held_on"], name="activities_of_a_unit"),)

    def __str__(self) -> str:
        return self.title

    @property
    def programme_name(self) -> str:
        return name_of("named_movements", self.programme) if self.programme else ""
