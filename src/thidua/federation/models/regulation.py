"""The operating regulation of a cluster, version by version; earlier ones are kept."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.ballot import Ballot
from thidua.federation.models.body import Body
from thidua.federation.models.cluster import Leadership
from thidua.federation.states import REGULATION
from thidua.kernel.models import Record, StoredFile


class Regulation(Record):
    """One version. In force is the adopted one whose day came last; what is adopted never changes."""

    cluster = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="regulations")
    year = models.PositiveSmallIntegerField(_("năm"))  # in which it was begun: members since then read it
    edition = models.PositiveSmallIntegerField(_("lần ban hành"))
    state = models.CharField(
        _("trạng thái"), max_length=14, choices=REGULATION.choices, default=REGULATION.initial
    )
    title = models.CharField(_("tên quy chế"), max_length=300)
    opening = models.TextField(_("lời mở đầu, căn cứ"), blank=True)
    text = models.TextField(_("các chương, điều"))
    # What the articles say in numbers, as ``algebra/cluster_rules`` reads it; {} while nobody has said it.
    rules: models.JSONField[Any, Any] = models.JSONField(_("quy định bằng số"), default=dict, blank=True)
    why_changed = models.CharField(_("sửa điều gì so với bản trước"), max_length=500, blank=True)
    opinions_until = models.DateField(_("cho ý kiến đến hết ngày"), null=True, blank=True)
    # Said when it is adopted.
    from_on = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    adopted_on = models.DateField(_("thông qua ngày"), null=True, blank=True)
    way = models.CharField(_("cách thông qua"), max_length=8, choices=Leadership.Way.choices, blank=True)
    ballot = models.ForeignKey(Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField(_("biên bản"), blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    seat = models.ForeignKey(  # the leader's union, whose number, place and seal it bears
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("quy chế của cụm")
        constraints = (
            models.UniqueConstraint(fields=["cluster", "edition"], name="regulation_edition_once"),
        )

    def __str__(self) -> str:
        return self.title


class RegulationOpinion(models.Model):
    """What a member union says to a draft; the latest word counts."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="opinions")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("đồng ý"))
    text = models.TextField(_("góp ý"), blank=True)
    said_on = models.DateField(_("ngày"))
    by = models.CharField(_("người cho ý kiến"), max_length=120)

    class Meta:
        verbose_name = _("ý kiến về quy chế")
        constraints = (models.UniqueConstraint(fields=["regulation", "unit"], name="one_opinion_a_member"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.agrees}"
