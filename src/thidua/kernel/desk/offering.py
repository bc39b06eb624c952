"""What a form offers to choose from, when only the request at hand tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm, ChoiceField, ModelChoiceField
from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Phrase

NOT_CHOSEN = _("chưa chọn")
_DASHES = frozenset({"---------", "–"})


def say_not_chosen(form: BaseForm, **said: Phrase) -> None:
    """Words instead of dashes for the choice that chooses nothing; ``said`` gives a field its own."""
    for name, field in form.fields.items():
        words: Any = said.get(name, NOT_CHOSEN)
        if isinstance(field, ModelChoiceField):
            field.empty_label = words if field.empty_label is not None else None
        elif isinstance(field, ChoiceField):
            pairs: Any = field.choices
            field.choices = [
                (value, words if value in ("", None) and (name in said or str(label) in _DASHES) else label)
                for value, label in pairs
            ]


def offer(form: BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """The pairs of value and label of a choice field."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = list(choices)


def offer_rows(form: BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """The rows of a choice field that keeps keys of a model."""
    field = form.fields[name]
    if not isinstance(field, ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.queryset = rows
