"""Looking for words without marks inside the database, for texts that keep no folded column of their own."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar, cast

from django.db.models import Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from thidua.formats import text

M = TypeVar("M", bound=Model)

_MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_BARE = ("a", "â", "ă", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
_SMALL = {unicodedata.normalize("NFC", letter + mark) for letter in _BARE for mark in _MARKS} | {"đ"}
# Capitals too: a database in the plain locale lowers ASCII letters only.
_MARKED = "".join(sorted(one for each in _SMALL for one in (each, each.upper()) if not one.isascii()))
_PLAIN = "".join(text.fold(letter) for letter in _MARKED)


def folded(*fields: str) -> Func:
    """The fields as ``formats.text.fold`` writes Vietnamese: lower case, without marks, đ as d."""
    said = Concat(*(part for name in fields for part in (name, Value(" "))), output_field=TextField())
    composed = Func(Lower(said), function="normalize", output_field=TextField())
    return Func(composed, Value(_MARKED), Value(_PLAIN), function="translate", output_field=TextField())


def saying(rows: QuerySet[M], typed: str, *fields: str) -> QuerySet[M]:
    """Rows whose fields together hold every typed word, marks or no marks; words may be begun only."""
    begun = (rf"\m{re.escape(word)}" for word in text.fold(typed).split())
    told = rows.annotate(folded_text=folded(*fields)).filter(*(Q(folded_text__regex=one) for one in begun))
    return cast("QuerySet[M]", told)
