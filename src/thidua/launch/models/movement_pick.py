from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import InABloc, PaperLine


class MovementPick(InABloc, PaperLine):
    """A well-known movement, campaign, programme or fund that the paper calls upon: from the catalogue,
    or by a free name. The same one may be picked for several blocs."""

    code = models.CharField(_("phong trào trong danh mục"), max_length=60, blank=True)
    name = models.CharField(_("tên phong trào"), max_length=300)

    class Meta(PaperLine.Meta):
        verbose_name = _("phong trào được chọn")

    def __str__(self) -> str:
        return self.name
