from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.kernel.errors import Phrase


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

    COUNTS: ClassVar[frozenset[str]] = frozenset({Name.WORKERS, Name.MEMBERS})
    CHOICES: ClassVar[Mapping[str, Mapping[str, Phrase]]] = {
        Name.BLOC: {
            "enterprise": _("doanh nghiệp"),
            "public_sector": _("hành chính, sự nghiệp"),
            "school": _("trường học"),
            "union_organisation": _("tổ chức công đoàn"),
        },
        Name.OWNERSHIP: {"state": _("nhà nước"), "non_state": _("ngoài nhà nước")},
        Name.AGENCY: {
            "state_agency": _("cơ quan nhà nước"),
            "public_service": _("đơn vị sự nghiệp"),
            "party_mass": _("cơ quan Đảng, đoàn thể"),
        },
    }

    unit = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="attributes")
    name = models.CharField(_("thông tin"), max_length=20, choices=Name.choices)
    value = models.JSONField(_("giá trị"))
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"), null=True, blank=True)  # last day, inclusive
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thông tin của đơn vị")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "name"], condition=models.Q(until_on=None), name="one_open_value_an_attribute"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="attribute_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=["unit", "name", "from_on"], name="attribute_in_time"),)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"

    @classmethod
    def accepts(cls, name: str, value: object) -> bool:
        """Whether ``value`` is of the type that the attribute ``name`` has."""
        if name in cls.COUNTS:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if name == cls.Name.HAS_UNION:
            return isinstance(value, bool)
        if name in cls.CHOICES:
            return value in cls.CHOICES[name]
        return name in cls.Name.values and isinstance(value, str) and 0 < len(value) <= 200

    @property
    def is_count(self) -> bool:
        return self.name in self.COUNTS

    @property
    def shown(self) -> Phrase | int:
        """The value in words."""
        if isinstance(self.value, bool):
            return _("có") if self.value else _("không")
        if isinstance(self.value, int):
            return self.value
        words: Phrase = self.CHOICES.get(self.name, {}).get(self.value, self.value)
        return words
