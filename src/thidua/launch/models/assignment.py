from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.launch.models.paper import Paper
from thidua.launch.models.target import Target


class Assignment(models.Model):
    """The only threshold that a unit is judged by. A change is a new version that cites its decision; old
    versions stay, also those whose decision was withdrawn. No row at all means "chưa giao", which is a state
    of its own and never zero.

    What units promised goes on where they merge: that version cites the text of the merger (``source``) and
    the units (``carried_from``). Their own versions stand as they were, so that the periods they reported in
    are still judged; an ended unit is in nobody's sum."""

    class Answer(models.TextChoices):
        ASSIGNED = "assigned", _("đã giao")
        TAKEN = "taken", _("đã nhận")
        ASKS_CHANGE = "asks_change", _("đề nghị điều chỉnh")
        EXEMPT = "exempt", _("không giao")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveSmallIntegerField(_("bản"), default=1)
    threshold = models.JSONField(null=True)  # stored form of an algebra threshold; None when exempt
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.ASSIGNED)
    decision = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="assignments")
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    source = models.CharField(_("theo văn bản sắp xếp"), max_length=300, blank=True)
    carried_from = ArrayField(models.BigIntegerField(), default=list, blank=True)
    from_on = models.DateField(_("áp dụng từ"))
    current = models.BooleanField(default=True)
    # The day its decision was taken back; the version before it stands again.
    withdrawn_on = models.DateField(_("thu hồi ngày"), null=True, blank=True, editable=False)
    # Since when the decision above that this one was handed on from no longer stands, until the unit that
    # handed it on has looked at it again. The figure itself stays in force.
    without_ground_since = models.DateField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("chỉ tiêu giao")
        constraints = (
            models.UniqueConstraint(fields=["target", "unit", "number"], name="assignment_versions"),
            models.UniqueConstraint(
                fields=["target", "unit"], condition=models.Q(current=True), name="one_current_assignment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} · {self.unit}"

    @property
    def cited(self) -> str:
        """The text that this version rests on: its decision, or that of the merger."""
        return str(self.decision) if self.decision is not None else self.source
