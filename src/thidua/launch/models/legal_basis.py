from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import PaperLine
from thidua.launch.models.paper import Paper


def within_a_sentence(title: str) -> str:
    """A title as it goes on after "về": "Giao chỉ tiêu" loses its capital, "Tuyên Quang anh hùng" keeps it."""
    first, _space, rest = title.partition(" ")
    named = not first[1:].islower() or not rest[:1].islower()
    return title if named else f"{first.lower()} {rest}"


class LegalBasis(PaperLine):
    """A document that the paper rests on, or merely names for study or application further on."""

    class Role(models.TextChoices):
        BASIS = "basis", _("căn cứ, thực hiện")
        CITED = "cited", _("được nhắc đến")

    role = models.CharField(_("vai trò"), max_length=10, choices=Role.choices, default=Role.BASIS)
    document_type = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    subject = models.CharField(_("về việc"), max_length=500, blank=True)
    based_on = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="founds", editable=False
    )
    legal_text = models.CharField(_("mã văn bản pháp luật"), max_length=60, blank=True)  # catalogue code

    class Meta(PaperLine.Meta):
        verbose_name = _("căn cứ")

    @property
    def about(self) -> str:
        return within_a_sentence(self.subject)

    def __str__(self) -> str:
        told = " ".join(part for part in (self.document_type, self.number) if part)
        if told and self.issuer and not self.number:
            return f"{told} của {self.issuer}"
        return told or self.subject
