from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.paper import Paper


class Register(models.Model):
    """The book of documents of a unit for one year and one direction."""

    class Direction(models.TextChoices):
        OUTGOING = "outgoing", _("văn bản đi")
        INCOMING = "incoming", _("văn bản đến")

    unit = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="registers", verbose_name=_("đơn vị")
    )
    direction = models.CharField(_("loại sổ"), max_length=10, choices=Direction.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    automatic = models.BooleanField(_("tự lấy số tiếp theo"), default=False)

    class Meta:
        verbose_name = _("sổ văn bản")
        constraints = (
            models.UniqueConstraint(fields=["unit", "direction", "year"], name="one_register_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.year} · {self.unit}"


class RegisterEntry(models.Model):
    """One document in the book: a paper of ours, or anything else that the clerk enters."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("ký hiệu"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản"))
    entered_on = models.DateField(_("ngày vào sổ"))
    sender = models.CharField(_("nơi gửi"), max_length=255, blank=True)  # incoming
    their_reference = models.CharField(_("số, ký hiệu nơi gửi"), max_length=80, blank=True)  # incoming
    subject = models.CharField(_("trích yếu"), max_length=500)
    recipients = models.CharField(_("nơi nhận"), max_length=500, blank=True)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entry"
    )
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("dòng sổ văn bản")
        ordering = ("-number", "-id")
        constraints = (
            models.UniqueConstraint(fields=["register", "number", "symbol"], name="one_document_a_number"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.number:02d}/{self.symbol}" if self.symbol else f"{self.number:02d}"
