"""What every reader of a kind of item is given: one source with its outline, computed once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any, TypeVar

from thidua.documents.prose.dates import Lent, SchoolYear
from thidua.documents.prose.layout import Layout, Region, is_rule, kind_of, type_line
from thidua.documents.prose.letters import LOWER
from thidua.documents.prose.outline import Node, Outline, outline_of
from thidua.documents.prose.passage import Passage
from thidua.documents.prose.shouting import softened
from thidua.documents.source.model import Source

Told = TypeVar("Told")
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.IGNORECASE)
_AUTHOR = re.compile(rf"CỦA\s+[^{LOWER}]+?(?=\s+[Vv]ề\s|\s+VỀ\s|$)")
"""Under the kind of a Party paper: "CỦA BAN THƯỜNG VỤ …"."""
_IS_TITLE = re.compile(r"phát động$", re.IGNORECASE)
"""A kind that is a deed: "PHÁT ĐỘNG THI ĐUA NĂM 2016" is the title as well."""
_SPAN = re.compile(r"(?<!\d)(?P<first>20\d\d|19\d\d)\s*[-–/]\s*(?:năm\s*)?(?P<last>20\d\d|19\d\d)(?!\d)")
_SCHOOL = re.compile(r"năm học", re.IGNORECASE)
_FIRST_LINES = 6
"""Of an annex: among them stands the kind of paper that it is."""
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


@dataclass(frozen=True)
class ReadingText:
    """``source``: as it is read, without its capitals where it shouts.

    ``year``: the year the paper is for, lent to days written without one; None when neither title nor date says."""

    source: Source
    outline: Outline
    _known: dict[Callable[..., Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, work: Callable[[ReadingText], Told]) -> Told:
        """What ``work`` finds in this text, found once however many readers ask."""
        if work not in self._known:
            self._known[work] = work(self)
        told: Told = self._known[work]
        return told

    @classmethod
    def of(cls, source: Source) -> ReadingText:
        read = softened(source)
        return cls(read, outline_of(read))

    @property
    def layout(self) -> Layout:
        return self.outline.layout

    @cached_property
    def title(self) -> Passage | None:
        """What the paper is about, in one passage; without the kind that stands over it. None where nothing is said."""
        lines = [
            line for line in self.layout.title if not is_rule(line.text) and not _ATTACHED.match(line.text)
        ]
        kind = kind_of(lines[0].text) if lines else None
        if kind:
            lead = len(lines[0].text) - len(lines[0].text.lstrip(" *_#"))
            says = "type" if _IS_TITLE.search(kind["type"]) and kind["rest"].strip() else "rest"
            rest = lines[0].part(lead + kind.start(says))
            lines = [*([rest] if rest.text.strip(" *_-–.") else []), *lines[1:]]
        lines = [_without_author(line) for line in lines]
        lines = [line for line in lines if line.text]
        return reduce(Passage.joined, lines) if lines else None

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
    def issued(self) -> list[Node]:
        """The widest points of a paper that this one issues: "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch …"."""
        named = any(type_line(line.text) for line in self.layout.annexes[:_FIRST_LINES])
        return [root for root in self.outline.roots if root.region is Region.ANNEX] if named else []

    @cached_property
    def charged(self) -> list[Node]:
        """Where work is handed out: the body, and the paper that it issues."""
        return [*self.body, *(node for root in self.issued for node in root.walk())]

    @cached_property
    def year(self) -> int | None:
        for lines in (self.layout.title, self.layout.head, self.layout.preamble):
            years = [int(one) for line in lines for one in _YEAR.findall(line.text)]
            if years:
                return years[-1] if lines is self.layout.title else years[0]
        return None

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The two years that the title spans: a school year, a period; None where it names one year or none."""
        span = _SPAN.search(self.title.text) if self.title else None
        return (int(span["first"]), int(span["last"])) if span else None

    @cached_property
    def lent(self) -> Lent:
        """The year of a day that is written without one; in a period of years nobody knows."""
        if self.years is None:
            return self.year
        first, last = self.years
        of_a_school = last == first + 1 and self.title is not None and _SCHOOL.search(self.title.text)
        return SchoolYear(first) if of_a_school else None


def _without_author(line: Passage) -> Passage:
    author = _AUTHOR.match(line.text)
    return line.part(author.end()) if author else line
