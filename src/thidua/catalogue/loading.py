"""Reads and checks the data files of the catalogue: what exists in law and custom, dated and sourced.

The files are the default; what an administrator confirms is kept apart, in the database. A file that breaks
a rule is refused as a whole when the process starts to use it, with file, item and problem.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.catalogue.errors import BadItem
from thidua.formats.yaml_text import read_yaml
from thidua.kernel.errors import Phrase

DATA = Path(__file__).parent / "data"
FIGURES = ("value", "standard", "coefficient")  # names that only a verified figure may bear
_REQUIRED = ("code", "name", "source", "confidence")
_KNOWN_HEAD = {*_REQUIRED, "name_en", "valid_from", "valid_to", "proposed_value", "ask", "note", *FIGURES}


class Confidence(StrEnum):
    """How the fact reached us."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    UNSURE = "unsure"

    @property
    def label(self) -> Phrase:
        return _CONFIDENCE_WORDS[self]


_CONFIDENCE_WORDS: Mapping[Confidence, Phrase] = {
    Confidence.VERIFIED: _("đã kiểm chứng trong văn bản"),
    Confidence.SECONDARY: _("đọc qua nguồn khác"),
    Confidence.RECALLED: _("theo thông lệ, chưa có văn bản trong tay"),
    Confidence.UNSURE: _("chưa chắc"),
}


@dataclass(frozen=True)
class Source:
    document: str
    dated_on: dt.date | None
    article: str

    def __str__(self) -> str:
        return ", ".join(part for part in (self.article, self.document) if part) or "–"


@dataclass(frozen=True)
class Item:
    """One entry. ``figure`` is what a rule may use at once; ``proposed`` waits for confirmation.

    ``facts`` holds every further key of the file (initiator, recipient, level, …).
    """

    kind: str  # the file: "titles", "named_movements", …
    code: str
    name: str
    name_en: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: Source
    confidence: Confidence
    figure: Any = None
    proposed: Any = None
    ask: str = ""
    note: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """In the reader's language, where the file has it."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def in_force(self, day: dt.date) -> bool:
        """Both ends belong to the span; an open end is open."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def carries_figure(self) -> bool:
        return self.figure is not None or self.proposed is not None or bool(self.ask)

    @property
    def verified(self) -> bool:
        return self.confidence is Confidence.VERIFIED


def read_folder(folder: Path) -> dict[str, tuple[Item, ...]]:
    """All items by kind, in the order of the files. Raises BadItem."""
    return {
        path.stem: read_items(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))
    }


def read_items(kind: str, text: str) -> tuple[Item, ...]:
    """The items of one file. Raises BadItem: bad date, missing source, unknown confidence, a double code,
    an unverified figure under a name that says it is one."""
    content = read_yaml(text)
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise BadItem(file=kind, item="", problem="the file has no list of items")
    items = tuple(_item(kind, told) for told in content["items"])
    _no_doubles(kind, items)
    return items


def _item(kind: str, told: Any) -> Item:
    if not isinstance(told, dict):
        raise BadItem(file=kind, item=str(told)[:60], problem="an item is a mapping")
    code = str(told.get("code", ""))
    for name in _REQUIRED:
        if not told.get(name):
            raise BadItem(file=kind, item=code, problem=f"{name} is missing")
    item = Item(
        kind=kind,
        code=code,
        name=str(told["name"]),
        name_en=str(told.get("name_en", "")),
        valid_from=_date(kind, code, told.get("valid_from")),
        valid_to=_date(kind, code, told.get("valid_to")),
        source=_source(kind, code, told["source"]),
        confidence=_confidence(kind, code, told["confidence"]),
        figure=next((told[name] for name in FIGURES if name in told), None),
        proposed=told.get("proposed_value"),
        ask=str(told.get("ask", "")),
        note=str(told.get("note", "")),
        facts={key: value for key, value in told.items() if key not in _KNOWN_HEAD},
    )
    _sound(item, told)
    return item


def _sound(item: Item, told: Mapping[str, Any]) -> None:
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        raise BadItem(file=item.kind, item=item.code, problem="valid_to lies before valid_from")
    named = [name for name in FIGURES if name in told]
    if named and not item.verified:
        raise BadItem(file=item.kind, item=item.code, problem=f"{named[0]} of an item that is not verified")
    if "proposed_value" in told and item.verified:
        raise BadItem(file=item.kind, item=item.code, problem="a verified item has nothing to propose")


def _date(kind: str, code: str, told: Any) -> dt.date | None:
    if told is None or (isinstance(told, dt.date) and not isinstance(told, dt.datetime)):
        return told
    raise BadItem(file=kind, item=code, problem=f"{told!r} is not a date (YYYY-MM-DD)")


def _source(kind: str, code: str, told: Any) -> Source:
    if not isinstance(told, dict) or "document" not in told:
        raise BadItem(file=kind, item=code, problem="source names no document")
    return Source(
        document=str(told["document"] or ""),
        dated_on=_date(kind, code, told.get("date")),
        article=str(told.get("article") or ""),
    )


def _confidence(kind: str, code: str, told: Any) -> Confidence:
    if told not in set(Confidence):
        raise BadItem(file=kind, item=code, problem=f"confidence {told!r} is unknown")
    return Confidence(told)


def _no_doubles(kind: str, items: Iterable[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.code in seen:
            raise BadItem(file=kind, item=item.code, problem="the code stands twice")
        seen.add(item.code)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, tuple[Item, ...]]:
    """The data that the product ships, read once a process."""
    return read_folder(DATA)
