from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.queries.items import in_series
from thidua.formats import text
from thidua.kernel.models import Record
from thidua.launch.models import Cycle
from thidua.pledge.states import SCHEME


class Scheme(Record):
    """The registration that a movement asks for in one of its years: for which titles, until when, whether it is
    a condition of every award.

    A cycle holds at most two: schools count by school year, everybody else by calendar year. The days stand
    here and not among the deadlines of the cycle, because the two calendars have different ones.
    """

    class Calendar(models.TextChoices):
        YEAR = "year", _("năm dương lịch")
        SCHOOL_YEAR = "school_year", _("năm học")

    class Base(models.TextChoices):
        STAFF = "staff", _("công nhân, viên chức, lao động")
        MEMBERS = "members", _("đoàn viên")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="schemes")
    calendar = models.CharField(
        _("tính theo"), max_length=12, choices=Calendar.choices, default=Calendar.YEAR
    )
    base = models.CharField(_("tỷ lệ tính trên"), max_length=8, choices=Base.choices, default=Base.STAFF)
    required = models.BooleanField(_("không đăng ký thì không xét"), default=False)
    starts_on = models.DateField(_("tính từ"))
    ends_on = models.DateField(_("đến hết"))
    due_on = models.DateField(_("hạn đơn vị xác nhận"), null=True, blank=True)
    upper_due_on = models.DateField(_("hạn cấp trên tổng hợp"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=SCHEME.choices, default=SCHEME.initial)

    class Meta:
        verbose_name = _("đợt đăng ký")
        constraints = (
            models.UniqueConstraint(fields=["cycle", "calendar"], name="one_scheme_a_calendar"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="scheme_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle.movement} · {self.year_said}"

    @property
    def year_said(self) -> str:
        """ "năm 2021", "năm học 2021–2022"."""
        year = self.starts_on.year
        if self.calendar == self.Calendar.SCHOOL_YEAR:
            return gettext("năm học %(first)s–%(last)s") % {"first": year, "last": year + 1}
        return gettext("năm %(year)s") % {"year": self.cycle.year}


class SchemeTitle(models.Model):
    """A title that may be registered in a scheme: from the catalogue, or one that the union itself has."""

    class Recipient(models.TextChoices):
        INDIVIDUAL = "individual", _("cá nhân")
        COLLECTIVE = "collective", _("tập thể")
        FAMILY = "family", _("gia đình")

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="titles")
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    series = models.CharField(_("danh hiệu trong danh mục"), max_length=60, blank=True)
    name = models.CharField(_("tên danh hiệu"), max_length=300)
    recipient = models.CharField(_("dành cho"), max_length=12, choices=Recipient.choices)
    decides = models.CharField(_("ai quyết định"), max_length=60, blank=True)  # as the catalogue names it
    required = models.BooleanField(_("không đăng ký thì không xét"), null=True, blank=True)
    offered = models.BooleanField(_("kế hoạch nêu"), default=True)
    matching_key = models.CharField(max_length=255, editable=False)

    class Meta:
        verbose_name = _("danh hiệu của đợt đăng ký")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["scheme", "matching_key"], name="one_title_a_name"),
            models.UniqueConstraint(
                fields=["scheme", "series"], condition=~models.Q(series=""), name="one_title_a_series"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Also called before ``bulk_create``, which skips save()."""
        self.name = text.clean(self.name)
        self.matching_key = text.matching_key(self.name)[:255]

    @property
    def demands_registration(self) -> bool:
        """Its own word, else the scheme's."""
        return self.scheme.required if self.required is None else self.required

    @property
    def is_statutory(self) -> bool:
        """Whether law knows the title; what a plan alone names is kept all the same, with a remark."""
        known = in_series("titles", self.series) if self.series else ()
        return all(one.facts.get("statutory", True) for one in known)
