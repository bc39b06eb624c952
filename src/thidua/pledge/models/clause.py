"""The text of a covenant while it is being worked on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models import Target
from thidua.pledge.models.covenant import Covenant, Party


class Clause(models.Model):
    """One promise: about a target, with one figure a party; or in words alone."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    target = models.ForeignKey(
        Target,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clauses",
        verbose_name=_("chỉ tiêu"),
    )
    text = models.CharField(_("nội dung"), max_length=1000)

    class Meta:
        verbose_name = _("điều giao ước")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["covenant", "target"],
                condition=models.Q(target__isnull=False),
                name="a_target_once_a_covenant",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Commitment(models.Model):
    """The figure of one party in one clause, in the stored form of an algebra threshold; None promises nothing."""

    class Source(models.TextChoices):
        ASSIGNMENT = "assignment", _("theo chỉ tiêu giao")
        PROPOSAL = "proposal", _("theo đề xuất")

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="commitments")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="commitments")
    threshold = models.JSONField(_("con số"), null=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ASSIGNMENT)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("cam kết")
        constraints = (
            models.UniqueConstraint(fields=["clause", "party"], name="one_figure_a_party_and_clause"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.threshold}"
