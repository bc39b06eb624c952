from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.access.models.account import Account
from thidua.kernel import clock


class ApiToken(models.Model):
    """Lets a program act as an account over the API. Shown once, stored as a hash."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("dùng cho"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mã kết nối")

    def __str__(self) -> str:
        return self.name
