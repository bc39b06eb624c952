from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.launch.models.line import InABloc, PaperLine


class Participant(InABloc, PaperLine):
    """Whom the movement is for: a population, perhaps of one bloc."""

    population = models.CharField(_("đối tượng tham gia"), max_length=300)

    class Meta(PaperLine.Meta):
        verbose_name = _("đối tượng tham gia")

    def __str__(self) -> str:
        return self.population
