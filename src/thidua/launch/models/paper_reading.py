from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Progress, Record, StoredFile
from thidua.launch.models.paper import Paper
from thidua.launch.states import READ_ITEM, READING


class PaperReading(Record):
    """A paper that somebody sent in, as it was read, on its way to a draft.

    The file stays as evidence. ``raw`` is the text as received and never changes; everything points into it.
    Nothing of it is in a movement before a person has taken it over.
    """

    seat = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="paper_readings", verbose_name=_("đơn vị")
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = models.CharField(_("tên tệp"), max_length=255)
    state = models.CharField(_("trạng thái"), max_length=20, choices=READING.choices, default=READING.initial)
    progress = models.ForeignKey(Progress, null=True, on_delete=models.SET_NULL, related_name="+")
    refusal = models.JSONField(default=dict)  # {"code", "params"} of why it could not be read
    format = models.CharField(max_length=12, blank=True)
    doubtful = models.BooleanField(default=False)  # a scan: every letter has to be looked at
    pages = models.PositiveIntegerField(_("số trang"), null=True)
    raw = models.TextField(blank=True)
    paragraphs = models.JSONField(
        default=list
    )  # [[start, end, is a heading, page or null]], spans of ``raw``
    repairs = models.JSONField(default=list)  # [{"kind", "start", "end", "before", "after", "undone"}]
    remarks = models.JSONField(default=list)  # [{"key", "what", "why", "proposal", "start", "end"}]
    notes = models.JSONField(default=list)  # codes: what the file hid or lost
    totals = models.JSONField(default=list)  # Cộng rows of annexes: [{"target", "value", "sum_of_units"}]
    typed = models.BooleanField(default=False)  # the text was typed by a person beside the image
    paper = models.ForeignKey(
        Paper, null=True, on_delete=models.SET_NULL, related_name="read_from", verbose_name=_("dự thảo")
    )
    called_movement = models.BooleanField(default=False)  # whether the draft came with a movement of its own
    account_id = models.BigIntegerField(null=True)
    account_name = models.CharField(_("người gửi"), max_length=200)

    class Meta:
        verbose_name = _("bản đọc")
        indexes = (models.Index(fields=["seat", "-id"], name="readings_of_a_unit"),)

    def __str__(self) -> str:
        return self.name


class ReadItem(models.Model):
    """One thing that was read, with what a person made of it. ``said`` is never changed."""

    class Confidence(models.TextChoices):
        HIGH = "high", _("chắc chắn")
        MEDIUM = "medium", _("khá chắc")
        LOW = "low", _("cần đọc lại")

    reading = models.ForeignKey(PaperReading, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField(_("số"))  # in the order of the document; the tag in the text
    kind = models.CharField(_("loại"), max_length=20)
    start = models.PositiveIntegerField(
        null=True
    )  # span of the text as received; None: about something absent
    end = models.PositiveIntegerField(null=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default=Confidence.HIGH)
    said = models.JSONField()  # fields as read; exact numbers as text
    corrected = models.JSONField(null=True)  # the same fields as a person typed them
    means = models.JSONField(default=dict)  # what of ours it stands for: {"indicator": "insured_share"}
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=READ_ITEM.choices, default=READ_ITEM.initial
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mục đọc được")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["reading", "number"], name="one_read_item_a_number"),)
        indexes = (models.Index(fields=["reading", "kind", "state"], name="read_items_by_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def told(self) -> Mapping[str, Any]:
        """The fields that count: as corrected, otherwise as read."""
        found: Mapping[str, Any] = self.said if self.corrected is None else self.corrected
        return found


class ReadBody(models.Model):
    """A unit that the paper names, and which of ours it is. Those without one wait for a person."""

    reading = models.ForeignKey(PaperReading, on_delete=models.CASCADE, related_name="bodies")
    written = models.CharField(_("tên trong văn bản"), max_length=300)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    suggestions = models.JSONField(default=list)  # [{"body_id", "label"}], the nearest first
    set_aside = models.BooleanField(_("để riêng"), default=False)  # a person said: none of ours

    class Meta:
        verbose_name = _("đơn vị nêu trong văn bản")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["reading", "written"], name="one_read_body_a_name"),)

    def __str__(self) -> str:
        return self.written

    @property
    def waits(self) -> bool:
        return self.body_id is None and not self.set_aside


class RemarkPutAside(models.Model):
    """A remark of the plan checker that a person looked at and let stand, with the reason."""

    reading = models.ForeignKey(PaperReading, null=True, on_delete=models.CASCADE, related_name="put_aside")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.CASCADE, related_name="put_aside")
    key = models.CharField(max_length=64)
    reason = models.CharField(_("lý do"), max_length=300)
    by = models.CharField(max_length=200)
    on = models.DateField(default=clock.today)

    class Meta:
        verbose_name = _("nhận xét đã bỏ qua")
        constraints = (
            models.UniqueConstraint(fields=["reading", "key"], name="one_reason_a_remark_read"),
            models.UniqueConstraint(fields=["paper", "key"], name="one_reason_a_remark_drafted"),
            models.CheckConstraint(
                condition=models.Q(reading=None) ^ models.Q(paper=None), name="remark_of_one_thing"
            ),
        )

    def __str__(self) -> str:
        return self.reason


class UnfinishedTarget(models.Model):
    """A target that a paper states and that nothing of ours measures yet. It stands in the draft as written
    until somebody sets it, or keeps it as a sentence."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="unfinished_targets")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("chỉ tiêu"), max_length=500)
    told = models.JSONField(default=dict)  # as confirmed: subject, population, comparator, value, unit …
    why = models.CharField(_("vì sao chưa đặt được"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chỉ tiêu chờ hoàn thiện")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text
