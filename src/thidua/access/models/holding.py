from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.access.models.account import Account
from thidua.access.roles import CHOICES
from thidua.federation.models import Body
from thidua.kernel import clock


class Holding(models.Model):
    """A role held at a unit from a day until a day, both included; ``delegated_by`` when it is someone
    else's desk."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="holdings")
    role = models.CharField(_("vai trò"), max_length=30, choices=CHOICES)
    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("đơn vị")
    )
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"), null=True, blank=True)
    delegated_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="delegations"
    )
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("vai trò đang giữ")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="holding_dates_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["account", "from_on"], name="holdings_of_an_account"),
            models.Index(fields=["unit", "role"], name="holdings_at_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()} · {self.unit}"
