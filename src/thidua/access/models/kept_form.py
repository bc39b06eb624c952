from __future__ import annotations

from django.db import models
from django.utils import timezone

from thidua.access.models.account import Account


class KeptForm(models.Model):
    """What a person typed and could not send, because the sign-in had ended.

    ``account`` is who had been signed in, when known: it is offered to them alone. Otherwise it is bound to
    the browser: ``holder`` is the hash of a random key in its session. Never holds PINs or files.
    """

    holder = models.CharField(max_length=64, db_index=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    path = models.CharField(max_length=500)
    page = models.CharField(max_length=500)
    fields = models.JSONField()  # [[name, value], …] in the order of the form
    left_out = models.JSONField(default=list)  # names of fields that were not kept
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.path
