"""What every stored object has, and the place of files."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock
from thidua.kernel.rows import change


class Record(models.Model):
    """Base of the rooms' objects: when made, when changed, and a version against two people at once."""

    made_at = models.DateTimeField(_("tạo lúc"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("sửa lúc"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(_("lần sửa"), default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A few fields of an object that is there are written by a short way: every action does it."""
        self.changed_at = clock.now()
        named = kwargs.get("update_fields")
        if args or len(kwargs) != 1 or not named or not change(self, named):
            super().save(*args, **kwargs)


class StoredFile(models.Model):
    """A file kept by its content: the same scan sent twice is stored once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    kind = models.CharField(_("loại"), max_length=100)
    name = models.CharField(_("tên tệp"), max_length=255)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("tệp")

    def __str__(self) -> str:
        return self.name
