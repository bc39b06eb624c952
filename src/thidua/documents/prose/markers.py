"""The signs that open a section or a point: "II.", "Điều 5.", "1.2.", "đ)", "-".

A sign is only a candidate. Whether it opens a point is for the outline to say, which knows what came before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from thidua.documents.prose.letters import UPPER


class Rank(IntEnum):
    """From the widest to the narrowest. A point of a narrower rank stands inside the wider one before it."""

    PART = 10  # Phần thứ nhất
    CHAPTER = 20  # Chương I
    SECTION = 25  # Mục 1
    CAPITAL = 28  # A.
    ROMAN = 30  # I.
    HEADING = 32  # a line in capitals, or a bold one, without a number
    ARTICLE = 35  # Điều 5.
    NUMBER = 40  # 1.
    SUBNUMBER = 50  # 1.1. (1.1.1. is one more)
    BRACKETED = 58  # (1), or counted in words: Một là, Thứ nhất,
    LETTER = 60  # a)
    DASH = 70
    PLUS = 80
    BULLET = 82  # • and *


ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Points are counted in the Vietnamese alphabet: after d comes đ, after e comes g."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


@dataclass(frozen=True)
class Marker:
    """``written`` as it stands; ``label`` is what a path is made of ("II", "1.1", "đ", "-")."""

    rank: int
    label: str
    value: int | None
    style: str
    written: str
    length: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of "2.1.3": (2, 1, 3)."""
        return tuple(int(one) for one in self.label.split(".")) if self.label[:1].isdigit() else ()


_SEPARATOR = rf"(?:\s?[.)/:](?:\s?[-–])?(?!\S*/)(?!(?<=/)[{UPPER}][{UPPER}\w]*-)|\s?[-–](?!\d+[-/.]\d)(?!\S*/)|\s?,(?=\s))"
"""After a number: "1." "1)" "1/" "1-" "1.-" "1,". Not within a date or a document's number."""

_WORD = rf"(?=[{UPPER}“\"(*]|\s|$)"
"""What may follow a keyword marker without a mark of its own: capitals, a quotation, or nothing."""

_SPOKEN = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhất|tư"

_FORMS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (style, rank, re.compile(form))
    for style, rank, form in (
        (
            "part",
            Rank.PART,
            rf"(?i:phần)\s+(?i:thứ\s+)?(?P<n>[IVX]+|\d{{1,2}}|(?i:nhất|một|hai|ba|tư|bốn|năm|sáu))\b\s*[.:\-–/]?{_WORD}\s*",
        ),
        ("chapter", Rank.CHAPTER, rf"(?i:chương)\s+(?P<n>[IVX]+|\d{{1,2}})\b\s*[.:\-–]?{_WORD}\s*"),
        ("section", Rank.SECTION, r"(?i:mục)\s+(?P<n>[IVX]+|\d{1,2})\b\s*(?:[.:\-–]\s*|$)"),
        ("article", Rank.ARTICLE, r"(?i:điều)\s+(?P<n>\d{1,3})\b\s*(?:[.:\-–]\s*|$)"),
        (
            "sub",
            Rank.SUBNUMBER,
            r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})(?!\d|\.\d|\s?[-–/]\s?\d|\s?%)(?:\s?[.)\-–:/]\s*|\s+)(?=\S)",
        ),
        ("bracketed", Rank.BRACKETED, r"\((?P<n>\d{1,2}|[a-zđ])\)\s*"),
        (
            "spoken",
            Rank.BRACKETED,
            rf"(?:Thứ\s+(?=[^\W\d]+\s?[,:])|(?=[^\W\d]+\s+là\s?[,:]))(?P<n>(?i:{_SPOKEN}))(?:\s+là)?\s?[,:]\s*",
        ),
        ("roman", Rank.ROMAN, rf"(?P<n>[IVX]{{1,5}}){_SEPARATOR}(?!v\b)\s*(?=[^\d\s])"),
        (
            "number",
            Rank.NUMBER,
            rf"(?P<n>\d{{1,2}}){_SEPARATOR}(?:\s+(?=\S)|(?<=[-–])(?=\d+\s?%)|(?=[^\d\s]))",
        ),
        ("capital", Rank.CAPITAL, r"(?P<n>[A-EGHK])(?:[./)]|\s?[-–])\s+(?=\S)"),
        ("letter", Rank.LETTER, rf"(?P<n>[a-zđ])(?:\s?[.)/](?:\s?[-–])?|\s?[-–](?=[\s\d{UPPER}]))\s*(?=\S)"),
        ("dash", Rank.DASH, r"(?P<n>[-–—−])\s*(?=\S)"),
        ("plus", Rank.PLUS, r"(?P<n>\+)\s*(?=\S)"),
        ("bullet", Rank.BULLET, r"(?P<n>[•●▪■◦○·*✓➢❖]|o(?=\s))\s+(?=\S)"),
    )
)


def marker_at(text: str, at: int = 0) -> Marker | None:
    """The sign that opens ``text[at:]``, if any."""
    for style, rank, form in _FORMS:
        match = form.match(text, at)
        if match:
            made = _made(style, rank, match)
            if made:
                return made
    return None


def _made(style: str, rank: int, match: re.Match[str]) -> Marker | None:
    said = match["n"]
    label, value = said, None
    match style:
        case "spoken":
            value = _counted(said)
            label = str(value)
        case "part" | "chapter" | "section" | "article":
            value = _counted(said)
            label = _roman(value) if style != "article" and value else said
        case "roman":
            value = _roman_value(said)
            if value is None:
                return None
        case "sub":
            parts = said.split(".")
            label = ".".join(str(int(part)) for part in parts)
            value = int(parts[-1])
            rank += len(parts) - 2
        case "number":
            label, value = str(int(said)), int(said)
        case "bracketed":
            value = int(said) if said.isdigit() else ALPHABET.find(said) + 1 or None
        case "capital":
            value = ord(said) - ord("A") + 1
        case "letter":
            value = ALPHABET.find(said) + 1 or None
        case "dash":
            label = "-"
    written = match[0].strip()
    return Marker(rank, label, value, style, written, match.end() - match.start())


def _counted(said: str) -> int | None:
    low = said.lower()
    return int(said) if said.isdigit() else _ORDINALS.get(low) or _roman_value(said.upper())


def _roman_value(said: str) -> int | None:
    total = 0
    for one, following in zip(said, [*said[1:], ""], strict=True):
        value = _ROMAN_VALUES[one]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total if said == _roman(total) else None


def _roman(value: int) -> str:
    said = ""
    for amount, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= amount:
            said += letters
            value -= amount
    return said
