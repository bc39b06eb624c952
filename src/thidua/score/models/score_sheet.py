from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.score.states import SHEET


class ScoreSheet(Record):
    """A sheet as its regulation lays it down, in one version. What is in use is never changed: the next round
    gets a new version.

    ``text`` is what was typed or sent; ``body`` is the same as data, with exact figures as text, the way
    ``algebra.scoring.reading`` reads it.
    """

    owner = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="score_sheets", verbose_name=_("nơi ban hành")
    )
    name = models.CharField(_("tên bảng điểm"), max_length=300)
    number = models.PositiveSmallIntegerField(_("bản"), default=1, editable=False)
    # The first version; None for itself.
    first = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later", editable=False
    )
    source = models.CharField(_("quy chế: số, nơi, ngày ban hành"), max_length=300, blank=True)
    from_on = models.DateField(_("áp dụng từ"), null=True, blank=True)
    text = models.TextField(_("nội dung"))
    body: models.JSONField[Any, Any] = models.JSONField(default=dict)
    state = models.CharField(_("trạng thái"), max_length=10, choices=SHEET.choices, default=SHEET.initial)
    frozen_at = models.DateTimeField(_("đưa vào dùng lúc"), null=True, editable=False)
    by = models.CharField(_("người soạn"), max_length=200)

    class Meta:
        verbose_name = _("bảng điểm")
        constraints = (
            models.UniqueConstraint(
                fields=["first", "number"], condition=~models.Q(first=None), name="one_sheet_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({_('bản')} {self.number})"

    @property
    def family(self) -> int:
        """The key of the first version."""
        return self.first_id or int(self.pk)
