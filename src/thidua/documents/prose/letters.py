"""Upper case, first letters and plain forms: what the grammar asks of words before it asks what they mean."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = [chr(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
"""Every capital letter of Vietnamese after NFC, for character classes."""
LOWER = UPPER.lower()

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def is_upper(text: str) -> bool:
    """All letters upper case, and at least two of them. Years, marks and abbreviations do not matter."""
    return text.upper() == text and sum(map(str.isalpha, text)) > 1


def lowered(text: str) -> str:
    """Letter by letter, so that a place in it is that place in the text. A pattern in small letters goes through it
    several times faster than one that ignores case goes through the text."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def starts_upper(text: str) -> bool:
    """The first letter is upper case; quotes and brackets before it do not count."""
    first = re.search(r"\w", text)
    return first is not None and (first[0].isupper() or first[0].isdigit())


def ends_sentence(text: str) -> bool:
    """Closed by a mark after which a new line or point may begin."""
    return bool(re.search(r"[.;:!?…][\"”’')\]*_]*$", text.rstrip()))


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower case, NFC, tones moved to one place, marks other than letters and digits as blanks: to compare words.

    >>> plain("Uỷ ban - Nhân dân") == plain("Ủy ban nhân dân")
    True
    """
    words = re.sub(r"[^\w%/&]+", " ", unicodedata.normalize("NFC", text).casefold()).split()
    return " ".join(map(_tone_last, words))


def whatever_marks(words: str) -> str:
    """A pattern for the words, whatever the gaps between them and the marks on their vowels: who reads pictures
    takes "Ộ" for "Ọ" and "Ĩ" for "I".

    >>> bool(re.fullmatch(whatever_marks("XÃ HỘI"), "XA  HỌI"))
    True
    """
    letters = (r"\s+" if letter == " " else _VOWELS.get(_bare(letter), letter) for letter in words)
    return "".join(letters)


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_VOWELS = {
    vowel: f"[{''.join(one for one in map(chr, range(0x41, 0x1EFA)) if _bare(one) == vowel)}]"
    for vowel in "AEIOUY"
}


@lru_cache(maxsize=8192)
def _tone_last(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tone = "".join(mark for mark in marks if mark in _TONES)
    rest = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + tone


def sentence_case(text: str) -> str:
    """A line in capitals as it would stand in a sentence; anything else unchanged. Names lose their capitals."""
    return text.capitalize() if is_upper(text) else text
