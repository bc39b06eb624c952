from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body


class Attribute(models.Model):
    """A dated fact about a unit that rules use: its bloc, ownership, number of workers, sector, …

    Values are JSON scalars. A fact that is not there is unknown, never "no".
    """

    class Name(models.TextChoices):
        BLOC = "bloc", _("khối")
        OWNERSHIP = "ownership", _("sở hữu")
        AGENCY = "agency", _("loại cơ quan")
        WORKERS = "workers", _("số lao động")
        MEMBERS = "members", _("số đoàn viên")
        SECTOR = "sector", _("ngành nghề")
        HAS_UNION = "has_union", _("có tổ chức công đoàn")

    unit = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="attributes")
    name = models.CharField(max_length=20, choices=Name.choices)
    value = models.JSONField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(until_on=None), name="one_open_value_an_attribute"
            ),
        )
        indexes = (models.Index(fields=["unit", "name", "from_on"], name="attribute_in_time"),)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
