"""What every reader of a kind of item is given: one source with its outline, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from thidua.documents.prose.layout import Layout, Region
from thidua.documents.prose.outline import Node, Outline, outline_of
from thidua.documents.source.model import Source

_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


@dataclass(frozen=True)
class ReadingText:
    """``year``: the year the paper is for, lent to days written without one; None when neither title nor date says."""

    source: Source
    outline: Outline

    @classmethod
    def of(cls, source: Source) -> ReadingText:
        return cls(source, outline_of(source))

    @property
    def layout(self) -> Layout:
        return self.outline.layout

    @cached_property
    def said(self) -> list[Node]:
        """Preamble and body as nodes, in document order: what is said between title and signature."""
        return list(self.outline.walk(Region.PREAMBLE, Region.BODY))

    @cached_property
    def preamble(self) -> list[Node]:
        return list(self.outline.walk(Region.PREAMBLE))

    @cached_property
    def body(self) -> list[Node]:
        return list(self.outline.walk(Region.BODY))

    @cached_property
    def annexes(self) -> list[Node]:
        return list(self.outline.walk(Region.ANNEX))

    @cached_property
    def year(self) -> int | None:
        for lines in (self.layout.title, self.layout.head, self.layout.preamble):
            years = [int(one) for line in lines for one in _YEAR.findall(line.text)]
            if years:
                return years[-1] if lines is self.layout.title else years[0]
        return None
