from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Record, StoredFile
from thidua.score.models.grading_round import GradingRound
from thidua.score.states import GRADING


class Grading(Record):
    """One grassroots union in one year: its own mark, the mark of the union above, and the class they agreed on.

    Marks are kept by criterion as they were typed, exact (``{"I.1": "18.5"}``), answers to conditions as yes or no
    (``{"clean": true}``); what is missing is not there, which is neither zero nor no.
    """

    class Exempt(models.TextChoices):
        NEW = "new", _("mới thành lập trong năm")
        ENDED = "ended", _("kết thúc hoạt động trong năm")
        OTHER = "other", _("lý do khác")

    round = models.ForeignKey(GradingRound, on_delete=models.PROTECT, related_name="gradings")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="gradings")
    year = models.PositiveSmallIntegerField(_("năm"))  # the round's: a unit has one class a year
    bloc = models.CharField(_("khối"), max_length=30, blank=True)  # as it was when the round opened
    state = models.CharField(_("trạng thái"), max_length=20, choices=GRADING.choices, default=GRADING.initial)
    exempt = models.CharField(_("vì sao không xếp loại"), max_length=10, choices=Exempt.choices, blank=True)
    exempt_reason = models.CharField(_("lý do"), max_length=300, blank=True)

    own_marks = models.JSONField(default=dict)
    own_answers = models.JSONField(default=dict)
    own_words = models.JSONField(default=dict)  # what the unit says about a criterion
    own_total = models.DecimalField(_("đơn vị tự chấm"), max_digits=7, decimal_places=2, null=True)
    own_grade = models.CharField(_("đơn vị tự xếp"), max_length=30, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)
    sent_by = models.CharField(_("người gửi"), max_length=200, blank=True)

    upper_marks = models.JSONField(default=dict)
    upper_answers = models.JSONField(default=dict)
    upper_reasons = models.JSONField(default=dict)  # why the mark differs from the unit's own
    upper_total = models.DecimalField(_("cấp trên chấm"), max_digits=7, decimal_places=2, null=True)
    upper_grade = models.CharField(_("cấp trên xếp"), max_length=30, blank=True)
    marked_by = models.CharField(_("người chấm"), max_length=200, blank=True)
    marked_at = models.DateTimeField(null=True)

    grade = models.CharField(_("xếp loại"), max_length=30, blank=True)  # only once agreed
    total = models.DecimalField(_("điểm thống nhất"), max_digits=7, decimal_places=2, null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(_("người thống nhất"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("xếp loại công đoàn cơ sở")
        constraints = (
            models.UniqueConstraint(fields=["unit", "year"], name="one_grading_a_unit_and_year"),
            models.CheckConstraint(
                condition=models.Q(state="agreed") | models.Q(grade=""), name="a_grade_only_when_agreed"
            ),
        )
        indexes = (models.Index(fields=["round", "state"], name="gradings_of_a_round"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class GradingNote(models.Model):
    """Why it was returned, objected to, taken back, agreed on without the unit: who said what, and when."""

    grading = models.ForeignKey(Grading, on_delete=models.CASCADE, related_name="notes")
    move = models.CharField(_("việc"), max_length=20)
    text = models.TextField(_("nội dung"))
    by = models.CharField(_("người ghi"), max_length=200)
    at = models.DateTimeField(_("lúc"), default=clock.now)

    class Meta:
        verbose_name = _("trao đổi khi xếp loại")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text


class GradingEvidence(models.Model):
    """A photo or paper behind the marks of one criterion, or of the whole when ``criterion`` is empty."""

    grading = models.ForeignKey(Grading, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(_("tiêu chí"), max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    by = models.CharField(_("người gửi"), max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("minh chứng xếp loại")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["grading", "criterion", "file"], name="grading_evidence_once"),
        )

    def __str__(self) -> str:
        return self.name
