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
from thidua.documents.source.marked import TAB, Marked, as_shown
from thidua.documents.source.model import Place

_GAP = re.compile(r"(?<=\S)(?: {3,}|[ \xa0]*\t[\s\xa0]*|[ \xa0]{3,})(?=\S)")
_WIDEST_SIDE = 75
_NEAR = 12  # columns between the middles of two lines of one column
_MOST_GAPS = 8  # of a line that are looked at
_REACH = 3  # lines over which a neighbour is asked

_STATE = re.compile(r"CỘNG H[ÒO][ÀA]? ?XÃ HỘI|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN|ĐOÀN TNCS", re.I)
_PLACE_AND_DATE = re.compile(r"[^\d,;:.]{2,40},?\s*ngày[\s\d.…]*tháng[\s\d.…]*năm[\s\d.…]*", re.I)
_MARKER = re.compile(r"[\w.()/-]{1,6}[.)/:–-]|[-–•+*]")  # 1. a) IV- : a tab behind it parts nothing
_OFFICE = re.compile(r"(?:T/?M|KT|TL|TUQ|Q)\.\s*\w|BAN (?:THƯỜNG VỤ|CHẤP HÀNH)|(?:PHÓ )?CHỦ TỊCH|TRƯỞNG BAN")
_NUMBER = re.compile(r"Số\s*:?\s*[\d….]*\s*[-/]", re.I)
_RECIPIENTS = re.compile(r"(?:Nơi|Kính) (?:nhận|gửi)\s*:", re.I)


def is_state(text: str) -> bool:
    """The name of the state or of the Party, as it stands above a paper."""
    return bool(_STATE.match(text))


def is_office(text: str) -> bool:
    """Who signs: TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH."""
    return bool(_OFFICE.match(text))


def is_recipients(text: str) -> bool:
    return bool(_RECIPIENTS.match(text))


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
    indent: int  # where the left side begins on the screen
    column: int  # and the right
    middle: float

    @property
    def is_shown(self) -> bool:
        """The words themselves say that these are two texts."""
        if _STATE.match(self.right) or _STATE.match(self.left) or _OFFICE.match(self.right):
            return True
        if _PLACE_AND_DATE.fullmatch(self.right) and (len(self.left) <= 40 or _NUMBER.match(self.left)):
            return True
        return bool(_RECIPIENTS.match(self.left) and shouts(self.right))

    @property
    def is_possible(self) -> bool:
        sides = len(self.left) <= _WIDEST_SIDE and len(self.right) <= _WIDEST_SIDE
        return (
            sides
            and not _MARKER.fullmatch(self.left)
            and not begins_small(self.right)
            and not self.right.startswith("(")
        )


def parted(lines: list[Marked], next_table: Callable[[], int]) -> Iterator[Piece]:
    """The lines in reading order; where two columns lie side by side, the left before the right."""
    splits = [_split(line.text) for line in lines]
    sure = _spread([bool(one and one.is_possible and one.is_shown) for one in splits], splits)
    known = [one if told else None for one, told in zip(splits, sure, strict=True)]
    at = 0
    while at < len(lines):
        if known[at] is None:
            yield Piece(lines[at], at)
            at += 1
            continue
        columns = _Columns.of(_block_of(known, at))
        end = _end_of_block(at, lines, known, columns)
        yield from _sides(range(at, end), lines, known, columns, next_table())
        at = end


def has_gap(text: str) -> bool:
    """A wide blank inside the line."""
    return bool(_GAP.search(text.rstrip()))


def _split(text: str) -> _Split | None:
    """At the widest gap whose words show two texts, else at the widest: a day left blank is a gap too."""
    gaps = sorted(_GAP.finditer(text.rstrip()), key=lambda one: -len(one[0].expandtabs(TAB)))
    splits = [_split_at(text, gap) for gap in gaps[:_MOST_GAPS]]
    shown = (one for one in splits if one.is_possible and one.is_shown)
    return next(shown, splits[0] if splits else None)


def _split_at(text: str, gap: re.Match[str]) -> _Split:
    left, right = as_shown(text[: gap.start()]).strip(), as_shown(text[gap.end() :]).strip()
    column = len(as_shown(text[: gap.end()]))
    shown = as_shown(text)
    indent = len(shown) - len(shown.lstrip())
    return _Split(left, right, gap.start(), gap.end(), indent, column, column + len(right) / 2)


def _spread(sure: list[bool], splits: list[_Split | None]) -> list[bool]:
    """Lines near a sure one that lie in the same columns are sure too."""
    told = list(sure)
    for step in (1, -1):
        order = range(len(splits)) if step == 1 else range(len(splits) - 1, -1, -1)
        for at in order:
            one = splits[at]
            if told[at] or one is None or not one.is_possible:
                continue
            near = (
                splits[at - step * back] for back in range(1, _REACH + 1) if _is_sure(told, at - step * back)
            )
            told[at] = any(_is_aligned(one, other) for other in near if other)
    return told


def _is_sure(told: list[bool], at: int) -> bool:
    return 0 <= at < len(told) and told[at]


def _is_aligned(one: _Split, other: _Split) -> bool:
    return abs(one.middle - other.middle) <= _NEAR or abs(one.column - other.column) <= 2


def _block_of(known: list[_Split | None], at: int) -> list[_Split]:
    """The parted lines from here on that follow one another closely."""
    block: list[_Split] = []
    last = at
    for place in range(at, len(known)):
        if (one := known[place]) is not None:
            block.append(one)
            last = place
        elif place - last > _REACH:
            break
    return block


@dataclass(frozen=True)
class _Columns:
    """Where the two columns of a block lie on the screen."""

    left: int
    left_middle: float
    right: int
    right_middle: float

    @classmethod
    def of(cls, block: list[_Split]) -> _Columns:
        """The middles are those of the longest line: short ones may stand anywhere in their column."""
        longest_left = max(block, key=lambda one: len(one.left))
        longest_right = max(block, key=lambda one: len(one.right))
        return cls(
            left=min(one.indent for one in block),
            left_middle=longest_left.indent + len(longest_left.left) / 2,
            right=min(one.column for one in block),
            right_middle=longest_right.middle,
        )

    def side(self, text: str) -> int | None:
        """0 or 1 for a line that lies in one column alone; None for one that belongs to neither."""
        shown = as_shown(text).rstrip()
        start = len(shown) - len(shown.lstrip())
        middle = (start + len(shown)) / 2
        if start >= self.right - _NEAR // 2 and abs(middle - self.right_middle) <= _NEAR:
            return 1
        if len(shown) < self.right and (abs(middle - self.left_middle) <= _NEAR or start <= self.left + 3):
            return 0
        return None


def _end_of_block(at: int, lines: list[Marked], known: list[_Split | None], columns: _Columns) -> int:
    """Behind the last line that lies in one of the two columns.

    A line alone at the left belongs to the block where the block goes on below it, or as one more recipient:
    else it is the text that begins.
    """
    end = at + 1
    while end < len(lines):
        if known[end] is None:
            side = columns.side(lines[end].text)
            goes_on = any(known[end : end + _REACH + 1])
            if side is None or (side == 0 and not goes_on and not _is_recipient(lines[end].text)):
                break
        end += 1
    return end


def _is_recipient(text: str) -> bool:
    return text.lstrip().startswith(("-", "–", "+"))


def _sides(
    span: range, lines: list[Marked], known: list[_Split | None], columns: _Columns, table: int
) -> Iterator[Piece]:
    left: list[Piece] = []
    right: list[Piece] = []
    places = (Place(table, 0, 0), Place(table, 0, 1))
    for at in span:
        line, split = lines[at], known[at]
        if split is not None:
            left.append(Piece(line.part(0, split.end), at, places[0]))
            right.append(Piece(line.part(split.start), at, places[1]))
        elif columns.side(line.text):
            right.append(Piece(line, at, places[1]))
        else:
            left.append(Piece(line, at, places[0]))
    yield from left
    yield from right
