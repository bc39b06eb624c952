from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import InABloc, PaperLine


class TitleOffered(InABloc, PaperLine):
    """A title or form of commendation that one may strive for: from the catalogue or by a free name."""

    class Recipient(models.TextChoices):
        UNSAID = "", _("chưa nêu")
        INDIVIDUAL = "individual", _("cá nhân")
        COLLECTIVE = "collective", _("tập thể")
        FAMILY = "family", _("gia đình")

    code = models.CharField(_("danh hiệu trong danh mục"), max_length=60, blank=True)
    name = models.CharField(_("tên danh hiệu"), max_length=300)
    recipient = models.CharField(
        _("dành cho"), max_length=12, choices=Recipient.choices, blank=True, default=""
    )

    class Meta(PaperLine.Meta):
        verbose_name = _("danh hiệu")

    def __str__(self) -> str:
        return self.name
