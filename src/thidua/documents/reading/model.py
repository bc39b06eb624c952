"""A reading: the items of one document, and the assignments that its annexes hand down."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from thidua.documents.reading.items import Item, Json, Value, in_json
from thidua.documents.reading.several import PaperPart
from thidua.documents.source.model import Anchor, Confidence, Source

Kind = TypeVar("Kind", bound=Item)


class Given(StrEnum):
    """What a cell of an annex says. Empty is never zero."""

    VALUE = "value"
    NOT_ASSIGNED = "not_assigned"  # a dash
    UNREADABLE = "unreadable"  # kept, shown, confirmed by a person


@dataclass(frozen=True, kw_only=True)
class AnnexAssignment:
    """One cell of an annex of assigned targets: what ``unit`` is given of ``target``. Names as written."""

    annex: str
    unit: str
    target: str
    given: Given
    value: Value | None
    measure: str | None
    anchor: Anchor | None
    written: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, kw_only=True)
class AnnexTotal:
    """The Cộng row of an annex, kept apart: never a unit; compared with the sum of what stands above it."""

    annex: str
    target: str
    value: Value | None
    sum_of_units: Value
    anchor: Anchor | None


@dataclass(frozen=True)
class Reading:
    """``papers``: what the file holds, where it holds more than one; ``paper``: which of them this is, from 1."""

    source: Source
    items: tuple[Item, ...]
    assignments: tuple[AnnexAssignment, ...] = ()
    totals: tuple[AnnexTotal, ...] = ()
    papers: tuple[PaperPart, ...] = ()
    paper: int = 1

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The items of one kind, in document order."""
        return [item for item in self.items if isinstance(item, kind)]

    def as_json(self, doc_id: str) -> dict[str, Json]:
        """The exchange format; what goes beyond it stands beside ``items``."""
        several: dict[str, Json] = {}
        if self.papers:
            several["paper"] = self.paper
            several["papers"] = [
                {"number": number, "title": each.title, "start": each.anchor.start, "end": each.anchor.end}
                for number, each in enumerate(self.papers, start=1)
            ]
        return {
            "doc_id": doc_id,
            **several,
            "items": [item.as_json() for item in self.items],
            "assignments": [_in_json(each) for each in self.assignments],
            "totals": [_in_json(each) for each in self.totals],
        }


def _in_json(told: AnnexAssignment | AnnexTotal) -> dict[str, Json]:
    """As an item is told: what the paper does not say is left out, so that a dash never looks like a number."""
    said = {each.name: in_json(getattr(told, each.name)) for each in fields(told)}
    return {name: value for name, value in said.items() if value is not None}
