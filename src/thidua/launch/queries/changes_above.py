"""What changed in the paper above since lines were copied from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua.launch.models import Paper, PaperLine
from thidua.launch.queries.content import Content, content_of
from thidua.launch.sections import Section, sections_of


@dataclass(frozen=True)
class ChangedAbove:
    """A line above that reads otherwise now, is gone, or is new. ``line`` is ours, None when we have none."""

    section: Section
    how: str  # "changed" | "gone" | "new"
    line: PaperLine | None
    above: PaperLine | None

    @property
    def edited(self) -> bool:
        """Whether our words are our own by now, not those that were copied."""
        return self.line is not None and self.line.version > 1


def changes_above(paper: Paper, content: Content | None = None) -> list[ChangedAbove]:
    """One query for the paper above, and one for ours when its lines are not at hand.

    A paper above that is being written again is nobody else's business until it is issued.
    """
    if paper.parent is None or paper.parent.state != "issued":
        return []
    ours, above = content if content is not None else content_of(paper), content_of(paper.parent)
    return [
        change
        for section in sections_of(paper.kind)
        if section.hand_down
        for change in _in_section(section, paper, ours[section.code], above[section.code])
    ]


def _in_section(
    section: Section, paper: Paper, ours: Iterable[PaperLine], above: Iterable[PaperLine]
) -> Iterator[ChangedAbove]:
    there = {line.pk: line for line in above}
    for line in ours:
        if line.derived_version is None:
            continue
        source = there.pop(line.derived_from_id, None)
        if source is None:
            yield ChangedAbove(section, "gone", line, None)
        elif source.version != line.derived_version:
            yield ChangedAbove(section, "changed", line, source)
    for line in there.values():
        # What was there when we drew and is not among ours was left out on purpose.
        if line.changed_at > paper.made_at and line.version == 1:
            yield ChangedAbove(section, "new", None, line)
