from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.federation.states import REORGANISATION
from thidua.kernel.models import Record


class Reorganisation(Record):
    """Changes of the tree that one decision orders, carried out together from one day, or not at all.

    ``seat`` is the unit under whose roof everything happens; the door looks there. Nothing in the tree
    changes while it is a draft. What it did can be taken back (``Step.before``) until a period that ends
    on or after ``from_on`` is closed.
    """

    seat = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reorganisations", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên gọi"), max_length=255)
    from_on = models.DateField(_("từ ngày"))
    source = models.CharField(_("văn bản"), max_length=300)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=REORGANISATION.choices, default=REORGANISATION.initial
    )
    done_at = models.DateTimeField(_("thực hiện lúc"), null=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True)

    class Meta:
        verbose_name = _("đợt sắp xếp tổ chức")
        indexes = (models.Index(fields=["seat", "-from_on"], name="reorganisations_of_a_unit"),)

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One change of one unit within a reorganisation.

    merge: ``unit`` ends and goes on in ``into`` (which may be a living unit). split: ``unit`` gives what
    ``told`` names to ``into`` and lives on, or ends when ``told["ends"]``. move: under ``into``. rename,
    change_kind: ``told`` holds the new name or kind. end: the unit ends with no successor. found: a new unit
    with the code, name and kind of ``told`` stands below ``unit``; other steps name it by ``told["into_code"]``
    until it is carried out and ``into`` holds it.
    """

    class Verb(models.TextChoices):
        MERGE = "merge", _("sáp nhập vào")
        SPLIT = "split", _("tách ra")
        MOVE = "move", _("chuyển về")
        RENAME = "rename", _("đổi tên")
        CHANGE_KIND = "change_kind", _("đổi loại")
        END = "end", _("kết thúc")
        FOUND = "found", _("thành lập dưới")

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    verb = models.CharField(_("việc"), max_length=12, choices=Verb.choices)
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    into = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("về")
    )
    told = models.JSONField(default=dict)
    # What stood before, written when carried out: rows to put back, by table.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("bước sắp xếp")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["reorganisation", "position"], name="one_step_a_position"),
        )
        indexes = (models.Index(fields=["unit"], name="steps_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.get_verb_display()} {self.into or ''}".strip()


class Succession(models.Model):
    """Who goes on where a unit was. ``whole`` when everything of an ended unit went to one successor:
    then its past counts there on today's tree. A past that was divided, or that nobody took over, is told
    apart ("đã kết thúc").
    """

    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="successions")
    into = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="predecessors")
    whole = models.BooleanField()
    from_on = models.DateField(_("từ ngày"))
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="successions")

    class Meta:
        verbose_name = _("kế tục")
        constraints = (
            models.UniqueConstraint(fields=["unit", "into"], name="one_succession_a_pair"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(whole=True), name="one_whole_successor"
            ),
            models.CheckConstraint(condition=~models.Q(unit=models.F("into")), name="succeeds_another"),
        )

    def __str__(self) -> str:
        return f"{self.unit} → {self.into}"
