"""A covenant (giao ước thi đua) and who is bound by it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.launch.models import Cycle
from thidua.pledge.states import COVENANT


class Covenant(Record):
    """Several parties promise one another what they will reach in a year of a movement.

    ``seat`` is the unit that writes, numbers and keeps it; a cluster has no seal, so that it is the union of the
    cluster's leader. Clauses and commitments are the text being worked on; what was signed stands in its versions.
    ``head`` is where the chain of hashes ends: a version that vanished from the end would be missed.
    """

    class Kind(models.TextChoices):
        CLUSTER = "cluster", _("giữa các đơn vị trong cụm, khối")
        GROUPS = "groups", _("giữa đơn vị với đơn vị trực thuộc")
        EMPLOYER = "employer", _("giữa công đoàn với chuyên môn, chủ sử dụng lao động")

    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    cluster = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="covenants", verbose_name=_("cụm")
    )
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="covenants")
    seat = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị đứng ra ký, đóng dấu")
    )
    title = models.CharField(_("tên giao ước"), max_length=300)
    place = models.CharField(_("nơi ký"), max_length=100, blank=True)
    opening = models.TextField(_("lời mở đầu"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=14, choices=COVENANT.choices, default=COVENANT.initial, editable=False
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    head = models.CharField(max_length=64, blank=True, editable=False)
    # By when the parties say yes or propose another figure, and by when they sign; neither binds anybody.
    answer_by = models.DateField(_("hạn các bên trả lời"), null=True, blank=True)
    sign_by = models.DateField(_("hạn các bên ký"), null=True, blank=True)

    class Meta:
        verbose_name = _("giao ước thi đua")
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "cycle"],
                condition=~models.Q(state="cancelled") & models.Q(kind="cluster"),
                name="one_covenant_of_a_cluster_a_year",
            ),
            models.UniqueConstraint(
                fields=["seat", "cycle", "kind"],
                condition=~models.Q(state="cancelled") & ~models.Q(kind="cluster"),
                name="one_covenant_of_a_kind_a_year",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def standing_parties(self) -> models.QuerySet[Party]:
        """Everyone but those that have merged into another party of the same covenant."""
        return self.parties.filter(went_into=None)

    @property
    def reference(self) -> str:
        """ "03/GƯ-LĐLĐ", "" while the clerk has not given a number."""
        if self.number is None:
            return ""
        return f"{self.number:02d}/{self.symbol}" if self.symbol else f"{self.number:02d}"


class Party(models.Model):
    """Who promises: a unit of the tree, or a body outside it (an employer), which signs on paper."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="parties")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parties", verbose_name=_("bên"))
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    lead = models.BooleanField(_("đứng đầu"), default=False)
    # That it has looked at its figures and agrees, until one of them is changed again.
    agreed_at = models.DateTimeField(_("đồng ý lúc"), null=True, blank=True, editable=False)
    agreed_by = models.CharField(_("người đồng ý"), max_length=200, blank=True, editable=False)
    # Units merge: the one that goes on takes the place; where it was a party itself, the two go on as one.
    was = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    went_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("bên ký giao ước")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["covenant", "unit"], name="a_party_once"),)

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def signs_on_paper(self) -> bool:
        """Nobody of a body outside the tree can sign in here."""
        return not self.unit.is_placed


class Closing(models.Model):
    """What became of the promises, as it stood when the covenant was closed; part of the chain of hashes."""

    covenant = models.OneToOneField(Covenant, on_delete=models.PROTECT, related_name="closing")
    text = models.TextField()  # canonical, like that of a version
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    closed_on = models.DateField(_("ngày tổng kết"))
    by = models.CharField(_("người ghi"), max_length=200)

    class Meta:
        verbose_name = _("tổng kết giao ước")

    def __str__(self) -> str:
        return f"{self.covenant}: {self.digest[:12]}"
