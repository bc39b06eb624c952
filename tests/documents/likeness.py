"""How alike two pieces of Vietnamese text, two numbers or two dates are, for measuring a reading. From 0 to 1.

Spelling that means the same is the same: NFC and NFD, hoà and hòa, sỹ and sĩ, quotation marks and dashes, and the
abbreviations that every union office uses. A tone that differs is another word.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
SHORT = {
    "CNVC-LĐ": "công nhân viên chức lao động",
    "CNVCLĐ": "công nhân viên chức lao động",
    "CNLĐ": "công nhân lao động",
    "TLĐ": "tổng liên đoàn lao động",
    "Tổng LĐLĐ": "tổng liên đoàn lao động",
    "Tổng Liên đoàn": "tổng liên đoàn lao động",
    "TLĐLĐVN": "tổng liên đoàn lao động việt nam",
    "LĐLĐ": "liên đoàn lao động",
    "CĐCS": "công đoàn cơ sở",
    "CĐ": "công đoàn",
    "VN": "việt nam",
    "BTV": "ban thường vụ",
    "BCH": "ban chấp hành",
    "TP": "thành phố",
    "UBND": "ủy ban nhân dân",
    "QHLĐ": "quan hệ lao động",
    "NLĐ": "người lao động",
    "KT-XH": "kinh tế xã hội",
    "CHXHCN": "cộng hòa xã hội chủ nghĩa",
}
WEAK = "và của các những cho với trong theo về từ đến là tại ở đối nhằm như việc tổ chức thực hiện phong trào thi đua"


def _word(word: str) -> str:
    """Base letters and, at the end, the tone: where the tone mark sits is a habit, not a difference."""
    tone, letters = "", ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone = TONES[sign]
        else:
            letters += sign
    if len(letters) > 1 and letters[-1] == "y" and letters[-2] not in "aeiou":
        letters = letters[:-1] + "i"
    return unicodedata.normalize("NFC", letters) + tone


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").casefold()
    return " ".join(_word(word) for word in re.sub(r"[^\w%/.,]+|[.,](?!\d)", " ", plain).split())


_LONG = [(f" {_folded(short)} ", f" {_folded(full)} ") for short, full in SHORT.items()]
_WEAK = frozenset(_folded(WEAK).split())


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text as compared: one case, one Unicode form, one place for the tone, abbreviations written out."""
    told = f" {_folded(text)} "
    for short, full in _LONG:
        told = told.replace(short, full)
    # "tổng liên đoàn lao động lao động" comes from writing out a name that was half written out
    told = re.sub(r"(lao1? đông5) \1", r"\1", told)
    return " ".join(told.split())


def text_likeness(a: object, b: object) -> float:
    one, other = folded(str(a)), folded(str(b))
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    mine, theirs = _strong(one), _strong(other)
    shared = len(mine & theirs)
    if not shared:
        return 0.0
    even = 2 * shared / (len(mine) + len(theirs))
    smaller = min(len(mine), len(theirs))
    held = 0.9 * shared / smaller if smaller >= 3 else 0.0
    spelled = SequenceMatcher(None, one, other).ratio() if even > 0.3 else 0.0
    return max(even, held, 0.95 * spelled if spelled >= 0.8 else 0.0)


def _strong(text: str) -> set[str]:
    every = set(text.split())
    return every - _WEAK or every


def code_likeness(a: object, b: object) -> float:
    return float(re.sub(r"\s", "", folded(str(a))) == re.sub(r"\s", "", folded(str(b))))


def unit_likeness(a: object, b: object) -> float:
    one, other = folded(str(a)), folded(str(b))
    if one == other:
        return 1.0
    return 0.5 if one in other or other in one else 0.0


def number_likeness(a: object, b: object) -> float:
    return float(str(a) == str(b) or _number(a) == _number(b) is not None)


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def date_likeness(a: object, b: object) -> float:
    """Right as far as both go: a month for a day of that month is most of the way."""
    one, other = str(a), str(b)
    if one == other:
        return 1.0
    shared = min(len(one), len(other))
    return 0.7 if shared >= 7 and one[:shared] == other[:shared] else 0.0
