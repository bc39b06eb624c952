"""Ballots among the members of a cluster: who has voted is kept apart from what was voted."""

from __future__ import annotations

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.federation.states import BALLOT
from thidua.kernel.models import Record

_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that is read as another on paper
_RECEIPT = 8


def new_receipt() -> str:
    """What a voter keeps to find the own vote among the opened ones: 26^8, told to nobody else."""
    return "".join(secrets.choice(_LETTERS) for _place in range(_RECEIPT))


class Ballot(Record):
    """A question that the members of a cluster vote on, one vote a member union.

    Other rooms ask through ``about`` ("honour" is the ballot of honour of the room ``score``).
    """

    class About(models.TextChoices):
        LEADER = "leader", _("chọn cụm trưởng")
        REGULATION = "regulation", _("thông qua quy chế")
        HONOUR = "honour", _("suy tôn")
        OTHER = "other", _("việc khác")

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("cụm"))
    year = models.PositiveSmallIntegerField(_("năm"))
    about = models.CharField(_("bỏ phiếu về"), max_length=12, choices=About.choices)
    question = models.CharField(_("câu hỏi"), max_length=300)
    secret = models.BooleanField(_("phiếu kín"), default=True)
    most = models.PositiveSmallIntegerField(_("chọn nhiều nhất"), default=1)  # choices a vote may hold
    state = models.CharField(_("trạng thái"), max_length=12, choices=BALLOT.choices, default=BALLOT.initial)
    opened_on = models.DateField(_("mở ngày"))
    closes_on = models.DateField(_("bỏ phiếu đến hết ngày"), null=True, blank=True)
    closed_on = models.DateField(_("kiểm phiếu ngày"), null=True, blank=True)
    closed_by = models.CharField(_("người kiểm phiếu"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("cuộc bỏ phiếu của cụm")
        indexes = (models.Index(fields=["cluster", "year"], name="ballots_of_a_cluster"),)

    def __str__(self) -> str:
        return self.question


class Choice(models.Model):
    """Something that may be voted for; ``unit`` when it is a member union."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("phương án"), max_length=200)
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("phương án bỏ phiếu")
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["ballot", "position"], name="one_choice_a_place"),)

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """A line of the roll, which is frozen when the ballot opens. It says whether, and never what or when."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    voted = models.BooleanField(_("đã bỏ phiếu"), default=False)

    class Meta:
        verbose_name = _("dòng danh sách cử tri")
        constraints = (models.UniqueConstraint(fields=["ballot", "unit"], name="one_vote_a_member"),)

    def __str__(self) -> str:
        return f"{self.unit}"


class Vote(models.Model):
    """What was voted. The key is chance, there is no time and no order; ``voter`` is kept in open ballots only."""

    receipt = models.CharField(max_length=12, primary_key=True, default=new_receipt)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    picked = ArrayField(models.BigIntegerField(), default=list, blank=True)  # keys of choices; none is blank
    voter = models.ForeignKey(Voter, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("phiếu")

    def __str__(self) -> str:
        return self.receipt
