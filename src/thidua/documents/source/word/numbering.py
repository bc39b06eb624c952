"""Automatic numbers, resolved to the very label that Word shows.

A paragraph names a list (``numId``) and a level. Lists with the same abstract definition count on together,
unless one says where it starts. A label is a pattern over the counts of its level and those above: %1.%2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thidua.documents.source.legacy import from_tcvn3, from_vni
from thidua.documents.source.word.parts import Element, W, child, switch, value, whole
from thidua.documents.source.word.styles import Letters, Styles

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 100_000  # a count beyond is damage, and its Roman number would not end


def roman(number: int) -> str:
    """
    >>> roman(14)
    'XIV'
    """
    told = ""
    for size, letters in _ROMAN:
        while number >= size:
            told += letters
            number -= size
    return told


def _letter(number: int) -> str:
    """a … z, aa, bb: the letter again, as Word does; Word's alphabet has no đ."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _shown(number: int, kind: str) -> str:
    if number <= 0 or number > _LARGEST:
        return str(number)
    match kind:
        case "upperRoman":
            return roman(number % 5000)
        case "lowerRoman":
            return roman(number % 5000).lower()
        case "upperLetter":
            return _letter(min(number, 260)).upper()
        case "lowerLetter":
            return _letter(min(number, 260))
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
    return str(number)


@dataclass(frozen=True)
class Level:
    kind: str
    pattern: str
    start: int
    legal: bool  # every count in the label as 1, 2, 3
    restart: int | None  # counted anew after a level below this one; 0: never
    style: str | None

    @classmethod
    def of(cls, element: Element) -> Level:
        pattern = value(element, "lvlText") or ""
        font = (Letters.of(child(element, "rPr")).font or "").lower()
        if font.startswith(".vn"):
            pattern = from_tcvn3(pattern)
        elif font.startswith("vni-"):
            pattern = from_vni(pattern)
        start = whole(element, "start")
        return cls(
            kind=value(element, "numFmt") or "decimal",
            pattern=pattern,
            start=0 if start is None else start,
            legal=bool(switch(element, "isLgl")),
            restart=whole(element, "lvlRestart"),
            style=value(element, "pStyle"),
        )


@dataclass
class List:
    """One ``w:num``: whose counts it shares, its levels, and where it starts anew."""

    counts: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Told every paragraph in order; says the label of each."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._take(root)

    def _take(self, root: Element) -> None:
        abstract = {one.get(W + "abstractNumId"): one for one in root.findall(W + "abstractNum")}
        numbers = {one.get(W + "numId"): one for one in root.findall(W + "num")}
        for name, number in numbers.items():
            if name is None:
                continue
            counts, definition = self._definition(number, abstract, numbers)
            if definition is None or counts is None:
                continue
            levels = dict(_levels(definition))
            starts: dict[int, int] = {}
            for override in number.findall(W + "lvlOverride"):
                at = int(override.get(W + "ilvl") or 0)
                if (level := child(override, "lvl")) is not None:
                    levels[at] = Level.of(level)
                if (start := whole(override, "startOverride")) is not None:
                    starts[at] = start
            self._lists[name] = List(counts, levels, starts)

    def _definition(
        self, number: Element, abstract: dict[str | None, Element], numbers: dict[str | None, Element]
    ) -> tuple[str | None, Element | None]:
        """The abstract definition; through a list style (``numStyleLink``) when it is kept there."""
        name = value(number, "abstractNumId")
        definition = abstract.get(name)
        link = value(definition, "numStyleLink")
        if link is None:
            return name, definition
        by_style = [each for each, one in abstract.items() if value(one, "styleLink") == link]
        linked, _level, _style = self._styles.number(link)
        if linked in numbers and not by_style:
            by_style = [value(numbers[linked], "abstractNumId")]
        return (by_style[0], abstract.get(by_style[0])) if by_style else (name, definition)

    def label(self, number: str | None, level: int | None, style: str | None) -> str:
        """The label of the next paragraph: its own list and level, or its style's. "" when it has none."""
        told, at, by = self._styles.number(style)
        if number is None:
            number = told
            if level is None:
                level = at if at is not None else self._level_of(told, by)
        found = self._lists.get(number or "")
        if number is None or number == "0" or found is None:
            return ""
        at = level or 0
        return self._next(number, found, at) if at in found.levels else ""

    def _level_of(self, number: str | None, style: str | None) -> int | None:
        """A list may name the style of each of its levels instead."""
        found = self._lists.get(number or "")
        if found is None or style is None:
            return None
        return next((at for at, level in found.levels.items() if level.style == style), None)

    def _next(self, number: str, found: List, at: int) -> str:
        counts = self._counts.setdefault(found.counts, {})
        for each, start in found.starts.items():
            if (number, each) not in self._begun:
                self._begun.add((number, each))
                counts[each] = start - 1
        for above in range(at):
            counts.setdefault(above, found.levels[above].start if above in found.levels else 1)
        counts[at] = counts.get(at, found.levels[at].start - 1) + 1
        for below in [each for each in counts if each > at and _begins_anew(found.levels.get(each), at)]:
            del counts[below]
        return label_of(found.levels, counts, at)


def _levels(definition: Element) -> list[tuple[int, Level]]:
    return [(int(one.get(W + "ilvl") or 0), Level.of(one)) for one in definition.findall(W + "lvl")]


def _begins_anew(level: Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


# Whatever sign a bullet is drawn with, a reader writes - or +.
_PLUS = frozenset("+")


def label_of(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    """What stands before a paragraph of level ``at``, with these counts."""
    level = levels[at]
    if level.kind == "bullet":
        return "+" if level.pattern in _PLUS else "-"

    def count(found: re.Match[str]) -> str:
        above = int(found[1]) - 1
        kind = levels[above].kind if above in levels else "decimal"
        if level.legal and kind != "none":
            kind = "decimal"
        return _shown(counts.get(above, 1), kind)

    return re.sub(r"%([1-9])", count, level.pattern).strip()
