from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record, StoredFile
from thidua.pledge.models.scheme import Scheme, SchemeTitle
from thidua.pledge.states import UNIT_LIST


class UnitList(Record):
    """What one unit registers in a scheme: its lines, and its word that they are right.

    A union above the grassroots has a list too, for its own office; confirming it sends up what it has
    consolidated of the lists below. ``figures`` is what stood at that moment.
    """

    class Way(models.TextChoices):
        """How people were asked: a form that suits the trade, so that nobody on a shift is left out."""

        UNSAID = "", _("chưa ghi")
        MEETING = "meeting", _("hội nghị người lao động, cán bộ công chức")
        TEAM = "team", _("từng tổ, ca, phân xưởng")
        CEREMONY = "ceremony", _("ngay tại lễ phát động")
        SCHOOL_BOARD = "school_board", _("hội nghị viên chức đầu năm học")
        PAPER = "paper", _("phiếu giấy")
        PHONE = "phone", _("đoàn viên tự đăng ký trên điện thoại")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="lists")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="registration_lists")
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=UNIT_LIST.choices, default=UNIT_LIST.initial
    )
    way = models.CharField(_("hình thức đăng ký"), max_length=12, choices=Way.choices, blank=True)
    held_on = models.DateField(_("ngày đăng ký"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.CharField(_("người xác nhận"), max_length=200, blank=True)
    reason = models.CharField(_("lý do trả lại, lý do còn thiếu"), max_length=500, blank=True)
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("danh sách đăng ký của đơn vị")
        constraints = (models.UniqueConstraint(fields=["scheme", "unit"], name="one_list_a_unit"),)
        indexes = (models.Index(fields=["unit", "state"], name="lists_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.scheme.year_said}"


class Decider(models.Model):
    """Who decides a title for the people of one list: mostly the employer, who is no part of the union."""

    listed = models.ForeignKey(UnitList, on_delete=models.CASCADE, related_name="deciders")
    title = models.ForeignKey(SchemeTitle, on_delete=models.CASCADE, related_name="deciders")
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("nơi quyết định"),
    )
    name = models.CharField(_("tên nơi quyết định"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("nơi quyết định danh hiệu")
        constraints = (
            models.UniqueConstraint(fields=["listed", "title"], name="one_decider_a_title"),
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) | ~models.Q(name=""), name="decider_is_named"
            ),
        )

    def __str__(self) -> str:
        return str(self.body) if self.body else self.name
