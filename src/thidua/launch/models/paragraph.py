from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import InABloc, PaperLine


class Paragraph(InABloc, PaperLine):
    """A paragraph of the text: an aim, a content, a measure, or how it is organised."""

    class Part(models.TextChoices):
        PURPOSE = "purpose", _("mục đích, yêu cầu")
        CONTENT = "content", _("nội dung")
        MEASURE = "measure", _("biện pháp")
        ORGANISATION = "organisation", _("tổ chức thực hiện")

    section = models.CharField(_("phần"), max_length=12, choices=Part.choices)
    text = models.TextField(_("nội dung"))

    class Meta(PaperLine.Meta):
        verbose_name = _("đoạn")

    def __str__(self) -> str:
        return self.text
