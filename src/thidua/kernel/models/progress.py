from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel import clock


class Progress(models.Model):
    """How far a long piece of work is; the screen shows it, the person may leave and come back."""

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không xong")

    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True, db_index=True)
    unit_path = models.CharField(max_length=255, blank=True, db_collation="C")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    arguments = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)  # what the screen links to or says at the end
    made_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.label} ({self.done}/{self.total})"
