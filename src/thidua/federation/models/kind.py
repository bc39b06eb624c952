from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
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
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    level = models.CharField(_("cấp"), max_length=20, choices=Level.choices)
    # A district federation answers to a province only; "" takes any level above.
    only_under = models.CharField(_("chỉ trực thuộc cấp"), max_length=20, blank=True, choices=Level.choices)
    from_on = models.DateField(_("từ ngày"), null=True)
    until_on = models.DateField(_("đến ngày"), null=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("loại đơn vị")

    def __str__(self) -> str:
        """In the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def stood_on(self, day: dt.date) -> bool:
        """Whether this kind existed on that day; an unknown end is open."""
        return (self.from_on is None or self.from_on <= day) and (
            self.until_on is None or day <= self.until_on
        )

    def may_stand_under(self, above: str) -> bool:
        """Whether a unit of this kind may be managed by one of the level ``above``. A working group ("")
        takes any."""
        if not above:
            return True
        if self.only_under:
            return above == self.only_under
        own, over = self.ORDER.index(self.level), self.ORDER.index(above)
        return own > over or (own == over and self.level in self._AMONG_EQUALS)
