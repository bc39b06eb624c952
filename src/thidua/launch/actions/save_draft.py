"""Autosave of a draft: every pause saves one line. Two people are told of each other, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.launch.errors import LineChanged, LineGone, LineInvalid
from thidua.launch.models import Paper, PaperLine
from thidua.launch.models.register import as_written
from thidua.launch.sections import SECTIONS, Section

HEAD_FIELDS = (
    "title",
    "place",
    "symbol",
    "drafting_unit",
    "year",
    "effective_on",
    "asks_levels",
    "aims_are_qualitative",
)


@transaction.atomic
def save_head(*, actor: Actor, paper_id: int, values: Mapping[str, Any], version: int | None = None) -> Paper:
    """Saves what stands at the head of a draft. Raises Stale when somebody saved it in between."""
    paper = _draft(actor, paper_id)
    check_version(paper, version)
    for name in HEAD_FIELDS:
        if name in values:
            setattr(paper, name, values[name])
    paper.symbol = as_written(paper.symbol)
    _clean(paper, [name for name in HEAD_FIELDS if name in values])
    paper.version += 1
    paper.save()
    return paper


@transaction.atomic
def save_line(
    *,
    actor: Actor,
    paper_id: int,
    section: str,
    values: Mapping[str, Any],
    line_id: int | None = None,
    version: int | None = None,
) -> PaperLine:
    """Adds a line at the end of a section, or changes one.

    Only the line's own version counts, so that two people may write in different places at once. The same
    words saved twice change nothing. Raises LineChanged, LineGone, LineInvalid.
    """
    paper = _draft(actor, paper_id)
    part = SECTIONS[section]
    line = _line(part, paper, line_id)
    told = {name: values[name] for name in part.fields if name in values}
    if line.pk and all(getattr(line, name) == value for name, value in told.items()):
        return line
    if line.pk and version is not None and line.version != version:
        raise LineChanged(
            who=line.changed_by or "?", at=f"{timezone.localtime(line.changed_at):%H:%M}", theirs=str(line)
        )
    for name, value in told.items():
        setattr(line, name, value)
    _clean(line, list(told) if line.pk else list(part.fields))
    line.version += 1 if line.pk else 0
    line.changed_by = actor.name
    line.save()
    return line


@transaction.atomic
def remove_line(*, actor: Actor, paper_id: int, section: str, line_id: int) -> PaperLine:
    """Takes a line out and returns it, so that the screen can offer it back; the audit keeps its words."""
    paper = _draft(actor, paper_id)
    line = _line(SECTIONS[section], paper, line_id)
    record(
        actor,
        "launch.paper_line_removed",
        paper,
        path=paper.seat.path,
        data={"section": section, "line": str(line)[:500]},
    )
    line.delete()
    return line


@transaction.atomic
def move_line(*, actor: Actor, paper_id: int, section: str, line_id: int, up: bool) -> None:
    """Swaps a line with its neighbour above or below."""
    paper = _draft(actor, paper_id)
    part = SECTIONS[section]
    lines = list(part.lines(paper))
    here = next((at for at, line in enumerate(lines) if line.pk == line_id), None)
    if here is None:
        raise LineGone()
    there = here + (-1 if up else 1)
    if not 0 <= there < len(lines):
        return
    lines[here], lines[there] = lines[there], lines[here]
    for at, line in enumerate(lines):
        line.position = at
    part.model._default_manager.bulk_update(lines, ["position"])


def _draft(actor: Actor, paper_id: int) -> Paper:
    return fetch(Paper, paper_id, actor=actor, verb="draft", lock=True, related=("seat",))


def _line(section: Section, paper: Paper, line_id: int | None) -> PaperLine:
    if line_id is None:
        last = section.lines(paper).aggregate(last=Max("position"))["last"]
        fresh = section.model(paper=paper, position=0 if last is None else last + 1)
        for name, value in section.fixed.items():
            setattr(fresh, name, value)
        return fresh
    line = section.lines(paper).filter(pk=line_id).first()
    if line is None:
        raise LineGone()
    return line


def _clean(obj: Any, fields: list[str]) -> None:
    """Checks the typed fields only: a draft may be unfinished everywhere else."""
    skipped = {field.name for field in obj._meta.fields} - set(fields)
    try:
        obj.clean_fields(exclude=skipped)
    except ValidationError as problem:
        told = "; ".join(
            f"{obj._meta.get_field(name).verbose_name}: {' '.join(messages)}"
            for name, messages in problem.message_dict.items()
        )
        refusal = LineInvalid(problems=told)
        refusal.problems = problem.message_dict
        raise refusal from problem
