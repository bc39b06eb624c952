from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.paper import Paper


class Step(models.Model):
    """One thing that happened to a paper on its office way, in the house or on paper. Steps are added,
    never changed."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("trình")
        HEAD = "head", _("ý kiến trưởng ban")
        COMMITTEE_OPINION = "committee_opinion", _("ý kiến ủy viên ban thường vụ")
        COMMITTEE_MINUTES = "committee_minutes", _("biên bản họp ban thường vụ")
        PARTY = "party", _("ý kiến cấp ủy")
        SENT_BACK = "sent_back", _("trả lại")
        SIGNED = "signed", _("ký")
        ISSUED = "issued", _("phát hành")
        WITHDRAWN = "withdrawn", _("thu hồi")

    class Verdict(models.TextChoices):
        NONE = "", _("không nêu")
        AGREES = "agrees", _("đồng ý")
        AGREES_WITH_CHANGES = "agrees_with_changes", _("đồng ý, có sửa")
        DISAGREES = "disagrees", _("không đồng ý")

    ENDS_A_RUN = (Kind.SENT_BACK, Kind.WITHDRAWN)

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("bước"), max_length=20, choices=Kind.choices)
    who = models.CharField(_("ai"), max_length=200)
    person_id = models.BigIntegerField(null=True)  # whose opinion, when the person is known
    role = models.CharField(_("chức vụ"), max_length=100, blank=True)
    verdict = models.CharField(_("ý kiến"), max_length=20, choices=Verdict.choices, blank=True, default="")
    text = models.TextField(_("nội dung"), blank=True)
    done_on = models.DateField(_("ngày"))
    on_paper = models.BooleanField(_("làm trên giấy"), default=False)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=200, blank=True)
    run = models.PositiveSmallIntegerField(default=1)  # sent back or withdrawn, a paper begins a new run
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("bước xử lý văn bản")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.who}"
