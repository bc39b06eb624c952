"""Lines of a draft, a whole section at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField

from thidua.launch.models import LegalBasis, Occasion, Paper, PaperLine, Paragraph, Round
from thidua.launch.queries.from_paper.lines import Line
from thidua.launch.sections import SECTIONS, Section

_CUT = "…"


def lay_lines(paper: Paper, lines: Iterable[Line], *, by: str, grounds: Mapping[int, Paper]) -> int:
    """Writes the lines of every section in their order; returns how many. ``grounds`` are our own papers by the
    number of the item that cites them. Two statements a section, whatever its length."""
    told: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        fitting = line if paper.kind in SECTIONS[line.section].kinds else _as_sentence(line)
        told[fitting.section].append(fitting)
    made = 0
    rounds: dict[int, Round] = {}
    for code, section in SECTIONS.items():
        rows = [
            _row(section, paper, line, at, by=by, grounds=grounds, rounds=rounds)
            for at, line in enumerate(told[code], start=_next(section, paper))
        ]
        section.model._default_manager.bulk_create(rows)
        made += len(rows)
        if section.model is Round:
            rounds = {one.ordinal: one for one in rows if isinstance(one, Round)}
    return made


def _as_sentence(line: Line) -> Line:
    """A kind of paper that has no such section keeps the words of the line, as a point of how it is organised."""
    words = str(SECTIONS[line.section].model(**line.values))
    values = {"section": Paragraph.Part.ORGANISATION, "text": words, "bloc": ""}
    return Line(Paragraph.Part.ORGANISATION, values, line.item)


def _next(section: Section, paper: Paper) -> int:
    return section.lines(paper).count()


def _row(
    section: Section,
    paper: Paper,
    line: Line,
    at: int,
    *,
    by: str,
    grounds: Mapping[int, Paper],
    rounds: Mapping[int, Round],
) -> PaperLine:
    values = {name: _fitting(section.model, name, value) for name, value in line.values.items()}
    row = section.model(paper=paper, position=at, changed_by=by[:200], **{**section.fixed, **values})
    if isinstance(row, LegalBasis) and line.item in grounds:
        row.based_on = grounds[line.item]
    if isinstance(row, Occasion) and line.round is not None:
        row.round = rounds.get(line.round)
    return row


def _fitting(model: type[PaperLine], name: str, value: Any) -> Any:
    """A text no longer than its field: the whole of it stays in the reading, beside its source."""
    field = model._meta.get_field(name)
    if not isinstance(field, CharField) or not isinstance(value, str) or field.max_length is None:
        return value
    return value if len(value) <= field.max_length else value[: field.max_length - 1] + _CUT
