from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.paper import Paper


class OfficeTemplate(models.Model):
    """A Word template that an office brought. Every upload is kept; the latest one of a kind without a
    ``problem`` is what its papers are written in."""

    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=Paper.Kind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    # Code and parameters of why it cannot be used; null when it can.
    problem = models.JSONField(null=True, editable=False)
    kept_at = models.DateTimeField(default=clock.now, editable=False)
    kept_by = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("mẫu văn bản của cơ quan")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name
