"""The Vietnamese encodings from before Unicode, as letters: TCVN3 (ABC), VNI and VIQR.

Text in the first two is met as Latin-1: the bytes of the old font shown as western letters. VIQR is typed
in plain ASCII. Tables only; whether a text is in one of them is decided elsewhere.
"""

from __future__ import annotations

import re
import unicodedata

from thidua.documents.source.syllables import COMMON, is_syllable

_TCVN3_CODES = (
    0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE,
    0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB,
    0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE,
    0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE,
    0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
)  # fmt: skip
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip
TCVN3 = {chr(code): letter for code, letter in zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True)}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_TONES = "ùøûõï"
_VNI = re.compile(
    rf"[ae][{''.join(_VNI_MARKS)}]|[o][{_VNI_TONES}âáàåãä]|[uyôö][{_VNI_TONES}]|[{''.join(_VNI_ALONE)}]",
    re.IGNORECASE,
)
_VIQR_MARKS = {
    "'": _ACUTE, "`": _GRAVE, "?": _HOOK, "~": _TILDE, ".": _DOT, "^": _CIRCUMFLEX, "(": _BREVE,
}  # fmt: skip
_ONE_HORN = re.compile(
    r"(?<![qQ])[uU](?=[ơờởỡớợƠỜỞỠỚỢ][cimnptu])"
)  # duo+.c for du+o+.c: the usual short form
_VIQR = re.compile(r"\\(.)|([dD])([dD])|([aeouAEOU])([\^(+*])?(['`?~.])?|([iyIY])(['`?~.])")


def from_tcvn3(text: str) -> str:
    """Latin-1 letters of TCVN3 as Unicode. A letter that is not in the table stays.

    >>> from_tcvn3("thùc hiÖn")
    'thực hiện'
    """
    return "".join(TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Latin-1 letters of VNI as Unicode.

    >>> from_vni("Coâng ñoaøn cô sôû")
    'Công đoàn cơ sở'
    """
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    told = found[0]
    base = _VNI_ALONE.get(told[0].lower(), told[0].lower())
    letter = unicodedata.normalize("NFC", base + _VNI_MARKS.get(told[1:].lower(), ""))
    return letter.upper() if told[0].isupper() else letter


def from_viqr(text: str) -> str:
    r"""VIQR as Unicode. A mark behind a backslash is itself; so is a full stop at the end of a word that is
    a better word without it.

    >>> from_viqr("Co^ng ddoa`n co+ so+?. Thi ddua.")
    'Công đoàn cơ sở. Thi đua.'
    """
    return re.sub(r"\S+", lambda found: _viqr_word(found[0]), text)


def _viqr_word(word: str) -> str:
    marked = _viqr_letters(word)
    if word[-1] not in ".?" or word[-2:-1] == "\\":
        return marked
    stopped = _viqr_letters(word[:-1]) + word[-1]
    good = marked.lower() in COMMON or not is_syllable(stopped[:-1])
    return marked if good and marked[-1] != word[-1] else stopped


def _viqr_letters(word: str) -> str:
    read = unicodedata.normalize("NFC", _VIQR.sub(_viqr_letter, word))
    return _ONE_HORN.sub(lambda found: "Ư" if found[0] == "U" else "ư", read)


def _viqr_letter(found: re.Match[str]) -> str:
    escaped, first_d, _second_d, vowel, shape, tone, narrow, its_tone = found.groups()
    if escaped is not None:
        return escaped
    if first_d:
        return "Đ" if first_d == "D" else "đ"
    if narrow:
        return narrow + _VIQR_MARKS[its_tone]
    shaped = vowel + _shape_mark(vowel, shape)
    if shape and shaped == vowel:
        return found[0]
    return shaped + (_VIQR_MARKS[tone] if tone else "")


def _shape_mark(vowel: str, shape: str | None) -> str:
    if shape in ("+", "*"):
        return _HORN if vowel in "ouOU" else ""
    if shape == "(":
        return _BREVE if vowel in "aA" else ""
    return _CIRCUMFLEX if shape == "^" and vowel in "aeoAEO" else ""
