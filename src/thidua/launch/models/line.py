from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.launch.models.paper import Paper


class PaperLine(models.Model):
    """One line of a section of a paper. A line drawn from the paper above remembers which line it came
    from and how that line read then, so that a later change above shows."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    derived_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    derived_from_id: int | None
    derived_version = models.PositiveIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_by = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("position", "id")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed_at = clock.now()
        super().save(*args, **kwargs)


class InABloc(models.Model):
    """A line that may be meant for one bloc of units only."""

    bloc = models.CharField(_("khối"), max_length=40, blank=True)  # catalogue code; "" is for everyone

    class Meta:
        abstract = True
