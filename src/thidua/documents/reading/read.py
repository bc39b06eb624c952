"""A source becomes a reading: every module reads its kind, in a fixed order, from one outline.

Two readings of one source are the same to the letter; the order of the items is that of their places in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from thidua.documents.reading.annexes import read_annexes
from thidua.documents.reading.anniversaries import read_anniversaries
from thidua.documents.reading.anomalies.finding import find_anomalies
from thidua.documents.reading.bases import read_legal_bases
from thidua.documents.reading.blocs import read_blocs
from thidua.documents.reading.cadences import read_cadences
from thidua.documents.reading.deadlines import read_deadlines
from thidua.documents.reading.duties import read_duties
from thidua.documents.reading.head import read_doc_fields
from thidua.documents.reading.items import Item
from thidua.documents.reading.model import Reading
from thidua.documents.reading.movements import read_movements
from thidua.documents.reading.recipients import read_recipients
from thidua.documents.reading.rounds import read_round_items
from thidua.documents.reading.rules import read_rules
from thidua.documents.reading.several import only, papers_in
from thidua.documents.reading.slogans import read_slogans, read_themes
from thidua.documents.reading.targets import read_targets
from thidua.documents.reading.text import ReadingText
from thidua.documents.reading.titles import read_titles
from thidua.documents.source.model import Confidence, Source

READERS: tuple[Callable[[ReadingText], list[Item]], ...] = (
    read_doc_fields,
    read_legal_bases,
    read_themes,
    read_slogans,
    read_round_items,
    read_anniversaries,
    read_movements,
    read_titles,
    read_blocs,
    read_targets,
    read_deadlines,
    read_cadences,
    read_duties,
    read_rules,
    read_recipients,
)


def read_source(source: Source, paper: int = 1) -> Reading:
    """``paper``: which of several in the file, counted from 1; one that is not there is the last."""
    papers = papers_in(source)
    if papers:
        paper = min(max(paper, 1), len(papers))
        return replace(_read(only(source, papers[paper - 1])), papers=papers, paper=paper)
    return _read(source)


def _read(source: Source) -> Reading:
    text = ReadingText.of(source)
    items = [item for reader in READERS for item in reader(text)]
    assignments, totals = read_annexes(text)
    items += find_anomalies(text, items, totals)
    if source.confidence is Confidence.LOW:
        items = [replace(item, confidence=Confidence.LOW) for item in items]
        assignments = [replace(each, confidence=Confidence.LOW) for each in assignments]
    return Reading(source, tuple(sorted(items, key=_place)), tuple(assignments), tuple(totals))


def _place(item: Item) -> tuple[bool, int, int]:
    """Items about something absent come last. The sort is stable: at one place, the order of the readers."""
    if item.anchor is None:
        return (True, 0, 0)
    return (False, item.anchor.start, item.anchor.end)
