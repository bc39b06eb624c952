from __future__ import annotations

import datetime as dt

from django.db import models

from thidua.algebra.forms import FormSpec, form_from_data
from thidua.kernel.models import Record
from thidua.launch.models import Cycle

MOST_READ = 100
_READ: dict[tuple[int, dt.datetime], FormSpec] = {}


class Form(Record):
    """The form of a cycle in one version: it follows from the indicators of the targets, nobody draws it.

    ``spec`` is the stored form of ``algebra.forms.FormSpec``; ``vector`` are the component keys in the
    order of ``Values.vals`` (position 1 is ``vals[1]`` in SQL). ``layout`` is how a page shows it:
    [{"title": …, "elements": [code, …]}].
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="forms")
    number = models.PositiveSmallIntegerField()
    spec = models.JSONField()
    vector = models.JSONField()
    layout = models.JSONField(default=list)
    counting = models.JSONField(default=list)  # stored form of ``report.counting`` rules
    closing = models.JSONField(default=list)  # elements that only targets settled at year end need

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cycle", "number"], name="form_versions"),)

    def __str__(self) -> str:
        return f"{self.cycle} v{self.number}"

    @property
    def definition(self) -> FormSpec:
        """The form as algebra. A version never changes, so a process reads it once, not once a report."""
        key = (self.pk, self.made_at)
        if key not in _READ:
            if len(_READ) >= MOST_READ:
                _READ.clear()
            _READ[key] = form_from_data(self.spec)
        return _READ[key]

    @property
    def places(self) -> dict[str, int]:
        """Where each figure stands on a page, by code: in a form, a grid and a book the same order."""
        codes = [str(code) for part in self.layout for code in part["elements"]]
        return {code: place for place, code in enumerate(codes)}


class FormPlan(models.Model):
    """What the indicators of a cycle do not say about its form: the checks between figures, figures asked
    for their own sake, headings, and which activity records fill which figure."""

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="form_plan")
    rules = models.JSONField(default=list)  # stored form of algebra.checks
    also = models.JSONField(default=list)  # stored form of algebra elements
    layout = models.JSONField(default=list)
    counting = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.cycle)
