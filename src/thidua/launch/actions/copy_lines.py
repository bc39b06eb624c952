"""Copying the lines of a section from one paper to another."""

from __future__ import annotations

from typing import Any

from thidua.launch.models import Occasion, Paper, PaperLine, Round
from thidua.launch.sections import Section

EVERY_BLOC = frozenset({"", "union_organisation"})  # what concerns the union itself concerns every unit


def copy_lines(section: Section, source: Paper, paper: Paper, *, linked: bool, bloc: str = "") -> int:
    """Copies what fits into ``paper``; returns how many lines.

    ``linked`` lines remember the line above; a ``bloc`` leaves out lines that are meant for other blocs.
    One read and one write a section.
    """
    lines = [line for line in section.lines(source) if _fits(line, bloc)]
    rounds = _rounds_by_ordinal(paper) if section.model is Occasion else {}
    section.model._default_manager.bulk_create(
        _copy(line, paper, linked=linked, rounds=rounds) for line in lines
    )
    return len(lines)


def _fits(line: PaperLine, bloc: str) -> bool:
    meant_for = getattr(line, "bloc", "")
    return not bloc or meant_for in EVERY_BLOC or meant_for == bloc


def _copy(line: PaperLine, paper: Paper, *, linked: bool, rounds: dict[int, Round]) -> PaperLine:
    kept: dict[str, Any] = {
        field.attname: getattr(line, field.attname)
        for field in line._meta.concrete_fields
        if field.name not in _NEW_EVERY_TIME
    }
    if isinstance(line, Occasion):
        kept["round_id"] = None
        if line.round is not None and line.round.ordinal in rounds:
            kept["round_id"] = rounds[line.round.ordinal].pk
    if linked:
        kept["derived_from_id"] = line.pk
        kept["derived_version"] = line.version
    return type(line)(paper=paper, **kept)


_NEW_EVERY_TIME = frozenset(
    {"id", "paper", "derived_from", "derived_version", "version", "changed_at", "changed_by"}
)


def _rounds_by_ordinal(paper: Paper) -> dict[int, Round]:
    return {one.ordinal: one for one in Round.objects.filter(paper=paper)}
