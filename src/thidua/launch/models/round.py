from __future__ import annotations

import calendar
import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.formats.vi import format_date
from thidua.launch.models.line import PaperLine


class Round(PaperLine):
    """A round of the movement. Papers give some starts and ends as a month only: the day stays open
    until somebody says it."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("đợt thường kỳ")
        SHORT = "short", _("đợt ngắn ngày, chuyên đề")

    class Review(models.TextChoices):
        NONE = "", _("không")
        INTERIM = "interim", _("sơ kết")
        FINAL = "final", _("tổng kết")

    ordinal = models.PositiveSmallIntegerField(_("đợt"), default=1)
    kind = models.CharField(_("loại đợt"), max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    starts_on = models.DateField(_("bắt đầu"), null=True, blank=True)
    start_is_month_only = models.BooleanField(_("mới biết tháng bắt đầu"), default=False)
    ends_on = models.DateField(_("kết thúc"), null=True, blank=True)
    end_is_month_only = models.BooleanField(_("mới biết tháng kết thúc"), default=False)
    theme = models.CharField(_("chủ đề đợt"), max_length=300, blank=True)
    review = models.CharField(_("kết thúc bằng"), max_length=10, choices=Review.choices, blank=True)
    review_on = models.DateField(_("ngày sơ kết, tổng kết"), null=True, blank=True)

    class Meta(PaperLine.Meta):
        verbose_name = _("đợt")

    def __str__(self) -> str:
        return f"Đợt {self.ordinal}"

    @property
    def start_said(self) -> str:
        return _said(self.starts_on, self.start_is_month_only)

    @property
    def end_said(self) -> str:
        return _said(self.ends_on, self.end_is_month_only)

    @property
    def asks_for_days(self) -> bool:
        return self.start_is_month_only or self.end_is_month_only or self.starts_on is None

    @property
    def ends_before_it_starts(self) -> bool:
        last = _last(self.ends_on, self.end_is_month_only)
        return bool(self.starts_on and last and last < self.starts_on)

    @property
    def reviewed_before_it_starts(self) -> bool:
        return bool(self.starts_on and self.review_on and self.review_on < self.starts_on)


def _said(day: dt.date | None, month_only: bool) -> str:
    """As papers give it: a day, or a month whose day nobody has said yet."""
    if day is None:
        return ""
    return f"{day.month}/{day.year}" if month_only else format_date(day)


def _last(day: dt.date | None, month_only: bool) -> dt.date | None:
    if day is None or not month_only:
        return day
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
