"""A Source as JSON and back: how it comes out of the process that read the file.

JSON, because nothing that a hostile file made may be run on this side. Places of characters are told as the
points where they jump: between two jumps each stands one further than the last.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from thidua.documents.source.model import (
    Anchor,
    Confidence,
    Format,
    Look,
    Note,
    Paragraph,
    Place,
    Repair,
    RepairKind,
    Source,
)


def told(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "format": source.format,
        "raw": source.raw,
        "paragraphs": [_told_paragraph(one) for one in source.paragraphs],
        "repairs": [
            [one.kind, one.anchor.start, one.anchor.end, one.before, one.after] for one in source.repairs
        ],
        "pages": source.pages,
        "confidence": source.confidence,
        "notes": list(source.notes),
    }


def heard(said: dict[str, Any]) -> Source:
    return Source(
        name=said["name"],
        format=Format(said["format"]),
        raw=said["raw"],
        paragraphs=tuple(_heard_paragraph(one) for one in said["paragraphs"]),
        repairs=tuple(
            Repair(RepairKind(kind), Anchor(start, end), before, after)
            for kind, start, end, before, after in said["repairs"]
        ),
        pages=said["pages"],
        confidence=Confidence(said["confidence"]),
        notes=tuple(map(Note, said["notes"])),
    )


def _told_paragraph(paragraph: Paragraph) -> dict[str, Any]:
    one: dict[str, Any] = {"text": paragraph.text, "at": _jumps(paragraph.raw_at)}
    if paragraph.look != Look():
        one["look"] = asdict(paragraph.look)
    if paragraph.place is not None:
        one["place"] = asdict(paragraph.place)
    if paragraph.page is not None:
        one["page"] = paragraph.page
    return one


def _heard_paragraph(said: dict[str, Any]) -> Paragraph:
    return Paragraph(
        text=said["text"],
        raw_at=_walked(said["at"], len(said["text"]) + 1),
        look=Look(**said.get("look", {})),
        place=Place(**said["place"]) if "place" in said else None,
        page=said.get("page"),
    )


def _jumps(at: tuple[int, ...]) -> list[int]:
    """Index and place of each jump, one after another."""
    jumps: list[int] = []
    expected = -1
    for index, place in enumerate(at):
        if place != expected or index == 0:
            jumps += (index, place)
        expected = place + 1
    return jumps


def _walked(jumps: list[int], length: int) -> tuple[int, ...]:
    at: list[int] = []
    ends = [*jumps[2::2], length]
    for index, place, end in zip(jumps[0::2], jumps[1::2], ends, strict=True):
        at += range(place, place + end - index)
    return tuple(at)
