"""Words on one height are a row; a wide gap parts it into stretches, which may be columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from thidua.documents.source.pdf.words import Word

_SAME_HEIGHT = 0.4  # of the letters' height: footnote signs and indices stay in their row
_BESIDE = 0.7  # columns set side by side do not share their heights
_GAP = 1.3  # what justified text does not reach
_NO_BLANK = 0.06
_STRETCHED = 0.6  # share of wide gaps from which a row is only justified


@dataclass(frozen=True)
class Stretch:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Row:
    stretches: tuple[Stretch, ...]
    y: float
    size: float

    @property
    def x0(self) -> float:
        return self.stretches[0].x0

    @property
    def x1(self) -> float:
        return self.stretches[-1].x1

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.stretches)

    @property
    def words(self) -> list[Word]:
        return [word for one in self.stretches for word in one.words]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """From top to bottom."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.y):
        if groups and word.y - groups[-1][0].y <= _SAME_HEIGHT * max(word.size, groups[-1][0].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return list(_beside([_row(group) for group in groups]))


def _row(words: list[Word]) -> Row:
    ordered = sorted(words, key=lambda one: one.x0)
    size = max(word.size for word in ordered)
    wide = [after.x0 - before.x1 > _GAP * size for before, after in pairwise(ordered)]
    if len(ordered) > 3 and sum(wide) >= _STRETCHED * len(wide) and not _is_numbers(ordered):
        wide = [False] * len(wide)
    stretches: list[list[Word]] = [[ordered[0]]]
    for word, parts in zip(ordered[1:], wide, strict=True):
        if parts:
            stretches.append([word])
        elif _is_one_word(stretches[-1][-1], word):
            stretches[-1][-1] = _whole(stretches[-1][-1], word)
        else:
            stretches[-1].append(word)
    return Row(tuple(Stretch(tuple(one)) for one in stretches), _height(ordered), size)


def _is_one_word(before: Word, after: Word) -> bool:
    """The engine sees a blank where a letter comes from another font; there is no room for one."""
    return abs(after.x0 - before.x1) < _NO_BLANK * min(before.size, after.size) and before.y == after.y


def _whole(before: Word, after: Word) -> Word:
    return replace(before, text=before.text + after.text, x1=after.x1, size=max(before.size, after.size))


def _is_numbers(words: list[Word]) -> bool:
    return sum(word.text[0].isdigit() for word in words) * 2 > len(words)


def _height(words: list[Word]) -> float:
    """The middle one: an index does not move its row."""
    return sorted(word.y for word in words)[len(words) // 2]


def _beside(rows: list[Row]) -> Iterator[Row]:
    """Rows that overlap in height and not in breadth are one: two columns with their own line heights."""
    waiting: Row | None = None
    for row in rows:
        if waiting is not None and _lie_beside(waiting, row):
            ordered = sorted((*waiting.stretches, *row.stretches), key=lambda one: one.x0)
            yield Row(tuple(ordered), waiting.y, max(waiting.size, row.size))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = row
    if waiting is not None:
        yield waiting


def _lie_beside(above: Row, below: Row) -> bool:
    size = max(above.size, below.size)
    if below.y - above.y > _BESIDE * size:
        return False
    return above.x1 + _GAP * size < below.x0 or below.x1 + _GAP * size < above.x0
