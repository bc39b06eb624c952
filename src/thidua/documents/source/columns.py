"""Two texts side by side in a text file: the head of a document and its foot.

A gap inside a line is not enough: titles are centred by runs of blanks too, and nơi nhận pushes its purposes
to the right. The words must show it: the name of the state, a place and date, an office that signs, a number;
or the line must lie in the same columns as a neighbour whose words do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thidua.documents.source.joining import begins_small, shouts
from thidua.documents.source.marked import Marked
from thidua.documents.source.model import Place

_TAB = 8
_GAP = re.compile(r"(?<=\S)(?: {3,}|[ \xa0]*\t[\s\xa0]*|[ \xa0]{3,})(?=\S)")
_WIDEST_SIDE = 75
_NEAR = 12  # columns between the middles of two lines of one column
_REACH = 3  # lines over which a neighbour is asked

_STATE = re.compile(r"CỘNG H[ÒO][ÀA]? ?XÃ HỘI|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN", re.I)
_PLACE_AND_DATE = re.compile(r"ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm", re.I)
_OFFICE = re.compile(r"(?:T/?M|KT|TL|TUQ|Q)\.\s*\w|BAN (?:THƯỜNG VỤ|CHẤP HÀNH)|(?:PHÓ )?CHỦ TỊCH|TRƯỞNG BAN")
_NUMBER = re.compile(r"Số\s*:?\s*[\d….]*\s*[-/]", re.I)
_RECIPIENTS = re.compile(r"(?:Nơi|Kính) (?:nhận|gửi)\s*:", re.I)


@dataclass(frozen=True)
class Piece:
    """A line, or one side of it. ``line``: the number of the line it came from."""

    marked: Marked
    line: int
    place: Place | None = None


@dataclass(frozen=True)
class _Split:
    left: str
    right: str
    end: int
    start: int
    column: int  # where the right side begins on the screen
    middle: float

    @property
    def is_shown(self) -> bool:
        """The words themselves say that these are two texts."""
        if _STATE.match(self.right) or _STATE.match(self.left) or _OFFICE.match(self.right):
            return True
        if _PLACE_AND_DATE.search(self.right) and (len(self.left) <= 40 or _NUMBER.match(self.left)):
            return True
        return bool(_RECIPIENTS.match(self.left) and shouts(self.right))

    @property
    def is_possible(self) -> bool:
        sides = len(self.left) <= _WIDEST_SIDE and len(self.right) <= _WIDEST_SIDE
        return sides and not begins_small(self.right) and not self.right.startswith("(")


def parted(lines: list[Marked], next_table: Callable[[], int]) -> Iterator[Piece]:
    """The lines in reading order; where two columns lie side by side, the left before the right."""
    splits = [_split(line.text) for line in lines]
    sure = _spread([bool(one and one.is_possible and one.is_shown) for one in splits], splits)
    at = 0
    while at < len(lines):
        if not sure[at]:
            yield Piece(lines[at], at)
            at += 1
            continue
        end = _end_of_block(at, lines, splits, sure)
        yield from _sides(at, end, lines, splits, sure, next_table())
        at = end


def has_gap(text: str) -> bool:
    """A wide blank inside the line."""
    return bool(_GAP.search(text.rstrip()))


def _split(text: str) -> _Split | None:
    """At the widest gap."""
    gaps = list(_GAP.finditer(text.rstrip()))
    if not gaps:
        return None
    gap = max(gaps, key=lambda one: len(one[0].expandtabs(_TAB)))
    left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
    column = len(text[: gap.end()].expandtabs(_TAB))
    return _Split(left, right, gap.start(), gap.end(), column, column + len(right) / 2)


def _spread(sure: list[bool], splits: list[_Split | None]) -> list[bool]:
    """Lines near a sure one that lie in the same columns are sure too."""
    told = list(sure)
    for step in (1, -1):
        order = range(len(splits)) if step == 1 else range(len(splits) - 1, -1, -1)
        for at in order:
            one = splits[at]
            if told[at] or one is None or not one.is_possible:
                continue
            near = (splits[at - step * back] for back in range(1, _REACH + 1) if _is_sure(told, at - step * back))
            told[at] = any(_is_aligned(one, other) for other in near if other)
    return told


def _is_sure(told: list[bool], at: int) -> bool:
    return 0 <= at < len(told) and told[at]


def _is_aligned(one: _Split, other: _Split) -> bool:
    return abs(one.middle - other.middle) <= _NEAR or abs(one.column - other.column) <= 2


def _end_of_block(
    at: int, lines: list[Marked], splits: list[_Split | None], sure: list[bool]
) -> int:
    """Behind the last line that lies in one of the two columns."""
    first = splits[at]
    column = first.column if first else 0
    end = at + 1
    while end < len(lines):
        split = splits[end]
        if sure[end] and split:
            column = min(column, split.column)
        elif sure[end - 1] or not any(sure[end : end + _REACH]):
            if _side(lines[end].text, column) is None or not _reaches(end, lines, sure, column):
                break
        elif _side(lines[end].text, column) is None:
            break
        end += 1
    return end


def _reaches(at: int, lines: list[Marked], sure: list[bool], column: int) -> bool:
    """A line alone belongs to the block when the block goes on below it, or when it lies right."""
    below = any(sure[at : at + _REACH + 1])
    return below or _side(lines[at].text, column) == 1 or _is_recipient(lines[at].text)


def _is_recipient(text: str) -> bool:
    return text.lstrip().startswith(("-", "–", "+"))


def _side(text: str, column: int) -> int | None:
    """0 when the line ends before the right column, 1 when it begins about there."""
    shown = text.rstrip().expandtabs(_TAB)
    if len(shown) - len(shown.lstrip()) >= column - _NEAR // 2:
        return 1
    return 0 if len(shown) < column else None


def _sides(
    start: int, end: int, lines: list[Marked], splits: list[_Split | None], sure: list[bool], table: int
) -> Iterator[Piece]:
    left: list[Piece] = []
    right: list[Piece] = []
    column = min(one.column for one, known in zip(splits[start:end], sure[start:end], strict=True) if one and known)
    sides = (Place(table, 0, 0), Place(table, 0, 1))
    for at in range(start, end):
        line, split = lines[at], splits[at]
        if sure[at] and split:
            left.append(Piece(line.part(0, split.end), at, sides[0]))
            right.append(Piece(line.part(split.start), at, sides[1]))
        elif _side(line.text, column):
            right.append(Piece(line, at, sides[1]))
        else:
            left.append(Piece(line, at, sides[0]))
    yield from left
    yield from right
