"""Bytes of a text file become characters, by the encoding they are in."""

from __future__ import annotations

import codecs
import re

from thidua.documents.source.legacy import from_tcvn3, from_viqr, from_vni
from thidua.documents.source.syllables import COMMON, is_syllable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(r"[^\W\d_]+")
_VIQR = re.compile(r"[aeoAEO]\^|[aA]\(|[ouOU]\+|dd|DD")
_SAMPLE = 20_000


def decoded(content: bytes) -> tuple[str, str]:
    """The characters and the name of the encoding. UTF-8 is kept letter by letter, its mark included."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _by(content, name), name
    if (wide := _wide_without_mark(content)) is not None:
        return content.decode(wide, "replace"), wide
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _from_old_page(content)
    if text.isascii() and _is_viqr(text):
        return from_viqr(text), "viqr"
    return text, "utf-8"


def _by(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return content.decode(name, "replace")


def _wide_without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of plain letters and blanks is zero."""
    sample = content[:2000]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros and zeros.count(0) > len(zeros) // 3 and len(content) % 2 == 0:
            return name
    return None


def _from_old_page(content: bytes) -> tuple[str, str]:
    """One byte a letter: the reading with the most Vietnamese in it. Broken UTF-8 is one of them."""
    western = content.decode("cp1252", "replace") if b"\xad" not in content else content.decode("latin-1")
    readings = {
        "utf-8": content.decode("utf-8", "replace"),
        "cp1258": content.decode("cp1258", "replace"),
        "tcvn3": from_tcvn3(content.decode("latin-1")),
        "vni": from_vni(western),
        "cp1252": western,
    }
    best = max(readings, key=lambda name: _vietnamese(readings[name][:_SAMPLE]))
    return readings[best], best


def _vietnamese(text: str) -> float:
    """Share of the words with marks that are syllables; common ones count more."""
    import unicodedata

    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    lost = text.count("\ufffd")
    good = sum(is_syllable(word) + (word.lower() in COMMON) for word in words)
    return (good + 0.01) / (len(words) + lost + 1)


def _is_viqr(text: str) -> bool:
    """Typed marks in at least a fifth of the words, and the words better for reading them."""
    sample = text[:_SAMPLE]
    words = sample.split()
    marked = sum(bool(_VIQR.search(word)) for word in words)
    if marked < 3 or marked < len(words) / 5:
        return False
    read = [word for word in _WORD.findall(from_viqr(sample)) if not word.isascii()]
    return sum(is_syllable(word) for word in read) > 0.8 * len(read)
