from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock


class Confirmation(models.Model):
    """An administrator has read the text and says what it says. Taking it back ends it; the row stays, and
    with it what was decided while it stood."""

    kind = models.CharField(max_length=60)
    item = models.CharField(_("mục"), max_length=80)
    value = models.JSONField(_("giá trị"))
    text_seen = models.CharField(_("văn bản đã xem"), max_length=300)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    by = models.CharField(_("người xác nhận"), max_length=200)
    account_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), default=clock.now, editable=False)
    ended_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("xác nhận danh mục")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "item"], condition=models.Q(ended_at=None), name="one_confirmation_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"
