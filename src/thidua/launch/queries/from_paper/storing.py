"""A reading as it is kept: items as plain fields, exact numbers as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from thidua.documents.reading import items as read
from thidua.documents.reading.model import AnnexAssignment, Given, Reading
from thidua.documents.source.model import Confidence
from thidua.launch.models import ReadItem

ASSIGNMENT = "assignment"
PASSAGE = "passage"
ANOMALY = read.Anomaly.kind
# Kinds of items by their name in the exchange format; an assignment of an annex is one more, kept beside them.
KINDS: Mapping[str, type[read.Item]] = {
    one.kind: one
    for one in (
        read.DocField,
        read.LegalBasis,
        read.Theme,
        read.Slogan,
        read.Round,
        read.Bloc,
        read.BlocContent,
        read.Target,
        read.Movement,
        read.Title,
        read.Deadline,
        read.Cadence,
        read.Duty,
        read.Recipient,
        read.Anniversary,
        read.Rule,
        read.Anomaly,
    )
}
_BESIDE = frozenset({"anchor", "confidence"})


def fields_of(kind: str) -> tuple[str, ...]:
    """What is told of a kind, in the order of the exchange format."""
    if kind == ASSIGNMENT:
        return ("unit", "target", "given", "value", "measure")
    if kind == PASSAGE:
        return ("section", "text")
    return tuple(one.name for one in fields(KINDS[kind]) if one.name not in _BESIDE)


def stored_item(item: read.Item) -> dict[str, Any]:
    told = {name: stored(getattr(item, name)) for name in fields_of(item.kind)}
    return {name: value for name, value in told.items() if value is not None}


def stored_assignment(one: AnnexAssignment) -> dict[str, Any]:
    told = {
        "annex": one.annex,
        "unit": one.unit,
        "target": one.target,
        "given": one.given.value,
        "value": stored(one.value),
        "measure": one.measure,
        "written": one.written,
    }
    return {name: value for name, value in told.items() if value is not None}


def stored(value: Any) -> Any:
    match value:
        case read.Inner():
            told = {one.name: stored(getattr(value, one.name)) for one in fields(value)}
            return {name: each for name, each in told.items() if each is not None}
        case Decimal():
            return format(value.normalize(), "f")
        case Given():
            return value.value
    return value


def rows_of(reading: Reading) -> list[ReadItem]:
    """One row an item, in the order of the document; not yet saved. Anomalies become remarks, not rows."""
    told = [
        (one.kind, one.anchor, one.confidence, stored_item(one))
        for one in reading.items
        if one.kind != ANOMALY
    ]
    told += [
        (ASSIGNMENT, one.anchor, _confidence(one), stored_assignment(one)) for one in reading.assignments
    ]
    told.sort(key=lambda one: one[1].start if one[1] is not None else -1)
    return [
        ReadItem(
            number=number,
            kind=kind,
            start=anchor.start if anchor else None,
            end=anchor.end if anchor else None,
            confidence=confidence.value,
            said=said,
        )
        for number, (kind, anchor, confidence, said) in enumerate(told, start=1)
    ]


def _confidence(one: AnnexAssignment) -> Confidence:
    return Confidence.LOW if one.given is Given.UNREADABLE else one.confidence


def paragraphs_of(reading: Reading) -> list[list[Any]]:
    """Spans of the text as received, one a paragraph, each with whether it looks like a heading."""
    told = []
    for one in reading.source.paragraphs:
        span = one.anchor()
        told.append([span.start, span.end, one.look.bold or one.look.centred, one.page])
    return told


def repairs_of(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind.value,
            "start": one.anchor.start,
            "end": one.anchor.end,
            "before": one.before,
            "after": one.after,
            "undone": False,
        }
        for one in reading.source.repairs
    ]


def plain(texts: Iterable[str]) -> str:
    """Without the one character that PostgreSQL cannot keep; of the same length, so that places stay."""
    return "".join(texts).replace("\x00", "\ufffd")
