"""Looking for words without marks inside the database, for texts that keep no folded column of their own."""

from __future__ import annotations

import re
from typing import TypeVar, cast

from django.db.models import Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from thidua.formats import text

M = TypeVar("M", bound=Model)

# What stands above and below Vietnamese letters: â, ă, ơ, and the five tones.
_MARKS = "\u0302\u0306\u031b\u0300\u0301\u0303\u0309\u0323"


def folded(*fields: str) -> Func:
    """The fields as ``formats.text.fold`` writes Vietnamese: lower case, without marks, đ as d."""
    said = Concat(*(part for name in fields for part in (name, Value(" "))), output_field=TextField())
    apart = Func(said, template="normalize(%(expressions)s, NFD)", output_field=TextField())
    # Letters first lose their marks, for a database in the plain locale lowers ASCII letters only.
    bare = Func(apart, Value(f"đĐ{_MARKS}"), Value("dd"), function="translate", output_field=TextField())
    return Lower(bare)


def saying(rows: QuerySet[M], typed: str, *fields: str) -> QuerySet[M]:
    """Rows whose fields together hold every typed word, marks or no marks; words may be begun only."""
    begun = (rf"\m{re.escape(word)}" for word in text.fold(typed).split())
    told = rows.annotate(folded_text=folded(*fields)).filter(*(Q(folded_text__regex=one) for one in begun))
    return cast("QuerySet[M]", told)
