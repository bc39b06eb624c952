from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.federation.models.body import Body
from thidua.federation.models.search_key import search_key
from thidua.formats import text


class Alias(models.Model):
    """Another name that people write for a body; confirmed once, matched from then on.

    With ``until_on`` it was the official name up to and including that day.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=255)
    until_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    matching_key = models.CharField(max_length=255, db_index=True)
    folded = models.CharField(max_length=255, editable=False)

    class Meta:
        verbose_name = _("tên khác")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "matching_key"],
                condition=models.Q(until_on=None),
                name="one_alias_a_spelling",
            ),
        )
        indexes = (GinIndex(SearchVector("folded", config="simple"), name="alias_words"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = text.clean(self.name)
        self.matching_key = text.matching_key(self.name)[:255]
        self.folded = search_key(self.name)[:255]
        super().save(*args, **kwargs)
