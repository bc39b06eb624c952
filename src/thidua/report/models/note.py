from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.report.models.report import Report


class FigureNote(models.Model):
    """Why the level above returned a report: about one figure, or about the whole when ``element`` is empty.

    Stays in the trail. Sending again resolves it, once the figure was changed or the unit has answered.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    element = models.CharField(_("ô"), max_length=60, blank=True)
    text = models.TextField(_("lý do"))
    by = models.CharField(_("người ghi"), max_length=200)
    at = models.DateTimeField(_("lúc"), default=clock.now)
    # What stood when it was returned: [text, answer] of the figure, or the words of the whole by part.
    stood = models.JSONField(default=list)
    answer = models.TextField(_("trả lời của đơn vị"), blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)
    resolved_at = models.DateTimeField(_("xử lý xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lý do trả lại")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text


class Restatement(models.Model):
    """A correction after the period was closed: what stood, what stands now, why and by whom."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="restatements")
    old = models.JSONField()  # changed elements only
    new = models.JSONField()
    reason = models.TextField(_("lý do"))
    by = models.CharField(_("người đính chính"), max_length=200)
    at = models.DateTimeField(_("lúc"), default=clock.now)

    class Meta:
        verbose_name = _("đính chính")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.reason


class Submission(models.Model):
    """A save or a sending that arrived, by the token of the page: the same one again changes nothing."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="submissions")
    token = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "token"], name="one_submission_a_token"),)

    def __str__(self) -> str:
        return self.token
