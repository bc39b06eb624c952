"""Drafts of paragraphs become a Source: repaired, joined where a page or a line end cut them, none empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from thidua.documents.source import joining
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import (
    Anchor,
    Confidence,
    Format,
    Look,
    Note,
    Paragraph,
    Place,
    Repair,
    RepairKind,
    Source,
)
from thidua.documents.source.repair import repaired

PLAIN = Look()


@dataclass(frozen=True)
class Draft:
    """A paragraph as its format gave it. ``full`` and ``blank_before`` are told where the format breaks lines
    (see ``joining.Line``); ``begins``: the format itself says that a paragraph begins here."""

    marked: Marked
    look: Look = PLAIN
    place: Place | None = None
    page: int | None = None
    full: bool | None = None
    blank_before: bool = False
    begins: bool = False
    wraps: bool = False  # the format breaks every line: that two of a page are one needs no telling

    @property
    def text(self) -> str:
        return self.marked.text


class Written:
    """The raw text of a format that has none: pieces are put down one after another, each on its line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def put(self, text: str) -> Marked:
        start = self._length
        self._pieces += (text, "\n")
        self._length += len(text) + 1
        return Marked(text, tuple(range(start, start + len(text) + 1)))

    @property
    def raw(self) -> str:
        return "".join(self._pieces)


def build(
    name: str,
    kind: Format,
    raw: str,
    drafts: Iterable[Draft],
    *,
    repairs: Iterable[Repair] = (),
    pages: int | None = None,
    confidence: Confidence = Confidence.HIGH,
    notes: Iterable[Note] = (),
) -> Source:
    """The Source of these drafts. ``repairs``: what the format itself set right already."""
    done = list(repairs)
    clean: list[Draft] = []
    for draft in drafts:
        marked, mended = repaired(draft.marked)
        if marked.text and not _only_draws(marked.text):
            clean.append(replace(draft, marked=marked))
            done += mended
    paragraphs, joins = _joined(clean, raw)
    done += joins
    done.sort(key=lambda one: (one.anchor.start, one.anchor.end))
    return Source(
        name=name,
        format=kind,
        raw=raw,
        paragraphs=tuple(paragraphs),
        repairs=tuple(done),
        pages=pages,
        confidence=confidence,
        notes=tuple(dict.fromkeys(notes)),
    )


_DRAWN = re.compile(r"[_=~*─━═—\s]{3,}|[-–—\s]{5,}|-{3}")


def _only_draws(text: str) -> bool:
    """A rule under a head, made of letters."""
    return bool(_DRAWN.fullmatch(text))


def _joined(drafts: list[Draft], raw: str) -> tuple[list[Paragraph], list[Repair]]:
    paragraphs: list[Paragraph] = []
    repairs: list[Repair] = []
    whole: Draft | None = None
    last: Draft | None = None  # the last line of ``whole``
    for draft in drafts:
        if whole is not None and last is not None and _is_one(last, draft, whole):
            if not (last.wraps and last.page == draft.page):
                repairs.append(_join(last, draft, raw))
            whole = replace(whole, marked=whole.marked.joined(draft.marked, between(last.text, draft.text)))
        else:
            paragraphs += [_paragraph(whole)] if whole else []
            whole = draft
        last = draft
    return [*paragraphs, *([_paragraph(whole)] if whole else [])], repairs


def _is_one(above: Draft, below: Draft, whole: Draft) -> bool:
    if below.begins or above.place != below.place:
        return False
    if above.place is not None:
        return joining.goes_on_in_cell(above.text, below.text, broken=above.full is True)
    first = joining.Line(above.text, above.full, above.blank_before)
    # A short last line of a long paragraph is judged with what stands before it.
    if above.full is None:
        first = replace(first, text=whole.text)
    return joining.goes_on(first, joining.Line(below.text, below.full, below.blank_before))


_HALF = re.compile(r"\S[-–/]$")


def between(above: str, below: str) -> str:
    """Nothing where a line ended inside «2017-2022» or «12/KH», a blank elsewhere."""
    return "" if _HALF.search(above) and below[:1].isalnum() else " "


def _join(above: Draft, below: Draft, raw: str) -> Repair:
    start, end = above.marked.at[-1], below.marked.at[0]
    start = min(start, end)  # the rest may stand earlier in the file: columns are read one after the other
    return Repair(RepairKind.JOINED, Anchor(start, end), raw[start:end], between(above.text, below.text))


def _paragraph(draft: Draft) -> Paragraph:
    return Paragraph(draft.text, draft.marked.at, draft.look, draft.place, draft.page)
