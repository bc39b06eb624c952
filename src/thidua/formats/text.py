"""Vietnamese text: cleaning, search keys, sort keys and name matching.

Keys are computed here and stored, because the embedded PostgreSQL has no ICU: a plain string that
collation "C" sorts right works on every engine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

_TONE_OF_MARK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Order of the tones: ngang (0), huyền, hỏi, ngã, sắc, nặng."""

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_LONGEST_PLAIN_NUMBER = 15
_SOLE_Y = re.compile(r"^(qu|[bcdđghklmnpqrstvx]*)y$")


def clean(text: str) -> str:
    """NFC, one space between words, no control or zero-width characters.

    >>> clean("  Công\\u00a0 đoàn\\u200b ")
    'Công đoàn'
    """
    if _is_clean(text):
        return text
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _is_clean(text: str) -> bool:
    """Whether there is nothing to do, as for most words of a list: asked without looking at each letter here."""
    plain = text.isprintable() and unicodedata.is_normalized("NFC", text)
    return plain and "  " not in text and text[:1] != " " and text[-1:] != " "


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def for_xml(text: str) -> str:
    """Without what XML forbids: control characters and lone halves of characters. Office files are XML.

    >>> for_xml("Công\x07 đoàn")
    'Công đoàn'
    """
    return _NOT_IN_XML.sub("", text)


_SHORT = 80  # names and words of a list come again and again, paragraphs do not


def fold(text: str) -> str:
    """Search key: lower case, without marks, đ as d, single spaces.

    >>> fold("Đoàn viên  ƯU TÚ")
    'doan vien uu tu'
    """
    return _folded_word(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=20_000)
def _folded_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFD", clean(text).casefold()).replace("đ", "d")
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


@lru_cache(maxsize=20_000)  # Vietnamese has some seven thousand syllables
def _split_tone(word: str) -> tuple[str, int]:
    """The word in NFC without its tone (ă â ê ô ơ ư đ stay), and the tone's rank."""
    letters: list[str] = []
    tone = 0
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONE_OF_MARK:
            tone = tone or _TONE_OF_MARK[mark]
        else:
            letters.append(mark)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _words(text: str) -> list[str]:
    lowered = unicodedata.normalize("NFC", clean(text).casefold())
    return "".join(
        letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in lowered
    ).split()


def _number_key(digits: str) -> str:
    """Length before digits, so that 9 sorts before 10; still below every letter."""
    plain = digits.lstrip("0") or "0"
    if len(plain) <= _LONGEST_PLAIN_NUMBER:
        return chr(ord("0") + len(plain)) + plain
    return f"@{len(plain):06d}{plain}"


@lru_cache(maxsize=20_000)
def _base_key(word: str) -> str:
    key: list[str] = []
    for numeric, run in groupby(word, lambda letter: letter.isascii() and letter.isdigit()):
        letters = "".join(run)
        key.append(
            _number_key(letters) if numeric else "".join(_RANK.get(letter, letter) for letter in letters)
        )
    return "".join(key)


def _ordered_key(text: str) -> str:
    toneless = [_split_tone(word) for word in _words(text)]
    bases = "!".join(_base_key(word) for word, _ in toneless)
    return f"{bases} {''.join(str(tone) for _, tone in toneless)}"


def sort_key(text: str) -> str:
    """A plain string; code point order (collation "C") of these strings is Vietnamese order.

    Base letters decide first (a ă â b c d đ …), then tones (ngang huyền hỏi ngã sắc nặng), then the text
    itself; numbers inside a name are ordered by value.

    >>> sorted(["Số 10", "Số 9"], key=sort_key)
    ['Số 9', 'Số 10']
    """
    return f"{_ordered_key(text)} {clean(text)}"


def person_sort_key(name: str) -> str:
    """Sort key of a person: the given name (last word) decides, then family and middle names.

    >>> sorted(["Trần Thị Bình", "Ma Văn An"], key=person_sort_key)
    ['Ma Văn An', 'Trần Thị Bình']
    """
    words = clean(name).split()
    given, rest = words[-1:], words[:-1]
    return f"{_ordered_key(' '.join(given))} {sort_key(' '.join(rest))}"


@lru_cache(maxsize=20_000)  # a list is read twice, and its people stand in it with several titles
def matching_key(text: str) -> str:
    """A key equal for two spellings of one name: hòa/hoà, sỹ/sĩ, NFC/NFD, capitals, punctuation.

    i and y are one letter only where spelling habit allows both: alone after consonants, and after qu
    (quý/quí); tay and tai, thúy and thúi stay apart.

    >>> matching_key("Hoà Bình") == matching_key("HÒA BÌNH")
    True
    """
    return " ".join(f"{_one_i(word)}{tone}" for word, tone in map(_split_tone, _words(text)))


def _one_i(word: str) -> str:
    return _SOLE_Y.sub(lambda found: f"{found.group(1)}i", word)


def same_name(first: str, second: str) -> bool:
    """Whether two texts are one name, up to spelling habit."""
    return matching_key(first) == matching_key(second)
