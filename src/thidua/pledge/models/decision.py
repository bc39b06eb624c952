from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel.models import Record, StoredFile
from thidua.pledge.models.registration import Registration
from thidua.pledge.models.scheme import Scheme


class ExternalDecision(Record):
    """A decision of somebody else about titles that were registered here: number, day, who issued it, its scan."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="external_decisions")
    issuer = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("nơi ban hành"),
    )
    issuer_name = models.CharField(_("tên nơi ban hành"), max_length=255)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    signed_on = models.DateField(_("ngày ký"))
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    matching_key = models.CharField(max_length=255, editable=False)  # of number and issuer

    class Meta:
        verbose_name = _("quyết định của nơi khác")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "matching_key", "signed_on"], name="one_outside_decision"
            ),
        )

    def __str__(self) -> str:
        told = {"number": self.number, "day": format_date(self.signed_on), "issuer": self.issuer_name}
        return gettext("%(number)s ngày %(day)s của %(issuer)s") % told


class Outcome(models.Model):
    """What a decision says about one registration."""

    decision = models.ForeignKey(ExternalDecision, on_delete=models.CASCADE, related_name="outcomes")
    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="outcome")
    awarded = models.BooleanField(_("được công nhận"))

    class Meta:
        verbose_name = _("kết quả đăng ký")

    def __str__(self) -> str:
        return str(self.registration)
