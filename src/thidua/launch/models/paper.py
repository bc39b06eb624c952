from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.launch.models.movement import Movement
from thidua.launch.states import PAPER


class Paper(Record):
    """A document of a movement: the plan, a guidance under it, a launch text, the decision that assigns
    targets. ``parent`` is the paper above that it carries out."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("Kế hoạch")
        GUIDANCE = "guidance", _("Hướng dẫn")
        LAUNCH_TEXT = "launch_text", _("Phát động")
        ASSIGNMENT_DECISION = "assignment_decision", _("Quyết định giao chỉ tiêu")

    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="papers", verbose_name=_("phong trào")
    )
    issuer = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="papers", verbose_name=_("đơn vị ban hành")
    )
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_out_by"
    )
    state = models.CharField(_("trạng thái"), max_length=20, choices=PAPER.choices, default=PAPER.initial)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)  # "KH-LĐLĐ"
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    place = models.CharField(_("nơi ban hành"), max_length=100, blank=True)
    title = models.CharField(_("trích yếu"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("văn bản")
        indexes = (models.Index(fields=["movement", "issuer", "kind"], name="papers_of_a_movement"),)

    def __str__(self) -> str:
        number = f"{self.number}/{self.symbol}" if self.number else ""
        return " ".join(part for part in (self.get_kind_display(), number) if part)
