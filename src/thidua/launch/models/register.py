from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Body
from thidua.formats.text import clean, fold
from thidua.kernel import clock
from thidua.kernel.models import StoredFile
from thidua.launch.models.paper import Paper


def as_written(symbol: str) -> str:
    """A symbol as offices write it: "KH-LĐLĐ", whatever was typed."""
    return "".join(clean(symbol).split()).upper()


def symbol_key(symbol: str) -> str:
    """Equal for two spellings of one symbol: case, blanks, marks and dashes do not make another number."""
    return "".join(letter for letter in fold(symbol) if letter.isalnum())


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
    symbol_key = models.CharField(max_length=60, blank=True, editable=False)
    dated_on = models.DateField(_("ngày văn bản"))
    entered_on = models.DateField(_("ngày vào sổ"))
    sender = models.CharField(_("nơi gửi"), max_length=255, blank=True)  # incoming
    their_reference = models.CharField(_("số, ký hiệu nơi gửi"), max_length=80, blank=True)  # incoming
    subject = models.CharField(_("trích yếu"), max_length=500)
    recipients = models.CharField(_("nơi nhận"), max_length=500, blank=True)
    # A paper that was withdrawn and issued again has a line for each issue.
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="register_entries"
    )
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("thu hồi ngày"), null=True, blank=True, editable=False)
    # A line is corrected or struck out in sight, with the reason; it never leaves the book.
    corrected_on = models.DateField(_("sửa ngày"), null=True, blank=True, editable=False)
    correction = models.CharField(_("lý do sửa"), max_length=300, blank=True, default="", editable=False)
    struck_on = models.DateField(_("gạch ngày"), null=True, blank=True, editable=False)
    struck_for = models.CharField(_("lý do gạch"), max_length=300, blank=True, default="", editable=False)
    folded = models.TextField(editable=False, default="")  # what the search looks through
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("dòng sổ văn bản")
        ordering = ("-number", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["register", "number", "symbol_key"],
                condition=models.Q(withdrawn_on=None),
                name="one_document_a_number",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.symbol = as_written(self.symbol)
        self.symbol_key = symbol_key(self.symbol)
        told = (self.reference, self.their_reference, self.subject, self.sender, self.recipients)
        self.folded = fold(" ".join(told))
        super().save(*args, **kwargs)

    @property
    def reference(self) -> str:
        return f"{self.number:02d}/{self.symbol}" if self.symbol else f"{self.number:02d}"
