"""Text on its way from what was received to what is read, each character knowing where it stood.

Every change is made here, so that ``at`` is never out of step with ``text``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from thidua.documents.source.model import Anchor

Change: TypeAlias = tuple[int, int, str]
"""Start and end in the text, and what is to stand there."""

TAB = 8


def as_shown(text: str) -> str:
    """The line as a screen shows it: marks on their letters, tabs as blanks. Its length is its breadth."""
    return unicodedata.normalize("NFC", text).expandtabs(TAB)


# What is never seen: marks of direction, joiners, the byte order mark. Not the soft hyphen, which is ư in
# the old encodings and is looked at before it is dropped.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f"
_BLANK = re.compile(rf"[\s{UNSEEN}]+")
_NOT_PLAIN = re.compile(rf"^[\s{UNSEEN}]|[\s{UNSEEN}]$|[^\S ]|  |[{UNSEEN}]")
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


@dataclass(frozen=True)
class Marked:
    """``at`` has one entry more than ``text`` has characters: where the text ended."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> Marked:
        stop = len(raw) if end is None else end
        return cls(raw[start:stop], tuple(range(start, stop + 1)))

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        return Anchor(self.at[start], self.at[len(self.text) if end is None else end])

    def part(self, start: int, end: int | None = None) -> Marked:
        stop = len(self.text) if end is None else end
        return Marked(self.text[start:stop], self.at[start : stop + 1])

    def changed(self, changes: Iterable[Change]) -> Marked:
        """Other words at some places. Changes stand in order and do not overlap."""
        text: list[str] = []
        at: list[int] = []
        done = 0
        for start, end, new in changes:
            text += (self.text[done:start], new)
            at += self.at[done:start]
            at += self._spread(start, end, len(new))
            done = end
        if not text:
            return self
        text.append(self.text[done:])
        at += self.at[done:]
        return Marked("".join(text), tuple(at))

    def _spread(self, start: int, end: int, length: int) -> list[int]:
        """Places of ``length`` new characters that stand for ``start:end``."""
        if length == end - start:
            return list(self.at[start:end])
        return [
            self.at[min(start + turn * (end - start) // length, max(start, end - 1))]
            for turn in range(length)
        ]

    def composed(self) -> Marked:
        """In NFC. A letter stands where its first part stood."""
        if unicodedata.is_normalized("NFC", self.text):
            return self
        composed = self.changed(
            (found.start(), found.end(), unicodedata.normalize("NFC", found[0]))
            for found in _CLUSTER.finditer(self.text)
        )
        if unicodedata.is_normalized("NFC", composed.text):
            return composed
        # Rare letters that are composed without a mark of their own, such as the Kelvin sign.
        return composed.changed(
            (place, place + 1, unicodedata.normalize("NFC", letter))
            for place, letter in enumerate(composed.text)
            if not unicodedata.is_normalized("NFC", letter)
        )

    def squeezed(self) -> Marked:
        """One blank between words, none at the ends, nothing unseen."""
        if not _NOT_PLAIN.search(self.text):
            return self
        last = len(self.text)
        changes: list[Change] = []
        for found in _BLANK.finditer(self.text):
            wide = any(letter.isspace() for letter in found[0])
            inner = found.start() > 0 and found.end() < last
            changes.append((found.start(), found.end(), " " if wide and inner else ""))
        squeezed = self.changed(changes)
        # The end is where the last seen character ended, not where the blanks behind it did.
        if changes and changes[-1][1] == last and squeezed.text:
            return Marked(squeezed.text, (*squeezed.at[:-1], self.at[changes[-1][0]]))
        return squeezed

    def joined(self, other: Marked, between: str = " ") -> Marked:
        """One text of two; ``between`` stands where this one ended."""
        at = (*self.at[:-1], *([self.at[-1]] * len(between)), *other.at)
        return Marked(self.text + between + other.text, at)
