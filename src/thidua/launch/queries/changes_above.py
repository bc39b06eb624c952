"""What changed in the paper above since lines were copied from it."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.launch.models import Paper, PaperLine
from thidua.launch.sections import Section, sections_of


@dataclass(frozen=True)
class ChangedAbove:
    """A line above that reads otherwise now, is gone, or is new. ``line`` is ours, None when we have none."""

    section: Section
    how: str  # "changed" | "gone" | "new"
    line: PaperLine | None
    above: PaperLine | None


def changes_above(paper: Paper) -> list[ChangedAbove]:
    """Two queries a section with lines handed down."""
    if paper.parent_id is None:
        return []
    found: list[ChangedAbove] = []
    for section in sections_of(paper.kind):
        if section.hand_down:
            found += _in_section(section, paper)
    return found


def _in_section(section: Section, paper: Paper) -> list[ChangedAbove]:
    ours = list(section.lines(paper).exclude(derived_version=None))
    above = {line.pk: line for line in section.lines(paper.parent)}
    found: list[ChangedAbove] = []
    for line in ours:
        source = above.pop(line.derived_from_id, None)
        if source is None:
            found.append(ChangedAbove(section, "gone", line, None))
        elif source.version != line.derived_version:
            found.append(ChangedAbove(section, "changed", line, source))
    # What was there when we drew and is not among ours was left out on purpose.
    new = (line for line in above.values() if line.changed_at > paper.made_at and line.version == 1)
    return [*found, *(ChangedAbove(section, "new", None, line) for line in new)]
