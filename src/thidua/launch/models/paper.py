from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body, Person, Post
from thidua.formats.text import fold
from thidua.kernel.models import StoredFile
from thidua.launch.models.body_acting import ActedThrough
from thidua.launch.models.movement import Movement
from thidua.launch.states import PAPER


class Paper(ActedThrough):
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
    # The block at the end: in what capacity, which office, who, when.
    capacity = models.CharField(
        _("thẩm quyền ký"), max_length=30, blank=True
    )  # code of ``signing.CAPACITIES``
    signer_office = models.CharField(
        _("chức vụ người ký"), max_length=20, choices=Post.Office.choices, blank=True
    )
    signer_name = models.CharField(_("họ tên người ký"), max_length=120, blank=True)
    signer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    drafting_unit = models.CharField(
        _("ký hiệu nơi soạn"), max_length=60, blank=True
    )  # "CS-PL" after "Lưu: VT"
    # Account of whoever began it; None when it was drawn for many units at once.
    begun_by_id = models.BigIntegerField(null=True, editable=False)
    # Levels directly below that must build a plan of their own from this one.
    asks_levels = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    # Said by a unit about its own plan; about the whole movement its caller says it.
    aims_are_qualitative = models.BooleanField(
        _("mục tiêu của đơn vị là định tính, không đặt chỉ tiêu bằng số"), default=False
    )
    effective_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    folded = models.TextField(editable=False, default="")  # what the search looks through
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("văn bản")
        indexes = (
            models.Index(fields=["movement", "issuer", "kind"], name="papers_of_a_movement"),
            models.Index(fields=["seat", "state"], name="papers_of_a_unit"),
        )
        constraints = (
            # A unit draws one plan from a plan above; guidances and decisions under it may be many.
            models.UniqueConstraint(
                fields=["parent", "seat"],
                condition=models.Q(kind__in=["plan", "launch_text"]) & ~models.Q(state="withdrawn"),
                name="one_plan_from_a_plan",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        with translation.override("vi"):  # the kind is searched by its Vietnamese name
            self.folded = fold(f"{self.get_kind_display()} {self.reference or self.symbol} {self.title}")
        if (named := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*named, "folded"}
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_kind_display(), self.reference) if part)

    @property
    def states_quality(self) -> bool:
        """Whether it was stated, here or for the whole movement, that the aims are qualitative."""
        return self.aims_are_qualitative or self.movement.aims_are_qualitative

    @property
    def reference(self) -> str:
        """Number and symbol as written: a number below ten keeps its leading zero."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""
