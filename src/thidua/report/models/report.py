from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.launch.models import Period
from thidua.report.models.form import Form
from thidua.report.states import REPORT


class Report(Record):
    """The head of a report. One own report a unit and period is made when the period opens, so that who
    must report, who has, and how many units a share is taken of, is known before the first figure.

    ``path``, ``bloc`` and ``strata`` are stamped at opening and again at sending, and fixed at acceptance:
    an old period stays under the tree as it was.
    """

    class Kind(models.TextChoices):
        OWN = "own", _("báo cáo của đơn vị")
        BULK = "bulk", _("nhập gộp")  # the book total for units that do not report themselves
        EXTERNAL = "external", _("số liệu cơ quan khác")
        DERIVED = "derived", _("hệ thống đếm")  # what later rooms count, through record_derived

    class Part(models.TextChoices):
        STRENGTHS = "strengths", _("Ưu điểm")
        LIMITS = "limits", _("Hạn chế")
        CAUSES = "causes", _("Nguyên nhân")
        PROPOSALS = "proposals", _("Đề xuất, kiến nghị")

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OWN)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("trạng thái"), max_length=20, choices=REPORT.choices, default=REPORT.initial)
    path = models.CharField(max_length=255, db_collation="C")
    bloc = models.CharField(max_length=30, blank=True)
    strata = models.JSONField(default=dict)  # attributes of the unit as stamped
    exempt = models.BooleanField(_("không phải báo cáo"), default=False)
    exempt_reason = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(_("hạn gửi"))
    first_sent_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)
    sent_by = models.CharField(_("người gửi"), max_length=200, blank=True)
    on_behalf = models.BooleanField(_("cấp trên nhập thay"), default=False)
    accepted_at = models.DateTimeField(_("duyệt lúc"), null=True)
    accepted_by = models.CharField(_("người duyệt"), max_length=200, blank=True)
    restated = models.BooleanField(_("đã đính chính sau khi khóa kỳ"), default=False)
    narrative = models.JSONField(default=dict)  # Part -> text
    # Codes that the form has but this unit is not asked this time: known from last year, or not yet due.
    unasked = models.JSONField(default=list)
    covered = models.PositiveIntegerField(_("số đơn vị trong số nhập gộp"), null=True, blank=True)
    source_body = models.CharField(_("cơ quan cung cấp"), max_length=300, blank=True)
    source_number = models.CharField(_("số, ký hiệu văn bản"), max_length=100, blank=True)
    source_on = models.DateField(_("ngày văn bản"), null=True, blank=True)

    class Meta:
        verbose_name = _("báo cáo")
        constraints = (
            models.UniqueConstraint(
                fields=["period", "unit"], condition=models.Q(kind="own"), name="one_own_report_a_period"
            ),
            models.UniqueConstraint(
                fields=["period", "unit"], condition=models.Q(kind="bulk"), name="one_bulk_report_a_period"
            ),
            models.UniqueConstraint(
                fields=["period", "unit"],
                condition=models.Q(kind="derived"),
                name="one_derived_report_a_period",
            ),
        )
        indexes = (
            models.Index(fields=["period", "path"], name="reports_in_the_tree"),
            models.Index(fields=["unit", "period"], name="reports_of_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.period} · {self.unit}"
