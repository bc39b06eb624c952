from __future__ import annotations

from django.db import models

from thidua.kernel.models import Record
from thidua.launch.models import Cycle


class Form(Record):
    """The form of a cycle in one version: it follows from the indicators of the targets, nobody draws it.

    ``spec`` is the stored form of ``algebra.forms.FormSpec``; ``vector`` are the component keys in the
    order of ``Values.vals`` (position 1 is ``vals[1]`` in SQL).
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="forms")
    number = models.PositiveSmallIntegerField()
    spec = models.JSONField()
    vector = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cycle", "number"], name="form_versions"),)

    def __str__(self) -> str:
        return f"{self.cycle} v{self.number}"
