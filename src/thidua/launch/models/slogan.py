from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import PaperLine

BLANK = "…"


class Slogan(PaperLine):
    """A motto in quotation marks; where it has a blank, every unit fills in its own name or place."""

    class Blank(models.TextChoices):
        NONE = "", _("không có chỗ trống")
        LOCALITY = "locality", _("địa phương")
        SECTOR = "sector", _("ngành")
        UNIT = "unit", _("đơn vị")

    text = models.CharField(_("khẩu hiệu"), max_length=400)
    blank_for = models.CharField(
        _("chỗ trống điền"), max_length=10, choices=Blank.choices, blank=True, default=""
    )
    use = models.CharField(_("dùng cho"), max_length=100, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("khẩu hiệu")

    def __str__(self) -> str:
        return self.text

    def filled(self, name: str) -> str:
        """The slogan of one unit; a text without a blank stays as it is."""
        return self.text.replace(BLANK, name) if self.blank_for else self.text
