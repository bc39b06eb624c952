"""A stretch of a document's text that still knows where each of its characters stood.

The grammar works on passages: it cuts them (a marker off its sentence, two sections that were joined) and joins
them (a sentence broken by a line end), and whatever it finds can be shown in the text as received.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from thidua.documents.source.model import Anchor, Look, Paragraph, Place

_WIDE = 3
"""So many characters between two words, where the text kept one blank, were a column or a tab."""


@dataclass(frozen=True)
class Passage:
    """``raw_at`` as in :class:`Paragraph`: one offset a character, and one more for the end."""

    text: str
    raw_at: tuple[int, ...]
    look: Look = field(default_factory=Look)
    place: Place | None = None
    page: int | None = None

    @classmethod
    def of(cls, paragraph: Paragraph) -> Passage:
        return cls(paragraph.text, paragraph.raw_at, paragraph.look, paragraph.place, paragraph.page)

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        """The span of the text as received that ``text[start:end]`` was read from. Lines of two columns may have been
        joined against their order in the file; the span then holds both."""
        stop = len(self.text) if end is None else end
        first, last = sorted((self.raw_at[start], self.raw_at[stop]))
        return Anchor(first, last)

    def part(self, start: int, end: int | None = None) -> Passage:
        """``text[start:end]`` without the blanks around it."""
        stop = len(self.text) if end is None else end
        cut = self.text[start:stop]
        start += len(cut) - len(cut.lstrip())
        stop = max(start, stop - (len(cut) - len(cut.rstrip())))
        return replace(self, text=self.text[start:stop], raw_at=self.raw_at[start : stop + 1])

    def joined(self, other: Passage) -> Passage:
        """Both with one blank between, as one sentence; looks and stands as the first."""
        return replace(
            self,
            text=f"{self.text} {other.text}",
            raw_at=(*self.raw_at[:-1], self.raw_at[-1], *other.raw_at),
        )

    def columns(self) -> list[Passage]:
        """What stood beside one another in a line, told apart by tabs or many blanks."""
        edges = [
            blank.start()
            for blank in re.finditer(" ", self.text)
            if self.raw_at[blank.end()] - self.raw_at[blank.start()] >= _WIDE
        ]
        starts = [0, *edges]
        stops = [*edges, len(self.text)]
        return [self.part(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]
