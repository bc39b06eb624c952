"""Papers on their way between levels: who below has opened one, and whose action plan came in by letter."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Record, StoredFile
from thidua.launch.models.paper import Paper
from thidua.launch.models.register import RegisterEntry


class PaperOpened(models.Model):
    """That somebody of a unit has opened an issued paper; the first time counts."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="openings")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(_("mở lúc"), default=clock.now)

    class Meta:
        verbose_name = _("lượt mở văn bản")
        constraints = (
            models.UniqueConstraint(fields=["paper", "unit", "account_id"], name="opened_first_once"),
        )

    def __str__(self) -> str:
        return f"{self.paper} · {self.name}"


class PlanSent(Record):
    """That a unit's own plan went to the level above: how, when, under which letter, and who got it there.

    Either side may write it down first; ``received_on`` is known once the clerk above has entered it.
    """

    class Channel(models.TextChoices):
        OFFICIAL_LETTER = "official_letter", _("công văn")
        IN_HOUSE = "in_house", _("trên hệ thống")
        BY_HAND = "by_hand", _("nộp trực tiếp")

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="sent_up")
    to = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("nơi nhận"))
    channel = models.CharField(_("cách gửi"), max_length=16, choices=Channel.choices)
    letter = models.CharField(_("số, ký hiệu công văn"), max_length=80, blank=True, default="")
    sent_on = models.DateField(_("ngày gửi"))
    received_on = models.DateField(_("ngày đến"), null=True, blank=True)
    entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="plans_sent"
    )
    departments = models.ManyToManyField(
        Body, related_name="+", blank=True, verbose_name=_("ban nhận, xử lý")
    )
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kế hoạch gửi cấp trên")

    def __str__(self) -> str:
        return f"{self.paper} → {self.to}"
