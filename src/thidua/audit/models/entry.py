from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Who did what to what, when and why. Written once; the database refuses to change or delete it.

    Actor and unit are kept by id and name without foreign keys: the line must outlive them.
    """

    at = models.DateTimeField(_("lúc"), default=timezone.now)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("người làm"), max_length=200)
    acts_for = models.CharField(_("làm thay"), max_length=200, blank=True)
    unit_id = models.BigIntegerField(null=True)
    did = models.CharField(_("việc"), max_length=60)
    kind = models.CharField(_("loại"), max_length=60)
    object_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=255, blank=True, db_collation="C")
    reason = models.TextField(_("lý do"), blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("dòng nhật ký")
        indexes = (
            models.Index(fields=["kind", "object_id", "id"], name="audit_of_object"),
            models.Index(fields=["path", "id"], name="audit_of_place"),
        )

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.did} {self.kind} {self.object_id}"
