from __future__ import annotations

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.algebra.grading import Scheme, read_scheme
from thidua.algebra.scoring.reading import read_sheet
from thidua.algebra.scoring.sheet import Sheet
from thidua.federation.models import Body
from thidua.kernel.models import Record
from thidua.score.states import GRADING_ROUND


class GradingRound(Record):
    """One year of grading the grassroots unions below ``seat``, by the scheme that was in force.

    Scheme and criteria are copied from the catalogue when the round opens: a later correction of the catalogue
    changes nothing that people have marked.
    """

    seat = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="grading_rounds")
    year = models.PositiveSmallIntegerField(_("năm"))
    name = models.CharField(_("tên đợt"), max_length=200)
    from_on = models.DateField(_("tính từ ngày"))
    until_on = models.DateField(_("đến ngày"))
    bloc = models.CharField(_("khối"), max_length=30, blank=True)  # "" is every bloc
    scheme_code = models.CharField(_("cách xếp loại"), max_length=60)
    scheme = models.JSONField()
    sheet = models.JSONField()
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)
    own_due_on = models.DateField(_("đơn vị tự chấm trước hết ngày"))
    upper_due_on = models.DateField(_("cấp trên chấm xong trước hết ngày"))
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=GRADING_ROUND.choices, default=GRADING_ROUND.initial
    )
    opened_by = models.CharField(_("người mở"), max_length=200)

    class Meta:
        verbose_name = _("đợt xếp loại công đoàn cơ sở")
        ordering = ("-year", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")), name="grading_round_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["seat", "year", "bloc"], name="one_grading_round_a_year_and_bloc"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @cached_property
    def rules(self) -> Scheme:
        return read_scheme(self.scheme)

    @cached_property
    def criteria(self) -> Sheet:
        return read_sheet(self.sheet)
