from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import Record, StoredFile
from thidua.launch.models import Cycle, Period
from thidua.score.models.score_sheet import ScoreSheet
from thidua.score.phases import chosen_of
from thidua.score.states import ROUND


class MarkingRound(Record):
    """The members of a cluster, or the units below an upper union, marked by one sheet for a year.

    ``phases`` says which phases this round has, until when, and (where ``sees`` stands) who sees what in them, also in
    those that every round has; see ``score/phases.py``. What the product reads from reports is frozen as ``Figure``
    rows, so a replay after years gives the same.
    """

    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("bảng điểm")
    )
    organiser = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="rounds_organised", verbose_name=_("đơn vị tổ chức")
    )
    cluster = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="marking_rounds",
        verbose_name=_("cụm"),
    )
    leader = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("cụm trưởng")
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    name = models.CharField(_("tên đợt"), max_length=200)
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(
        Period,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kỳ báo cáo lấy số"),
    )
    state = models.CharField(_("bước"), max_length=20, choices=ROUND.choices, default=ROUND.initial)
    phases: models.JSONField[Any, Any] = models.JSONField(default=list)
    figures_at = models.DateTimeField(_("lấy số lúc"), null=True, editable=False)
    figures_by = models.CharField(_("người lấy số"), max_length=200, blank=True, editable=False)
    appeals_until = models.DateField(_("nhận đề nghị xem lại đến"), null=True, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, editable=False)

    class Meta:
        verbose_name = _("đợt chấm điểm")
        indexes = (models.Index(fields=["organiser", "year"], name="rounds_of_a_year"),)

    def __str__(self) -> str:
        return self.name

    @property
    def own_phases(self) -> list[str]:
        return chosen_of(self.phases)


class Verifier(models.Model):
    """That a criterion of a round is verified by one department and nobody else."""

    round = models.ForeignKey(MarkingRound, on_delete=models.CASCADE, related_name="verifiers")
    leaf = models.CharField(_("tiêu chí"), max_length=60)
    department = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("ban"))

    class Meta:
        verbose_name = _("ban thẩm định")
        constraints = (models.UniqueConstraint(fields=["round", "leaf"], name="one_verifier_a_criterion"),)

    def __str__(self) -> str:
        return f"{self.leaf}: {self.department}"


class RoundStep(models.Model):
    """One move of a round: who, when, the minutes or the number of the letter, the scan, and why where it goes back."""

    round = models.ForeignKey(MarkingRound, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    done_on = models.DateField(_("ngày"), default=clock.today)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.CharField(_("người ghi"), max_length=200)
    number = models.CharField(_("số văn bản"), max_length=100, blank=True)
    minutes = models.TextField(_("biên bản"), blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    ground = ""  # of a decision: the tờ trình that it was taken on, where ``told_steps`` has read the steps before it

    class Meta:
        verbose_name = _("bước của đợt chấm")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.round}: {self.move}"

    @property
    def said(self) -> str:
        """What was done, in the reader's language."""
        labels = {one.name: one.label for one in ROUND.transitions}
        beside = {"advise": _("hội đồng xếp thứ tự"), "vote": _("bỏ phiếu suy tôn")}
        told = str(labels.get(self.move) or beside.get(self.move, self.move))
        return told[:1].upper() + told[1:]
