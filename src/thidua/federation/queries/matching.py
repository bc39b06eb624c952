"""Finding the unit that a list means: exactly by name, other name, short name or code; else suggestions.

A near name is only ever suggested. A person says which unit is meant.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from thidua.federation.models import Alias, Body
from thidua.federation.models.search_key import search_key
from thidua.formats import text
from thidua.kernel import paths

# What a list-writer leaves out or abbreviates at will; only suggestions look past it.
_KIND_WORDS = (
    "cong doan co so",
    "cong doan nganh",
    "cong doan cac",
    "lien doan lao dong",
    "cong doan",
    "cdcs",
    "cdn",
    "cd",
    "ldld",
    "huyen",
    "thanh pho",
    "thi xa",
    "tinh",
    "tp",
)
_SHORT_FORMS = {"th": "tieu hoc", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "mn": "mam non"}
_CDCS = re.compile(r"^\s*(?:CĐCS|Công đoàn cơ sở)\s+", re.IGNORECASE)
NEAR_ENOUGH = 0.6


@dataclass(frozen=True)
class Candidate:
    """A unit that might be meant. ``nearness`` is between 0 and 1."""

    body_id: int
    label: str
    nearness: float


@dataclass
class Roster:
    """Every living body of a branch by all that it is called; loaded once for a whole list."""

    called: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    loose: dict[int, str] = field(default_factory=dict)

    def find(self, written: str) -> list[int]:
        """Ids of the bodies that are called exactly so, up to spelling habit; a code decides alone. "Công ty May" is the
        union of that company where nothing else is called so."""
        if (by_code := self.codes.get(_code_key(written))) is not None:
            return [by_code]
        key = text.matching_key(written)
        return sorted(self.called.get(key) or self._without_cdcs.get(key) or ())

    @cached_property
    def _without_cdcs(self) -> dict[str, set[int]]:
        """Only lists with names that nothing is called need it."""
        found: dict[str, set[int]] = {}
        for pk, label in self.labels.items():
            if (bare := _CDCS.sub("", label, count=1)) != label:
                found.setdefault(text.matching_key(bare), set()).add(pk)
        return found

    def suggest(self, written: str, *, limit: int = 5) -> list[Candidate]:
        """Bodies whose name is near to what was written, the nearest first."""
        exact = self.find(written)
        if len(exact) > 1:
            return [Candidate(one, self.labels[one], 1.0) for one in exact[:limit]]
        if not self.loose:  # only lists with unknown names need it
            self.loose = {one: loosely(label) for one, label in self.labels.items()}
        wanted = loosely(written)
        rated = [Candidate(one, self.labels[one], nearness(wanted, name)) for one, name in self.loose.items()]
        near = [one for one in rated if one.nearness >= NEAR_ENOUGH]
        return sorted(near, key=lambda one: (-one.nearness, one.label))[:limit]


def roster(within: str) -> Roster:
    """All living bodies at and below the path ``within``; two queries."""
    return _filled(Q(paths.within("seat", within)) & Q(ended_on=None))


def matching(written: str, within: str) -> list[Body]:
    """The living bodies of a branch that are called exactly so; more than one when the name is not enough."""
    seat = paths.within("seat", within)
    by_code = list(Body.objects.filter(seat, ended_on=None, code__iexact=text.clean(written)))
    if by_code:
        return by_code
    key = text.matching_key(written)
    named = Q(matching_key=key) | Q(aliases__matching_key=key) | Q(short_name__iexact=text.clean(written))
    return list(Body.objects.filter(seat & named, ended_on=None).distinct().order_by("sort_key"))


def _filled(chosen: Q) -> Roster:
    found = Roster()
    columns = ("pk", "code", "name", "short_name", "matching_key")
    for pk, code, name, short_name, key in Body.objects.filter(chosen).values_list(*columns):
        found.codes[_code_key(code)] = pk
        found.called[key].add(pk)
        if short_name:
            found.called[text.matching_key(short_name)].add(pk)
        found.labels[pk] = name
    aliases = Alias.objects.filter(body__in=found.labels) if len(found.labels) < 1000 else Alias.objects.all()
    for pk, key in aliases.values_list("body_id", "matching_key"):
        if pk in found.labels:
            found.called[key].add(pk)
    return found


def _code_key(code: str) -> str:
    return text.clean(code).casefold()


def loosely(name: str) -> str:
    """The name without the words for its kind, with common short forms written out."""
    folded = " ".join(_SHORT_FORMS.get(word, word) for word in _plain_words(name))
    bare = folded
    while (cut := next((kind for kind in _KIND_WORDS if bare.startswith(f"{kind} ")), "")) != "":
        bare = bare[len(cut) + 1 :]
    return bare or folded


def _plain_words(name: str) -> Iterable[str]:
    return search_key(name).split()


def nearness(wanted: str, name: str) -> float:
    """How alike two loose names are, from 0 (not worth offering) to 1."""
    measured = difflib.SequenceMatcher(None, wanted, name)
    # Cheap upper bounds first: most units are nothing like what was written.
    if measured.real_quick_ratio() < NEAR_ENOUGH or measured.quick_ratio() < NEAR_ENOUGH:
        return 0.0
    return measured.ratio()
