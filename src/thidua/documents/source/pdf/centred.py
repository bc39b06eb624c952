"""Rows of a table without lines whose cells stand in the middle of their height.

    Phát triển đoàn viên mới trong
 1  các doanh nghiệp ngoài khu vực      đoàn viên   6.500
    nhà nước

The line with the number of the row is its middle: as many lines of the row stand above it as below it. So the first
row tells where it ends, that tells where the next one begins, and so on; it must come out even at the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from thidua.documents.source.joining import begins_small
from thidua.documents.source.pdf.rows import Stretch

Line = Sequence[Stretch]


def rows_about_their_middle(lines: Sequence[Line]) -> list[tuple[int, int]] | None:
    """Where each row begins and ends, the head first; None where the table is not set so, or it cannot be told."""
    anchors = [at for at, line in enumerate(lines) if line[0].words]
    if len(anchors) < 2 or not _wraps_upwards(lines, anchors[1:]):
        return None
    first, *others = anchors[1:]
    for begins in range(anchors[0] + 1, first + 1):  # the head may have lines of its own
        edges = _chain(begins, [first, *others], len(lines))
        if edges is not None and all(_begins_a_text(lines[start:stop]) for start, stop in edges):
            return [(0, begins), *edges]
    return None


def _chain(begins: int, anchors: Sequence[int], end: int) -> list[tuple[int, int]] | None:
    edges = []
    for place, at in enumerate(anchors):
        stop = at + (at - begins) + 1
        following = anchors[place + 1] if place + 1 < len(anchors) else end
        if stop > following:
            return None
        edges.append((begins, stop))
        begins = stop
    return edges if begins == end else None


def _wraps_upwards(lines: Sequence[Line], anchors: Sequence[int]) -> bool:
    """A numbered line goes on, in small letters or with nothing, where a line above it began."""
    return any(
        line.words and (not lines[at][column].words or begins_small(lines[at][column].text))
        for at in anchors
        if at > 0 and not lines[at - 1][0].words
        for column, line in enumerate(lines[at - 1])
        if column
    )


def _begins_a_text(lines: Sequence[Line]) -> bool:
    """No cell of the row begins in the middle of a sentence."""
    for column in zip(*lines, strict=True):
        first = next((each for each in column if each.words), None)
        if first is not None and begins_small(first.text) and sum(1 for each in column if each.words) > 1:
            return False
    return True
