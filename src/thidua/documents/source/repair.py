"""Text repair at the border: what old fonts, extractors and converters did to letters.

Each repair is found by a rule that can say why, is written down with what stood there, and changes nothing
that can be a Vietnamese word as it stands. What only looks wrong is said and left (``SUSPECTED``).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from thidua.documents.source.legacy import from_tcvn3, from_vni
from thidua.documents.source.marked import Change, Marked
from thidua.documents.source.model import Repair, RepairKind
from thidua.documents.source.syllables import COMMON, is_syllable

Finder = Callable[[str], list[Change]]


def repaired(text: Marked) -> tuple[Marked, list[Repair]]:
    """The text in NFC, single blanks, with everything that is surely wrong set right; and what was done."""
    repairs: list[Repair] = []
    for kind, find in _FINDERS:
        if changes := find(text.text):
            repairs += [noted(kind, text, change) for change in changes]
            text = text.changed(changes)
    text = _without_soft_hyphens(text)
    repairs += _composing(text)
    text = text.composed().squeezed()
    repairs += [noted(RepairKind.SUSPECTED, text, change) for change in _suspects(text.text)]
    return text, repairs


def noted(kind: RepairKind, text: Marked, change: Change) -> Repair:
    start, end, new = change
    return Repair(kind, text.anchor(start, end), text.text[start:end], new)


def in_font(text: Marked, kind: RepairKind, *, capitals: bool = False) -> tuple[Marked, list[Repair]]:
    """A run that its font says is TCVN3 or VNI (``capitals``: a font that shows every letter as one)."""
    convert = from_tcvn3 if kind is RepairKind.TCVN3 else from_vni
    changes: list[Change] = []
    for found in re.finditer(r"\S+", text.text):
        new = convert(found[0])
        new = new.upper() if capitals else new
        if new != found[0]:
            changes.append((found.start(), found.end(), new))
    return text.changed(changes), [noted(kind, text, change) for change in changes]


def _composing(text: Marked) -> list[Repair]:
    if unicodedata.is_normalized("NFC", text.text):
        return []
    return [
        noted(RepairKind.NORMALISED, text, (found.start(), found.end(), composed))
        for found in re.finditer(r"\S+", text.text)
        if (composed := unicodedata.normalize("NFC", found[0])) != found[0]
    ]


def _without_soft_hyphens(text: Marked) -> Marked:
    """A soft hyphen that was no letter only said where a word may be broken."""
    return text.changed([(found.start(), found.end(), "") for found in re.finditer("\u00ad", text.text)])


# --- What converters leave


_BOOKMARK = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|\[\]\{#[^}\n]{1,80}\}|\[\[?_(?:GoBack|Toc|Hlk|Ref)\w*\]\]?", re.I
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|[lr][sd]quo|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)


def _bookmarks(text: str) -> list[Change]:
    return [(found.start(), found.end(), "") for found in _BOOKMARK.finditer(text)] if "[" in text else []


def _entities(text: str) -> list[Change]:
    if "&" not in text:
        return []
    return [(found.start(), found.end(), html.unescape(found[0])) for found in _ENTITY.finditer(text)]


_EMPHASIS = re.compile(
    r"(?<![*\w\\])(\*{1,3})(?=[^\s*])(?:[^*\n]*?[^\s*\\])?(\1)(?![*\w])|(?<![_\w\\])(__)(?=\S)[^_\n]+?(__)(?![_\w])"
)
_LINE_SIGN = re.compile(r"\s*(#{1,6}\s+|>\s+)(?=\S)")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>|~'\"$&<]|\s*$)")
_ATTRIBUTES = re.compile(r"\[([^\[\]\n]*)\]\{[.#][^}\n]{0,60}\}")


def _markup(text: str) -> list[Change]:
    """Paired stars, escapes before punctuation, [words]{.underline}. A star alone may be a footnote: it stays."""
    changes: list[Change] = [(*found.span(1), "") for found in [_LINE_SIGN.match(text)] if found]
    if not any(sign in text for sign in "*_\\{"):
        return changes
    for found in _EMPHASIS.finditer(text):
        for group in (1, 2) if found[1] else (3, 4):
            changes.append((*found.span(group), ""))
    changes += [(found.start(), found.end(), "") for found in _ESCAPED.finditer(text)]
    for found in _ATTRIBUTES.finditer(text):
        changes += [(found.start(), found.start() + 1, ""), (found.end(1), found.end(), "")]
    return _in_order(changes)


def _in_order(changes: list[Change]) -> list[Change]:
    """Sorted, and of two that overlap the earlier."""
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


# --- Spans of an old encoding inside Unicode


# Words and what stands between them. «, », ¬ and the soft hyphen are letters of TCVN3, so they part nothing.
_WORD = re.compile(r"[^\s,.;:!?()\[\]{}\"“”‘’'/\\|–—…\-+=<>%*_0-9]+")
_OLD_LETTER = re.compile(
    r"[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u0192\u02c6\u02dc\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_UNIT_OF_MICRO = re.compile(r"[\u00b5\u03bc](?:m|g|l|s|A|F|V|W|Sv|mol)$")


def _tcvn3(text: str) -> list[Change]:
    return _old_spans(text, _converted_from_tcvn3)


def _vni(text: str) -> list[Change]:
    return _old_spans(text, lambda words: [from_vni(word) for word in words])


def _old_spans(text: str, convert: Callable[[list[str]], list[str]]) -> list[Change]:
    """Runs of words that an old encoding can have made, with one at least that Unicode cannot.

    Such a word is converted; so are its neighbours between two of them, and at the edges those whose
    converted form is the commoner word. A run is left alone when one of its words would become no syllable.
    """
    if not _OLD_LETTER.search(text) or not any(map(_is_of_old_page, _WORD.findall(text))):
        return []
    changes: list[Change] = []
    for run in _runs(text):
        words = [found[0] for found in run]
        odd = [place for place, word in enumerate(words) if _is_odd(word)]
        if not odd:
            continue
        new = convert(words)
        first, last = _widened(words, new, odd[0], odd[-1])
        span = range(first, last + 1)
        if all(_is_well_made(words[place], new[place]) for place in span):
            changes += [(run[n].start(), run[n].end(), new[n]) for n in span if new[n] != words[n]]
    return changes


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Neighbouring words whose letters the old code page has."""
    run: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        if _fits_old_page(found[0]) and not _UNIT_OF_MICRO.match(found[0]):
            run.append(found)
        elif run:
            yield run
            run = []
    if run:
        yield run


@lru_cache(maxsize=20_000)
def _is_of_old_page(word: str) -> bool:
    return _is_odd(word) and _fits_old_page(word) and not _UNIT_OF_MICRO.match(word)


def _fits_old_page(word: str) -> bool:
    try:
        word.encode("cp1252")
    except UnicodeError:
        return False
    return True


def _is_odd(word: str) -> bool:
    """Has a letter of the old page and is no Vietnamese syllable."""
    return not word.isascii() and any(letter.isalpha() for letter in word) and not is_syllable(word)


def _widened(words: list[str], new: list[str], first: int, last: int) -> tuple[int, int]:
    while first > 0 and _belongs(words[first - 1], new[first - 1]):
        first -= 1
    while last < len(words) - 1 and _belongs(words[last + 1], new[last + 1]):
        last += 1
    return first, last


def _belongs(word: str, new: str) -> bool:
    """Whether a word beside an old span is of it. Plain letters are the same in both."""
    if word == new:
        return word.isascii()
    return is_syllable(new) and (new.lower() in COMMON or word.lower() not in COMMON)


def _is_well_made(word: str, new: str) -> bool:
    return word.isascii() or is_syllable(new)


def _converted_from_tcvn3(words: list[str]) -> list[str]:
    """TCVN3 words as Unicode, with the ư that was lost on the way where a whole run shows it was."""
    new = [_in_its_case(word, from_tcvn3(word)) for word in words]
    if any(_lacks_horned_u(word) for word in new) and not any("ư" in word or "Ư" in word for word in new):
        new = [_with_horned_u(word) for word in new]
    return new


def _in_its_case(word: str, new: str) -> str:
    """The old page has few capitals with marks: CHØ is meant as CHỈ."""
    plain = [letter for letter in word if letter.isascii()]
    return new.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else new


# ư was one byte of the old page that Unicode takes for a soft hyphen, and programs drop it. "ơng" and "ơc" are
# no rimes: there it is seen. Words in which it is not seen follow once one is.
_SHOWS_LOSS = re.compile(r"(?:ơ|ờ|ở|ỡ|ớ|ợ)(?=(?:ng|c|u)$)", re.I)
_LOST_IN = {
    "ngời": "người", "dới": "dưới", "vợt": "vượt", "lợt": "lượt", "nh": "như", "t": "tư", "th": "thư",
    "trng": "trưng", "nhng": "nhưng", "tng": "tưng", "hng": "hưng",
}  # fmt: skip


def _lacks_horned_u(word: str) -> bool:
    return bool(_SHOWS_LOSS.search(word)) and not is_syllable(word)


def _with_horned_u(word: str) -> str:
    if (told := _LOST_IN.get(word.lower())) is not None:
        return told.capitalize() if word[0].isupper() else told
    if not _lacks_horned_u(word):
        return word
    return _SHOWS_LOSS.sub(lambda found: ("Ư" if found[0].isupper() else "ư") + found[0], word)


# --- Look-alikes


_MICRO = "\u00b5\u03bc"
_MINUS = "\u2212"
_ETH = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ"}
_LETTERS = re.compile(r"[^\W\d_]+(?:\u2212[^\W\d_]+)*(?:\u2212(?!\w))?|\u2212[^\W\d_]+")


def _look_alikes(text: str) -> list[Change]:
    """µ for à, − for ư, Ð for Đ: only where a Vietnamese syllable comes of it."""
    if not any(sign in text for sign in (*_MICRO, _MINUS, *_ETH)):
        return []
    changes: list[Change] = []
    for found in _LETTERS.finditer(text):
        if (new := _unmasked(found[0], text[: found.start()])) != found[0]:
            changes.append((found.start(), found.end(), new))
    return changes


def _unmasked(word: str, before: str) -> str:
    eth = "".join(_ETH.get(letter, letter) for letter in word)
    if not any(sign in eth for sign in (*_MICRO, _MINUS)):
        return eth if eth == word or is_syllable(eth) or eth.isupper() else word
    if _UNIT_OF_MICRO.match(word) and re.search(r"\d\s*$", before):
        return word
    plain = re.sub(f"[{_MICRO}]", "à", eth).replace(_MINUS, "ư")
    told = plain.upper() if _shouts(eth) else plain
    if word.endswith(_MINUS):  # «nh− vậy»; but «a−» may be a step of a sum
        return told if told.lower() in COMMON else word
    return told if is_syllable(told) else word


def _shouts(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha() and letter not in _MICRO]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


# --- What only looks wrong


# A PDF's font table took ô for oà and ơ for ô; words come of it, so nobody can be sure.
_WRONG_GLYPHS = {
    "đồn viên": "đoàn viên", "cơng đồn": "công đoàn", "cơng nhân": "công nhân", "tồn quốc": "toàn quốc",
    "tồn thể": "toàn thể", "tồn tỉnh": "toàn tỉnh", "hồn thành": "hoàn thành", "liên đồn": "liên đoàn",
    "an tồn": "an toàn", "cơng chức": "công chức", "cơng tác": "công tác", "thơng": "thông", "khơng": "không",
    "nơng thơn": "nông thôn",
}  # fmt: skip
_WRONG_GLYPH = re.compile(rf"(?<!\w)(?:{'|'.join(_WRONG_GLYPHS)})(?!\w)", re.I)


def _suspects(text: str) -> list[Change]:
    if "ơng" not in text.lower() and "ồn" not in text.lower():
        return []
    return [
        (found.start(), found.end(), _WRONG_GLYPHS[found[0].lower()]) for found in _WRONG_GLYPH.finditer(text)
    ]


_FINDERS: tuple[tuple[RepairKind, Finder], ...] = (
    (RepairKind.BOOKMARK, _bookmarks),
    (RepairKind.ENTITY, _entities),
    (RepairKind.MARKUP, _markup),
    (RepairKind.TCVN3, _tcvn3),
    (RepairKind.VNI, _vni),
    (RepairKind.LOOK_ALIKE, _look_alikes),
)
