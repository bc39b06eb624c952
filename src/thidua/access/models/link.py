from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.access.models.account import Account
from thidua.kernel import clock


class SignInLink(models.Model):
    """A link that opens one page for one person. Opening shows it; only the person's press uses it,
    so the preview robot of a messenger spends nothing. The secret itself is not stored."""

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    goes_to = models.CharField(max_length=500)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("liên kết đăng nhập")
        indexes = (models.Index(fields=["expires_at"], name="links_by_expiry"),)

    def __str__(self) -> str:
        return f"{self.account} → {self.goes_to}"
