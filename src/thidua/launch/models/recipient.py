from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.formats.text import fold
from thidua.launch.models.line import PaperLine


class Recipient(PaperLine):
    """A line of "Nơi nhận" with what the copy is for."""

    name = models.CharField(_("nơi nhận"), max_length=255)
    purpose = models.CharField(_("để"), max_length=60, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("nơi nhận")

    def __str__(self) -> str:
        if not self.purpose:
            return self.name
        what_for = self.purpose if fold(self.purpose).startswith("de ") else f"để {self.purpose}"
        return f"{self.name} ({what_for})"

    @property
    def archives(self) -> bool:
        """A copy that is kept, not sent."""
        return fold(self.purpose) in ("luu", "de luu")
