from __future__ import annotations

import datetime as dt
from typing import ClassVar

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

    # From the confederation down; a grassroots union may stand at any of the steps above it.
    ORDER: ClassVar[tuple[str, ...]] = ("confederation", "province", "upper", "grassroots", "part")
    _AMONG_EQUALS: ClassVar[frozenset[str]] = frozenset({"upper", "grassroots", "part"})

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=60, blank=True)  # CĐCS, LĐLĐ huyện
    level = models.CharField(_("cấp"), max_length=20, choices=Level.choices)
    from_on = models.DateField(_("từ ngày"), null=True)
    until_on = models.DateField(_("đến ngày"), null=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("loại đơn vị")

    def __str__(self) -> str:
        return self.name

    def stood_on(self, day: dt.date) -> bool:
        """Whether this kind existed on that day; an unknown end is open."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )

    @classmethod
    def may_stand_under(cls, level: str, above: str) -> bool:
        """Whether a unit of ``level`` may be managed by one of ``above``. A working group ("") takes any."""
        if not level or not above:
            return True
        own, over = cls.ORDER.index(level), cls.ORDER.index(above)
        return own > over or (own == over and level in cls._AMONG_EQUALS)
