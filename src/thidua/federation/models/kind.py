from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.Model):
    """A kind of union unit, as data with dates: the district level was one until 30/6/2025.

    Filled from the catalogue; ``level`` orders kinds from the confederation (0) down.
    """

    class Level(models.TextChoices):
        CONFEDERATION = "confederation", _("Tổng Liên đoàn")
        PROVINCE = "province", _("tỉnh, ngành trung ương")
        UPPER = "upper", _("cấp trên cơ sở")
        GRASSROOTS = "grassroots", _("cơ sở")
        PART = "part", _("bộ phận, tổ công đoàn")

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    level = models.CharField(_("cấp"), max_length=20, choices=Level.choices)
    from_on = models.DateField(_("từ ngày"), null=True)
    until_on = models.DateField(_("đến ngày"), null=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("loại đơn vị")

    def __str__(self) -> str:
        return self.name
