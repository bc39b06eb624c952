from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.formats.vi import format_date
from thidua.kernel.models import Record
from thidua.launch.models.body_acting import ActedThrough
from thidua.launch.period_names import say_period_name
from thidua.launch.states import MOVEMENT, PERIOD


class Movement(ActedThrough):
    """A movement that a body calls. Papers of many bodies belong to it: the plan, the plans under the
    plan, guidances, decisions. A movement of several years holds one cycle a year."""

    issuer = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="movements", verbose_name=_("đơn vị phát động")
    )
    name = models.CharField(_("tên phong trào"), max_length=300)
    short_name = models.CharField(_("tên gọn"), max_length=100, blank=True)
    named_movement = models.CharField(
        _("phong trào trong danh mục"), max_length=60, blank=True
    )  # catalogue code
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến ngày"))
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=MOVEMENT.choices, default=MOVEMENT.initial
    )
    aims_are_qualitative = models.BooleanField(
        _("mục tiêu định tính, không có chỉ tiêu bằng số"), default=False
    )
    launched_on = models.DateField(_("ngày phát động"), null=True, blank=True)
    interim_every = models.PositiveSmallIntegerField(_("sơ kết mỗi … năm"), null=True, blank=True)

    class Meta:
        verbose_name = _("phong trào")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")), name="movement_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name


class Cycle(Record):
    """One year of a movement: its targets, periods and deadlines."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField(_("năm"))
    starts_on = models.DateField(_("bắt đầu"))
    ends_on = models.DateField(_("kết thúc"))

    class Meta:
        verbose_name = _("năm của phong trào")
        constraints = (models.UniqueConstraint(fields=["movement", "year"], name="one_cycle_a_year"),)

    def __str__(self) -> str:
        name = str(self.movement)
        return name if str(self.year) in name else f"{name} {self.year}"


class Period(Record):
    """A time that reports are made for. Data cut-off, end and due dates are different days."""

    class Kind(models.TextChoices):
        ROUND = "round", _("đợt")
        MONTH = "month", _("tháng")
        QUARTER = "quarter", _("quý")
        HALF_YEAR = "half_year", _("6 tháng")
        YEAR = "year", _("năm")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(_("loại kỳ"), max_length=10, choices=Kind.choices)
    ordinal = models.PositiveSmallIntegerField(_("thứ"), default=1)
    name = models.CharField(_("tên kỳ"), max_length=120)
    measured_from = models.DateField(_("tính từ"))
    ends_on = models.DateField(_("hết kỳ"))
    cutoff_on = models.DateField(_("chốt số liệu"))
    state = models.CharField(_("trạng thái"), max_length=20, choices=PERIOD.choices, default=PERIOD.initial)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        constraints = (
            models.UniqueConstraint(fields=["cycle", "kind", "ordinal"], name="one_period_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(measured_from__lte=models.F("cutoff_on")), name="period_dates_in_order"
            ),
        )

    def __str__(self) -> str:
        """The usual names in the reader's language; ``name`` is what was typed."""
        return say_period_name(self.name)

    @property
    def days(self) -> str:
        """What tells it from another period of the same name: "01/01/2017 – 31/05/2017"."""
        return f"{format_date(self.measured_from)} – {format_date(self.cutoff_on)}"
