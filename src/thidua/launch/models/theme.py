from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import PaperLine


class Theme(PaperLine):
    """The theme of a year, with whose it is: several owners above one another each have theirs."""

    text = models.CharField(_("chủ đề"), max_length=300)
    owner = models.CharField(_("của"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("chủ đề")

    def __str__(self) -> str:
        return self.text
