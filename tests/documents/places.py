"""Where a quotation stands in a source, as offsets into the text as received."""

from __future__ import annotations

from typing import Any

from tests.documents.expectation import place_of
from thidua.documents.source.model import Source


class Places:
    """Looks a quotation up in the repaired paragraphs: labels quote what a person reads, not what an old font left."""

    def __init__(self, source: Source) -> None:
        self._text = "".join(paragraph.text + "\n" for paragraph in source.paragraphs)
        self._raw_at = [at for paragraph in source.paragraphs for at in paragraph.raw_at]
        self._known: dict[str, list[tuple[int, int]]] = {}

    def of(self, quotation: str) -> list[tuple[int, int]]:
        """Every place of it, in the offsets of ``Source.raw``."""
        if quotation not in self._known:
            self._known[quotation] = self._look(quotation)
        return self._known[quotation]

    def overlap(self, quotation: str, anchor: dict[str, Any] | None) -> bool:
        if not anchor:
            return False
        return any(start < anchor["end"] and anchor["start"] < end for start, end in self.of(quotation))

    def _look(self, quotation: str) -> list[tuple[int, int]]:
        found, after = [], 0
        while (place := place_of(quotation, self._text, after=after)) is not None:
            start, stop = place
            found.append((self._raw_at[start], self._raw_at[stop]))
            after = stop
        return found
