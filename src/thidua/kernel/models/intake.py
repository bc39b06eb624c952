from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel.intake.states import INTAKE, ROW
from thidua.kernel.models.progress import Progress
from thidua.kernel.models.record import Record, StoredFile


class Intake(Record):
    """One Excel list on its way into the system, for one unit.

    The unit is kept by id and path: this ground lies below the room that knows units.
    """

    kind = models.CharField(_("loại danh sách"), max_length=60)
    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=255, db_collation="C")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, verbose_name=_("tệp"))
    sheet = models.CharField(max_length=120, blank=True)
    state = models.CharField(_("trạng thái"), max_length=20, choices=INTAKE.choices, default=INTAKE.initial)
    account_id = models.BigIntegerField(null=True)
    account_name = models.CharField(_("người gửi"), max_length=200)
    progress = models.ForeignKey(Progress, null=True, on_delete=models.SET_NULL)
    settings = models.JSONField(default=dict)  # what the kind asked for at upload, e.g. a period's id

    class Meta:
        verbose_name = _("danh sách nhập")
        indexes = (models.Index(fields=["unit_path", "-id"], name="intakes_of_a_place"),)

    def __str__(self) -> str:
        return f"{self.kind} · {self.file}"


class IntakeRow(models.Model):
    """One line of the sheet, as it was read, with what was found and what became of it."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("dòng"))  # as Excel numbers it; corrections keep it
    cells = models.JSONField()  # column key → text as shown in the sheet
    state = models.CharField(_("trạng thái"), max_length=20, choices=ROW.choices, default=ROW.initial)
    problems = models.JSONField(default=list)  # [{"column", "code", "what", "why", "remedy"}]
    wanted = models.CharField(_("tên đơn vị trong tệp"), max_length=255, blank=True)
    suggestions = models.JSONField(default=list)  # [{"body_id", "label"}], the nearest first
    body_id = models.BigIntegerField(null=True)  # the unit that the row means, once known
    chosen = models.BooleanField(default=False)  # a person picked the unit, the row's text did not
    turn = models.PositiveSmallIntegerField(default=0)  # rows of an earlier turn are applied first
    note = models.CharField(max_length=300, blank=True)  # what applying will do or has done, in words
    made_id = models.BigIntegerField(null=True)  # what applying made or changed

    class Meta:
        verbose_name = _("dòng của danh sách")
        constraints = (models.UniqueConstraint(fields=["intake", "number"], name="one_intake_row_a_number"),)
        indexes = (models.Index(fields=["intake", "state", "number"], name="intake_rows_by_state"),)

    def __str__(self) -> str:
        return f"{self.intake_id}/{self.number}"
