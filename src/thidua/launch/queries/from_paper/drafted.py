"""A draft as a reading: its lines become items, so that the plan checker looks at drafts as at papers."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from thidua.algebra.thresholds import Open, threshold_from_data
from thidua.documents.reading import items as read
from thidua.documents.reading.model import Reading
from thidua.documents.source.model import Anchor, Format, Paragraph, Source
from thidua.launch.models import (
    Duty,
    LegalBasis,
    Occasion,
    Paper,
    PaperLine,
    Round,
    Target,
    Theme,
)
from thidua.launch.queries.annex import targets_of
from thidua.launch.queries.content import Content
from thidua.launch.queries.plans import PLANS

_PERCENT = "%"


@dataclass
class Drafted:
    """The reading of a draft, and in which section each place of its text is."""

    reading: Reading
    starts: list[int] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    def section_at(self, anchor: Anchor | None) -> str:
        if anchor is None or not self.starts:
            return ""
        return self.sections[max(0, bisect_right(self.starts, anchor.start) - 1)]


def as_reading(paper: Paper, content: Content) -> Drafted:
    """The lines of the draft, one paragraph each, and what they say. One query, for the targets."""
    text: list[str] = []
    paragraphs: list[Paragraph] = []
    found: list[read.Item] = []
    drafted = Drafted(Reading(Source("", Format.TEXT, "", ()), ()))
    at = 0
    for section, words, make in _lines(paper, content):
        anchor = Anchor(at, at + len(words))
        drafted.starts.append(at)
        drafted.sections.append(section)
        paragraphs.append(Paragraph(words, tuple(range(at, at + len(words) + 1))))
        text.append(words)
        if make is not None:
            found.append(make(anchor))
        at += len(words) + 1
    source = Source(paper.title, Format.TEXT, "\n".join(text), tuple(paragraphs))
    drafted.reading = Reading(source, tuple(found))
    return drafted


Make = Callable[[Anchor], read.Item]


def _lines(paper: Paper, content: Content) -> Iterator[tuple[str, str, Make | None]]:
    for name, value in _head(paper).items():
        if value:
            yield "head", value, _doc_field(name, value)
    for section, lines in content.items():
        for line in lines:
            words = " ".join(str(line).split()) or section
            yield section, words, _maker(line)
    if paper.kind in PLANS:
        for target in targets_of(paper):
            yield "targets", target.name, _target(target)


def _head(paper: Paper) -> Mapping[str, str]:
    return {
        "doc_type": str(paper.get_kind_display()),
        "title": paper.title,
        "year": str(paper.year),
        "date": _iso(paper.issued_on) or "",
    }


def _doc_field(name: str, value: str) -> Make:
    return lambda anchor: read.DocField(field=name, value=value, anchor=anchor)


def _maker(line: PaperLine) -> Make | None:
    match line:
        case LegalBasis():
            return lambda anchor: read.LegalBasis(
                doc_type=line.document_type or None,
                number=line.number or None,
                date=_iso(line.dated_on),
                issuer=line.issuer or None,
                subject=line.subject or None,
                role=line.role,
                anchor=anchor,
            )
        case Theme():
            return lambda anchor: read.Theme(text=line.text, owner=line.owner or None, anchor=anchor)
        case Round():
            return lambda anchor: read.Round(anchor=anchor, **_round(line))
        case Occasion():
            return lambda anchor: read.Anniversary(
                name=line.name,
                years=line.years_written,
                origin_date=_iso(line.origin_on),
                occasion_date=_iso(line.held_on),
                type=line.kind,
                round=line.round.ordinal if line.round is not None else None,
                anchor=anchor,
            )
        case Duty() if line.due_on is not None:
            return lambda anchor: read.Deadline(
                what=line.text, who=line.body_name, due=_iso(line.due_on), anchor=anchor
            )
    return None


def _round(line: Round) -> dict[str, Any]:
    return {
        "ordinal": line.ordinal,
        "start": _iso(line.starts_on, months=line.start_is_month_only),
        "end": _iso(line.ends_on, months=line.end_is_month_only),
        "theme": line.theme or None,
        "review_type": str(line.get_review_display()) if line.review else None,
        "review_date": _iso(line.review_on),
    }


def _target(target: Target) -> Make:
    limit = threshold_from_data(target.threshold)
    unit = target.unit_of_measure
    told: dict[str, Any] = {"subject": target.name, "unit": unit or None}
    if unit == _PERCENT:
        told["population"] = target.name  # the indicator says of whom; a draft's share is never of nothing
    if not isinstance(limit, Open):
        value = limit.value * (100 if unit == _PERCENT else 1)
        told["comparator"] = "=" if limit.comparator == "=0" else limit.comparator
        told["value"] = Decimal(value.numerator) / Decimal(value.denominator)
    return lambda anchor: read.Target(anchor=anchor, **told)


def _iso(day: dt.date | None, *, months: bool = False) -> str | None:
    if day is None:
        return None
    return f"{day:%Y-%m}" if months else day.isoformat()
