"""What a careful person reads in the sample papers, kept beside each paper as YAML.

A file holds the kinds of ``reading/items.py``, each a list of mappings with the fields of the exchange format and:

    at          a quotation (at most eight words) of the place; never given for something that is absent
    optional    a matter of taste: finding it wins nothing, missing it costs nothing
    note        for people
    *_alt       other right answers for that field

``doc_field`` is a mapping from field to ``{value, value_alt, optional, at}``; a value of null is *known to be absent*
and filling it is an invention, unless the field is optional. ``assignments`` tells a whole annex: one row per unit, ``"-"``
for a dash, null for an empty cell.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from thidua.formats.yaml_text import read_yaml

PAPERS = Path(__file__).parent / "papers"
FORMATS = (".txt", ".md", ".html", ".docx", ".pdf")


@dataclass(frozen=True)
class Expected:
    """One thing to be read. ``fields`` are the exchange format's; ``others[field]`` further right answers."""

    kind: str
    fields: dict[str, Any]
    others: dict[str, list[Any]]
    at: str | None
    optional: bool

    def answers(self, name: str) -> list[Any]:
        return [self.fields.get(name), *self.others.get(name, [])]


@dataclass(frozen=True)
class Paper:
    name: str
    path: Path
    expected: tuple[Expected, ...]
    assignments: dict[str, Any] | None = None  # what its annex hands down, where it has one

    def of(self, kind: str) -> list[Expected]:
        return [each for each in self.expected if each.kind == kind]


@cache
def papers(folder: Path = PAPERS) -> tuple[Paper, ...]:
    """Every sample of the folder, by name."""
    return tuple(paper(path) for path in sorted(folder.glob("*.yaml")))


def paper(labels: Path) -> Paper:
    beside = [labels.with_suffix(suffix) for suffix in FORMATS if labels.with_suffix(suffix).exists()]
    if len(beside) != 1:
        message = f"{labels.name}: {len(beside)} papers beside it, one is wanted"
        raise ValueError(message)
    said = read_yaml(labels.read_text(encoding="utf-8"))
    assignments = said.pop("assignments", None)
    return Paper(labels.stem, beside[0], tuple(_expected(said)), assignments)


def _expected(said: dict[str, Any]) -> list[Expected]:
    made = [_one("doc_field", {"field": name, **told}) for name, told in said.pop("doc_field").items()]
    for kind, items in said.items():
        made += [_one(kind, told) for told in items]
    return made


def _one(kind: str, told: dict[str, Any]) -> Expected:
    others = {name.removesuffix("_alt"): value for name, value in told.items() if name.endswith("_alt")}
    aside = {"at", "optional", "note"}
    fields = {name: value for name, value in told.items() if name not in aside and not name.endswith("_alt")}
    return Expected(kind, fields, others, told.get("at"), bool(told.get("optional", False)))


def place_of(quotation: str, text: str, *, after: int = 0) -> tuple[int, int] | None:
    """Where a quotation stands in a text, whatever the blanks, the case and the Unicode form of either."""
    seen, at = _plain(text[after:])
    wanted, _ = _plain(quotation)
    found = seen.find(wanted)
    if found < 0 or not wanted:
        return None
    return after + at[found], after + at[found + len(wanted) - 1] + 1


def _plain(text: str) -> tuple[str, list[int]]:
    """Letters and signs without blanks, decomposed and folded; and where each came from."""
    letters: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace() or sign in "\u00ad\u200b\ufeff":
            continue
        for part in unicodedata.normalize("NFD", sign.casefold()):
            letters.append(part)
            at.append(place)
    return "".join(letters), at


def words(quotation: str) -> int:
    return len(re.findall(r"\S+", quotation))
