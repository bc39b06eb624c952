from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.pledge.models.clause import Clause
from thidua.pledge.models.covenant import Covenant, Party
from thidua.pledge.states import PROPOSAL


class Proposal(models.Model):
    """Another figure, another wording, a new clause or one less, by one of the parties, and the answer to it.

    ``by`` None: a decision about assignments changed the figure. ``about`` and ``said`` are kept in words, so that
    they can be read when the clause is gone.
    """

    class What(models.TextChoices):
        FIGURE = "figure", _("con số")
        WORDS = "words", _("lời văn")
        ADD = "add", _("thêm điều")
        DROP = "drop", _("bỏ điều")

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="proposals")
    what = models.CharField(_("về"), max_length=6, choices=What.choices)
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="proposals_about"
    )
    about = models.CharField(max_length=1000)
    before = models.CharField(_("trước đó"), max_length=1000, blank=True)
    said = models.CharField(_("đề xuất"), max_length=1000, blank=True)
    threshold = models.JSONField(null=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    by = models.ForeignKey(
        Party,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
        verbose_name=_("bên"),
    )
    by_name = models.CharField(_("người đề xuất"), max_length=200)
    made_at = models.DateTimeField(_("lúc"), default=clock.now, editable=False)
    state = models.CharField(
        max_length=10, choices=PROPOSAL.choices, default=PROPOSAL.initial, editable=False
    )
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answer = models.CharField(_("lời trả lời"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("đề xuất")
        ordering = ("pk",)
        indexes = (models.Index(fields=["covenant", "state"], name="proposals_by_state"),)

    def __str__(self) -> str:
        return f"{self.about}: {self.said}"
